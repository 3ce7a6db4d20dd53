"""All tables, in one place. A change here needs a migration in `migrations/versions` and its number in VERSIONS."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

VERSIONS = ("0001", "0002", "0003")
"""Every version this program can read or migrate, oldest first. The last one is what it writes."""


LOCAL = 0
"""Server and channel of the terminal's own learners, no number of Discord's: nothing is posted, closed or revealed there."""


class Moment(TypeDecorator[datetime]):
    """A moment: timezone-aware in Python, UTC in the database, in an order that both engines keep."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without a time zone is a fault."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite returns it without the time zone it was stored in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")
Snowflake = BigInteger

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _id() -> Column[int]:
    """A number that is never given out twice (`sqlite_autoincrement`): buttons on old messages name rounds by theirs."""
    return Column("id", Id, primary_key=True)


def _of(
    table: str, name: str, column: str = "id", *, key: bool = False, index: bool = False, nullable: bool = False
) -> Column[int]:
    """A reference that goes with what it refers to."""
    kind = Id if column == "id" else Snowflake()
    target = ForeignKey(f"{table}.{column}", ondelete="CASCADE")
    return Column(name, kind, target, primary_key=key, index=index, nullable=nullable)


version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

servers = Table(
    "servers",
    metadata,
    Column("server", Snowflake, primary_key=True, autoincrement=False),  # Discord's number of the guild
    Column("reports_channel", Snowflake),
    Column("left_at", Moment),
    Column("overdue_at", Moment),  # the first look that found it kept for long enough since
    Column("zone", Text),  # whose days and weeks its boards have; none: each channel's own
    Column("stale", Boolean, nullable=False, server_default=false()),  # its standings must be counted anew
    Column("recounting", Boolean, nullable=False, server_default=false()),  # and somebody has begun to
)

