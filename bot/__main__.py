"""The composition root: reads the command line and the settings, builds the parts, hands them over."""

import argparse
import asyncio
import gc
import logging
import os
import secrets
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, SettingsError, read_settings
from bot.study.facts import Language
from bot.terminal_front.arguments import parser
from bot.terminal_front.printable import printable, readable
from bot.terminal_front.streams import close_output, complain, forgive_streams, is_terminal, reconfigure, standard_input
from bot.tutor.library import Library, Shelf, open_library
from bot.wording.settings import complained
from bot.wording.terminal import words

if TYPE_CHECKING:
    from bot.tutor.database import Told

log = logging.getLogger("bot")

DONE, PROBLEM, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
HEARTBEAT = "alive"
"""The file in the data folder that the bot touches while it is connected."""


class WrongUse(Exception):
    """What was asked cannot be done, and what to write instead."""


def clock() -> datetime:
    """The moment: read here and nowhere else."""
    return datetime.now(UTC)


def main(argv: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the content had a problem, 2 wrong use or settings."""
    forgive_streams()
    now = now or clock()
    language: Language | None = None
    try:
        arguments = parser().parse_args(argv)
        language = getattr(arguments, "language", None)
        status = _perform(arguments, now)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    except SettingsError as error:
        complain(complained(error.complaint, language or error.language))
        return WRONG_USE
    except WrongUse as error:
        complain(str(error))
        return WRONG_USE
    except BrokenPipeError:
        close_output()
        return DONE
    except OSError as error:
        log.debug("what the system refused", exc_info=True)
        complain(str(error))
        close_output()
        return PROBLEM
    except KeyboardInterrupt:
        return INTERRUPTED


def _perform(arguments: argparse.Namespace, now: datetime) -> int:
    settings = read_settings()
    asked_for: Language | None = getattr(arguments, "language", None)
    for warning in settings.warnings:
        complain(complained(warning, asked_for or settings.chosen))
    language = asked_for or settings.language
    match arguments.command:
        case "run":
            return _run(settings)
        case "chat":
            return _chat(settings, language)
        case "explain":
            return _explain(settings, language, arguments)
        case "quiz":
            return _quiz(settings, language, arguments)
        case "daily":
            return _daily(settings, language, arguments, now)
        case "check":
            return _check(settings, arguments, now.date())
        case "db":
            return _database(settings, arguments, now)
        case _:
            return _health(settings)


def _run(settings: Settings) -> int:
    said = words(settings.language)
    if not settings.token:
        if not is_terminal(sys.stdin):
            raise WrongUse(said.not_a_terminal)
        return _chat(settings, settings.language, notice=said.no_token)
    gc.disable()  # what is imported and read now stays, and looking through it takes a third of the start; `serve` looks once
    _start_logging(settings)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    for problem in shelf.library.problems:
        log.warning("%s", problem)
    from bot import discord_front  # only this command needs Discord

    return discord_front.run(
        settings.token,
        shelf,
        settings.database_url,
        settings.data,
        settings.language,
        clock,
        settings.data / HEARTBEAT,
    )


def _chat(settings: Settings, language: Language, notice: str = "") -> int:
    from bot.terminal_front import machine
    from bot.terminal_front.chat import chat  # neither Discord nor scripts need what draws
    from bot.terminal_front.desk import Desk
    from bot.tutor.local import Here

    _start_logging(settings, quiet=True)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    interactive = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    here = Here(machine.user_name(), machine.zone_name(), language)
    desk = Desk(shelf, settings.database_url, settings.data, here, clock)
    return chat(shelf, settings.data, language, notice=notice, piped=None if interactive else standard_input(), desk=desk)


def _explain(settings: Settings, language: Language, arguments: argparse.Namespace) -> int:
    from_input = arguments.query == ["-"]
    query = readable(" ".join(arguments.query))
    if not query.strip():
        raise WrongUse(words(language).no_input)
    _start_logging(settings, quiet=True)
    library = open_library(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    if not library.base.facts:
        complain(words(language).no_facts)
    topic = _topic_key(library, arguments.topic, language) if arguments.topic else None
    queries = standard_input() if from_input else (query,)
    if arguments.json:
        return _print_records(library, queries, language, topic)
    return _print_answers(library, (query for query in queries if query.strip()), language, topic)


def _quiz(settings: Settings, language: Language, arguments: argparse.Namespace) -> int:
    from bot.terminal_front.chat import practise
    from bot.tutor.practice import one, practice
    from bot.wording.terminal_quiz import words as quiz_words

    _start_logging(settings, quiet=True)
    library = open_library(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    seed = arguments.seed or secrets.token_hex(8)
    if arguments.id:
        posed = one(library, arguments.id, seed)
        if not posed:
            raise WrongUse(quiz_words(language).no_question.format(id=readable(arguments.id)))
    else:
        topic = _topic_key(library, arguments.topic, language) if arguments.topic else None
        posed = practice(library, seed, topic, arguments.questions)
    if not posed:
        complain(quiz_words(language).none)
        return PROBLEM
    interactive = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    return practise(posed, language, piped=None if interactive else standard_input())


def _daily(settings: Settings, language: Language, arguments: argparse.Namespace, now: datetime) -> int:
    from bot.terminal_front.daily_plan import asked_plan, show
    from bot.terminal_front.screen import Screen
    from bot.wording.daily_plan import words as plan_words
    from bot.wording.terminal_quiz import words as quiz_words

    if not arguments.dry_run:
        raise WrongUse(plan_words(language).only_the_bot)
    _start_logging(settings, quiet=True)
    library = open_library(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    topics = (_topic_key(library, arguments.topic, language),) if arguments.topic else ()
    asked = asked_plan(readable(arguments.time), readable(arguments.zone).strip(), topics, now, language)
    if isinstance(asked, str):
        raise WrongUse(asked)
    plan, zone = asked
    if not library.questions or not set(topics) <= library.questions.by_topic.keys():
        complain(quiz_words(language).none)
        return PROBLEM
    start = arguments.start or now.astimezone(zone).date()
    if not show(library, plan, zone, start, arguments.days, arguments.seed, Screen(sys.stdout, language)):
        raise WrongUse(plan_words(language).no_days.format(start=start, days=arguments.days, zone=plan.zone))
    return DONE


def _print_records(library: Library, queries: Iterable[str], language: Language, topic: str | None) -> int:
    from bot.terminal_front.records import write

    reconfigure(sys.stdout, encoding="utf-8")
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
    """The key of the topic a person names."""
    from bot.tutor.topic_names import topic_named

    key = topic_named(library, readable(name))
    if key is None:
        listed = ", ".join(topic.line(language).plain for topic in library.base.topics())
        raise WrongUse(words(language).unknown_topic.format(topic=readable(name), topics=listed))
    return key


def _check(settings: Settings, arguments: argparse.Namespace, today: date) -> int:
    from bot.terminal_front.report import report_json, report_lines
    from bot.tutor.checking import Named, check_named

    said = words(settings.language)
    paths = [Path(path) for path in arguments.paths]
    for path in paths:
        if not os.path.lexists(path):
            raise WrongUse(said.no_path.format(path=readable(str(path))))
    configured = Named(settings.knowledge, settings.glossary, settings.quizzes)
    named = configured.told_apart(paths) if paths else configured
    refused = _write_ids(settings.language, named.notes if paths else (), arguments)
    report = check_named(named, configured, today)
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
    return bool(written.refused or written.locked)


def _database(settings: Settings, arguments: argparse.Namespace, now: datetime) -> int:
    from bot.tutor import database

    _start_logging(settings, quiet=True)
    if arguments.database_command == "recount":
        return _tell(asyncio.run(database.recount(settings.database_url, check=arguments.check)), settings.language)
    if arguments.database_command == "regrade":
        return _regrade(settings, arguments)
    if arguments.database_command == "reports":
        return _tell(asyncio.run(database.reports(settings.database_url)), settings.language)
    if arguments.database_command == "upgrade":
        told = asyncio.run(database.upgrade(settings.database_url, now))
    elif arguments.database_command == "restore":
        told = database.restore_from(settings.database_url, Path(arguments.path), now, force=arguments.force)
    else:
        told = database.back_up_to(settings.database_url, arguments.path or None, now)
    return _tell([told], settings.language)


def _regrade(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.terminal_front.confirming import confirmed
    from bot.tutor import regrading
    from bot.tutor.database import Told

    language, name = settings.language, readable(arguments.question)
    library = open_library(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    seen = asyncio.run(regrading.preview(settings.database_url, library, name, language))
    status = _tell(seen.lines, language)
    if arguments.dry_run or not seen.asks:
        return status
    if not arguments.yes and not is_terminal(sys.stdin):
        return _tell([Told("no_terminal", outcome="wrong_use")], language)
    if not arguments.yes and not confirmed(language):
        return _tell([Told("not_confirmed")], language)
    return _tell(asyncio.run(regrading.regrade(settings.database_url, library, name)), language)


def _tell(lines: "Sequence[Told]", language: Language) -> int:
    """Say what came of a command about the database; the exit status is the last line's."""
    from bot.wording.terminal_database import sentence

    for told in lines:
        said = sentence(told.name, told.fields, language)
        if told.outcome == "done":
            print(printable(said))
        else:
            complain(said)
    return {"done": DONE, "problem": PROBLEM, "wrong_use": WRONG_USE}[lines[-1].outcome]


def _health(settings: Settings) -> int:
    from bot.terminal_front.health import alive

    said = words(settings.language)
    if alive(settings.data / HEARTBEAT, time.time()):
        print(said.alive)
        return DONE
    complain(said.not_alive)
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


if __name__ == "__main__":
    sys.exit(main())
