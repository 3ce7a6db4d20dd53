"""The sentences around what the notes say, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.study.facts import LANGUAGES, Language
from bot.study.questions.question import Texts

GAP = "［？］"
"""What stands in place of what is asked for."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's sentences, for `str.format`."""

    describes: str
    gap_choice: str
    gap_amount: str
    gap_literal: str
    member: str
    absent: str
    situation: str
    holds: str
    situation_in: str
    next: str
    statement: str
    two: str
    topic: str
    order: str
    first_steps: str
    said: str
    listed: str
    stands: str
    about: str
    step: str


PHRASES: Mapping[Language, Phrases] = {
    "ja": Phrases(
        describes="「{where}」のノートで、次のように書かれているのはどれについて？\n「{line}」",
        gap_choice="{where}：［？］に入るのはどれ？\n「{line}」",
        gap_amount="{where}：［？］に入る値は？\n「{line}」",
        gap_literal="{where}：［？］に入る名前は？ 書かれているとおりに。\n「{line}」",
        member="次のうち、ノートで「{where}」に挙げられているのはどれ？",
        absent="次のうち、ノートで「{where}」に挙げられていないのはどれ？",
        situation="ノートでは、［？］に入るのはどれ？\n「{line}」",
        situation_in="「{where}」のノートでは、［？］に入るのはどれ？\n「{line}」",
        holds="次の名前が書かれているのは、ノートのどのトピック？\n「{line}」",
        statement="ノートでは、次の内容は「{where}」について書かれている。正しい？\n「{line}」",
        two="次のうち、ノートで「{where}」に挙げられている 2 つはどれとどれ？",
        next="ノートの「{where}」で、「{line}」のすぐ次に来るのはどれ？",
        topic="次の内容が書かれているのは、ノートのどのトピック？\n「{line}」",
        order="「{where}」の順に並べよ。",
        first_steps="「{where}」の最初の {count} つを順に並べよ。",
        said="「{where}」に「{line}」とある。",
        listed="「{line}」は「{where}」に挙げられている。",
        stands="「{line}」は「{where}」に出てくる。",
        about="「{where}」にあるのは {line} など。",
        step="{number} 番目。",
    ),
    "en": Phrases(
        describes="Of which of these do the notes on “{where}” say this?\n“{line}”",
        gap_choice="{where}: what belongs at ［？］?\n“{line}”",
        gap_amount="{where}: which figure belongs at ［？］?\n“{line}”",
        gap_literal="{where}: which name belongs at ［？］? Write it exactly.\n“{line}”",
        member="Which of these do the notes list under “{where}”?",
        absent="Which of these do the notes not list under “{where}”?",
        situation="What do the notes have at ［？］?\n“{line}”",
        situation_in="What do the notes on “{where}” have at ［？］?\n“{line}”",
        holds="Under which topic do the notes have this name?\n“{line}”",
        statement="The notes say this of “{where}”: true or false?\n“{line}”",
        two="Which two of these do the notes list under “{where}”?",
        next="In “{where}”, what comes right after “{line}” in the notes?",
        topic="Under which topic do the notes say this?\n“{line}”",
        order="Put these in the order of “{where}”.",
        first_steps="Put the first {count} of “{where}” in order.",
        said="The notes say under “{where}”: “{line}”",
        listed="“{line}” is listed under “{where}”.",
        stands="“{line}” stands under “{where}”.",
        about="“{where}” is about {line} and more.",
        step="Number {number}.",
    ),
}


def phrased(phrase: str, **values: Texts) -> Texts:
    """A sentence in both languages, its gaps filled with each language's own values (or those there are)."""
    return {
        language: str(getattr(PHRASES[language], phrase)).format(
            **{name: texts.get(language) or next(iter(texts.values()), "") for name, texts in values.items()}
        )
        for language in LANGUAGES
    }
