import pytest

from bot.study.glossary import Glossary, Paraphrase, parse


def read(text: str) -> Glossary:
    found, problems = parse(text, "glossary.yaml")
    assert problems == []
    return found


def said(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "glossary.yaml")[1]]


def test_a_term_and_all_its_names(text: str) -> None:
    """
    terms:
    - id: dlq
      en: [dead-letter queue]
      ja: [デッドレターキュー, 配信不能キュー]
      kana: [はいしんふのうキュー]
      abbr: [DLQ]
      former: [failure queue]
      misspelt: [配信不納キュー]
    """
    (term,) = read(text).terms
    assert term.id == "dlq"
    assert list(term.names()) == [
        "dead-letter queue",
        "デッドレターキュー",
        "配信不能キュー",
        "はいしんふのうキュー",
        "DLQ",
        "failure queue",
        "配信不納キュー",
    ]
    assert str(term.place) == "glossary.yaml:2"
    assert not term.word
    assert not term.beyond


def test_words_and_what_is_beyond(text: str) -> None:
    """
    words:
    - {id: keep, en: [keep, store], ja: [保存]}

    beyond:
    - {id: rds, en: [RDS]}
    """
    keep, rds = read(text).terms
    assert (keep.word, keep.beyond) == (True, False)
    assert (rds.word, rds.beyond) == (False, True)


def test_paraphrases(text: str) -> None:
    """
    asked:
    - id: ttl
      en: [how long may it stay, when does it go]
      ja: [いつ消える]
    - {id: [ttl, table], en: [rows vanish]}
    """
    assert read(text).paraphrases == (
        Paraphrase(("ttl",), "how long may it stay"),
        Paraphrase(("ttl",), "when does it go"),
        Paraphrase(("ttl",), "いつ消える"),
        Paraphrase(("ttl", "table"), "rows vanish"),
    )


def test_what_yaml_misreads_is_read_as_written(text: str) -> None:
    """
    terms:
    - {id: a, en: [no, on, 12:30, 1_000, 504, null]}
    """
    (term,) = read(text).terms
    assert term.en == ("no", "on", "12:30", "1_000", "504", "null")


def test_one_name_needs_no_list_and_no_id() -> None:
    (term,) = read("terms:\n- {en: Queue}").terms
    assert (term.id, term.en) == ("Queue", ("Queue",))


def test_what_is_written_twice_is_kept() -> None:
    (term,) = parse("terms:\n- {id: a, en: [b], en: [c]}", "")[0].terms
    assert term.en == ("b", "c")


def test_glossaries_add_up() -> None:
    both = read("terms:\n- {id: a, en: [b]}") + read("asked:\n- {id: a, en: [c]}")
    assert (len(both.terms), len(both.paraphrases)) == (1, 1)


def test_an_empty_list_is_no_problem() -> None:
    assert read("terms:\n") == Glossary()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "glossary.yaml:1: this file is empty; fill it or delete it"),
        ("terms: [a", "glossary.yaml:1: this is no YAML"),
        ("- a", "glossary.yaml:1: a glossary is a mapping; write `terms:` and a list beneath it"),
        ("term:\n- {id: a}", "glossary.yaml:1: 'term' is not known here"),
        ("terms:\n- a", "glossary.yaml:2: a term is a mapping such as"),
        ("terms:\n- {id: a}", "glossary.yaml:2: this term has no name"),
        ("terms:\n- {id: a, en: [b], de: [c]}", "glossary.yaml:2: 'de' is not known here"),
        ("terms:\n- {id: a, en: [b]}\n- {id: a, en: [c]}", "glossary.yaml:3: the id 'a' is already used at glossary.yaml:2"),
        ("terms:\n- {id: a, en: [[b], c]}", "glossary.yaml:2: a name is a piece of text"),
        ("terms:\n- {id: a, [x]: b, en: [c]}", "glossary.yaml:2: a list or mapping cannot stand before a colon"),
        ("asked:\n- {id: a, [x]: b, en: [c]}", "glossary.yaml:2: a list or mapping cannot stand before a colon"),
        ("asked:\n- {id: a, ? {x: y} : b, en: [c]}", "glossary.yaml:2: a list or mapping cannot stand before a colon"),
        ("? [terms]\n: []", "glossary.yaml:1: a list or mapping cannot stand before a colon"),
        ("terms:\n- {id: [a], en: [b]}", "glossary.yaml:2: the id of a term is one word"),
        ("terms:\n- {id: a, en: [b], en: [c]}", "glossary.yaml:2: 'en' is written twice here"),
        ("asked:\n- {en: [b]}", "glossary.yaml:2: this has the id of a term"),
        ("asked:\n- {id: a, de: [b]}", "glossary.yaml:2: this has the id of a term"),
        ("terms:\n- {id: a, en: [\x01]}", "glossary.yaml:2: there is a control character in this line; delete it"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, problem: str) -> None:
    assert said(text)[0].startswith(problem)


def test_a_bad_term_does_not_take_the_good_ones_down(text: str) -> None:
    """
    terms:
    - {id: bad}
    - {id: good, en: [good]}
    - words
    nonsense: 1
    """
    found, problems = parse(text, "")
    assert [term.id for term in found.terms] == ["good"]
    assert [problem.place.line for problem in problems] == [2, 4, 5]
