"""The composition root: reads the command line and the settings, builds the parts, hands them over."""

import argparse
import asyncio
import logging
import os
import secrets
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot import __version__
from bot.settings import Settings, SettingsError, read_settings
from bot.study.facts import Language
from bot.terminal_front.printable import printable, readable
from bot.terminal_front.streams import close_output, complain, forgive_streams, is_terminal, reconfigure, standard_input
from bot.tutor.library import Library, Shelf, open_library
from bot.wording.terminal import words

log = logging.getLogger("bot")

DONE, PROBLEM, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
HEARTBEAT = "alive"
"""The file in the data folder that the bot touches while it is connected."""


MOST = 1000
"""Questions of one run of practice, days of one plan."""


class WrongUse(Exception):
    """What was asked cannot be done, and what to write instead."""


def clock() -> datetime:
    """The moment: read here and nowhere else."""
    return datetime.now(UTC)


def main(argv: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the content had a problem, 2 wrong use or settings."""
    forgive_streams()
    now = now or clock()
    try:
        arguments = _parser().parse_args(argv)
        status = _perform(arguments, now)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    except (SettingsError, WrongUse) as error:
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
    for warning in settings.warnings:
        complain(warning)
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
        case "daily":
            return _daily(settings, language, arguments, now)
        case "check":
            return _check(settings, arguments, now.date())
        case "db":
            return _database(settings, arguments, now)
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
    daily = commands.add_parser("daily", help="which questions the coming days bring · 毎日の出題の予定")
    daily.add_argument("--dry-run", action="store_true", help="show the plan; the bot does the posting · 予定を表示")
    daily.add_argument("--days", type=_count, default=60, metavar="N", help="how many days (default: 60) · 日数")
    daily.add_argument("--topic", help="only on this topic · このトピックだけ")
    daily.add_argument("--zone", default="", help="time zone: IANA name, city or country · タイムゾーン（東京 など）")
    daily.add_argument("--time", default="7:00", help="local time of the post, such as 7:30 (default: 7:00) · 出題の時刻")
    daily.add_argument("--start", type=_date, metavar="DATE", help="first day, such as 2026-12-01 (default: today) · 最初の日")
    daily.add_argument("--seed", default="", help="as of another channel · 別のチャンネルの予定")
    for command in (chat, explain, quiz, daily):
        command.add_argument("--language", choices=("ja", "en"), help="default: KOTAE_LANGUAGE · 表示する言語")
    check = commands.add_parser("check", help="what is wrong with notes and questions, by file and line · ノートと設問の点検")
    check.add_argument("paths", nargs="*", metavar="PATH", help="notes, glossaries or questions (default: the configured ones)")
    check.add_argument("--format", choices=("text", "json"), default="text", help="json: for editors · エディター用は json")
    check.add_argument("--write-ids", action="store_true", help="write ids into the notes of PATH first · id を書き込む")
    check.add_argument("--from-words", action="store_true", help="with --write-ids: new ids, from the words · 言葉から id を作る")
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
        if not is_terminal(sys.stdin):
            raise WrongUse(said.not_a_terminal)
        return _chat(settings, settings.language, notice=said.no_token)
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
    from bot.terminal_front.chat import chat  # neither Discord nor scripts need what draws

    _start_logging(settings, quiet=True)
    shelf = Shelf(settings.knowledge, settings.glossary, settings.data, settings.quizzes)
    interactive = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    return chat(shelf, settings.data, language, notice=notice, piped=None if interactive else standard_input())


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


def _date(text: str) -> date:
    """A day from 1970 to 2199; argparse tells the user where it is none."""
    day = date.fromisoformat(text)
    if not 1970 <= day.year < 2200:
        raise ValueError(text)
    return day


def _count(text: str) -> int:
    """A number of questions or days; argparse tells the user where it is none."""
    count = int(text)
    if not 1 <= count <= MOST:
        raise ValueError(text)
    return count


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
    return bool(written.refused)


def _database(settings: Settings, arguments: argparse.Namespace, now: datetime) -> int:
    from bot.tutor import database
    from bot.wording.terminal_database import sentence

    _start_logging(settings, quiet=True)
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
    complain(said)
    return WRONG_USE if told.outcome == "wrong_use" else PROBLEM


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
