"""The loopback's world: guilds, channels, members and users, each turned into Discord's JSON on request."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from . import permissions as may
from .form import Json

DISCORD_EPOCH = 1_420_070_400_000
TEXT, DM, GROUP_DM = 0, 1, 3


class Snowflakes:
    """Ever-growing ids that carry the time they were made, like Discord's."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """A fresh id."""
        now = int(time.time() * 1000) - DISCORD_EPOCH
        self._last = max(self._last + 1, now << 22)
        return self._last

    def next_for_guild(self) -> int:
        """A fresh id whose shard differs from the last id's: shards count in units of 2**22."""
        self._last = ((self.next() >> 22) + 1) << 22
        return self._last


def timestamp(snowflake: int) -> str:
    """The ISO 8601 moment an id was made."""
    return isoformat(((snowflake >> 22) + DISCORD_EPOCH) / 1000)


def isoformat(seconds: float) -> str:
    """Unix seconds as Discord writes a moment."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


@dataclass(eq=False)
class User:
    """A Discord account. ``accepts_dms`` False makes a direct message to it fail with 50007."""

    id: int
    name: str
    global_name: str | None = None
    bot: bool = False
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"

    def payload(self) -> Json:
        """A user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.global_name,
            "discriminator": "0000" if self.bot else "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "public_flags": 0,
            "flags": 0,
            "bot": self.bot,
            "system": False,
            "banner": None,
            "accent_color": None,
            "clan": None,
            "primary_guild": None,
            "collectibles": None,
        }


