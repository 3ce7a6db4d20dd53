"""What is to be done in which case."""

from tests.study.questions.made.conftest import made_of, of_sort

CASES = """# 火事
- 油が燃え上がった場合は、蓋をかぶせる
# けが
- 血が止まらないとき
  - 傷口を強く押さえる
# 地震
- 揺れがおさまらないときは、机の下にもぐる
# 停電
- 暗くて見えない場合、懐中電灯をつける
"""


def test_a_case_asks_for_what_is_done_in_it() -> None:
    asked = of_sort(made_of(CASES, "ja"), "situation")
    right = {option.text["ja"] for each in asked for option in each.options if option.right}
    assert right == {"蓋をかぶせる", "傷口を強く押さえる", "机の下にもぐる", "懐中電灯をつける"}
    assert all(len(each.options) == 4 for each in asked)


def test_a_heading_is_a_case_and_its_only_line_what_is_done() -> None:
    (wound,) = (each for each in of_sort(made_of(CASES, "ja"), "situation") if "血が止まらないとき、" in each.text["ja"])
    assert "けが" in wound.text["ja"]


def test_the_topic_is_not_named_where_it_gives_the_answer_away() -> None:
    (quake,) = (
        each for each in of_sort(made_of(CASES.replace("# 地震", "# 机の下"), "ja"), "situation") if "揺れ" in each.text["ja"]
    )
    assert "机" not in quake.text["ja"]


def test_a_case_in_english() -> None:
    notes = "".join(
        f"# {topic}\n- {line}\n"
        for topic, line in (
            ("Fire", "If oil catches fire, cover the pan."),
            ("Wounds", "When blood keeps flowing, press hard on it."),
            ("Quakes", "To stay safe indoors, crawl under a table."),
            ("Outages", "If lamps go dark, light some candles."),
        )
    )
    asked = of_sort(made_of(notes), "situation")
    assert {option.text["en"] for each in asked for option in each.options if option.right} >= {"cover the pan"}


def test_what_is_done_in_a_case_like_it_is_no_wrong_answer() -> None:
    more = CASES.replace("# 地震\n", "# 地震\n- 蓋をかぶせる鍋を選ぶ\n").replace(
        "油が燃え上がった", "懐中電灯をつけると燃え上がった"
    )
    (fire,) = (
        each
        for each in of_sort(made_of(more + "# 雪\n- 道が凍る場合は、砂をまく\n", "ja"), "situation")
        if "燃え上がった" in each.text["ja"]
    )
    assert "懐中電灯をつける" not in {option.text["ja"] for option in fire.options}
