"""What a member meets, in both languages: one bot serves all of these."""

from __future__ import annotations

from typing import Any

import pytest

from kotae.teaching import SENTENCES, Tutor
from loopback import Message, Outcome
from loopback.validation import MODAL_SUBMIT

pytestmark = pytest.mark.asyncio(loop_scope="module")
EN, JA = "en-US", "ja"


def labels(message: Message) -> list[str]:
    return [button["label"] for button in message.buttons]


async def ask(tutor: Tutor, query: str, locale: str = EN, **rest: Any) -> Outcome:
    """`/explain`, answered."""
    options: dict[str, Any] = {name: rest.pop(name) for name in ("topic", "private") if name in rest}
    outcome = await tutor.server.slash("explain", {"query": query, **options}, locale=locale, **rest)
    await outcome.message()
    return outcome


async def shown(outcome: Outcome) -> Message:
    return await outcome.message()


@pytest.fixture(autouse=True)
def clean(shared: Tutor) -> Any:
    """After every test: Discord refused nothing, and nobody was pinged."""
    yield
    assert shared.server.rejections == []
    assert all(not message.pings for message in shared.server.posts() if message.author is shared.server.bot)


async def test_a_fact_is_explained(shared: Tutor) -> None:
    outcome = await ask(shared, "frobnication timeout")
    response = await outcome.response()
    assert (response.type, response.ephemeral) == (4, False)
    assert response.text.startswith("-# Zorblax\n## Zorblax frobnication timeout")
    assert "- It is `30` seconds by default." in response.text
    assert "Checked on 2026-11-22" in response.text
    message = await shown(outcome)
    offered = labels(message)
    assert offered[:4] == ["Up: Zorblax", "Quiz me", "Report", "Gribble interval"]
    assert offered[-1] == "Frobnication guide · docs.example.com"


async def test_a_fact_is_explained_in_japanese(shared: Tutor) -> None:
    message = await shown(await ask(shared, "フロブ化タイムアウト", JA))
    assert message.text.startswith("-# ゾルブラックス\n## フロブ化タイムアウト · Zorblax frobnication timeout")
    assert "2026-11-22 に確認" in message.text
    assert "上へ: ゾルブラックス" in labels(message)


@pytest.mark.parametrize(
    ("locale", "query", "otherwise", "whose"),
    [
        (EN, "sprocket allowance", "The notes say: `12` sprockets. Since 2025-08: it takes 48.", "Sprocket allowance — "),
        (JA, "歯車の許容数", "ノートでは：歯車は `12` 枚。2025-08 から：48 枚になった。", "歯車の許容数 — "),
    ],
)
async def test_a_card_says_what_has_changed_since_the_notes(
    shared: Tutor, locale: str, query: str, otherwise: str, whose: str
) -> None:
    outcome = await ask(shared, query, locale)
    assert otherwise in (await shown(outcome)).text.split("\n")
    above = await shared.server.click(outcome, label={EN: "Up: Zorblax", JA: "上へ: ゾルブラックス"}[locale], locale=locale)
    text = (await above.response()).text
    assert f"- {whose}{otherwise}" in text.split("\n")
    assert {EN: "- Wobbulator (not confirmed)", JA: "- ウォビュレーター（未確認）"}[locale] in text


async def test_either_language_finds_it_and_the_members_own_is_shown(shared: Tutor) -> None:
    assert "ウォビュレーター" in (await shown(await ask(shared, "wobbulator", JA))).text
    message = await shown(await ask(shared, "ウォビュレーター", EN))
    assert "## Wobbulator" in message.text
    assert "Not confirmed" in message.text


@pytest.mark.parametrize("locale", [EN, JA])
async def test_private_is_seen_by_one(shared: Tutor, locale: str) -> None:
    assert (await (await ask(shared, "wobbulator", locale, private=True)).response()).ephemeral


async def test_in_direct_messages_and_by_user_install(shared: Tutor) -> None:
    assert "Wobbulator" in (await shown(await ask(shared, "wobbulator", context="bot_dm"))).text
    elsewhere = shared.server.add_guild("No bot here", has_bot=False, members=[shared.server.user])
    assert "Wobbulator" in (await shown(await ask(shared, "wobbulator", guild=elsewhere, install="user"))).text