@dataclass(eq=False)
class Role:
    """A guild's role."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    mentionable: bool = False
    managed_by: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """A role object."""
        payload: Json = {
            "id": str(self.id),
            "name": self.name,
            "description": None,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.managed_by is not None,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }
        if self.managed_by is not None:
            payload["tags"] = {"bot_id": str(self.managed_by)}
        return payload


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: Guild
    nick: str | None = None
    roles: list[Role] = field(default_factory=list)
    joined_at: float = field(default_factory=time.time)

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """The text that mentions this member."""
        return self.user.mention

    def payload(self, *, with_user: bool = True) -> Json:
        """A guild member object."""
        payload: Json = {
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": isoformat(self.joined_at),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }
        if with_user:
            payload["user"] = self.user.payload()
        return payload


@dataclass(eq=False)
class Channel:
    """A guild's channel, or (``guild`` None) a conversation with ``recipients``.

    ``denied`` are permission bits taken from the bot here; a ``hidden`` one is seen by those with a permission of their
    own, such as the bot; ``bot_takes_part`` is False in conversations where only a user-installed command reaches the bot.
    """

    id: int
    name: str
    guild: Guild | None = None
    type: int = TEXT
    recipients: list[User] = field(default_factory=list)
    denied: int = 0
    hidden: bool = False
    position: int = 0
    bot_takes_part: bool = True
    last_message_id: int | None = None

    @property
    def mention(self) -> str:
        """The text that mentions this channel."""
        return f"<#{self.id}>"

    def payload(self, bot_id: int) -> Json:
        """A channel object."""
        last = str(self.last_message_id) if self.last_message_id else None
        payload: Json = {"id": str(self.id), "type": self.type, "last_message_id": last, "flags": 0}
        if self.guild is None:
            payload["recipients"] = [user.payload() for user in self.recipients]
            if self.type == GROUP_DM:
                payload |= {"name": self.name, "icon": None, "owner_id": str(self.recipients[0].id)}
            return payload
        overwrites = []
        if self.hidden:
            overwrites.append({"id": str(self.guild.id), "type": 0, "allow": "0", "deny": str(may.VIEW_CHANNEL)})
        if self.hidden or self.denied:
            allowed = may.VIEW_CHANNEL & ~self.denied if self.hidden else 0
            overwrites.append({"id": str(bot_id), "type": 1, "allow": str(allowed), "deny": str(self.denied)})
        return payload | {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "position": self.position,
            "permission_overwrites": overwrites,
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
        }


@dataclass(eq=False)
class Guild:
    """A Discord server. ``has_bot`` False: known only through user-installed commands."""

    id: int
    name: str
    owner: User
    locale: str = "ja"
    has_bot: bool = True
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    def permissions_of(self, member: Member, channel: Channel | None = None) -> int:
        """The member's permissions in the guild or in one channel, as Discord computes them."""
        if member.user is self.owner:
            return may.ALL
        granted = self.roles[self.id].permissions
        for role in member.roles:
            granted |= role.permissions
        if granted & may.ADMINISTRATOR:
            return may.ALL
        if channel is not None and member.user.bot:
            granted &= ~channel.denied
        return granted

    def partial(self) -> Json:
        """The guild as an interaction carries it."""
        return {"id": str(self.id), "locale": self.locale, "features": []}

    def payload(self, bot: User) -> Json:
        """A guild object, as GET /guilds/{id} returns it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "description": None,
            "home_header": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "owner_id": str(self.owner.id),
            "application_id": None,
            "region": "japan",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": str(next(iter(self.channels))) if self.channels else None,
            "system_channel_flags": 0,
            "widget_enabled": False,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "nsfw": False,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": self.locale,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "max_members": 500_000,
            "max_presences": None,
            "max_video_channel_users": 25,
            "vanity_url_code": None,
            "features": [],
            "roles": [role.payload() for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
        }

    def create_payload(self, bot: User, *, joined: bool = False) -> Json:
        """What GUILD_CREATE carries for a bot without the members intent: only itself as member.

        ``joined``: the bot was just added; else the guild becomes available after READY.
        """
        me = self.members[bot.id]
        availability: Json = {} if joined else {"unavailable": False}
        return (
            self.payload(bot)
            | availability
            | {
                "joined_at": isoformat(me.joined_at),
                "large": False,
                "member_count": len(self.members),
                "voice_states": [],
                "members": [me.payload()],
                "channels": [channel.payload(bot.id) for channel in self.channels.values()],
                "threads": [],
                "presences": [],
                "stage_instances": [],
                "guild_scheduled_events": [],
                "soundboard_sounds": [],
            }
        )


class World:
    """All there is on the loopback, by id."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.ids = Snowflakes()
        self.bot = User(self.ids.next(), "kotae", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}

    @property
    def application_id(self) -> int:
        """The bot's application: the same number as its user, as for all bots since 2016."""
        return self.bot.id

    def new_user(self, name: str, **fields: Any) -> User:
        """A new account."""
        user = User(self.ids.next(), name, **fields)
        self.users[user.id] = user
        return user

    def new_guild(self, name: str, owner: User, *, locale: str, has_bot: bool, guild_id: int | None) -> Guild:
        """A new guild with @everyone, the owner and, if ``has_bot``, the bot with its own role."""
        guild = Guild(guild_id or self.ids.next_for_guild(), name, owner, locale, has_bot)
        guild.roles[guild.id] = Role(guild.id, "@everyone", may.MEMBER, position=0)
        guild.members[owner.id] = Member(owner, guild)
        if has_bot:
            role = Role(self.ids.next(), self.bot.name, may.MEMBER | may.MANAGE_ROLES, 2, managed_by=self.bot.id)
            guild.roles[role.id] = role
            guild.members[self.bot.id] = Member(self.bot, guild, roles=[role])
        self.guilds[guild.id] = guild
        return guild

    def new_channel(self, guild: Guild | None, name: str, **fields: Any) -> Channel:
        """A new channel in the guild, or a conversation outside any."""
        channel = Channel(self.ids.next(), name, guild, **fields)
        self.channels[channel.id] = channel
        if guild is not None:
            channel.position = len(guild.channels)
            guild.channels[channel.id] = channel
        return channel

    def dm_with(self, user: User) -> Channel:
        """The bot's direct messages with the user, made when there are none yet."""
        for channel in self.channels.values():
            if channel.type == DM and channel.recipients == [user] and channel.bot_takes_part:
                return channel
        return self.new_channel(None, "", type=DM, recipients=[user])

    def bot_permissions(self, channel: Channel) -> int:
        """What the bot may do in the channel: the ``app_permissions`` of an interaction there."""
        if channel.guild is None:
            return may.MEMBER
        me = channel.guild.members.get(self.bot.id)
        if me is None:
            return may.MEMBER & ~may.VIEW_CHANNEL & ~may.SEND_MESSAGES
        return channel.guild.permissions_of(me, channel)

    def application(self) -> Json:
        """What GET /oauth2/applications/@me returns."""
        owner = next((guild.owner for guild in self.guilds.values()), self.bot)
        return {
            "id": str(self.application_id),
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "type": None,
            "bot": self.bot.payload(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "owner": owner.payload(),
            "team": None,
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "integration_types_config": {"0": {}, "1": {}},
            "approximate_guild_count": len(self.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
            "tags": [],
        }
