"""What the notes say otherwise, and what nobody has confirmed -> the words that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.study.facts import Correction, Fact, Language


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of one language. Those with {…} are for `str.format`; `stop` ends what the notes say."""

    notes_say: str
    stop: str
    since: str
    in_fact: str
    as_here: str
    beneath: str
    not_confirmed: str


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        notes_say="The notes say: {was}",
        stop=". ",
        since="Since {since}: {now}",
        in_fact="In fact: {now}",
        as_here="as this entry says.",
        beneath="What the notes have otherwise:",
        not_confirmed="not confirmed",
    ),
    "ja": _Words(
        notes_say="ノートでは：{was}",
        stop="。",
        since="{since} から：{now}",
        in_fact="正しくは：{now}",
        as_here="この項目のとおり。",
        beneath="ノートと違うところ：",
        not_confirmed="未確認",
    ),
}


def corrected(correction: Correction, language: Language) -> str:
    """What the notes say and what is so instead, as one line of Markdown."""
    words = _WORDS[language]
    was = words.notes_say.format(was=correction.was.rstrip(" .。"))
    now = correction.now or words.as_here
    true = words.since.format(since=correction.since, now=now) if correction.since else words.in_fact.format(now=now)
    return was + words.stop + true


def beneath(language: Language) -> str:
    """What stands above the corrections of the facts beneath one."""
    return _WORDS[language].beneath


def not_confirmed(language: Language) -> str:
    """The mark of a line that nobody has confirmed."""
    mark = _WORDS[language].not_confirmed
    return f"（{mark}）" if language == "ja" else f" ({mark})"


def remarks(fact: Fact, language: Language) -> Sequence[str]:
    """What is to be known of a fact's own line, as block quotes of Markdown: clearly apart from what it teaches."""
    correction = fact.correction(language)
    said = [f"> {corrected(correction, language)}"] if correction else []
    return said if fact.confirmed else [*said, f"> {_WORDS[language].not_confirmed.capitalize()}"]
