"""Interactions over REST: the first response, then followups and edits through the interaction's token."""

from __future__ import annotations

from collections.abc import Callable

from .form import ApiError, Form, Json
from .interactions import Outcome, metadata
from .limits import NONE, WEBHOOK
from .messages import LOADING, Message
from .rest import Answer, Call, Route
from .validation import (
    CHOICES,
    DEFER_MESSAGE,
    DEFER_UPDATE,
    EDIT_FLAGS,
    EPHEMERAL,
    INTERACTION_FLAGS,
    MESSAGE,
    MODAL,
    UPDATE,
    check_callback_type,
    check_choices,
    check_deferral,
    check_message,
    check_modal_callback,
)

MOST_FOLLOWUPS = 5
"""For an app that only the user installed."""


def callback(call: Call) -> Answer:
    """POST the first response: once, within three seconds of dispatch, of a type that fits the interaction."""
    outcome = call.desk.outcomes.get(call.ids["token"])
    if outcome is None or outcome.id != call.id("interaction_id"):
        raise ApiError(404, 10062, "Unknown interaction")
    return _noted(outcome, lambda: _respond(call, outcome))


def _noted(outcome: Outcome, act: Callable[[], Answer]) -> Answer:
    """Do it; a refusal is also kept with the interaction."""
    try:
        return act()
    except ApiError as refusal:
        outcome.refusals.append(refusal)
        outcome.changed.notify()
        raise


def _respond(call: Call, outcome: Outcome) -> Answer:
    if outcome.acknowledged is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if call.desk.clock.now() - outcome.dispatched_at > call.desk.response_seconds:
        raise ApiError(404, 10062, "Unknown interaction")
    form = call.form()
    kind = check_callback_type(form, outcome.type, from_message=outcome.source is not None)
    message = _perform(call, outcome, form, kind)
    outcome.settle(kind, form.value.get("data") or {}, message)
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return 204, None
    return 200, _callback_answer(outcome, kind, message)


def _perform(call: Call, outcome: Outcome, form: Form, kind: int) -> Message | None:
    """Check the callback's data and do what it asks; the message it made or changed."""
    if kind == CHOICES:
        check_choices(form, outcome.option_type)
    elif kind == MODAL:
        check_modal_callback(form)
    elif kind == DEFER_MESSAGE:
        check_deferral(form)
    elif kind in (MESSAGE, UPDATE):
        data = form.child("data", required=True)
        form.problems.raise_any()
        assert data is not None
        return _say(call, outcome, data) if kind == MESSAGE else _change(call, outcome.source, data)
    form.problems.raise_any()
    if kind == DEFER_MESSAGE:
        flags = int((form.value.get("data") or {}).get("flags") or 0)
        return _store(call, outcome, {"flags": flags | LOADING})
    return outcome.source if kind == DEFER_UPDATE else None


def _say(call: Call, outcome: Outcome, data: Form) -> Message:
    check_message(data, flags=INTERACTION_FLAGS, files=call.filenames)
    return _store(call, outcome, data.value)


def _store(call: Call, outcome: Outcome, sent: Json) -> Message:
    desk = call.desk
    extra = metadata(outcome, desk.world) | {"type": 20 if outcome.source is None else 0}
    visible_to = outcome.user if int(sent.get("flags") or 0) & EPHEMERAL else None
    message = desk.messages.create(outcome.channel, desk.world.bot, sent, call.uploads, visible_to=visible_to, extra=extra)
    desk.announce("MESSAGE_CREATE", message)
    return message


def _change(call: Call, message: Message | None, data: Form) -> Message:
    if message is None or message.deleted:
        raise ApiError(404, 10008, "Unknown Message")
    check_message(data, flags=EDIT_FLAGS, before=message.data, files=call.filenames)
    call.desk.messages.edit(message, data.value, call.uploads)
    message.data["flags"] &= ~LOADING
    call.desk.announce("MESSAGE_UPDATE", message)
    return message


