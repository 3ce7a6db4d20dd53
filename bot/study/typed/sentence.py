"""An answer with words around it -> the answer: `it's a DLQ`, `DLQ です`, `DLQ (dead-letter queue)`."""

import re
from collections.abc import Iterable
from http import HTTPStatus

from bot.study.text import key, normalise

_BEFORE = re.compile(
    r"^(?:(?:it\s+is|it's|its|that's|this\s+is|the\s+answer\s+is|answer:?|i\s+think|maybe|use|using|with|by|an?|the|たぶん|多分|答えは|それは)\s+"
    r"|たぶん|多分|答えは|それは)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*(?:です(?:か|かね|よね)?|だと思います|と思います|かな|だよね|でしょう|でしょうか|だ|を?使う|を?使用する|を?利用する|を?設定する|を?指定する"
    r"|を?呼ぶ|を?呼び出す|にする)|[\s.。．!！?？、,;:：]+)+$"
)
_NOT = re.compile(
    r"\b(?:not|no|never|without|except|isn't|is\s+not|aren't|other\s+than)\b|ではな|じゃな|でな|以外|なし$", re.IGNORECASE
)
_EITHER = re.compile(
    r"\s+(?:or|and)\s+|\s*(?:または|もしくは|あるいは|か、|、|,|/|／|・|&|\+)\s*|と(?=\S)|(?<=\S)か(?=\S)", re.IGNORECASE
)
_ASIDE = re.compile(r"[((（]([^()（）]*)[)）]")
_STATUS = re.compile(r"\bhttps?[\s/-]?(?=\d{3}\b)", re.IGNORECASE)
_PHRASES = {int(status): status.phrase.casefold() for status in HTTPStatus}
_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_POWER = re.compile("(?<=10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def plain(answer: str) -> str:
    """The answer with what is commonly written as one sign or glued together spelt out: ½, 10²³, HTTP404, 404 Not Found."""
    text = _POWER.sub(lambda power: "^" + power[0].translate(_HIGH), answer)
    for sign, fraction in _VULGAR.items():
        text = text.replace(sign, f" {fraction}")
    text = _STATUS.sub("HTTP ", text)
    status = re.search(r"(?<!\d)([1-5]\d\d)(?!\d)", text)
    phrase = _PHRASES.get(int(status[1]), "") if status else ""
    return re.sub(rf"[\s(:-]*{re.escape(phrase)}[)\s]*$", "", text, flags=re.IGNORECASE) if phrase else text


def result(answer: str) -> str:
    """What a sum comes to: `50 x 4 = 200` is 200."""
    return answer.rpartition("=")[2] if re.search(r"=\s*[^\s=]", answer) else answer


def bare(answer: str) -> str:
    """The answer without the sentence around it, without quotes and backticks."""
    text = _BEFORE.sub("", normalise(answer).strip())
    text = _AFTER.sub("", text).strip(" \t\n`'\"“”‘’「」『』")
    return _BEFORE.sub("", text)


def parts(answer: str) -> list[str]:
    """The answers of a text that gives more than one, or one with another name in brackets."""
    asides = _ASIDE.findall(answer)
    pieces = _EITHER.split(_ASIDE.sub(" ", answer))
    return [piece for piece in map(bare, (*pieces, *asides)) if piece]


def denies(answer: str, accepted: Iterable[str]) -> bool:
    """Whether an answer says what it is not; the words of what is accepted deny nothing."""
    text = normalise(answer)
    for name in accepted:
        if _NOT.search(name) and key(name) in key(text):
            return False
    return bool(_NOT.search(text))