@pytest.mark.parametrize(("locale", "said"), [(EN, "The notes do not answer “"), (JA, "ノートに見つかりませんでした")])
async def test_nothing_found(shared: Tutor, locale: str, said: str) -> None:
    message = await shown(await ask(shared, "@everyone pizza *margherita*", locale))
    assert said in message.text
    assert "@\u200beveryone pizza \\*margherita\\*" in message.text
    topics = await shared.server.click(message, label={EN: "All topics", JA: "トピック一覧"}[locale], locale=locale)
    assert (await topics.response()).ephemeral
    assert {EN: "- Zorblax (", JA: "- ゾルブラックス ("}[locale] in (await topics.response()).text


async def test_a_suggestion_leads_on(shared: Tutor) -> None:
    for query in ("gribbel xylophone pizza", "wobbulatr concerto", "frobnosticate", "saga of pizza"):
        outcome = await ask(shared, query)
        message = await shown(outcome)
        if "do not answer" in message.text and len(message.buttons) > 1:
            opened = await shared.server.click(outcome, label=labels(message)[0])
            assert (await opened.response()).text.count("\n") >= 1
            return
    pytest.skip("this lookup suggests nothing to any of these")


@pytest.mark.parametrize(
    ("locale", "query", "said", "opened"),
    [
        (EN, "quixotic limit", "Several notes match", "Mirfak allows 22"),
        (JA, "空想的上限", "いくつかあります", "ミルファクでは 22"),
    ],
)
async def test_several_are_offered(shared: Tutor, locale: str, query: str, said: str, opened: str) -> None:
    outcome = await ask(shared, query, locale)
    message = await shown(outcome)
    assert said in message.text
    assert {EN: "-# Mirfak", JA: "-# ミルファク"}[locale] in message.text
    button = next(id_ for id_ in message.custom_ids if "mirfak-quixotic" in id_)
    response = await (await shared.server.click(outcome, button)).response()
    assert response.ephemeral
    assert opened in response.text


@pytest.mark.parametrize(
    ("locale", "query", "said"),
    [
        (EN, "gribble interval vs wobbulator", "“gribble interval vs wobbulator”: the notes have each side by itself"),
        (JA, "グリブル間隔と wobbulator の違い", "それぞれ別の項目です"),
    ],
)
async def test_what_is_compared_is_offered_side_by_side(shared: Tutor, locale: str, query: str, said: str) -> None:
    message = await shown(await ask(shared, query, locale))
    assert said in message.text
    assert len(message.buttons) == 2


async def test_a_topic_narrows_it_down(shared: Tutor) -> None:
    for topic in ("Mirfak", "notes/mirfak", "ミルファク", "mir"):
        assert "Mirfak allows 22" in (await shown(await ask(shared, "quixotic limit", topic=topic))).text
    message = await shown(await ask(shared, "wobbulator", topic="No such *topic*"))
    assert "There is no topic “No such \\*topic\\*”" in message.text
    assert "## Wobbulator" in message.text


@pytest.mark.parametrize(("locale", "typed", "label"), [(EN, "gribb", "Gribble interval"), (JA, "グリブ", "グリブル間隔")])
async def test_autocomplete_leads_to_exactly_that_fact(shared: Tutor, locale: str, typed: str, label: str) -> None:
    choices = await (await shared.server.autocomplete("explain", {"query": typed}, "query", locale=locale)).choices()
    choice = next(choice for choice in choices if choice["name"].startswith(label))
    message = await shown(await ask(shared, choice["value"], locale))
    assert {EN: "The gribble interval is 7 minutes", JA: "グリブル間隔は 7 分"}[locale] in message.text


async def test_autocomplete_before_anything_is_typed_and_within_a_topic(shared: Tutor) -> None:
    assert 1 <= len(await (await shared.server.autocomplete("explain", {"query": ""}, "query")).choices()) <= 25
    typed = {"query": "quixotic", "topic": "notes/mirfak"}
    choices = await (await shared.server.autocomplete("explain", typed, "query", locale=EN)).choices()
    assert [choice["value"] for choice in choices if "quixotic" in choice["value"]] == ["fact:notes/mirfak-quixotic"]


