"""/stats and /lag: how the bot is doing, in counts, for those who run it and nobody else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from bot.chat.help import not_understood
from bot.chat.leaving import REASONS
from bot.chat.screens import Drawing, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import counts
from bot.services.counts import Counts
from bot.services.work import Work
from content.charts import bars
from content.words import Markup, Words

STATS = "stats"
RESTING = ("paused", "stopped", "blocked")
FEW = 5  # smaller groups might be somebody: they are shown as "fewer than 5"


def is_admin(talk: Talk) -> bool:
    """Whether this person runs the bot."""
    return talk.person.id in talk.work.operator.admins


def stats(talk: Talk) -> Reply:
    """/stats: two weeks in words and a picture; to anybody else it is no command at all."""
    if not is_admin(talk):
        return not_understood(talk)
    found = counts.of_two_weeks(talk.work)
    return Reply((Screen(_words(talk, found), place=Place.NEW, living=False, document=STATS),))


def lag(talk: Talk) -> Reply:
    """/lag: what waits, and for how long; to anybody else it is no command at all."""
    if not is_admin(talk):
        return not_understood(talk)
    found = counts.lag(talk.work)
    text = talk.say(
        "admin.lag",
        updates=found.updates,
        update_age=_age(talk, found.oldest_update),
        due_age=_age(talk, found.oldest_due),
        late=_late(talk, found.late),
    )
    return say(text, living=False)


def _words(talk: Talk, found: Counts) -> Markup:
    now = found.settled
    lines = [
        talk.say("admin.title"),
        talk.say("admin.people", count=found.people, active=found.schedules.get("active", 0)),
        talk.say("admin.others", held=found.held, **_zeros(found.schedules, RESTING)),
        talk.say("admin.day", **_zeros(now, ("sent", "skipped", "failed", "unknown"))),
        _lateness(talk, found.late),
        talk.say("admin.finished", count=sum(count for _, count in found.finished)),
        *_reasons(talk, found.reasons),
    ]
    return Markup("\n".join(lines))


def _zeros(found: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    return {name: found.get(name, 0) for name in names}


def _lateness(talk: Talk, late: Sequence[float]) -> str:
    if not late:
        return talk.say("admin.no_lateness")
    middle, high = late[len(late) // 2], late[min(len(late) - 1, len(late) * 99 // 100)]
    worst = _seconds(late[-1])
    return talk.say("admin.late", middle=_seconds(middle), high=_seconds(high), worst=worst)


def _reasons(talk: Talk, found: Mapping[str, int]) -> list[str]:
    """Why people stopped, as far as they said; small groups are not told apart."""
    if not found:
        return []
    told = [
        talk.say("admin.reason", why=talk.plain(key), count=_few(talk, found[name]))
        for name, (key, _) in REASONS.items()
        if found.get(name)
    ]
    return [talk.say("admin.reasons"), *told]


def _few(talk: Talk, count: int) -> str:
    return talk.plain("admin.few", few=FEW) if count < FEW else str(count)


def _late(talk: Talk, seconds: float | None) -> str:
    if seconds is None:
        return talk.plain("admin.none")
    return talk.plain("admin.by", late=_seconds(seconds))


def _age(talk: Talk, since: datetime | None) -> str:
    if since is None:
        return talk.plain("admin.none")
    return _seconds(max(0.0, (talk.work.now - since).total_seconds()))


def _seconds(number: float) -> str:
    return f"{number:.1f} s" if number < 60 else f"{number / 60:.1f} min"


def build(work: Work, person_id: int, _about: str) -> Drawing | None:
    """The picture of /stats as things are now; None for anybody who does not run the bot."""
    if person_id not in work.operator.admins:
        return None
    found, words = counts.of_two_weeks(work), work.words
    return Drawing("stats.png", partial(bars.draw, _rows(words, found)), picture=True)


def _rows(words: Words, found: Counts) -> list[tuple[str, Sequence[tuple[date, int]]]]:
    return [
        (words.plain("admin.sent_a_day"), found.sent),
        (words.plain("admin.finished_a_day"), found.finished),
    ]
