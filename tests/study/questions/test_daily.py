"""Which question a day gets."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.study.questions import Question
from bot.study.questions.daily import Bank, choose
from bot.study.questions.returning import Asked
from bot.tutor.library import Library, open_library
from bot.tutor.planning import bank as bank_of
from bot.tutor.planning import exam_weights
from tests.study.questions.conftest import question

TREE = Path(__file__).parents[3]
START = date(2026, 11, 27)
EXAM: Mapping[str, float] = {"development": 32, "security": 26, "deployment": 24, "troubleshooting": 18}
Shares = Callable[[Question, int], float | None]
"""How a group does on a question on a day of that number."""


def made(count: int, *, domains: Sequence[str] = ("",), per_fact: int = 1, of: int = 2) -> tuple[Question, ...]:
    """So many questions: domains by turns, so many on each fact, difficulties from 1 to `of`."""
    return tuple(
        question(
            f"Question {number}?",
            id_=f"q{number}",
            facts=[f"f{number // per_fact}"],
            difficulty=number % of + 1,
            domain=domains[number % len(domains)],
        )
        for number in range(count)
    )


def bank(questions: Sequence[Question], weights: Mapping[str, float] | None = None, topics: int = 1) -> Bank:
    """These questions, their facts in so many topics by turns."""

    def topic_of(asked: Question) -> str:
        return f"topic{int(asked.facts[0].rpartition('f')[2]) % topics}"

    return Bank(tuple(questions), topic_of, lambda asked: asked.domain, weights or {})


def nobody(_: Question, __: int) -> None:
    """Nobody answers."""


def wrongly(percent: int) -> Shares:
    """So many questions in a hundred go wrong, the others well."""

    def share(asked: Question, number: int) -> float:
        drawn = int.from_bytes(blake2b(f"{asked.key}/{number}".encode(), digest_size=4).digest(), "big") % 100
        return 0.2 if drawn < percent else 0.9

    return share


def asked(of: Bank, days: int, share: Shares = nobody, seed: str = "seed") -> list[Asked]:
    history: list[Asked] = []
    for number in range(days):
        day = START + timedelta(number)
        chosen = choose(of, history, day, seed)
        assert chosen is not None
        history.append(Asked(day, chosen.key, chosen.facts, share(chosen, number)))
    return history


def used_between(history: Sequence[Asked], number: int) -> int | None:
    """How many different questions were asked from the last time of this one on; None where it is the first time."""
    for earlier in range(number - 1, -1, -1):
        if history[earlier].question == history[number].question:
            return len({each.question for each in history[earlier:number]})
    return None


def furthest(of: Bank, history: Sequence[Asked], weights: Mapping[str, float] = EXAM) -> float:
    """By how much of the whole the domain that is furthest from its weight is from it."""
    counts = Counter(of.by_key[each.question].domain for each in history)
    total = sum(weights.values())
    return max(abs(counts[domain] / len(history) - weight / total) for domain, weight in weights.items())


def mean_difficulty(of: Bank, history: Sequence[Asked]) -> float:
    return sum(of.by_key[each.question].difficulty for each in history) / len(history)


def returned(of: Bank, history: Sequence[Asked]) -> int:
    """How many rounds went wrong and had another question left on their facts. Each has to have come back within two weeks."""
    count = 0
    for number, each in enumerate(history[:-15]):
        before = {earlier.question for earlier in history[: number + 8]}
        left = [one for one in of.questions if set(one.facts) & set(each.facts) and one.key not in before]
        if each.wrong and left:
            count += 1
            back = [later for later in history[number + 7 : number + 15] if set(later.facts) & set(each.facts)]
            assert back, each
            assert all(later.question != each.question for later in back)
    return count


class TestRepeats:
    @settings(deadline=None, max_examples=60)
    @given(
        st.integers(1, 45), st.integers(1, 3), st.integers(1, 5), st.integers(1, 4), st.sampled_from([0, 30, 60, 100]), st.text()
    )
    def test_none_before_nine_in_ten_of_the_bank(
        self, count: int, domains: int, topics: int, per_fact: int, percent: int, seed: str
    ) -> None:
        names = [f"d{number}" for number in range(domains)]
        of = bank(made(count, domains=names, per_fact=per_fact), {name: 1 + len(name) for name in names}, topics)
        history = asked(of, 3 * count + 2, wrongly(percent), seed)
        for number in range(len(history)):
            used = used_between(history, number)
            assert used is None or used >= 0.9 * count

    @pytest.mark.parametrize(("count", "in_turn"), [(1, 1), (2, 2), (5, 5)])
    def test_a_bank_of_few(self, count: int, in_turn: int) -> None:
        history = asked(bank(made(count)), 20)
        for number in range(20 - in_turn):
            assert len({each.question for each in history[number : number + in_turn]}) == in_turn

    def test_an_empty_bank(self) -> None:
        assert choose(bank(()), [], START, "") is None

    def test_questions_come_and_go(self) -> None:
        every = made(30)
        history = asked(bank(every[:20]), 20)
        fewer = choose(bank(every[5:8]), history, START + timedelta(20), "seed")
        assert fewer in every[5:8]
        for number in range(20, 30):
            chosen = choose(bank(every), history, START + timedelta(number), "seed")
            assert chosen in every[20:], "the new ones come before any comes again"
            history.append(Asked(START + timedelta(number), chosen.key, chosen.facts))
        assert choose(bank(every[20:]), history[:20], START + timedelta(20), "seed") in every[20:]


class TestDeterminism:
    def test_the_same_always_gives_the_same(self) -> None:
        of = bank(made(40), topics=3)
        assert asked(of, 60) == asked(bank(of.questions[::-1], topics=3), 60)

    def test_another_channel_gets_another_order(self) -> None:
        of = bank(made(40))
        assert [each.question for each in asked(of, 20)] != [each.question for each in asked(of, 20, seed="other")]

    def test_a_day_depends_on_what_was_asked(self) -> None:
        of = bank(made(40))
        history = asked(of, 10)
        assert choose(of, history, START + timedelta(10), "s") == choose(of, history, START + timedelta(10), "s")


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library([TREE / "knowledge/aws-dva"], [], None, [TREE / "quizzes"])


@pytest.fixture(scope="module")
def aws(library: Library) -> Bank:
    """The bundled questions under an exam's weights."""
    return bank_of(library, (), {f"aws-dva/{domain}": weight for domain, weight in EXAM.items()})


