"""What was made before -> the same again, as long as there is room."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The values made or asked for last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not here any more."""
        value = self._values.pop(key, None)
        self._values[key] = value = make() if value is None else value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        return value
