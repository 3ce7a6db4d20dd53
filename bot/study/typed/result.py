"""How an answer compares with what is accepted."""

from typing import Literal

Result = Literal["correct", "close", "wrong"]
