"""Questions: written by authors, or made from facts; what they must be, and what they are made of."""

from bot.study.questions.question import Kind, Option, Question, Slip, Typed

__all__ = ["Kind", "Option", "Question", "Slip", "Typed"]
