"""What a member meets with other notes: none, many topics, decks alike, Japanese alone; and with commands of another day."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kotae.teaching import Tutor
from loopback import LoopbackDiscord, Message

EN, JA = "en-US", "ja"
LOCALES = [EN, JA]
MANY = 60


@asynccontextmanager
async def teaching(folder: Path, files: dict[str, str], **settings: str) -> AsyncIterator[Tutor]:
    """The bot with these files as its notes (each a deck, or a language of one in a folder); nothing it says is refused."""
    notes = folder / "others"
    notes.mkdir()
    for name, text in files.items():
        (notes / name).parent.mkdir(parents=True, exist_ok=True)
        (notes / name).write_text(text, "utf-8")
    async with LoopbackDiscord(enforce_limits=False) as server:
        tutor = Tutor(server, folder, **{"KOTAE_KNOWLEDGE": str(notes), **settings})
        try:
            yield await tutor.start()
        finally:
            await tutor.end()
        assert server.rejections == []
        assert "Traceback" not in tutor.process.logs()


async def ask(tutor: Tutor, locale: str, query: str, **options: Any) -> Message:
    outcome = await tutor.server.slash("explain", {"query": query, **options}, locale=locale)
    return await outcome.message()


def labels(message: Message) -> list[str]:
    return [button["label"] for button in message.buttons]


async def test_no_notes_at_all(tmp_path: Path) -> None:
    async with teaching(tmp_path, {}) as tutor:
        for locale, said in ((EN, "There are no notes yet"), (JA, "まだノートがありません")):
            for outcome in (
                await tutor.server.slash("explain", {"query": "zorblax"}, locale=locale),
                await tutor.server.slash("explain", {"query": "zorblax", "topic": "x", "private": True}, locale=locale),
                await tutor.server.slash("topics", locale=locale),
                await tutor.server.message_menu("Explain this", "zorblax", locale=locale),
            ):
                assert said in (await outcome.message()).text
            for options, focused in (({"query": "z"}, "query"), ({"query": "z", "topic": ""}, "topic")):
                typed = await tutor.server.autocomplete("explain", options, focused, locale=locale)
                assert await typed.choices() == []
            help_ = await tutor.server.slash("help", locale=locale)
            await help_.message()
            topics = await tutor.server.click(help_, label={EN: "All topics", JA: "トピック一覧"}[locale])
            assert said in (await topics.response()).text
        (tmp_path / "others" / "late.md").write_text("# Zorblax\n\n- It came late.\n", "utf-8")
        tutor.process.send_signal(signal.SIGHUP)
        await tutor.server.until(lambda: "the notes changed" in tutor.process.logs() or None, 20)
        assert "It came late." in (await ask(tutor, EN, "zorblax")).text


def many(heading: str, line: str) -> str:
    return "".join(f"# {heading} {number} {{#t{number}}}\n\n- {line} {number} {{#f{number}}}\n\n" for number in range(MANY))


@pytest.mark.parametrize(
    ("locale", "heading", "more", "previous"),
    [(EN, "Chapter", "More", "Previous"), (JA, "第", "続き", "前へ")],
)
async def test_many_topics_are_read_page_by_page(tmp_path: Path, locale: str, heading: str, more: str, previous: str) -> None:
    files = {"book/en/all.md": many("Chapter", "Fact"), "book/ja/all.md": many("第", "事実その")}
    async with teaching(tmp_path, files) as tutor:
        outcome = await tutor.server.slash("topics", locale=locale)
        message, seen = await outcome.message(), ""
        assert message.ephemeral
        for page in (1, 2, 3):
            seen += (await outcome.message()).text + "\n"
            if page < 3:
                assert f"{more} ({page + 1}/3)" in labels(await outcome.message())
                turned = await tutor.server.click(outcome, label=f"{more} ({page + 1}/3)")
                assert (await turned.response()).type == 7
        entries = {EN: "(1 entries)", JA: "(1 項目)"}[locale]
        assert all(f"- {heading} {number} {entries}\n" in seen for number in range(MANY))
        last = await outcome.message()
        assert labels(last) == [f"{previous} (2/3)"]
        opened = await tutor.server.select(outcome, last.custom_ids[0], ["book/t59"])
        assert f"## {heading} 59" in (await opened.response()).text
        back = await tutor.server.click(outcome, label={EN: "All topics", JA: "トピック一覧"}[locale])
        assert f"- {heading} 0 {entries}" in (await back.response()).text
        choices = await (
            await tutor.server.autocomplete("explain", {"query": "x", "topic": f"{heading} 5"}, "topic", locale=locale)
        ).choices()
        assert f"{heading} 59" in [choice["name"] for choice in choices]


TWINS = {
    "monday.md": "# Zorblax\n\n- Frob timeout\n  - It is 30 seconds.\n\n# Mirfak\n\n- Wobbulator\n  - It hums.\n",
    "friday.md": "# Zorblax\n\n- Frob timeout\n  - It is 12 hours.\n",
}


@pytest.mark.parametrize("locale", LOCALES)
async def test_topics_of_one_name_tell_their_decks(tmp_path: Path, locale: str) -> None:
    async with teaching(tmp_path, TWINS) as tutor:
        outcome = await tutor.server.slash("explain", {"query": "frob timeout"}, locale=locale)
        choices = await outcome.message()
        assert "-# monday › Zorblax" in choices.text
        assert "-# friday › Zorblax" in choices.text
        for button, said in zip(choices.buttons, choices.text.split("-# ")[1:], strict=True):
            opened = (await (await tutor.server.click(outcome, button["custom_id"])).response()).text
            assert opened.startswith(f"-# {said.split()[0]} › Zorblax\n## Frob timeout")
        assert (await ask(tutor, locale, "wobbulator")).text.startswith("-# Mirfak\n## Wobbulator")
        typed = await tutor.server.autocomplete("explain", {"query": "frob"}, "query", locale=locale)
        found = {choice["name"]: choice["value"] for choice in await typed.choices()}
        assert "12 hours" in (await ask(tutor, locale, found["Frob timeout · Zorblax › friday"])).text
        assert "30 seconds" in (await ask(tutor, locale, found["Frob timeout · Zorblax › monday"])).text
        typed = await tutor.server.autocomplete("explain", {"query": "x", "topic": ""}, "topic", locale=locale)
        named = {choice["name"]: choice["value"] for choice in await typed.choices()}
        assert named.keys() == {"Zorblax · monday", "Zorblax · friday", "Mirfak"}
        assert "12 hours" in (await ask(tutor, locale, "frob timeout", topic=named["Zorblax · friday"])).text
        topics = await (await tutor.server.slash("topics", locale=locale)).message()
        assert topics.text.count("**monday**") == topics.text.count("**friday**") == 1


async def test_japanese_notes_are_read_with_the_glossarys_english_names(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.yaml"
    glossary.write_text("terms:\n- {id: frob, en: [Frob timeout], ja: [フロブの時間切れ]}\n", "utf-8")
    page = "# Zorblax\n\n- フロブの時間切れ\n  - 30 秒です。\n\n# Mirfak\n\n- フロブの時間切れ\n  - 12 時間です。\n"
    async with teaching(tmp_path, {"notes.md": page}, KOTAE_GLOSSARY=str(glossary)) as tutor:
        assert "## Frob timeout · フロブの時間切れ" in (await ask(tutor, EN, "frob timeout", topic="Zorblax")).text
        assert "## フロブの時間切れ\n" in (await ask(tutor, JA, "frob timeout", topic="Zorblax")).text
        choices = await ask(tutor, EN, "frob timeout")
        assert choices.text.count("**Frob timeout · フロブの時間切れ**") == 2
        assert labels(choices) == ["Open: Frob timeout · フロブの時間切れ"] * 2


async def test_an_address_with_parentheses_is_shown_whole(tmp_path: Path) -> None:
    page = "# Zorblax\n\n- Frob\n  - See https://docs.example.com/Frob_(lock)#a_(b) about it.\n"
    async with teaching(tmp_path, {"notes.md": page}) as tutor:
        assert "- See https://docs.example.com/Frob_(lock)#a_(b) about it." in (await ask(tutor, EN, "frob")).text


PRIVATE = [("frob timeout", {}), ("mirfak", {}), ("pizza margherita", {}), ("wobbulator", {"topic": "no such topic"})]


@pytest.mark.parametrize("locale", LOCALES)
async def test_private_holds_for_every_outcome_and_all_that_is_opened_from_it(tmp_path: Path, locale: str) -> None:
    async with teaching(tmp_path, TWINS) as tutor:
        for query, options in PRIVATE:
            for private in (True, False):
                outcome = await tutor.server.slash(
                    "explain", {"query": query, "private": private, **options}, locale=locale, context="guild"
                )
                message = await outcome.message()
                assert message.ephemeral is private
                for custom_id in [id_ for button in message.buttons if (id_ := button.get("custom_id"))][:1]:
                    response = await (await tutor.server.click(outcome, custom_id)).response()
                    turned = private and ":open:" not in custom_id
                    assert (response.type, response.ephemeral or turned) == (7 if turned else 4, True)


def command(name: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "description": "Of another day", "type": 1, "options": list(options)}


@pytest.mark.parametrize(("locale", "said"), [(EN, "This command has changed"), (JA, "このコマンドは変わりました")])
async def test_an_outdated_copy_of_a_command(tmp_path: Path, locale: str, said: str) -> None:
    """A member's client still offers what an older version of the bot had."""
    async with teaching(tmp_path, TWINS) as tutor:
        await tutor.server.until(lambda: "commands were sent" in tutor.process.logs() or None, 20)
        term = {"type": 3, "name": "term", "description": "What", "required": True}
        old = [command("lookup", term), command("explain", term), command("topics"), {"type": 3, "name": "Look up"}]
        tutor.server.commands.replace_all(old, None)
        for outcome in (
            await tutor.server.slash("lookup", {"term": "zorblax"}, locale=locale),
            await tutor.server.slash("explain", {"term": "zorblax"}, locale=locale),
            await tutor.server.message_menu("Look up", "zorblax", locale=locale),
        ):
            response = await outcome.response()
            assert said in response.text
            assert response.ephemeral
            topics = await tutor.server.click(outcome, label={EN: "All topics", JA: "トピック一覧"}[locale])
            assert "Zorblax" in (await topics.response()).text
        assert "ERROR" not in tutor.process.logs()
