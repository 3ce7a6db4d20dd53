"""What the tutor is measured by: how well it answers, how fast, and what a host pays for it."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ROOT / "knowledge"
GLOSSARY = KNOWLEDGE / "glossary"
QUIZZES = ROOT / "quizzes"
END_TO_END = ROOT / "tests" / "end_to_end"

sys.path.append(str(END_TO_END))  # for its loopback Discord
