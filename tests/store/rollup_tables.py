"""All that is counted from answers, to be compared: what stands there against what a recount makes of it."""

from typing import Any

from sqlalchemy import Connection, select

from bot.store.schema import group_standings, members, place_counts, round_counts, server_days, standings

TABLES = (members, standings, group_standings, round_counts, server_days)


def contents(connection: Connection) -> set[tuple[Any, ...]]:
    """Every row of those tables, with the table's name."""
    rows = {(table.name, *row) for table in TABLES for row in connection.execute(select(table))}
    return rows | {("places", *row) for row in connection.execute(select(place_counts).where(place_counts.c.members != 0))}
