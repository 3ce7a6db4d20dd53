"""The daily question: servers, learners, dailies, rounds, answers, tries, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "servers",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reports_channel", sa.BigInteger()),
        sa.Column("left_at", MOMENT),
        sa.PrimaryKeyConstraint("server", name="pk_servers"),
    )
    op.create_table(
        "learners",
        sa.Column("id", ID, nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
        sa.UniqueConstraint("user", name="uq_learners_user"),
        sqlite_autoincrement=True,
    )
    _dailies()
    _rounds()
    _answers()
    _reports()


def _dailies() -> None:
    op.create_table(
        "dailies",
        sa.Column("id", ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("post_at", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("closes_after", sa.Integer()),
        sa.Column("ping_role", sa.BigInteger()),
        sa.Column("exam", sa.Text()),
        sa.Column("thread", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("paused_at", MOMENT),
        sa.Column("pause_reason", sa.Text()),
        sa.Column("problem", sa.Text()),
        sa.Column("problem_at", MOMENT),
        sa.Column("told_at", MOMENT),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.Column("first", sa.Date()),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dailies"),
        sa.ForeignKeyConstraint(["server"], ["servers.server"], name="fk_dailies_server", ondelete="CASCADE"),
        sa.UniqueConstraint("channel", name="uq_dailies_channel"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dailies_server", "dailies", ["server"])


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("daily", ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("posted_at", MOMENT),
        sa.Column("message", sa.BigInteger()),
        sa.Column("closes_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("revealed_at", MOMENT),
        sa.Column("reveal_message", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("channel", "local_date", name="uq_rounds_channel"),
        sa.ForeignKeyConstraint(["daily"], ["dailies.id"], name="fk_rounds_daily", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["server"], ["servers.server"], name="fk_rounds_server", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    for column in ("daily", "server", "closed_at", "revealed_at"):
        op.create_index(f"ix_rounds_{column}", "rounds", [column])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("round", ID, nullable=False),
        sa.Column("learner", ID, nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("round", "learner", name="pk_answers"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_answers_round", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_answers_learner", ondelete="CASCADE"),
    )
    op.create_index("ix_answers_learner", "answers", ["learner", "answered_at"])
    op.create_table(
        "tries",
        sa.Column("round", ID, nullable=False),
        sa.Column("learner", ID, nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("round", "learner", name="pk_tries"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_tries_round", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_tries_learner", ondelete="CASCADE"),
    )
    op.create_index("ix_tries_learner", "tries", ["learner"])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("server", sa.BigInteger()),
        sa.Column("learner", ID, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("round", ID),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Column("message", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["server"], ["servers.server"], name="fk_reports_server", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner"], ["learners.id"], name="fk_reports_learner", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_reports_round", ondelete="SET NULL"),
        sqlite_autoincrement=True,
    )
    for column in ("server", "learner", "round"):
        op.create_index(f"ix_reports_{column}", "reports", [column])
