"""``python -m benchmarks.pictures``: the pictures of the README, of an imagined learner and an imagined group."""

from datetime import date

from benchmarks import ROOT
from benchmarks.progress import a_progress, bundled
from bot.discord_front.picture import draw
from bot.discord_front.progress_picture import drawn
from bot.tutor.practice import pose
from bot.tutor.revealing import Bar, Revealed, Spread

FOLDER = ROOT / "docs" / "pictures"
TODAY = date(2026, 11, 27)
QUESTION = "aws-dva/sqs-failed-message-hidden-for-hours"
COUNTS = (23, 7, 4, 2)
"""Members who chose the right option, and the others."""


def main() -> None:
    """Draw them, always the same."""
    library = bundled()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "progress.png").write_bytes(drawn(library, a_progress(library, TODAY), "en").png)
    question = next(each for each in library.questions if each.key == QUESTION)
    posed = pose(library, question, "readme")
    others = iter(COUNTS[1:])
    places = range(len(posed.options))
    bars = tuple(Bar(COUNTS[0] if place in posed.right else next(others), place in posed.right, place) for place in places)
    (FOLDER / "answers.png").write_bytes(draw(Revealed(posed, Spread(sum(COUNTS), COUNTS[0], bars)), "ja"))


if __name__ == "__main__":
    main()
