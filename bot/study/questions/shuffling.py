"""A question and a seed -> the order in which its options are shown.

The order is the one whose number a hash of the seed and the question's key gives: the hash has 128 bits and there are at most
120 orders, so each is as likely as any other but for one part in 10^36. The same seed gives the same order on every machine.
"""

from hashlib import blake2b
from math import factorial

from bot.study.questions.question import Question


def shown(question: Question, seed: str) -> tuple[int, ...]:
    """Which option (its place as written, from 0) stands at each place as shown.

    The two of a statement keep their order, which nobody can guess from; the steps of an order are never shown as they should
    stand. Empty where the answer is typed.
    """
    count = len(question.options)
    if question.kind == "true-false" or count < 2:
        return tuple(range(count))
    first = 1 if question.kind == "order" else 0  # the order numbered 0 is the one written
    drawn = int.from_bytes(blake2b(f"{seed}\n{question.key}".encode(), digest_size=16).digest(), "big")
    return _numbered(first + drawn % (factorial(count) - first), count)


def _numbered(number: int, count: int) -> tuple[int, ...]:
    """The order of that number (from 0) among all orders of so many things, as a dictionary would sort them."""
    left = list(range(count))
    found = []
    for remaining in range(count - 1, -1, -1):
        place, number = divmod(number, factorial(remaining))
        found.append(left.pop(place))
    return tuple(found)
