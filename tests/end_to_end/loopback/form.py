"""A request's JSON -> typed fields, and every wrong field -> Discord's "Invalid Form Body"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Path = tuple[str | int, ...]

REQUIRED = ("BASE_TYPE_REQUIRED", "This field is required")


class ApiError(Exception):
    """A refusal as Discord words it: an HTTP status, a JSON error code and a message."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: Json | None = None,
        *,
        headers: dict[str, str] | None = None,
        extra: Json | None = None,
    ) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.headers = headers or {}
        self.extra = extra or {}

    def body(self) -> Json:
        """The response's JSON."""
        body: Json = {"message": self.message, "code": self.code, **self.extra}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


@dataclass
class Problems:
    """The wrong fields of one request, in the order they were found."""

    found: list[tuple[Path, str, str]] = field(default_factory=list)

    def tree(self) -> Json:
        """The nested ``errors`` object of Discord's reply: ``_errors`` beneath each path."""
        root: Json = {}
        for path, code, message in self.found:
            node = root
            for key in path:
                node = node.setdefault(str(key), {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        return root

    def raise_any(self) -> None:
        """Raise 400/50035 if anything was wrong."""
        if self.found:
            raise ApiError(400, 50035, "Invalid Form Body", self.tree())


class Form:
    """One JSON object of a request: reads its fields and reports the wrong ones by path.

    A reader returns None for what is absent, null or wrong; ``required`` reports the first two.
    """

    def __init__(self, value: Any, path: Path = (), problems: Problems | None = None) -> None:
        self.problems = problems if problems is not None else Problems()
        self.path = path
        self.value: Json = value if isinstance(value, dict) else {}
        self.is_object = isinstance(value, dict)
        if not self.is_object:
            self.wrong(None, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")

    def wrong(self, key: str | int | None, code: str, message: str) -> None:
        """Report the field (or, for None, this object itself)."""
        path = self.path if key is None else (*self.path, key)
        self.problems.found.append((path, code, message))

    def has(self, key: str) -> bool:
        """Whether the field was sent and is not null."""
        return self.value.get(key) is not None

    def _present(self, key: str, *, required: bool) -> Any:
        found = self.value.get(key)
        if found is None and required:
            self.wrong(key, *REQUIRED)
        return found

    def text(self, key: str, low: int, high: int, *, required: bool = False) -> str | None:
        """A string of ``low`` to ``high`` characters; blank counts as empty where ``low`` > 0."""
        found = self._present(key, required=required)
        if found is None:
            return None
        if not isinstance(found, str):
            self.wrong(key, "STRING_TYPE_CONVERT", f"Could not interpret {found!r} as string.")
            return None
        if low > 0 and not found.strip():
            self.wrong(key, *REQUIRED)
            return None
        if not low <= len(found) <= high:
            if low > 0:
                self.wrong(key, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
            else:
                self.wrong(key, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
            return None
        return found

    def integer(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        """A whole number from ``low`` to ``high``."""
        found = self._present(key, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int):
            self.wrong(key, "NUMBER_TYPE_COERCE", f'Value "{found}" is not int.')
            return None
        if found < low:
            self.wrong(key, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
            return None
        if found > high:
            self.wrong(key, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
            return None
        return found

    def one_of(self, key: str, allowed: frozenset[int], *, required: bool = False) -> int | None:
        """A whole number that is one of ``allowed``."""
        found = self._present(key, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found not in allowed:
            choices = ", ".join(map(str, sorted(allowed)))
            self.wrong(key, "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")
            return None
        return found

    def boolean(self, key: str) -> bool | None:
        """true or false."""
        found = self.value.get(key)
        if found is not None and not isinstance(found, bool):
            self.wrong(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
            return None
        return found

    def snowflake(self, key: str, *, required: bool = False) -> int | None:
        """An id: digits, as a string or a number."""
        found = self._present(key, required=required)
        if found is None:
            return None
        if not is_snowflake(found):
            self.wrong(key, "NUMBER_TYPE_COERCE", f'Value "{found}" is not snowflake.')
            return None
        return int(found)

    def items(self, key: str, low: int, high: int, *, required: bool = False) -> list[Any]:
        """A list of ``low`` to ``high`` items, or [] when absent or wrong."""
        found = self._present(key, required=required)
        if found is None:
            return []
        if not isinstance(found, list):
            self.wrong(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not low <= len(found) <= high:
            message = f"Must be between {low} and {high} in length." if low else f"Must be {high} or fewer in length."
            self.wrong(key, "BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", message)
            return []
        return found

    def forms(self, key: str, low: int, high: int, *, required: bool = False) -> list[Form]:
        """A list of objects, each as a Form at its own path; what is no object is reported and left out."""
        forms = [
            Form(item, (*self.path, key, index), self.problems)
            for index, item in enumerate(self.items(key, low, high, required=required))
        ]
        return [form for form in forms if form.is_object]

    def child(self, key: str, *, required: bool = False) -> Form | None:
        """A nested object, or None when absent or wrong."""
        found = self._present(key, required=required)
        if found is None:
            return None
        form = Form(found, (*self.path, key), self.problems)
        return form if form.is_object else None


def is_snowflake(value: Any) -> bool:
    """Whether the value reads as a Discord id (a positive 64-bit number)."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return 0 < value < 1 << 63
    return isinstance(value, str) and value.isascii() and value.isdigit() and 0 < int(value) < 1 << 63
