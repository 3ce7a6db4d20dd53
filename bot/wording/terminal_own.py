"""What the terminal says of how one appears on its boards and of what it keeps of one, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.chosen_names import LONGEST
from bot.study.facts import Language
from bot.tutor.appearance import Appearance, Refusal
from bot.wording.appearance import WORDS as APPEARANCE
from bot.wording.privacy import WORDS as PRIVACY


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language, for `str.format`."""

    named: str
    settings: str
    exported: str
    not_exported: str
    privacy: str
    ask: str
    not_deleted: str


_WORDS: Mapping[Language, Words] = {
    "ja": Words(
        named="名前: {name}（このコンピューターでの名前）",
        settings="変えるには: /settings alias 別名（名前なしなら自分の名前に戻ります）、/settings hide（順位表に出ない）、"
        "/settings show（出る）",
        exported="このコンピューターであなたについて保存しているものの全部を書き出しました: {path}",
        not_exported="{path} に書けません。ディスクの空きと、そのフォルダーの書き込みの許可を確かめてください。",
        privacy="/privacy export で、あなたについて保存しているものの全部をファイルに書き出します。"
        "/privacy delete で、すべて削除します。",
        ask="すべて削除しますか？ あなた（{name}）の答え・点・連続記録・別名がなくなり、元には戻せません。"
        "終わった日・週・月の順位表には、名前のない行が残ります。先に /privacy export で控えを取れます。"
        "削除するには /privacy delete everything と入力してください。",
        not_deleted="まだ終わっていません。少し残っています。少し待ってから、もう一度 "
        "/privacy delete everything と入力してください。",
    ),
    "en": Words(
        named="Name: {name}, as this computer knows you",
        settings="To change it: /settings alias NAME (without a name: your own), /settings hide to appear on no board, "
        "/settings show to appear again",
        exported="Everything that is stored about you on this computer is in {path}",
        not_exported="{path} cannot be written. Look at the room on the disk and at who may write to the folder.",
        privacy="/privacy export writes everything that is stored about you into a file; /privacy delete deletes it all.",
        ask="Delete everything? Your answers ({name}), points, streak and alias are deleted, and nobody can bring them back. "
        "Boards of days, weeks and months that are over keep a line without a name. /privacy export gives you a copy first. "
        "To delete it all, type: /privacy delete everything",
        not_deleted="That was not finished: something is left. In a moment, type /privacy delete everything once more.",
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


def appearance_lines(found: Appearance, language: Language) -> list[str]:
    """How somebody appears: their name, and whether boards have it."""
    said = APPEARANCE[language]
    named = _WORDS[language].named if found.alias is None else _plain(said.alias)
    return [named.format(name=found.alias or found.name), said.hidden if found.hidden else said.shown]


def renamed(found: Appearance, language: Language) -> str:
    """What is said after an alias was chosen or cleared."""
    said = APPEARANCE[language]
    return said.uncalled if found.alias is None else _plain(said.called).format(name=found.alias)


def unchanged(why: Refusal, language: Language) -> str:
    """Why nothing was changed."""
    said = APPEARANCE[language]
    phrases = {
        Refusal.NOT_KEPT: said.not_kept,
        Refusal.NAME: said.bad_name,
        Refusal.CALLS: said.calls,
        Refusal.TAKEN: said.taken,
    }
    return _plain(phrases[why]).format(longest=LONGEST)


def deleted(language: Language) -> str:
    """Everything is gone."""
    return PRIVACY[language].deleted


def _plain(phrase: str) -> str:
    """Without marks of emphasis, which a terminal would show."""
    return phrase.replace("**", "")
