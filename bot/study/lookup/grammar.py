"""Words that say nothing of the subject: the grammar of questions, in English, Japanese and romaji."""

import re

from bot.study.lookup.names import Names
from bot.study.text import key

STOP = frozenset(
    """
    a an the this that these those it its he she they them there here i you we my your our me us
    is are was were be been being am do does did done doing have has had having can could may might must
    shall should will would of in on at to for from by with without within into onto as about over under up out off
    via per than then so if when while and or but nor not no yes only just also too very really still
    even any some all each every both either such same other
    what whats which who whom whose why how where
    explain tell show mean means meaning definition define describe help please pls plz thanks
    difference differences differ different vs versus compare compared comparison between
    use uses used using usage want wants wanted need needs needed know get gets got getting give gives given make makes
    made making let lets say says said think go goes going come comes thing things something anything stuff kind sort way ways
    happen happens happened happening work works working one ones much many more most less
    aws amazon exam dva question notes note again else ever
    s t m re ve ll d im dont doesnt isnt cant wont didnt
    no wa ga wo ni de to mo toha towa nani desu ka tte kara made yori nado nan na suru shita wo ha he ya ne yo
    kudasai oshiete chigai
    """.split()  # noqa: SIM905 - a list of 250 quoted words would be four times as long
)

_GLUE = re.compile(
    "(?=[とっにを教おが使つ利どない違のちは比くでま下しす場方や仕だか意何])(?:"  # none begins otherwise: that is seen at once
    "とは何ですか|って何ですか|とはなんですか|について教えてください|について教えて|を教えてください|を教えて|教えてください|教えて|おしえて"
    "|とはなに|とは何|って何|ってなに|ってなん|とはどういう(?:こと|もの|意味)|どういう(?:こと|もの|意味)|(?:の)?意味は|とはどんなもの"
    "|どうすれば(?:いい|良い|よい)(?:です|の)?か?|どうしたら(?:いい|良い|よい)(?:です|の)?か?|どうすれば|どうしたら|どうなる(?:の|んですか)?"
    "|(?:を|が)?(?:使うには|使いたい|使う|使って|使えば|使える(?:か|の)?|つかう|利用する|利用したい)"
    "|どうやって|どのように|どんなとき|どんな時|どんな|どういう|どうして|どうやる|どうする|どう"
    "|なぜ|なんで|いつ使う|いつ|どこ|どれ|どちら|どっち"
    "|(?:の|は)?違い(?:は|って|を|が)?(?:何)?|ちがい|比較|くらべ(?:て|ると)|比べ(?:て|ると)"
    "|でしょうか|ですか|ますか|ませんか|のか|ください|下さい|お願いします|しますか|したい(?:です|とき|時|場合)?|するには|するとき|する時|する方法"
    "|したとき|した時|した場合|する場合|の場合|場合|とき|方法|やり方|使い方|使いかた|つかいかた|仕組み|しくみ"
    "|について|に関して|における|とは|という|って|なに|何|なん"
    "|です|ます|だっけ|っけ|だよね|かな|だろう)"
)
_AGAINST = "対(?=[a-zァ-ヶ一-龯])(?![応抗向策象処称話立決比価面])"
"""As in `同期対非同期`, and not as in 対策."""
_COMPARING = re.compile(
    r"\b(?:vs\.?|versus|compared?(?: to| with)?|or)\b|→|⇔|" + _AGAINST + r"|どっち|どちら|違い|ちがい|比較|くらべ|比べ|chigai",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"\s+(?:vs\.?|versus|or|and|compared (?:to|with)|to)\s+|と(?!は|き|こ)|\s*(?:⇔|/|、|,)\s*|" + _AGAINST,
    re.IGNORECASE,
)


def without_glue(text: str) -> str:
    """A text with the Japanese grammar of asking taken out."""
    return text if text.isascii() else _GLUE.sub(" ", text)


def is_comparison(text: str) -> bool:
    """Whether a text asks to tell two things apart."""
    return bool(_COMPARING.search(text)) or bool(re.search(r"\bdifference", text, re.IGNORECASE))


def sides(text: str) -> list[str]:
    """A text cut where one thing ends and the next begins: `gsi vs lsi`, `GSIとLSI`."""
    return [side for side in (part.strip() for part in _SIDES.split(text)) if side]


def joined_by_and(text: str) -> list[str]:
    """A text cut at a lone `and` or と."""
    return [part for part in re.split(r"\s+and\s+|と", text, flags=re.IGNORECASE) if part.strip()]


def completed(parts: list[str], names: Names) -> list[str]:
    """Sides with what one leaves to the other: `long`, `short polling` -> `long polling`, `short polling`."""
    if len(parts) != 2 or not parts[0] or not parts[1]:
        return parts
    left, right = parts[0].split(), parts[1].split()
    for length in range(1, min(3, len(right))):
        tail = right[-length:]
        if names.exactly(key(left[-1] + "".join(tail))):
            return [" ".join(left + tail), parts[1]]
    return parts
