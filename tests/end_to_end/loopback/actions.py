"""What users do in Discord's clients -> interactions dispatched to the bot."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Literal

from . import permissions as may
from .commands import CHAT_INPUT, MESSAGE_MENU, Commands
from .form import Json
from .gateway import Gateway
from .interactions import CONTEXTS, Outcome, envelope
from .invocations import (
    NotInvocable,
    autocomplete_options,
    command_data,
    component_data,
    filled_options,
    leaf_options,
    modal_data,
    require,
    select_data,
)
from .messages import Message, Messages, Upload
from .rest import Desk
from .state import GROUP_DM, Channel, Guild, Member, User, World
from .validation import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT

Where = Literal["guild", "bot_dm", "private_channel"]
Install = Literal["guild", "user"]


class Actions:
    """A user's actions. Every one of them takes, by keyword:

    ``user``: a User or Member (default: the server's ``user``); ``locale``: of the user's client; ``guild`` and
    ``channel`` (default: the server's); ``context``: "guild", "bot_dm" or "private_channel"; ``install``: whether the
    app was installed to the "guild" or by the "user" (default: what the place allows); ``force``: skip the checks of
    permission and place that a client makes, as a server's own overrides may.
    """

    world: World
    commands: Commands
    messages: Messages
    gateway: Gateway
    desk: Desk
    guild: Guild
    channel: Channel
    user: User

    async def slash(self, name: str, options: Mapping[str, Any] | None = None, **place: Any) -> Outcome:
        """Invoke a slash command by its words ("daily setup"). Raises NotInvocable where no user could."""
        command, path, declared = self._chat_command(name, place)
        outcome = self._begin(COMMAND, place, command)
        given = {
            key: self.messages.keep(outcome.channel, value) if isinstance(value, Upload) else value
            for key, value in (options or {}).items()
        }
        leaves, resolved = filled_options(declared, given, self.world, outcome.guild)
        return self._dispatch(outcome, command_data(command, path, leaves, resolved), place)

    async def autocomplete(self, name: str, options: Mapping[str, Any], focused: str, **place: Any) -> Outcome:
        """Type into the ``focused`` option; ``options`` holds what has been typed so far."""
        command, path, declared = self._chat_command(name, place)
        outcome = self._begin(AUTOCOMPLETE, place, command)
        typed, outcome.option_type = autocomplete_options(declared, options, focused)
        return self._dispatch(outcome, command_data(command, path, typed), place)

    async def message_menu(
        self, name: str, message: str | Message, *, author: User | Member | None = None, **place: Any
    ) -> Outcome:
        """Choose an app command on a message: one that exists, or a new one of ``author`` with this content."""
        if isinstance(message, Message):
            place.setdefault("channel", message.channel)
        command = self._command(MESSAGE_MENU, name, place)
        outcome = self._begin(COMMAND, place, command)
        if isinstance(message, str):
            message = self.messages.create(outcome.channel, _user(author) or outcome.user, {"content": message})
        data = command_data(command, [], [], {"messages": {str(message.id): message.data}})
        return self._dispatch(outcome, data | {"target_id": str(message.id)}, place)

    async def click(
        self,
        target: Outcome | Message,
        custom_id: str | None = None,
        *,
        label: str | None = None,
        forge: bool = False,
        **place: Any,
    ) -> Outcome:
        """Click a button of a message by custom_id or label; ``forge`` sends a custom_id that is not there."""
        message = self._target(target, place, forge=forge)
        data = component_data(message, custom_id, label, forge=forge)
        return self._dispatch(self._begin(COMPONENT, place, None, message), data, place)

    async def select(self, target: Outcome | Message, custom_id: str, values: list[Any], **place: Any) -> Outcome:
        """Choose values (for user, role and channel selects: their objects) in a select menu."""
        message = self._target(target, place, forge=False)
        outcome = self._begin(COMPONENT, place, None, message)
        data = select_data(message, custom_id, values, self.world, outcome.guild)
        return self._dispatch(outcome, data, place)

    async def submit_modal(self, opened: Outcome, values: Mapping[str, Any], **place: Any) -> Outcome:
        """Fill in and submit the modal that the bot answered with; ``values`` by custom_id."""
        modal = await opened.modal()
        place = self._same_place(opened) | place
        outcome = self._begin(MODAL_SUBMIT, place, None, opened.source)
        return self._dispatch(outcome, modal_data(modal, values), place)

    async def say(self, content: str, *, author: User | Member | None = None, channel: Channel | None = None) -> Message:
        """A user writes a plain message."""
        message = self.messages.create(channel or self.channel, _user(author) or self.user, {"content": content})
        self.desk.announce("MESSAGE_CREATE", message)
        return message

    def _chat_command(self, name: str, place: Json) -> tuple[Json, list[str], list[Json]]:
        words = name.removeprefix("/").split()
        command = self._command(CHAT_INPUT, words[0], place)
        return command, words[1:], leaf_options(command, words[1:])

    def _command(self, kind: int, name: str, place: Json) -> Json:
        guild = place.get("guild") or self.guild if place.get("context", "guild") == "guild" else None
        command = self.commands.find(kind, name, guild.id if guild else None)
        if command is None:
            known = [known["name"] for known in self.commands.listing(None)]
            raise NotInvocable(f"no command {name!r} of type {kind} is registered; there are {known}")
        return command

    def _target(self, target: Outcome | Message, place: Json, *, forge: bool) -> Message:
        """The message to act on; what is unsaid of the place is where that message is."""
        if isinstance(target, Outcome):
            for key, value in self._same_place(target).items():
                place.setdefault(key, value)
            message = target.original
            require(message is not None and not target.loading, "the bot has shown no message to act on")
            assert message is not None
        else:
            message = target
            place.setdefault("channel", message.channel)
            place.setdefault("context", "guild" if message.channel.guild else "bot_dm")
        require(forge or not message.deleted, "the message is deleted")
        reader = _user(place.get("user")) or self.user
        require(forge or message.visible_to in (None, reader), "only the one who asked sees an ephemeral message")
        return message

    def _same_place(self, outcome: Outcome) -> Json:
        context = next(name for name, number in CONTEXTS.items() if number == outcome.payload["context"])
        install = "guild" if "0" in outcome.payload["authorizing_integration_owners"] else "user"
        return {
            "user": outcome.user,
            "guild": outcome.guild,
            "channel": outcome.channel,
            "context": context,
            "install": install,
            "locale": outcome.payload["locale"],
        }

    def _begin(self, kind: int, place: Json, command: Json | None, source: Message | None = None) -> Outcome:
        """A new interaction at its place, not yet dispatched."""
        known = {"user", "locale", "guild", "channel", "context", "install", "force"}
        require(set(place) <= known, f"unknown arguments {set(place) - known}")
        user = _user(place.get("user")) or self.user
        guild, channel = self._place(user, place)
        if command is not None and not place.get("force"):
            self._check_allowed(command, user, guild, channel, place)
        return Outcome(
            id=self.world.ids.next(),
            token=secrets.token_urlsafe(48),
            type=kind,
            user=user,
            channel=channel,
            guild=guild,
            payload={},
            dispatched_at=0.0,
            source=source,
            user_installed_only="0" not in self._owners(user, guild, place),
        )

    def _place(self, user: User, place: Json) -> tuple[Guild | None, Channel]:
        context: Where = place.get("context", "guild")
        channel: Channel | None = place.get("channel")
        if context == "bot_dm":
            return None, channel or self.world.dm_with(user)
        if context == "private_channel":
            made = {"type": GROUP_DM, "recipients": [user, self.guild.owner], "bot_takes_part": False}
            return None, channel or self.world.new_channel(None, "friends", **made)
        guild = place.get("guild") or (channel.guild if channel else None) or self.guild
        require(user.id in guild.members, f"{user.name} is not in {guild.name}")
        return guild, channel or next(iter(guild.channels.values()))

    def _owners(self, user: User, guild: Guild | None, place: Json) -> dict[str, str]:
        """``authorizing_integration_owners``: "0" the guild ("0" in the bot's own messages), "1" the user."""
        context = place.get("context", "guild")
        by_user = context == "private_channel" or (guild is not None and not guild.has_bot)
        install: Install = place.get("install") or ("user" if by_user else "guild")
        require(not (by_user and install == "guild"), "here only a user can have installed the app")
        if install == "user":
            return {"1": str(user.id)}
        return {"0": str(guild.id) if guild else "0"}

    def _check_allowed(self, command: Json, user: User, guild: Guild | None, channel: Channel, place: Json) -> None:
        """A client offers the command only where it is meant to be, and to members with its permissions."""
        name, context = command["name"], CONTEXTS[place.get("context", "guild")]
        contexts = command["contexts"] or ([0, 1, 2] if command["dm_permission"] else [0])
        require(context in contexts, f"{name!r} is for contexts {contexts}, not {context}")
        install = 0 if "0" in self._owners(user, guild, place) else 1
        require(install in command["integration_types"], f"{name!r} cannot be installed with type {install}")
        if guild is None:
            return
        permissions = guild.permissions_of(guild.members[user.id], channel)
        needed = int(command["default_member_permissions"] or 0) | may.USE_APPLICATION_COMMANDS
        if command["default_member_permissions"] == "0":
            needed = may.ADMINISTRATOR
        require(permissions & needed == needed, f"{user.name} lacks the permissions {needed} that {name!r} needs")

    def _dispatch(self, outcome: Outcome, data: Json, place: Json) -> Outcome:
        outcome.payload = envelope(
            self.world,
            outcome,
            data,
            locale=place.get("locale", "ja"),
            context=CONTEXTS[place.get("context", "guild")],
            owners=self._owners(outcome.user, outcome.guild, place),
            message=outcome.source,
        )
        self.desk.outcomes[outcome.token] = outcome
        outcome.dispatched_at = self.desk.clock.now()
        guild_id = outcome.guild.id if outcome.guild else None
        require(self.gateway.dispatch("INTERACTION_CREATE", outcome.payload, guild_id), "no bot is connected")
        return outcome


def _user(who: User | Member | None) -> User | None:
    return who.user if isinstance(who, Member) else who