class TestShares:
    @pytest.mark.parametrize("seed", ["a", "b", "c"])
    @pytest.mark.parametrize("percent", [0, 20, 35])
    def test_the_exams_weights_over_any_sixty_days(self, aws: Bank, seed: str, percent: int) -> None:
        history = asked(aws, 180, wrongly(percent), seed)
        for number in range(120):
            assert furthest(aws, history[number : number + 60]) <= 0.05

    @pytest.mark.parametrize("percent", [0, 20])
    def test_the_bundled_bank_has_enough_of_each_domain_for_two_years(self, library: Library, percent: int) -> None:
        """By the exam that is in force from December 2026 on; every question is asked before one comes again."""
        of = bank_of(library, (), exam_weights(library, date(2026, 12, 2)))
        history = asked(of, 730, wrongly(percent))
        weights = {domain.removeprefix("aws-dva/"): weight for domain, weight in of.weights.items()}
        for number in range(671):
            assert furthest(of, history[number : number + 60], weights) <= 0.05

    def test_an_uneven_bank_that_has_enough(self) -> None:
        names = ["development"] * 2 + ["security"] * 2 + ["deployment"] * 2 + ["troubleshooting"] * 14
        of = bank(made(300, domains=names), EXAM)
        assert furthest(of, asked(of, 60)) <= 0.05

    def test_a_domain_with_too_few_gives_way(self) -> None:
        names = ["security"] + ["development"] * 19
        of = bank(made(100, domains=names), {"security": 50, "development": 50})
        counts = Counter(of.by_key[each.question].domain for each in asked(of, 60))
        assert counts == {"security": 5, "development": 55}

    def test_questions_without_a_domain_count_by_their_number(self) -> None:
        of = bank(made(200, domains=["security", "development", "", ""]), {"security": 3, "development": 1})
        counts = Counter(of.by_key[each.question].domain for each in asked(of, 40))
        assert abs(counts[""] - 20) <= 1
        assert counts["security"] > counts["development"]

    def test_topics_are_balanced_where_nothing_else_is_known(self) -> None:
        of = bank(made(60), topics=6)
        topics = [of.topics[each.question] for each in asked(of, 30)]
        assert all(abs(count - 5) <= 1 for count in Counter(topics).values())
        assert all(one != next_ for one, next_ in pairwise(topics))

    def test_a_change_of_weights_is_followed(self) -> None:
        of = bank(made(400, domains=["a", "b"]), {"a": 3, "b": 1})
        history = asked(of, 40)
        other = bank(of.questions, {"a": 1, "b": 3})
        for number in range(40, 140):
            chosen = choose(other, history, START + timedelta(number), "seed")
            assert chosen is not None
            history.append(Asked(START + timedelta(number), chosen.key, chosen.facts))
        latest = Counter(of.by_key[each.question].domain for each in history[-60:])
        assert abs(latest["b"] / 60 - 0.75) <= 0.05


