from datetime import date

import pytest

from bot.study.description import Description, parse
from bot.study.exam import ExamVersion
from bot.study.facts import Domain

WHOLE = """\
title: {ja: 天文, en: Astronomy}
languages: [en, ja]
recheck: 365
domains:
- {id: planets, ja: 惑星, en: Planets}
- {id: rest, ja: その他, en: The rest}
exam:
- id: V-2
  from: 2026-04-01
  confirmed: false
  weights: {planets: 70, rest: 30}
  sources: [https://example.com/next]
- id: V-1
  from: 2023-02-27
  until: 2026-03-31
  confirmed: true
  weights: {planets: 60, rest: 40}
  sources: [https://example.com/exam]
"""


def said(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "deck.yaml")[1]]


def test_a_deck_says_what_it_is() -> None:
    described, problems = parse(WHOLE, "deck.yaml")
    assert problems == []
    assert described == Description(
        titles={"ja": "天文", "en": "Astronomy"},
        languages=("en", "ja"),
        recheck=365,
        domains=(Domain("planets", {"ja": "惑星", "en": "Planets"}), Domain("rest", {"ja": "その他", "en": "The rest"})),
        exam=(
            ExamVersion(
                "V-1",
                date(2023, 2, 27),
                date(2026, 3, 31),
                True,
                {"planets": 60, "rest": 40},
                ("https://example.com/exam",),
            ),
            ExamVersion("V-2", date(2026, 4, 1), None, False, {"planets": 70, "rest": 30}, ("https://example.com/next",)),
        ),
    )
    assert described.domains[0].name("ja") == "惑星"


def test_everything_is_optional() -> None:
    assert parse("title: Mine\n", "") == (Description(titles={"ja": "Mine", "en": "Mine"}), [])
    assert said("exam:\n- {id: V1}\n") == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("recheck: 365", "recheck: yearly", "3: recheck is a number of days, after which a date is old; write for example"),
        ("recheck: 365", "recheck: 0", "3: recheck is a number of days"),
        ("languages: [en, ja]", "languages: [fr]", "2: languages is a list of ja and en, the main one first"),
        ("recheck:", "rechecks:", "3: 'rechecks' is not known here; a deck has title, languages, recheck, exam, domains"),
        ("id: planets, ja", "id: Planets!, ja", "5: this has no id that can be used; write id: and up to 64 small letters"),
        ("id: rest, ja", "id: planets, ja", "6: the id 'planets' is already used at deck.yaml:5; give this one another"),
        ("ja: 惑星, en", "en", "5: this domain has no name in ja; write ja: and what it is called"),
        ("ja: 惑星,", "ja: 惑星, fr: x,", "5: 'fr' is not known here; a domain has id, ja, en"),
        ("- {id: planets, ja: 惑星, en: Planets}", "- planets", "5: this is no entry of domains:; write it as `- {id: security"),
        ("id: V-1", "id: V-2", "13: the id 'V-2' is already used at deck.yaml:8; give this one another"),
        ("- id: V-2\n  from", "- from", "8: this has no id that can be used; write id: and up to 64 letters, digits, hyphens"),
        ("until: 2026-03-31", "until: March 2026", "15: 'March 2026' is no day; write it as 2026-11-30"),
        ("until: 2026-03-31", "until: 2026-02-30", "15: '2026-02-30' is no day"),
        ("until: 2026-03-31", "until: 2022-01-01", "15: it ends on 2022-01-01, before it begins on 2023-02-27"),
        ("until: 2026-03-31", "until: 2026-04-01", "8: V-2 begins before V-1 ends; write until: above, the day before"),
        ("  until: 2026-03-31\n", "", "8: V-2 begins before V-1 ends"),
        ("confirmed: true", "confirmed: sure", "16: confirmed: is true or false (false: it is only reported)"),
        ("planets: 60", "planets: 50", "17: these weights add up to 90; make them 100 (percent)"),
        ("planets: 60", "planets: most", "17: 'most' is no percentage; write a whole number from 0 to 100"),
        ("planets: 60", "stars: 60", "17: the domain 'stars' is not under domains:; write one of planets, rest"),
        ("{planets: 60, rest: 40}", "[60, 40]", "17: weights: has percent by domain, such as"),
        ("https://example.com/exam", "http://example.com/exam", "18: a source is an address that begins with https://"),
        ("  sources: [https://example.com/exam]", "  source: x", "18: 'source' is not known here; a version of the exam has"),
        ("exam:\n", "exam: V-2\nx:\n", "7: exam: is a list; write each entry on a line of its own, such as"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, problem: str) -> None:
    assert WHOLE.count(old) == 1
    found = said(WHOLE.replace(old, new))
    assert any(each.startswith(f"deck.yaml:{problem}") for each in found), found


def test_odd_numbers_do_no_harm() -> None:
    for number in ("9" * 10_000, "１２", "-1", "1e3", "0x10", "1_000", "[]", "{}", "~"):
        assert said(f"recheck: {number}\n")
        assert said(f"domains: [{{id: a, ja: a, en: a}}]\nexam:\n- {{id: V, weights: {{a: {number}}}}}\n")
