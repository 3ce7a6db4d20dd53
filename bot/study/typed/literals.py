"""A header, command, file or setting that was typed, held against how it is written; only case is free."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.study.questions.question import Typed
from bot.study.text import key, normalise
from bot.study.typed.result import Result
from bot.study.typed.sentence import bare, parts
from bot.study.typed.spelling import nearly

_SHORTEST = 8
"""Characters from which on one typing error is forgiven."""
_AROUND = re.compile(
    r"\b(?:the|an?|http|https|status|code|error|errors|header|headers|api|action|command|file|variable|parameter|setting|option|type|property"
    r"|attribute|section|environment|extension|suffix|port|use|set|call)\b|ヘッダー?|コマンド|ファイル|エラー|ステータス|コード|アクション|環境変数|パラメータ|設定|オプション|属性|セクション|拡張子|接尾辞|ポート|番|型|を|の",
    re.IGNORECASE,
)
_SET = re.compile(r"\s*[=:]\s*(?:true|1|yes|enabled?)$", re.IGNORECASE)
_SERVICE = re.compile(r"^[a-z0-9-]+:(?=[A-Z])")


def compare(typed: Typed, answer: str) -> Result:
    """As it is written: correct. The same letters with other punctuation, or one typing error: close."""
    result = _best(typed.accepted, answer)
    if result == "correct" and answer.endswith(".") and f".{bare(answer)}" in typed.accepted:
        return "close"  # the dot is part of it, and belongs in front
    several = parts(answer) if result == "wrong" else []
    return "correct" if len(several) > 1 and all(_best(typed.accepted, part) == "correct" for part in several) else result


def _best(accepted: Iterable[str], answer: str) -> Result:
    results = {_one(each, answer) for each in accepted}
    if "correct" in results or any(_between(form, accepted) for form in map(_plain, _readings(answer))):
        return "correct"
    return "close" if "close" in results else "wrong"


def _between(form: str, accepted: Iterable[str]) -> bool:
    """Whether it is the end of a longer accepted one and ends with a shorter: `local start-api`."""
    rights = [_plain(each) for each in accepted]
    return any(long.endswith(f" {form}") for long in rights) and any(form.endswith(f" {short}") for short in rights)


def _one(accepted: str, answer: str) -> Result:
    right = _plain(accepted)
    given = {_plain(form) for form in _readings(answer)}
    if right in given or (right.startswith(".") and f"*{right}" in given):
        return "correct"
    if any(key(form) == key(right) for form in given if form):
        return "close"
    return "close" if any(_slipped(form, right) for form in given) else "wrong"


def _readings(answer: str) -> tuple[str, ...]:
    """The answer as it stands, and without the words around it."""
    stripped = bare(answer).removeprefix("$ ").strip()
    alone = bare(_AROUND.sub(" ", stripped))
    return stripped, alone, _SET.sub("", alone), _SERVICE.sub("", alone)


def _plain(literal: str) -> str:
    return " ".join(normalise(literal).casefold().replace("`", "").split())


def _slipped(typed: str, right: str) -> bool:
    return len(right) >= _SHORTEST and OSA.distance(typed, right, score_cutoff=1) <= 1 and nearly(typed, right)
