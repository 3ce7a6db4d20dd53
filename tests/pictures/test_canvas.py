"""Letters that the font lacks are never drawn as boxes."""

import pytest

from bot.pictures.canvas import UNKNOWN, fitted


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("ふつうの名前：①…", "ふつうの名前：①…"),
        ("ﾊﾝｶｸ ㈱ 田中", "ハンカク (株) 田中"),
        ("か\u3099くせい", "がくせい"),
        ("Việt", "Viet"),
        ("𠮷野家", f"{UNKNOWN}野家"),
        ("ok 😀", f"ok {UNKNOWN}"),
        ("한글", UNKNOWN * 2),
    ],
)
def test_a_letter_the_font_lacks(name: str, drawn: str) -> None:
    assert fitted(name, 24, 800) == drawn
