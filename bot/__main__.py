"""The composition root: reads the command line and the settings, builds the parts, hands them over."""

import argparse
import asyncio
import contextlib
import io
import logging
import os
import secrets
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
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


MOST_QUESTIONS = 1000


class WrongUse(Exception):
    """What was asked cannot be done, and what to write instead."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the content had a problem, 2 wrong use or settings."""
    _forgive_streams()
    try:
        arguments = _parser().parse_args(argv)
        status = _perform(arguments)
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


def _perform(arguments: argparse.Namespace) -> int:
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
        case "quiz":
            return _quiz(settings, language, arguments)
        case "check":
            return _check(settings, [Path(path) for path in arguments.paths])
        case "db":
            return _database(settings, arguments)
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
    quiz = commands.add_parser("quiz", help="questions to practise with · 問題を解く")
    quiz.add_argument("--topic", help="only on this topic · このトピックだけ")
    quiz.add_argument("--questions", type=_count, default=10, metavar="N", help="how many (default: 10) · 問題数")
    quiz.add_argument("--id", metavar="QUESTION", help="this one question, as its author wrote it · この 1 問だけ")
    quiz.add_argument("--seed", default="", help="the same seed asks the same · 同じ出題にする")
    for command in (chat, explain, quiz):
        command.add_argument("--language", choices=("ja", "en"), help="default: KOTAE_LANGUAGE · 表示する言語")
    check = commands.add_parser("check", help="what is wrong with notes and questions, by file and line · ノートと設問の点検")
    check.add_argument("paths", nargs="*", metavar="PATH", help="notes, glossaries or questions (default: the configured ones)")
    _add_database(commands.add_parser("db", help="the database: upgrade, backup, restore · データベース"))
    commands.add_parser("health", help="whether the bot is connected, as exit status · 動作の確認")
    return parser


def _add_database(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="database_command", required=True, metavar="COMMAND")
    commands.add_parser("upgrade", help="make the database, or migrate it to this version · 作成・更新")
    backup = commands.add_parser("backup", help="copy it, also while the bot runs · バックアップ")
    backup.add_argument("path", nargs="?", metavar="PATH", help="a new file or a folder (default: backups, beside the database)")
    restore = commands.add_parser("restore", help="put a backup in its place, while the bot is stopped · 復元")
    restore.add_argument("path", metavar="PATH", help="a file that backup has made")
    restore.add_argument("--force", action="store_true", help="replace a database that is there (it is kept) · 置き換える")


def _run(settings: Settings) -> int:
    said = words(settings.language)
    if not settings.token:
        if not _is_terminal(sys.stdin):
            raise WrongUse(said.not_a_terminal)
        return _chat(settings, settings.language, notice=said.no_token)
    _start_logging(settings)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    for problem in shelf.library.problems:
        log.warning("%s", problem)
    from bot import discord_front  # only this command needs Discord

    return discord_front.run(settings.token, shelf, settings.data, settings.language, settings.data / HEARTBEAT)


def _chat(settings: Settings, language: Language, notice: str = "") -> int:
    from bot.terminal_front.chat import chat  # neither Discord nor scripts need what draws

    _start_logging(settings, quiet=True)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    interactive = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
    return chat(shelf, settings.data, language, notice=notice, piped=None if interactive else _standard_input())


def _explain(settings: Settings, language: Language, arguments: argparse.Namespace) -> int:
    from_input = arguments.query == ["-"]
    query = readable(" ".join(arguments.query))
    if not query.strip():
        raise WrongUse(words(language).no_input)
    _start_logging(settings, quiet=True)
    library = open_library(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    if not library.base.facts:
        _complain(words(language).no_facts)
    topic = _topic_key(library, arguments.topic, language) if arguments.topic else None
    queries = _standard_input() if from_input else (query,)
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
        _complain(quiz_words(language).none)
        return PROBLEM
    interactive = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
    return practise(posed, language, piped=None if interactive else _standard_input())


def _count(text: str) -> int:
    """A number of questions; argparse tells the user where it is none."""
    count = int(text)
    if not 1 <= count <= MOST_QUESTIONS:
        raise ValueError(text)
    return count


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
    """The key of the topic a person names."""
    from bot.tutor.topic_names import topic_named

    key = topic_named(library, readable(name))
    if key is None:
        listed = ", ".join(topic.line(language).plain for topic in library.base.topics())
        raise WrongUse(words(language).unknown_topic.format(topic=readable(name), topics=listed))
    return key


def _check(settings: Settings, paths: Sequence[Path]) -> int:
    from bot.tutor.checking import check, check_questions, is_glossary, is_quiz

    said = words(settings.language)
    for path in paths:
        if not os.path.lexists(path):
            raise WrongUse(said.no_path.format(path=readable(str(path))))
    paths = [path.parent if path.name == "deck.yaml" else path for path in paths]
    quizzes = [path for path in paths if is_quiz(path, settings.quizzes)]
    glossaries = [path for path in paths if path not in quizzes and is_glossary(path)]
    notes = [path for path in paths if path not in (*quizzes, *glossaries)]
    if not paths:
        report = check(settings.knowledge, settings.glossary, (), settings.quizzes)
    elif quizzes and not notes:
        report = check_questions(settings.knowledge, glossaries, settings.glossary, quizzes, settings.quizzes)
    else:
        report = check(notes, glossaries, settings.glossary, quizzes)
    for problem in report.problems:
        print(printable(str(problem)))
    count = len(report.problems)
    summary = said.checked.format(topics=report.topics, facts=report.facts, terms=report.terms, questions=report.questions)
    print(summary + (said.wrong.format(count=count) if count else said.clean))
    return PROBLEM if count else DONE


def _database(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.tutor import database
    from bot.wording.terminal_database import sentence

    _start_logging(settings, quiet=True)
    now = datetime.now(UTC)
    path = Path(arguments.path) if getattr(arguments, "path", None) else None
    if arguments.database_command == "upgrade":
        told = asyncio.run(database.upgrade(settings.database_url, now))
    elif arguments.database_command == "restore" and path is not None:
        told = database.restore_from(settings.database_url, path, now, force=arguments.force)
    else:
        told = database.back_up_to(settings.database_url, path, now)
    said = sentence(told.name, told.fields, settings.language)
    if told.outcome == "done":
        print(printable(said))
        return DONE
    _complain(said)
    return WRONG_USE if told.outcome == "wrong_use" else PROBLEM


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
