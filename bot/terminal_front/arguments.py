"""What was typed after `kotae` -> a command and its options."""

import argparse
from datetime import date

from bot import __version__
from bot.terminal_front.printable import readable

MOST = 1000
"""Questions of one run of practice, days of one plan."""


def parser() -> argparse.ArgumentParser:
    """All commands and their options; help in both languages. A wrong one exits with status 2."""
    line = argparse.ArgumentParser(prog="kotae", description="A tutor for a study group's notes · 勉強会のノートに答える")
    line.add_argument("--version", action="version", version=f"kotae {__version__}")
    commands = line.add_subparsers(dest="command", required=True, metavar="COMMAND")
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
    _add_database(
        commands.add_parser("db", help="the database: upgrade, backup, restore, recount, regrade, reports · データベース")
    )
    commands.add_parser("health", help="whether the bot is connected, as exit status · 動作の確認")
    return line


def _add_database(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="database_command", required=True, metavar="COMMAND")
    commands.add_parser("upgrade", help="make the database, or migrate it to this version · 作成・更新")
    backup = commands.add_parser("backup", help="copy it, also while the bot runs · バックアップ")
    backup.add_argument("path", nargs="?", metavar="PATH", help="a new file or a folder (default: backups, beside the database)")
    restore = commands.add_parser("restore", help="put a backup in its place, while the bot is stopped · 復元")
    restore.add_argument("path", metavar="PATH", help="a file that backup has made")
    recount = commands.add_parser("recount", help="count points and streaks anew from the answers · 点数と連続記録の数え直し")
    recount.add_argument("--check", action="store_true", help="change nothing; exit status 1 if any are off · 点検だけ")
    regrade = commands.add_parser("regrade", help="grade answers anew after a question's key was corrected · 採点し直し")
    regrade.add_argument("question", metavar="QUESTION-KEY", help="its deck and id, such as aws-dva/sqs-fifo-name-suffix · 問題")
    regrade.add_argument("--dry-run", action="store_true", help="only say what would change · 変わる内容の表示だけ")
    regrade.add_argument("--yes", action="store_true", help="do it without being asked · 確認しない")
    commands.add_parser("reports", help="what members reported outside of servers · サーバーの外からの報告")
    restore.add_argument("--force", action="store_true", help="replace a database that is there (it is kept) · 置き換える")


def _date(text: str) -> date:
    """A day from 1970 to 2199; argparse tells the user where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1970 <= day.year < 2200:
        raise argparse.ArgumentTypeError(f"{readable(text)} is no day such as 2026-12-01 · 日付は 2026-12-01 のように")
    return day


def _count(text: str) -> int:
    """A number of questions or days; argparse tells the user where it is none."""
    count = int(text) if text.isdecimal() and len(text) < 10 else 0
    if not 1 <= count <= MOST:
        raise argparse.ArgumentTypeError(f"{readable(text)} is no number from 1 to {MOST} · 1〜{MOST} の数を指定してください")
    return count
