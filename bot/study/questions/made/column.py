"""The lines of very many facts -> whether something stands in one of them, in hardly more time than among few."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from bot.study.facts import Fact
from bot.study.text import key

Written = Callable[[str], str]


class Column:
    """The lines of facts, one beneath another in one text, which is searched at once and not line by line."""

    def __init__(self, facts: Iterable[Fact], written: Written = key) -> None:
        self._own: dict[str, tuple[int, int]] = {}
        parts = ["\n"]
        end = 1
        for fact in facts:
            lines = [f"{written(line.plain)}\n" for line in fact.lines.values()]
            start, end = end, end + sum(map(len, lines))
            self._own[fact.key] = start, end
            parts += lines
        self._text = "".join(parts)

    def beside(self, fact: Fact, part: str) -> Iterator[str]:
        """The lines of other facts that a part stands in. A part may begin or end with the line break round a line."""
        own, behind = self._own.get(fact.key, (0, 0))
        at = self._text.find(part)
        while 0 <= at < len(self._text) - 1:
            start = self._text.rfind("\n", 0, at + 1) + 1
            end = self._text.find("\n", start)
            if not own <= start < behind:
                yield self._text[start:end]
            at = self._text.find(part, end)

    def is_beside(self, fact: Fact, part: str) -> bool:
        """Whether a part stands in a line of another fact."""
        return any(True for _ in self.beside(fact, part))

    def framed(self, fact: Fact, before: str, after: str) -> bool:
        """Whether a line of another fact begins and ends so, with something between."""
        rarer = min(f"\n{before}", f"{after}\n", key=self._text.count)
        least = len(before) + len(after)
        return any(len(line) > least and line.startswith(before) and line.endswith(after) for line in self.beside(fact, rarer))


class Whole:
    """The lines (compact) of facts, to be found whole within others: those of at least so many characters."""

    def __init__(self, facts: Iterable[Fact], shortest: int) -> None:
        self._shortest = shortest
        self._facts: dict[str, set[str]] = defaultdict(set)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for fact in facts:
            for text in (key(line.plain) for line in fact.lines.values()):
                if len(text) >= shortest:
                    self._facts[text].add(fact.key)
                    self._lengths[text[:shortest]].add(len(text))

    def within(self, fact: Fact, text: str) -> bool:
        """Whether the line of another fact stands whole in a text (compact)."""
        for start in range(len(text) - self._shortest + 1):
            for length in self._lengths.get(text[start : start + self._shortest], ()):
                if self._facts.get(text[start : start + length], set()) - {fact.key}:
                    return True
        return False