class TestReturns:
    @pytest.mark.parametrize("percent", [15, 35])
    @pytest.mark.parametrize("domains", [("",), ("development", "security", "deployment", "troubleshooting")])
    def test_what_went_wrong_comes_back_in_another_question(self, percent: int, domains: Sequence[str]) -> None:
        of = bank(made(400, domains=domains, per_fact=4), EXAM, topics=10)
        history = asked(of, 100, wrongly(percent))
        assert returned(of, history) >= 5

    def test_what_went_well_does_not(self) -> None:
        of = bank(made(400, per_fact=4))
        history = asked(of, 60, wrongly(0))
        assert all(
            not set(later.facts) & set(each.facts)
            for number, each in enumerate(history)
            for later in history[number + 1 : number + 8]
            if (later.day - each.day).days < 7
        )

    def test_a_fact_of_one_question_is_not_forced(self) -> None:
        of = bank(made(40))
        history = asked(of, 30, wrongly(100))
        assert len({each.question for each in history}) == 30

    def test_new_facts_come_even_where_all_goes_wrong(self) -> None:
        history = asked(bank(made(400, per_fact=4)), 60, wrongly(100))
        assert len({each.facts for each in history}) >= 30

    def test_on_the_bundled_deck(self, aws: Bank) -> None:
        history = asked(aws, 90, wrongly(30))
        assert returned(aws, history) >= 8


class TestDifficulty:
    def test_harder_as_the_group_does_better(self, aws: Bank) -> None:
        strong = asked(aws, 60, lambda one, _: (0.95, 0.85, 0.7)[one.difficulty - 1])
        weak = asked(aws, 60, lambda one, _: (0.75, 0.55, 0.35)[one.difficulty - 1])
        unknown = asked(aws, 60)
        assert mean_difficulty(aws, weak) + 0.1 < mean_difficulty(aws, unknown) < mean_difficulty(aws, strong) - 0.1

    def test_a_group_that_improves(self) -> None:
        of = bank(made(400, of=3))
        history = asked(of, 90, lambda one, number: 0.6 if number < 45 else 0.95)
        assert mean_difficulty(of, history[60:]) - mean_difficulty(of, history[10:45]) > 0.5

    def test_made_questions_have_one_level_and_no_domain(self, tmp_path: Path) -> None:
        notes = "\n".join(
            f"# T{n}\n\n" + "\n".join(f"- Word{n}{m}\n  - Lasts {n * 10 + m + 2} days" for m in range(6)) for n in range(5)
        )
        (tmp_path / "notes.md").write_text(notes, encoding="utf-8")
        library = open_library([tmp_path / "notes.md"], [])
        of = bank_of(library, (), {})
        assert len(of.questions) >= 10
        history = asked(of, 2 * len(of.questions), wrongly(40))
        half = [of.topics[each.question] for each in history[: len(of.questions) // 2]]
        assert max(Counter(half).values()) - min(Counter(half).values()) <= 2
        assert len(set(half)) == len(of.topic_targets)
