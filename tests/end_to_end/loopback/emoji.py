"""A button's or an option's emoji -> whether Discord knows it as one Unicode emoji."""

from __future__ import annotations

import re

# The Basic Multilingual Plane's characters with Unicode's property Emoji (emoji-data.txt), without digits, # and *.
_PLANE_0 = (
    "©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛰-⛵⛷-⛺⛽"
    "✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
)
_ONE = f"[{_PLANE_0}\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = re.compile(
    f"(?:{_ONE}(?:\u200d{_ONE})*[\U000e0020-\U000e007f]*|[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3)\ufe0f?"
)


def is_emoji(name: str) -> bool:
    """Whether the text is one emoji: "✔" is, "✓" and "→" are not."""
    return bool(_EMOJI.fullmatch(name))