async def test_autocomplete_of_topics(shared: Tutor) -> None:
    choices = await (await shared.server.autocomplete("explain", {"query": "x", "topic": ""}, "topic", locale=JA)).choices()
    assert [choice["name"] for choice in choices] == ["ゾルブラックス", "ミルファク"]
    choices = await (await shared.server.autocomplete("explain", {"query": "x", "topic": "MIR"}, "topic", locale=EN)).choices()
    assert choices == [{"name": "Mirfak", "value": "notes/mirfak"}]


@pytest.mark.parametrize(("locale", "heading", "topic"), [(EN, "## Topics", "Mirfak"), (JA, "## トピック", "ミルファク")])
async def test_topics(shared: Tutor, locale: str, heading: str, topic: str) -> None:
    outcome = await shared.server.slash("topics", locale=locale)
    message = await shown(outcome)
    assert message.text.startswith(heading)
    assert message.ephemeral
    opened = await shared.server.select(outcome, message.custom_ids[0], ["notes/mirfak"])
    response = await opened.response()
    assert response.type == 7
    assert f"## {topic}" in response.text
    back = await shared.server.click(outcome, label={EN: "All topics", JA: "トピック一覧"}[locale])
    assert (await back.response()).text.startswith(heading)


@pytest.mark.parametrize(("locale", "said"), [(EN, "How to ask Kotae"), (JA, "Kotae の使い方")])
async def test_help(shared: Tutor, locale: str, said: str) -> None:
    for context in ("guild", "bot_dm"):
        response = await (await shared.server.slash("help", locale=locale, context=context)).response()
        assert said in response.text
        assert response.ephemeral


@pytest.mark.parametrize("context", ["guild", "bot_dm", "private_channel"])
async def test_explain_this(shared: Tutor, context: str) -> None:
    text = "does the wobbulator change the gribble interval?"
    outcome = await shared.server.message_menu("Explain this", text, context=context, locale=EN)
    response = await outcome.response()
    assert response.ephemeral
    assert "Terms from the notes in that message" in response.text
    assert "**Wobbulator**" in response.text
    opened = await shared.server.click(outcome, next(id_ for id_ in response.message.custom_ids if "gribble" in id_))  # type: ignore[union-attr]
    gribble = await opened.response()
    assert "7 minutes" in gribble.text
    assert (gribble.type, gribble.ephemeral) == (4, True)
    other = await shared.server.click(outcome, label="Open: Wobbulator")  # the list is still there
    assert "makes the noise go away" in (await other.response()).text


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [
        (EN, "lunch at noon, anyone?", "no term from the notes"),
        (JA, "お昼ごはん食べる人いますか", "ノートの用語が見つかりませんでした"),
        (EN, "", "no term from the notes"),
        (EN, "look at https://wobbulator.example/gribble-interval", "no term from the notes"),
        (JA, "ウォビュレーターって何だっけ", "## ウォビュレーター"),
    ],
)
async def test_explain_this_with_one_term_or_none(shared: Tutor, locale: str, text: str, said: str) -> None:
    outcome = await shared.server.message_menu("Explain this", text, locale=locale)
    assert said in (await outcome.response()).text


async def test_explain_this_on_a_card_and_on_an_embed(shared: Tutor) -> None:
    card = await shown(await ask(shared, "wobbulator"))
    outcome = await shared.server.message_menu("Explain this", card, locale=EN)
    assert "**Wobbulator**" in (await outcome.response()).text
    embed = await shared.server.say("")
    embed.data["embeds"] = [{"type": "rich", "title": "News", "description": "what a gribble interval is"}]
    outcome = await shared.server.message_menu("Explain this", embed, locale=EN)
    assert "7 minutes" in (await outcome.response()).text


async def test_buttons_lead_up_and_down_privately(shared: Tutor) -> None:
    outcome = await ask(shared, "frobnication timeout")
    before = (await shown(outcome)).text
    taro = shared.server.add_member("taro")
    down = await shared.server.click(outcome, label="Gribble interval", user=taro, locale=JA)
    response = await down.response()
    assert (response.type, response.ephemeral) == (4, True)
    assert "グリブル間隔は 7 分" in response.text
    up = await shared.server.click(down, label="上へ: フロブ化タイムアウト", user=taro, locale=JA)
    assert (await up.response()).type == 7
    assert "## フロブ化タイムアウト" in (await up.response()).text
    assert (await shown(outcome)).text == before


