"""A line of notes -> whether it says something by itself, and of what it stands under."""

import re

from bot.study.facts import Fact, Language
from bot.study.questions.made.likeness import signs

LONGEST_NAME = 30
"""Characters; a longer line is a sentence, not the name of a thing."""
LONGEST_MEMBER = 40
"""Characters; a list of longer lines is no list of things."""
LONGEST_LINE = 120
"""Characters of a line that fits into a question on a phone."""
SHORTEST_STATEMENT = 7
"""Characters of a Japanese line that says something of a term it is shown with."""
SHORTEST_LINE, SHORTEST_PHRASE = 10, 6
"""Characters of a Japanese line that says something by itself, with and without grammar in it."""

_SENTENCE_JA = re.compile(
    r"[。？?：:=＝→⇒]|は[、\s\d]|を|が(?!ー)|に|する|した|ない|ます|です|たい|使う|られ|れる|よう$|あり$|なし$|場合|とき$|時$|ため$|には|など$"
)
_SENTENCE_EN = re.compile(
    r"[.?!:;=→⇒]|\b(?:is|are|was|were|has|have|had|if|when|you|must|can|could|should|would|may|might|will|cannot|do|does|use|to)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"(?:[、,:：は]|には|では|へは|を|が|に|～|…|\.\.\.|and|or|the|of|to)$|^[、,)）]|[?？]$|[?？]と|(?:には|へは|では)[^ぁ-ん、。\s]{1,5}$"
    r"|(?:付き|による|という|的な|(?<!も)の)$"
)
"""Half a sentence: it ends in a particle, a modifier of what is left out, or a bare word where something should be said of it."""
_PAIR = re.compile(r"^\W*[\w ./-]{1,40}\"?\s*[:：]\s")
"""A name and its meaning: it describes that name, not what it stands under."""
_TOKEN = re.compile(r"^[!-~]+$|(?:場合|とき|時|など|[\d一二三]つ)$")
"""A literal, a name, a case, a count of what is left out: nothing is said with it that might be true or false."""
_HIRAGANA = re.compile("[ぁ-ん]")
_LEANS = re.compile(
    r"この|その(?!他)|これ|それ|上記|前述|同上|下記|同じ$|と同じ|も(?:でき|可能|含ま|検討|必要|あり$|ある$|同様)|(?:^|[、。が])(?:ことで|により)"
    r"|^(?:使用|利用|設定|作成|追加|削除|変更|実行|参照)する(?:には|とき|場合|ため)"
    r"|^(?:あと|後)(?:から|で)"
    r"|^(?:少ない|多い|長い|短い|大きい|小さい|高い|低い|ない|ある|なければ|あれば|その場合|超え)"
    r"|(?<!を)(?<!を、)(?:回避|解決|対処|防止|軽減|緩和|改善)(?:でき|する|可能|し)"
    r"|\b(?:this|these|those|above|below|former|latter|same|also|too|as well|instead|otherwise)\b",
    re.IGNORECASE,
)
"""It leans on another line: points at it, adds to it, or leaves out what it speaks of."""
_OWN_SUBJECT = re.compile(r"^\W*(?P<name>[A-Za-z][\w.:/-]*)\W*(?:は|が|も)[^、]")
"""It begins with a subject of its own, written in Latin letters."""
_ODD_GRAMMAR = re.compile(r"を[^、。をがはに]{1,8}され(?!る)")
"""An object of a passive verb: two sentences in one."""


def is_name(fact: Fact) -> bool:
    """Whether a fact's line names a thing, in every language it has."""
    return all(_is_name(line.plain, language) for language, line in fact.lines.items())


def _is_name(text: str, language: Language) -> bool:
    sentence = _SENTENCE_JA if language == "ja" else _SENTENCE_EN
    return 1 < len(text) <= LONGEST_NAME and not sentence.search(text.removesuffix("?"))


def is_short(fact: Fact) -> bool:
    """Whether a fact's line fits beside others in a list."""
    return all(len(line.plain) <= LONGEST_MEMBER for line in fact.lines.values())


def is_telling(fact: Fact) -> bool:
    """Whether a fact's line is whole and says something by itself."""
    return all(_is_telling(line.plain) for line in fact.lines.values())


def _is_telling(text: str) -> bool:
    if not is_whole(text) or _PAIR.match(text):
        return False
    shortest = SHORTEST_LINE if _HIRAGANA.search(text) else SHORTEST_PHRASE
    return len(signs(text)) >= 4 and (text.isascii() or len(text) >= shortest)


def is_statement(fact: Fact) -> bool:
    """Whether a fact's line is whole and says something of a term it is shown with."""
    return all(
        is_whole(line.plain)
        and not _TOKEN.search(line.plain.strip())
        and not _PAIR.match(line.plain)
        and len(line.plain) >= SHORTEST_STATEMENT
        and len(signs(line.plain)) >= 2
        for line in fact.lines.values()
    )


def tells_of_a_name(fact: Fact) -> bool:
    """Whether a fact's line is a name with its meaning behind a colon."""
    return all(is_whole(line.plain) and _PAIR.match(line.plain) and len(signs(line.plain)) >= 4 for line in fact.lines.values())


def is_whole(text: str) -> bool:
    """Whether a text is no fragment and leans on nothing beside it."""
    text = text.strip()
    return len(text) <= LONGEST_LINE and not any(bad.search(text) for bad in (_FRAGMENT, _LEANS, _ODD_GRAMMAR))


def describes(line: Fact) -> bool:
    """Whether a telling line may be said of what it stands under: it is no bare noun, and speaks of nothing else by name."""
    return all(_describes(each.plain.strip()) for each in line.lines.values())


def _describes(text: str) -> bool:
    bare = not text.isascii() and not _HIRAGANA.search(text)
    return not bare and not _OWN_SUBJECT.match(text)
