"""Standings: study groups, seasons, exclusions, members, and what is counted from answers."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
PAGE = 500


def upgrade() -> None:
    """Add tables and columns; rounds learn their day and how hard they are, servers that they must be counted."""
    _groups_and_seasons()
    op.add_column("servers", sa.Column("zone", sa.Text()))
    op.add_column("servers", sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("servers", sa.Column("recounting", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("learners", sa.Column("alias", sa.Text()))
    op.add_column("learners", sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("rounds", sa.Column("day", sa.Date()))
    op.add_column("rounds", sa.Column("difficulty", sa.Integer(), server_default="2", nullable=False))
    op.add_column("rounds", sa.Column("season", ID))
    op.add_column("rounds", sa.Column("withheld", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_rounds_day", "rounds", ["server", "day"])
    op.add_column("answers", sa.Column("study_group", ID))
    op.add_column("answers", sa.Column("pending", sa.Boolean(), server_default=sa.false(), nullable=False))
    _members()
    _counts()
    _fill()


def _server() -> sa.Column[int]:
    return sa.Column("server", sa.BigInteger(), nullable=False)


def _to(table: str, column: str, target: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{key}"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _groups_and_seasons() -> None:
    op.create_table(
        "study_groups",
        sa.Column("id", ID, nullable=False),
        _server(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("role", sa.BigInteger()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_study_groups"),
        _to("study_groups", "server", "servers", "server"),
        sa.UniqueConstraint("server", "folded", name="uq_study_groups_server"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "seasons",
        sa.Column("id", ID, nullable=False),
        _server(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_seasons"),
        _to("seasons", "server", "servers", "server"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seasons_server", "seasons", ["server"])
    op.create_table(
        "exclusions",
        _server(),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("server", "mark", name="pk_exclusions"),
        _to("exclusions", "server", "servers", "server"),
    )


def _members() -> None:
    op.create_table(
        "members",
        _server(),
        sa.Column("learner", ID, nullable=False),
        sa.Column("study_group", ID),
        sa.Column("excluded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("length", sa.Integer(), server_default="0", nullable=False),
        sa.Column("best", sa.Integer(), server_default="0", nullable=False),
        sa.Column("freezes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last", sa.Date()),
        sa.Column("in_week", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("server", "learner", name="pk_members"),
        _to("members", "server", "servers", "server"),
        _to("members", "learner", "learners"),
        sa.ForeignKeyConstraint(["study_group"], ["study_groups.id"], name="fk_members_study_group", ondelete="SET NULL"),
    )
    op.create_index("ix_members_learner", "members", ["learner"])
    op.create_index("ix_members_study_group", "members", ["study_group"])


def _counts() -> None:
    op.create_table(
        "standings",
        _server(),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("learner", ID, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("server", "period", "learner", name="pk_standings"),
        _to("standings", "server", "servers", "server"),
        _to("standings", "learner", "learners"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_standings_learner", "standings", ["learner"])
    op.create_index("ix_standings_place", "standings", ["server", "period", "shown", "points", "last"])
    op.create_table(
        "place_counts",
        _server(),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("points", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("server", "period", "points", name="pk_place_counts"),
        _to("place_counts", "server", "servers", "server"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_standings",
        _server(),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("study_group", ID, nullable=False),
        sa.Column("learner", ID, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("server", "period", "study_group", "learner", name="pk_group_standings"),
        _to("group_standings", "server", "servers", "server"),
        _to("group_standings", "study_group", "study_groups"),
        _to("group_standings", "learner", "learners"),
        sqlite_with_rowid=False,
    )
    for column in ("study_group", "learner"):
        op.create_index(f"ix_group_standings_{column}", "group_standings", [column])
    op.create_table(
        "round_counts",
        sa.Column("round", ID, nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("round", name="pk_round_counts"),
        _to("round_counts", "round", "rounds"),
    )
    op.create_table(
        "server_days",
        _server(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("server", "day", name="pk_server_days"),
        _to("server_days", "server", "servers", "server"),
    )


def _fill() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE rounds SET day = local_date"))
    connection.execute(sa.text("UPDATE servers SET stale = :yes").bindparams(yes=True))
    oldest = sa.text(
        "UPDATE servers SET zone = (SELECT zone FROM dailies WHERE dailies.server = servers.server ORDER BY id LIMIT 1)"
    )
    connection.execute(oldest)
    _withhold(connection)
    last = 0
    read = sa.text("SELECT id, frozen FROM rounds WHERE id > :last ORDER BY id LIMIT :page")
    while rows := connection.execute(read, {"last": last, "page": PAGE}).all():
        last = rows[-1].id
        found = [{"id": row.id, "difficulty": _difficulty(row.frozen)} for row in rows]
        connection.execute(sa.text("UPDATE rounds SET difficulty = :difficulty WHERE id = :id"), found)


def _withhold(connection: sa.Connection) -> None:
    """Open rounds whose verdict is told at the reveal: boards must not tell it either."""
    withheld = (
        "UPDATE rounds SET withheld = :yes "
        "WHERE closed_at IS NULL AND daily IN (SELECT id FROM dailies WHERE feedback = 'reveal')"
    )
    connection.execute(sa.text(withheld).bindparams(yes=True))
    pending = "UPDATE answers SET pending = :yes WHERE correct AND round IN (SELECT id FROM rounds WHERE withheld)"
    connection.execute(sa.text(pending).bindparams(yes=True))


def _difficulty(frozen: str) -> int:
    """As the question said when it was asked; 2 where that cannot be read."""
    try:
        return int(json.loads(frozen)["difficulty"])
    except (ValueError, KeyError, TypeError):
        return 2