async def test_what_else_was_found_or_is_related_can_be_opened(shared: Tutor) -> None:
    for query in ("frobnication timeout", "wobbulator", "gribble interval"):
        outcome = await ask(shared, query)
        for select in (await shown(outcome)).selects:
            chosen = await shared.server.select(outcome, select["custom_id"], [select["options"][0]["value"]])
            response = await chosen.response()
            assert response.ephemeral
            assert select["options"][0]["label"] in response.text
        for button in (await shown(outcome)).buttons:
            if "custom_id" in button and button["label"] != "Report":
                assert (await (await shared.server.click(outcome, button["custom_id"])).response()).ephemeral


@pytest.mark.parametrize(
    ("locale", "query", "more", "sentence"),
    [
        (EN, "endless saga", "More", "Part {} of the saga is told."),
        (JA, "終わらない物語", "続き", "物語の第{}部を語る。"),
    ],
)
async def test_a_long_fact_is_cut_at_a_sentence_and_read_on(
    shared: Tutor, locale: str, query: str, more: str, sentence: str
) -> None:
    outcome = await ask(shared, query, locale, private=True)
    text, pages = (await shown(outcome)).text, 1
    while following := [label for label in labels(await shown(outcome)) if label.startswith(more)]:
        await (await shared.server.click(outcome, label=following[0])).response()
        text += "\n" + (await shown(outcome)).text
        pages += 1
    assert pages > 1
    assert all(sentence.format(number) in text for number in range(SENTENCES))
    previous = next(label for label in labels(await shown(outcome)) if label.startswith(("Previous", "前へ")))
    assert (await (await shared.server.click(outcome, label=previous)).response()).type == 7


async def test_a_hostile_note_is_inert(shared: Tutor) -> None:
    message = await shown(await ask(shared, "hostile thrumble"))
    assert "](" not in message.text  # a link in a note is shown by its words alone
    assert "@everyone" not in message.text
    assert f"\\<@{shared.server.user.id}\\>" in message.text
    assert "your bank · evil.example.com" in labels(message)
    assert message.pings == set()


@pytest.mark.parametrize(("locale", "said"), [(EN, "older version"), (JA, "古いバージョン")])
async def test_an_unknown_component_is_answered_once(shared: Tutor, locale: str, said: str) -> None:
    outcome = await ask(shared, "wobbulator", locale)
    for custom_id in ("kotae0:show:1", "something else entirely", "kotae1:quiz:0:x"):
        response = await (await shared.server.click(outcome, custom_id, forge=True)).response()
        assert said in response.text
        assert response.ephemeral


@pytest.mark.parametrize(("locale", "said"), [(EN, "older version"), (JA, "古いバージョン")])
async def test_a_form_from_before_is_answered(shared: Tutor, locale: str, said: str) -> None:
    place: dict[str, Any] = {"locale": locale}
    form = shared.server._begin(MODAL_SUBMIT, place, None)
    shared.server._dispatch(form, {"custom_id": "kotae0:form", "components": [], "resolved": {}}, place)
    assert said in (await form.response()).text


@pytest.mark.parametrize(("locale", "said"), [(EN, "no longer in the notes"), (JA, "今のノートにありません")])
async def test_a_fact_that_is_gone(shared: Tutor, locale: str, said: str) -> None:
    outcome = await ask(shared, "wobbulator", locale)
    gone = await shared.server.click(outcome, "kotae1:show:0:notes/no-such-fact", forge=True)
    assert said in (await gone.response()).text


async def test_odd_queries(shared: Tutor) -> None:
    for query in ("fact:notes/gone-fact", "fact:", "`", "```", "\u202eabc", "x" * 300, "*" * 300, "🙂", "\\", "　"):
        assert (await (await ask(shared, query)).message()).text


async def test_the_log_holds_no_query_and_no_token(shared: Tutor) -> None:
    await ask(shared, "supercalifragilistic")
    await (await shared.server.autocomplete("explain", {"query": "expialidocious"}, "query")).choices()
    await (await shared.server.message_menu("Explain this", "wobbulator antidisestablishment")).response()
    logged = shared.process.logs()
    assert "supercalifragilistic" not in logged
    assert "expialidocious" not in logged
    assert "antidisestablishment" not in logged
    assert shared.server.token not in logged
    assert all(outcome.token not in logged for outcome in shared.server.desk.outcomes.values())
    assert "Traceback" not in logged
