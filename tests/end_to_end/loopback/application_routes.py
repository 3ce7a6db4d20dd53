"""The application over REST: who the bot is, where to connect, its commands, and the guilds and members it may look up."""

from __future__ import annotations

from . import permissions as may
from .commands import without_localisations
from .form import ApiError, Json
from .rest import Answer, Call, Route
from .state import Guild, Member, Role


def me(call: Call) -> Answer:
    """GET the bot's own user."""
    return 200, call.desk.world.bot.payload() | {"verified": True, "mfa_enabled": True, "locale": "en-US", "email": None}


def application(call: Call) -> Answer:
    """GET the bot's application."""
    return 200, call.desk.world.application()


def gateway(call: Call) -> Answer:
    """GET where to connect."""
    return 200, {"url": call.desk.gateway.url}


def gateway_for_bot(call: Call) -> Answer:
    """GET where to connect, and with how many shards."""
    limit: Json = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return 200, {"url": call.desk.gateway.url, "shards": call.desk.gateway.shards, "session_start_limit": limit}


def user(call: Call) -> Answer:
    """GET any user."""
    found = call.desk.world.users.get(call.id("user_id"))
    if found is None:
        raise ApiError(404, 10013, "Unknown User")
    return 200, found.payload()


def _scope(call: Call) -> int | None:
    """The guild whose commands are meant, or None for the global ones."""
    if call.id("application_id") != call.desk.world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return _guild(call).id if "guild_id" in call.ids else None


def list_commands(call: Call) -> Answer:
    """GET commands, with their localisations only when asked."""
    listing = call.desk.commands.listing(_scope(call))
    if call.query.get("with_localizations", "").lower() in ("1", "true"):
        return 200, listing
    return 200, [without_localisations(command) for command in listing]


def put_commands(call: Call) -> Answer:
    """PUT all commands at once."""
    commands = call.desk.commands.replace_all(call.body, _scope(call))
    call.desk.gateway.changed.notify()
    return 200, commands


def post_command(call: Call) -> Answer:
    """POST one command."""
    command, is_new = call.desk.commands.upsert(call.body, _scope(call))
    call.desk.gateway.changed.notify()
    return 201 if is_new else 200, command


def get_command(call: Call) -> Answer:
    """GET one command."""
    return 200, call.desk.commands.get(call.id("command_id"), _scope(call))


def patch_command(call: Call) -> Answer:
    """PATCH one command."""
    return 200, call.desk.commands.edit(call.id("command_id"), call.body, _scope(call))


def delete_command(call: Call) -> Answer:
    """DELETE one command."""
    call.desk.commands.remove(call.id("command_id"), _scope(call))
    return 204, None


def nothing(call: Call) -> Answer:
    """GET a list that is always empty here."""
    return 200, []


def _guild(call: Call) -> Guild:
    guild = call.desk.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise ApiError(404, 10004, "Unknown Guild")
    if not guild.has_bot:
        raise ApiError(403, 50001, "Missing Access")
    return guild


def _member(call: Call) -> Member:
    guild, user_id = _guild(call), call.id("user_id")
    if user_id not in call.desk.world.users:
        raise ApiError(404, 10013, "Unknown User")
    if user_id not in guild.members:
        raise ApiError(404, 10007, "Unknown Member")
    return guild.members[user_id]


def get_guild(call: Call) -> Answer:
    """GET a guild."""
    guild = _guild(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return 200, guild.payload(call.desk.world.bot) | counts


def get_guild_channels(call: Call) -> Answer:
    """GET a guild's channels."""
    return 200, [channel.payload(call.desk.world.bot.id) for channel in _guild(call).channels.values()]


def get_guild_roles(call: Call) -> Answer:
    """GET a guild's roles."""
    return 200, [role.payload() for role in _guild(call).roles.values()]


def get_member(call: Call) -> Answer:
    """GET a member; 10007 for who left."""
    return 200, _member(call).payload()


def _role(call: Call) -> tuple[Member, Role]:
    """The member and the role in the path, if the bot may give it: Manage Roles, and a role below its own."""
    guild, member = _guild(call), _member(call)
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise ApiError(404, 10011, "Unknown Role")
    me = guild.members[call.desk.world.bot.id]
    highest = max((held.position for held in me.roles), default=0)
    if not guild.permissions_of(me) & may.MANAGE_ROLES or role.position >= highest:
        raise ApiError(403, 50013, "Missing Permissions")
    return member, role


def give_role(call: Call) -> Answer:
    """PUT a role on a member."""
    member, role = _role(call)
    if role not in member.roles:
        member.roles.append(role)
    call.desk.gateway.changed.notify()
    return 204, None


def take_role(call: Call) -> Answer:
    """DELETE a role from a member."""
    member, role = _role(call)
    if role in member.roles:
        member.roles.remove(role)
    call.desk.gateway.changed.notify()
    return 204, None


APPLICATION = "/applications/{application_id}"
GUILD = "/guilds/{guild_id}"


def _command_routes(commands: str) -> list[Route]:
    one = commands + "/{command_id}"
    return [
        Route("GET", commands, list_commands),
        Route("PUT", commands, put_commands),
        Route("POST", commands, post_command),
        Route("GET", one, get_command),
        Route("PATCH", one, patch_command),
        Route("DELETE", one, delete_command),
    ]


ROUTES = [
    Route("GET", "/users/@me", me),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_for_bot),
    Route("GET", "/users/{user_id}", user),
    *_command_routes(APPLICATION + "/commands"),
    *_command_routes(APPLICATION + "/guilds/{guild_id}/commands"),
    Route("GET", APPLICATION + "/skus", nothing),
    Route("GET", APPLICATION + "/entitlements", nothing),
    Route("GET", APPLICATION, application),
    Route("GET", GUILD, get_guild, major="guild_id"),
    Route("GET", GUILD + "/channels", get_guild_channels, major="guild_id"),
    Route("GET", GUILD + "/roles", get_guild_roles, major="guild_id"),
    Route("GET", GUILD + "/members/{user_id}", get_member, major="guild_id"),
    Route("PUT", GUILD + "/members/{user_id}/roles/{role_id}", give_role, major="guild_id"),
    Route("DELETE", GUILD + "/members/{user_id}/roles/{role_id}", take_role, major="guild_id"),
]
