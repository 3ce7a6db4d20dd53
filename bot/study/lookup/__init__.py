"""A query -> the facts that answer it, best first, or nothing with suggestions.

`text` folds what was typed; `repair` mends it; `query` reads it into units with the glossary's `names`;
`ranking` weighs the facts of an `index` against those units and what is usually `asked`; `lookup` decides.
"""

from bot.study.lookup.lookup import Answer, Found, Lookup, Suggestion

__all__ = ["Answer", "Found", "Lookup", "Suggestion"]
