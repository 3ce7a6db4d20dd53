"""A server of its own with members in it, and what they are told of groups, seasons, settings and privacy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from kotae.organising import rows
from kotae.posing import Posing, Taker
from loopback import Channel, Guild, Member, Message, Response, Role, User

EN, JA = "en-US", "ja"


class Place:
    """A server, its channel, its owner and a member."""

    def __init__(self, posing: Posing) -> None:
        self.posing = posing
        self.server = posing.tutor.server
        self.user = self.server.add_user("hanako", global_name="花子")
        self.guild: Guild = self.server.add_guild("Group", members=[self.user])
        self.channel: Channel = next(iter(self.guild.channels.values()))

    async def says(
        self, command: str, locale: str = EN, *, user: User | Member | None = None, force: bool = False, **options: Any
    ) -> Message:
        """The answer to a command, which nobody else sees and which pings nobody."""
        outcome = await self.server.slash(command, options, **self.where(locale, user), force=force)
        message = await outcome.message(timeout=10)
        assert message.ephemeral
        assert message.pings == set()
        return message

    async def organises(self, command: str, locale: str = EN, **options: Any) -> Message:
        """The same of `/organise` and its owner."""
        return await self.says(f"organise {command}", locale, **{"user": self.server.owner, **options})

    def where(self, locale: str = EN, user: User | Member | None = None) -> dict[str, Any]:
        return {"user": user or self.user, "guild": self.guild, "channel": self.channel, "locale": locale}

    def member(self, name: str, *roles: Role) -> Member:
        return self.server.add_member(name, self.guild, roles=list(roles))

    async def offered(self, command: str, option: str, typed: str, user: User | None = None) -> list[str]:
        outcome = await self.server.autocomplete(command, {option: typed}, option, **self.where(user=user))
        return [choice["value"] for choice in await outcome.choices()]

    async def answers(self, user: User | Member | None = None, *, rightly: bool = True, **post: Any) -> Response:
        """Post a question and have a member answer it."""
        posted = await self.posing.post("grib-pick", channel=self.channel, **post)
        who = user.user if isinstance(user, Member) else user
        return await Taker(posted, EN, who or self.user).answer(rightly=rightly)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return rows(self.posing.tutor, query.format(guild=self.guild.id, user=self.user.id))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program writes to the database and does not stop."""
        with closing(sqlite3.connect(self.posing.tutor.data / "kotae.db", isolation_level=None)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            yield
            lock.execute("ROLLBACK")
