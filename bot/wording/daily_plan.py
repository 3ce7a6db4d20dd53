"""A plan for days to come, and what cannot be planned -> words, in Japanese and English."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.study.facts import Language
from bot.study.questions.question import in_language
from bot.study.schedule.typed_times import LONGEST, SHORTEST, Reason
from bot.tutor.planning import Planned, Weights
from bot.wording.questions import difficulty_name

WORDS_SHOWN: Mapping[Language, int] = {"ja": 24, "en": 48}
"""Characters of a question that are shown in a plan."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's phrases, for `str.format`."""

    weekdays: str
    head: str
    assumed: str
    none_twice: str
    again: str
    domains: str
    domain: str
    weighed: str
    no_domain: str
    levels: str
    level: str
    topics: str
    topic: str
    comma: str
    only_the_bot: str
    no_zone: str
    no_zone_near: str
    no_days: str
    refusals: Mapping[Reason, str]


_WORDS: Mapping[Language, Words] = {
    "ja": Words(
        weekdays="月火水木金土日",
        head="{first} から {last} まで {count} 問（{zone}）。",
        assumed="まだ誰も答えていないものとした予定です。誤答の多かった項目は 1〜2 週間後に別の問題で戻り、"
        "正答が続けば難しくなります。",
        none_twice="同じ問題は出ません。",
        again="2 回以上出る問題: {count} 問（問題が {bank} 問のため）。",
        domains="分野: ",
        domain="{name} {count} 問 {share:.0%}",
        weighed="（試験 {weight:.0%}）",
        no_domain="分野なし",
        levels="難しさ: ",
        level="{name} {share:.0%}",
        topics="トピック: ",
        topic="{name} {count}",
        comma="、",
        only_the_bot="出題はボットがします（kotae run と /daily setup）。予定だけを見るなら --dry-run を付けてください。",
        no_zone="「{zone}」というタイムゾーンはありません。例: Asia/Tokyo",
        no_zone_near="「{zone}」というタイムゾーンはありません。もしかして: {names}",
        no_days="{start} から {days} 日の間に、{zone} には日付がありません。",
        refusals={
            "unclear": "「{typed}」は読み取れませんでした。時刻は 7:30 や 午後7時、長さは 12時間 や 90分 と書いてください。",
            "no-such-time": "「{typed}」という時刻はありません。0:00 から 23:59 の間で書いてください。",
            "twelve": "「{typed}」は正午とも真夜中とも読めます。12:00 か 0:00 と書いてください。",
            "no-unit": "「{typed}」には単位がありません。12時間 や 90分 のように書いてください。",
            "too-short": f"「{{typed}}」は短すぎます。{SHORTEST} 分以上にしてください。",
            "too-long": f"「{{typed}}」は長すぎます。{LONGEST // 1440} 日以内にしてください。",
        },
    ),
    "en": Words(
        weekdays="Mon Tue Wed Thu Fri Sat Sun",
        head="{count} questions from {first} to {last} ({zone}).",
        assumed="As if nobody had answered yet: facts that most get wrong come back in another question after a week or two, and "
        "questions get harder as the group does better.",
        none_twice="None is asked twice.",
        again="Asked more than once: {count} (there are {bank} questions).",
        domains="Domains: ",
        domain="{name} {count}, {share:.0%}",
        weighed=" (exam {weight:.0%})",
        no_domain="none",
        levels="Difficulty: ",
        level="{name} {share:.0%}",
        topics="Topics: ",
        topic="{name} {count}",
        comma="; ",
        only_the_bot="The bot does the posting (kotae run, then /daily setup). To see the plan alone, add --dry-run.",
        no_zone="There is no time zone {zone}; write one such as Asia/Tokyo.",
        no_zone_near="There is no time zone {zone}; perhaps one of {names}",
        no_days="In {zone} there is no date within {days} days from {start}.",
        refusals={
            "unclear": "“{typed}” cannot be read. Write a time such as 7:30 or 7pm, a length such as 12h or 90 minutes.",
            "no-such-time": "There is no time “{typed}”. Write one from 0:00 to 23:59.",
            "twelve": "“{typed}” is said of noon and of midnight. Write 12:00 or 0:00.",
            "no-unit": "“{typed}” has no unit. Write it as 12h or 90 minutes.",
            "too-short": f"“{{typed}}” is too short. Give at least {SHORTEST} minutes.",
            "too-long": f"“{{typed}}” is too long. Give at most {LONGEST // 1440} days.",
        },
    ),
}


def words(language: Language) -> Words:
    """The phrases of that language."""
    return _WORDS[language]


def offset(at: datetime) -> str:
    """How far a moment's zone is from UTC, as `UTC+09:00`."""
    ahead = at.utcoffset() or timedelta()
    minutes = round(abs(ahead).total_seconds() / 60)
    return f"UTC{'-' if ahead < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"


def zone_name(name: str) -> str:
    """A zone as it is said: those of one offset from UTC are named the other way round (Etc/GMT-9 is nine hours ahead)."""
    fixed = re.fullmatch(r"Etc/GMT([+-])(\d+)", name)
    return name if fixed is None else f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}"


def plan_rows(planned: Sequence[Planned], language: Language) -> list[tuple[str, ...]]:
    """Each day in columns: date, time, offset, domain, topic, difficulty, id, the question's first words."""
    return [
        (
            f"{each.at:%Y-%m-%d} {_weekday(each.at, language)}",
            f"{each.at:%H:%M} {offset(each.at)}",
            each.domain or "-",
            each.topic.line(language).plain,
            difficulty_name(each.question.difficulty, language),
            each.question.id,
            _begun(in_language(each.question.text, language), WORDS_SHOWN[language]),
        )
        for each in planned
    ]


def plan_summary(planned: Sequence[Planned], weights: Weights, bank: int, zone: str, language: Language) -> list[str]:
    """What a plan comes to: how many, the shares of domains (beside the exam's), levels and topics."""
    said = words(language)
    count = len(planned)
    first, last = (f"{each.at:%Y-%m-%d}" for each in (planned[0], planned[-1]))
    asked = Counter(each.question.key for each in planned)
    again = sum(times > 1 for times in asked.values())
    lines = [
        said.head.format(first=first, last=last, count=count, zone=zone_name(zone)),
        said.again.format(count=again, bank=bank) if again else said.none_twice,
    ]
    domains = Counter((each.question.deck, each.domain) for each in planned)
    if any(domain for _, domain in domains):
        total = sum(weights.values())
        shown = []
        for (deck, domain), times in sorted(domains.items(), key=lambda item: (-item[1], item[0])):
            text = said.domain.format(name=domain or said.no_domain, count=times, share=times / count)
            weight = weights.get(f"{deck}/{domain}")
            shown.append(text + (said.weighed.format(weight=weight / total) if weight else ""))
        lines.append(said.domains + said.comma.join(shown))
    levels = Counter(each.question.difficulty for each in planned)
    named = (said.level.format(name=difficulty_name(each, language), share=levels[each] / count) for each in sorted(levels))
    lines.append(said.levels + said.comma.join(named))
    topics = Counter(each.topic.line(language).plain for each in planned)
    lines.append(said.topics + said.comma.join(said.topic.format(name=name, count=times) for name, times in topics.most_common()))
    lines.append(said.assumed)
    return lines


def _weekday(at: datetime, language: Language) -> str:
    names = words(language).weekdays
    return (names.split() if " " in names else names)[at.weekday()]


def _begun(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
