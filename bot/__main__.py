"""The composition root: reads the command line and the settings, builds the parts, hands them over."""

import argparse
import contextlib
import io
import logging
import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from bot import __version__
from bot.settings import Settings, SettingsError, read_settings
from bot.study.facts import Language
from bot.terminal_front.printable import printable, readable
from bot.tutor.library import Library, Shelf, open_library
from bot.wording.terminal import words

log = logging.getLogger("bot")

DONE, PROBLEM, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
HEARTBEAT = "alive"
"""The file in the data folder that the bot touches while it is connected."""


class WrongUse(Exception):
    """What was asked cannot be done, and what to write instead."""


def main(argv: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the content had a problem, 2 wrong use or settings."""
    _forgive_streams()
    now = now or datetime.now(UTC)
    try:
        arguments = _parser().parse_args(argv)
        status = _perform(arguments, now)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    except (SettingsError, WrongUse) as error:
        _complain(str(error))
        return WRONG_USE
    except BrokenPipeError:
        _close_output()
        return DONE
    except OSError as error:
        log.debug("what the system refused", exc_info=True)
        _complain(str(error))
        _close_output()
        return PROBLEM
    except KeyboardInterrupt:
        return INTERRUPTED


def _perform(arguments: argparse.Namespace, now: datetime) -> int:
    settings = read_settings()
    for warning in settings.warnings:
        _complain(warning)
    language: Language = getattr(arguments, "language", None) or settings.language
    match arguments.command:
        case "run":
            return _run(settings)
        case "chat":
            return _chat(settings, language)
        case "explain":
            return _explain(settings, language, arguments)
        case "check":
            return _check(settings, arguments, now.date())
        case _:
            return _health(settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kotae", description="A tutor for a study group's notes · 勉強会のノートに答える")
    parser.add_argument("--version", action="version", version=f"kotae {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="the Discord bot; without DISCORD_TOKEN, the terminal tutor · Discord ボットを起動")
    chat = commands.add_parser("chat", help="the tutor in the terminal · ターミナルで使う")
    explain = commands.add_parser("explain", help="one answer · ひとつだけ答える")
    explain.add_argument("query", nargs="*", metavar="QUERY", help="what to look up; - reads one query a line · 調べる言葉")
    explain.add_argument("--json", action="store_true", help="one JSON object a query · JSON で出力")
    explain.add_argument("--topic", help="only within this topic · このトピックの中だけ")
    for command in (chat, explain):
        command.add_argument("--language", choices=("ja", "en"), help="default: KOTAE_LANGUAGE · 表示する言語")
    check = commands.add_parser("check", help="what is wrong with the notes, by file and line · ノートの点検")
    check.add_argument("paths", nargs="*", metavar="PATH", help="notes or glossaries (default: the configured ones)")
    check.add_argument("--format", choices=("text", "json"), default="text", help="json: for editors · エディター用は json")
    check.add_argument("--write-ids", action="store_true", help="write ids into the notes of PATH first · id を書き込む")
    check.add_argument("--from-words", action="store_true", help="with --write-ids: new ids, from the words · 言葉から id を作る")
    commands.add_parser("health", help="whether the bot is connected, as exit status · 動作の確認")
    return parser


def _run(settings: Settings) -> int:
    said = words(settings.language)
    if not settings.token:
        if not _is_terminal(sys.stdin):
            raise WrongUse(said.not_a_terminal)
        return _chat(settings, settings.language, notice=said.no_token)
    _start_logging(settings)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data)
    for problem in shelf.library.problems:
        log.warning("%s", problem)
    from bot import discord_front  # only this command needs Discord

    return discord_front.run(settings.token, shelf, settings.data, settings.language, settings.data / HEARTBEAT)


def _chat(settings: Settings, language: Language, notice: str = "") -> int:
    from bot.terminal_front.chat import chat  # neither Discord nor scripts need what draws

    _start_logging(settings, quiet=True)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data)
    interactive = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
    return chat(shelf, settings.data, language, notice=notice, piped=None if interactive else _standard_input())


def _explain(settings: Settings, language: Language, arguments: argparse.Namespace) -> int:
    from_input = arguments.query == ["-"]
    query = readable(" ".join(arguments.query))
    if not query.strip():
        raise WrongUse(words(language).no_input)
    _start_logging(settings, quiet=True)
    library = open_library(settings.knowledge, settings.glossary, settings.data)
    if not library.base.facts:
        _complain(words(language).no_facts)
    topic = _topic_key(library, arguments.topic, language) if arguments.topic else None
    queries = _standard_input() if from_input else (query,)
    if arguments.json:
        return _print_records(library, queries, language, topic)
    return _print_answers(library, (query for query in queries if query.strip()), language, topic)


def _print_records(library: Library, queries: Iterable[str], language: Language, topic: str | None) -> int:
    from bot.terminal_front.records import write

    _reconfigure(sys.stdout, encoding="utf-8")
    write(library, queries, language, topic, sys.stdout)
    return DONE


def _print_answers(library: Library, queries: Iterable[str], language: Language, topic: str | None) -> int:
    from bot.terminal_front.answering import answer
    from bot.terminal_front.screen import Screen

    screen = Screen(sys.stdout, language)
    status = DONE
    for number, query in enumerate(queries):
        if number:
            screen.blank()
        if not answer(library, query, screen, topic):
            status = PROBLEM
    return status


def _topic_key(library: Library, name: str, language: Language) -> str:
    """The key of the topic a person names, in either language or by its id."""
    wanted = readable(name).strip().casefold()
    every = library.base.topics()
    for topic in every:
        if wanted in {topic.key, topic.id, *(line.plain.casefold() for line in topic.lines.values())}:
            return topic.key
    listed = ", ".join(topic.line(language).plain for topic in every)
    raise WrongUse(words(language).unknown_topic.format(topic=readable(name), topics=listed))


def _check(settings: Settings, arguments: argparse.Namespace, today: date) -> int:
    from bot.terminal_front.report import report_json, report_lines
    from bot.tutor.checking import check, is_glossary

    said = words(settings.language)
    paths = [Path(path) for path in arguments.paths]
    for path in paths:
        if not os.path.lexists(path):
            raise WrongUse(said.no_path.format(path=readable(str(path))))
    paths = [path.parent if path.name == "deck.yaml" else path for path in paths]
    glossaries = [path for path in paths if is_glossary(path)]
    notes = [path for path in paths if path not in glossaries]
    refused = _write_ids(settings.language, notes, arguments)
    if paths:
        report = check(notes, glossaries, settings.glossary, today=today)
    else:
        report = check(settings.knowledge, settings.glossary, today=today)
    as_json = arguments.format == "json"
    print(report_json(report.problems) if as_json else "\n".join(report_lines(report, settings.language)))
    return PROBLEM if report.wrong or refused else DONE


def _write_ids(language: Language, notes: Sequence[Path], arguments: argparse.Namespace) -> bool:
    """Write ids if that was asked for; whether a file was refused. What was written is no part of the JSON."""
    from bot.terminal_front.report import written_lines
    from bot.tutor.id_writing import write_ids

    said = words(language)
    if not arguments.write_ids:
        if arguments.from_words:
            raise WrongUse(said.ids_nowhere)
        return False
    if not notes:
        raise WrongUse(said.ids_of_what)
    written = write_ids(notes, from_words=arguments.from_words)
    for line in written_lines(written, language):
        print(line, file=sys.stderr if arguments.format == "json" else sys.stdout)
    return bool(written.refused)


def _health(settings: Settings) -> int:
    from bot.terminal_front.health import alive

    said = words(settings.language)
    if alive(settings.data / HEARTBEAT, time.time()):
        print(said.alive)
        return DONE
    _complain(said.not_alive)
    return PROBLEM


class _Discreet(logging.Formatter):
    """Log lines without the token, and without anything that moves a terminal's cursor."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if self._token:
            text = text.replace(self._token, "[token]")
        return "\n".join(printable(line) for line in text.split("\n"))


def _start_logging(settings: Settings, *, quiet: bool = False) -> None:
    """Log to standard error; `quiet` keeps all but errors out of a conversation (DEBUG shows everything)."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet(settings.token))
    level = "ERROR" if quiet and settings.log_level != "DEBUG" else settings.log_level
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _standard_input() -> Iterable[str]:
    from bot.terminal_front.records import lines

    return lines(sys.stdin.buffer) if sys.stdin is not None else ()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _forgive_streams() -> None:
    """A terminal that lacks a character shows another, and a closed output swallows all, instead of ending the program."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, errors="replace")


def _reconfigure(stream: TextIO | None, **options: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(**options)


def _complain(message: str) -> None:
    print(f"kotae: {printable(message)}", file=sys.stderr)


def _close_output() -> None:
    """Nobody can read the output any more: what is still buffered goes nowhere, quietly."""
    with contextlib.suppress(OSError, ValueError):  # without a real file behind it nothing is buffered
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
