"""What is wrong with the settings -> one line for the host: what it is and what to write instead."""

from collections.abc import Mapping

from bot.settings import LOG_LEVELS, Complaint, Trouble
from bot.study.facts import Language

_LEVELS = ", ".join(LOG_LEVELS)

_WORDS: Mapping[Language, Mapping[Trouble, str]] = {
    "ja": {
        "unreadable": "{path} を読めません（{reason}）。UTF-8 のテキストで保存し直すか、削除してください",
        "broken-line": "{path}:{line}: 読めない行です。NAME=値 の形で書き、引用符は閉じてください",
        "unread-name": "{path}:{line}: {name} という設定はありません。{meant} と書いてください",
        "no-path": "{name} が {text!r} です。ファイルかフォルダーのパスを書いてください（複数は {between} で区切ります）",
        "missing-path": "{name}: {text} というファイルやフォルダーはありません。実在するパスを書いてください",
        "unusable-path": "{name}: {text!r} は使えません（{reason}）。読めるファイルかフォルダーのパスを書いてください",
        "language": "KOTAE_LANGUAGE が {text!r} です。ja か en と書いてください",
        "log-level": f"KOTAE_LOG_LEVEL が {{text!r}} です。{_LEVELS} のどれかを書いてください",
        "no-address": "KOTAE_DATABASE_URL がアドレスになっていません。sqlite:////data/kotae.db のように書いてください",
        "no-scheme": "KOTAE_DATABASE_URL が sqlite:// で始まっていません。sqlite:////data/kotae.db のように書いてください",
    },
    "en": {
        "unreadable": "{path} cannot be read ({reason}); save it as UTF-8 text or remove it",
        "broken-line": "{path}:{line}: this cannot be read; write NAME=value, and close every quote",
        "unread-name": "{path}:{line}: nothing reads {name}; write {meant}",
        "no-path": "{name} is {text!r}; give the path of a file or folder, several with {between} between them",
        "missing-path": "{name}: there is no file or folder {text}; give the path of one that exists",
        "unusable-path": "{name}: {text!r} cannot be used ({reason}); give the path of a readable file or folder",
        "language": "KOTAE_LANGUAGE is {text!r}; write ja or en",
        "log-level": f"KOTAE_LOG_LEVEL is {{text!r}}; write one of {_LEVELS}",
        "no-address": "KOTAE_DATABASE_URL is no address; write it like sqlite:////data/kotae.db",
        "no-scheme": "KOTAE_DATABASE_URL does not begin with sqlite://; write it like sqlite:////data/kotae.db",
    },
}


def complained(complaint: Complaint, language: Language | None) -> str:
    """The complaint in the host's language; in both, Japanese first, where the host's is not known."""
    spoken: tuple[Language, ...] = (language,) if language else ("ja", "en")
    return " · ".join(_WORDS[each][complaint.trouble].format(**complaint.values) for each in spoken)