def _callback_answer(outcome: Outcome, kind: int, message: Message | None) -> Json:
    interaction: Json = {"id": str(outcome.id), "type": outcome.type, "channel_id": str(outcome.channel.id)}
    if outcome.guild is not None:
        interaction["guild_id"] = str(outcome.guild.id)
    if message is not None:
        interaction["response_message_id"] = str(message.id)
        interaction["response_message_loading"] = outcome.loading
        interaction["response_message_ephemeral"] = message.ephemeral
    answer: Json = {"interaction": interaction}
    if kind in (MESSAGE, UPDATE) and message is not None:
        answer["resource"] = {"type": kind, "message": message.data}
    return answer


def _outcome(call: Call) -> Outcome:
    """The interaction whose token is in the path: responded to, and not older than fifteen minutes."""
    outcome = call.desk.outcomes.get(call.ids["token"])
    if outcome is None or call.id("application_id") != call.desk.world.application_id:
        raise ApiError(404, 10015, "Unknown Webhook")
    if call.desk.clock.now() - outcome.dispatched_at > call.desk.token_seconds:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    if outcome.acknowledged is None:
        raise ApiError(404, 10015, "Unknown Webhook")
    return outcome


def followup(call: Call) -> Answer:
    """POST a followup; the first one to a deferred response completes that instead."""
    outcome = _outcome(call)
    return _noted(outcome, lambda: _follow(call, outcome))


def _follow(call: Call, outcome: Outcome) -> Answer:
    form = call.form()
    if outcome.loading:
        sent = dict(form.value)
        sent["flags"] = int(sent.get("flags") or 0) & ~EPHEMERAL
        message = _change(call, outcome.original, Form(sent))
        outcome.complete(message)
        return 200, message.data
    if outcome.user_installed_only and len(outcome.followups) >= MOST_FOLLOWUPS:
        raise ApiError(400, 40094, "This interaction has reached the maximum number of follow up messages")
    message = _say(call, outcome, form)
    outcome.followups.append(message)
    outcome.changed.notify()
    return 200, message.data


def _own_message(call: Call, outcome: Outcome) -> Message:
    """The message in the path: ``@original`` or one this interaction made."""
    name = call.ids["message"]
    known = [*outcome.followups, *([outcome.original] if outcome.original else [])]
    found = outcome.original if name == "@original" else next((item for item in known if str(item.id) == name), None)
    if found is None or found.deleted:
        raise ApiError(404, 10008, "Unknown Message")
    return found


def get(call: Call) -> Answer:
    """GET the original response or a followup."""
    outcome = _outcome(call)
    return 200, _own_message(call, outcome).data


def edit(call: Call) -> Answer:
    """PATCH the original response or a followup."""
    outcome = _outcome(call)
    return _noted(outcome, lambda: _edit(call, outcome))


def _edit(call: Call, outcome: Outcome) -> Answer:
    message = _change(call, _own_message(call, outcome), call.form())
    if message is outcome.original:
        outcome.complete(message)
    outcome.changed.notify()
    return 200, message.data


def delete(call: Call) -> Answer:
    """DELETE the original response or a followup."""
    outcome = _outcome(call)
    message = _own_message(call, outcome)
    call.desk.messages.delete(message)
    call.desk.announce("MESSAGE_DELETE", message)
    if message is outcome.original:
        outcome.loading = False
    outcome.changed.notify()
    return 204, None


WEBHOOK_PATH = "/webhooks/{application_id}/{token}"
ONE = WEBHOOK_PATH + "/messages/{message}"
ROUTES = [
    Route("POST", "/interactions/{interaction_id}/{token}/callback", callback, NONE, open=True),
    Route("POST", WEBHOOK_PATH, followup, WEBHOOK, "token", open=True),
    Route("GET", ONE, get, WEBHOOK, "token", open=True),
    Route("PATCH", ONE, edit, WEBHOOK, "token", open=True),
    Route("DELETE", ONE, delete, WEBHOOK, "token", open=True),
]
