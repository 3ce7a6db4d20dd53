"""What can go wrong with a database, as the tutor and the host are told of it."""

from typing import Literal

Trouble = Literal["locked", "full", "refused", "closed"]
"""Someone else holds the file · no room on the disk · any other refusal · the bot is stopping."""

Refusal = Literal[
    "newer",
    "foreign",
    "not_upgraded",
    "as_told",
    "not_sqlite",
    "no_address",
    "no_database",
    "older",
    "no_backup",
    "no_folder",
    "damaged",
    "damaged_backup",
    "exists",
    "in_use",
]


class StoreError(Exception):
    """The store could not do what it was asked."""


class NotRecorded(StoreError):
    """Nothing was written, and the same may be tried again: "not recorded, try again"."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"not recorded: {trouble}")
        self.trouble: Trouble = trouble


class NotRead(StoreError):
    """What was asked for could not be read."""


class DatabaseRefused(StoreError):
    """A database, a backup or an address that cannot be used as it is. `fields` fill the words of `wording`."""

    def __init__(self, refusal: Refusal, **fields: str) -> None:
        super().__init__(f"{refusal}: {fields}" if fields else refusal)
        self.refusal: Refusal = refusal
        self.fields = fields