learners = Table(
    "learners",
    metadata,
    _id(),
    Column("user", Snowflake, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("alias", Text),  # the name on boards, where they chose one
    Column("hidden", Boolean, nullable=False, server_default=false()),  # on no board
    sqlite_autoincrement=True,
)

study_groups = Table(
    "study_groups",
    metadata,
    _id(),
    _of("servers", "server", "server"),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name as it is compared
    Column("role", Snowflake),  # whoever has this role is in it
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("server", "folded"),
    sqlite_autoincrement=True,
)

seasons = Table(
    "seasons",
    metadata,
    _id(),
    _of("servers", "server", "server", index=True),
    Column("name", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    sqlite_autoincrement=True,
)

exclusions = Table(
    "exclusions",
    metadata,
    _of("servers", "server", "server", key=True),
    Column("mark", String(64), primary_key=True),  # a keyed hash of server and user: outlives the deletion of all else
    Column("at", Moment, nullable=False),
)

dailies = Table(
    "dailies",
    metadata,
    _id(),
    _of("servers", "server", "server", index=True),
    Column("channel", Snowflake, nullable=False, unique=True),
    Column("post_at", Integer, nullable=False),  # minutes after local midnight
    Column("zone", Text, nullable=False),
    Column("topics", Text, nullable=False),  # a JSON list of topic keys; empty: all
    Column("language", Text, nullable=False),
    Column("feedback", Text, nullable=False),
    Column("closes_after", Integer),  # minutes; none: when the next one is posted
    Column("ping_role", Snowflake),
    Column("exam", Text),
    Column("thread", Boolean, nullable=False, server_default=false()),
    Column("paused_at", Moment),
    Column("pause_reason", Text),
    Column("problem", Text),
    Column("problem_at", Moment),
    Column("solved_at", Moment),  # since when it is over
    Column("told_at", Moment),
    Column("created_by", Snowflake, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Column("first", Date),  # the first local date that may be asked about
    Column("seed", Text, nullable=False),
    sqlite_autoincrement=True,
)

rounds = Table(
    "rounds",
    metadata,
    _id(),
    _of("dailies", "daily", index=True),
    _of("servers", "server", "server", index=True),
    Column("channel", Snowflake, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("question", Text, nullable=False),
    Column("facts", Text, nullable=False),  # a JSON list of fact keys
    Column("frozen", Text, nullable=False),  # the whole question as it was asked, with its key: JSON of the tutor's
    Column("claimed_at", Moment, nullable=False),
    Column("posted_at", Moment),
    Column("message", Snowflake),
    Column("closes_at", Moment),
    Column("closed_at", Moment),
    Column("revealed_at", Moment),
    Column("reveal_message", Snowflake),
    Column("day", Date),  # the date in the server's time zone when it was claimed
    Column("difficulty", Integer, nullable=False, server_default="2"),
    Column("season", Id),  # the server's when it was claimed; seasons go with their server only
    Column("withheld", Boolean, nullable=False, server_default=false()),  # nobody learns before the close whether they are right
    UniqueConstraint("channel", "local_date"),
    sqlite_autoincrement=True,
)
Index("ix_rounds_closed_at", rounds.c.closed_at)
Index("ix_rounds_revealed_at", rounds.c.revealed_at)
Index("ix_rounds_day", rounds.c.server, rounds.c.day)

answers = Table(
    "answers",
    metadata,
    _of("rounds", "round", key=True),
    _of("learners", "learner", key=True),
    Column("chosen", Text, nullable=False),  # JSON: a list of option numbers as written, or what was typed
    Column("correct", Boolean, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("study_group", Id),  # the learner's when they answered
    Column("pending", Boolean, nullable=False, server_default=false()),  # right, and counted as wrong until its round is closed
)
Index("ix_answers_learner", answers.c.learner, answers.c.answered_at)

tries = Table(
    "tries",
    metadata,
    _of("rounds", "round", key=True),
    _of("learners", "learner", key=True, index=True),
    Column("typed", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _of("servers", "server", "server", index=True, nullable=True),
    _of("learners", "learner", index=True),
    Column("subject", Text, nullable=False),  # question | fact
    Column("about", Text, nullable=False),  # its key
    Column("round", Id, ForeignKey("rounds.id", ondelete="SET NULL")),
    Column("words", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("message", Snowflake),
    sqlite_autoincrement=True,
)
Index("ix_reports_round", reports.c.round)

members = Table(
    "members",
    metadata,
    _of("servers", "server", "server", key=True),
    _of("learners", "learner", key=True, index=True),
    Column("study_group", Id, ForeignKey("study_groups.id", ondelete="SET NULL")),
    Column("excluded", Boolean, nullable=False, server_default=false()),
    # What follows is counted from answers, and can be counted anew.
    Column("length", Integer, nullable=False, server_default="0"),
    Column("best", Integer, nullable=False, server_default="0"),
    Column("freezes", Integer, nullable=False, server_default="0"),
    Column("last", Date),
    Column("in_week", Integer, nullable=False, server_default="0"),
)
Index("ix_members_study_group", members.c.study_group)

standings = Table(
    "standings",
    metadata,
    _of("servers", "server", "server", key=True),
    Column("period", String(16), primary_key=True),  # as study.periods names it
    _of("learners", "learner", key=True, index=True),
    Column("points", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("last", Date, nullable=False),
    Column("shown", Boolean, nullable=False),  # neither hidden nor excluded nor faded
    sqlite_with_rowid=False,
)
Index(
    "ix_standings_place",
    standings.c.server,
    standings.c.period,
    standings.c.shown,
    standings.c.points,
    standings.c.last,
)

place_counts = Table(
    "place_counts",
    metadata,
    _of("servers", "server", "server", key=True),
    Column("period", String(16), primary_key=True),
    Column("points", Integer, primary_key=True, autoincrement=False),
    Column("members", Integer, nullable=False),  # shown standings with just so many points
    sqlite_with_rowid=False,
)

group_standings = Table(
    "group_standings",
    metadata,
    _of("servers", "server", "server", key=True),
    Column("period", String(16), primary_key=True),
    _of("study_groups", "study_group", key=True, index=True),
    _of("learners", "learner", key=True, index=True),
    Column("points", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("excluded", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

round_counts = Table(
    "round_counts",
    metadata,
    _of("rounds", "round", key=True),
    Column("answered", Integer, nullable=False),
    Column("right", Integer, nullable=False),
)

server_days = Table(
    "server_days",
    metadata,
    _of("servers", "server", "server", key=True),
    Column("day", Date, primary_key=True),
    Column("answered", Integer, nullable=False),  # learners
)
