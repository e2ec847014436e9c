"""Report sheet: the findings about a person put into words, for the page and the picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import median_high

from bot.chat.screens import Button
from bot.coach.muscles import ENOUGH
from bot.coach.weeks import Week
from bot.services.clinic_report import WEEKS, Event, Findings
from bot.services.person import Person
from bot.services.work import Work
from content.charts import chart
from content.charts.page import Section, Sheet
from content.words import Markup, Words, escape

Drawn = Callable[[], bytes]  # draws a PNG, here or in another process
Rows = tuple[tuple[Button, ...], ...]

CHART_INCHES = (7.1, 3.35)  # the shape of its place on the page
MOST_LINES = 6  # of one section; the newest stay, so that all of it fits
MINUTE = 60
SHORT = 3  # letters of a month below the chart
CHART_WORDS = ("chart.pain", "chart.morning", "chart.peak", "chart.sessions")
MOST_BARS, MOST_GROWN = 6, 6
RECENT_WEEKS = 4
EVENTS = {
    "hurt": "report.hurt",
    "hurt_a_lot": "report.hurt_a_lot",
    "pinched": "report.pinched",
    "gave_way": "report.gave_way",
    "sign": "report.sign",
    "cleared": "report.cleared",
    "D1": "report.d1",
    "D2": "report.d2",
    "D3": "report.d3",
    "D4": "report.d4",
    "D5": "report.d5",
    "D6": "report.d6",
    "D7": "report.d7",
}


def narrowed(found: Findings, weeks: int) -> Findings:
    """The same for the last `weeks` weeks, as far as the picture shows it."""
    kept = found.weeks[-weeks:]
    first = kept[0].first
    scores = tuple(one for one in found.scores if one.date >= first)
    grown = tuple((name, day) for name, day in found.grown if day >= first)
    return replace(found, weeks=kept, scores=scores, grown=grown)


def picture(work: Work, language: str, found: Findings) -> Drawn:
    """What draws the weeks: the curves, minutes by muscle, and which moves went a step up."""
    course = replace(
        _course(found), muscles=found.muscles[:MOST_BARS], grown=tuple(_grown(work, found))
    )
    return partial(chart.draw, course, _labels(work.words, language), chart.INCHES)


def curves(words: Words, language: str, found: Findings, inches: tuple[float, float]) -> Drawn:
    """What draws pain and routines of the weeks alone, in the shape of its place."""
    return partial(chart.draw, _course(found), _labels(words, language), inches)


def _labels(words: Words, language: str) -> chart.Labels:
    pain, morning, peak, done = (words.plain(key, language) for key in CHART_WORDS)
    months = [words.plain(f"month.{number}", language)[:SHORT] for number in range(1, 13)]
    return chart.Labels(
        pain, morning, peak, done, tuple(months),
        muscles=words.plain("chart.muscles", language),
        grown=words.plain("chart.grown", language), enough=ENOUGH,
    )  # fmt: skip


def _grown(work: Work, found: Findings) -> list[str]:
    """The names of the moves that went a step up, the latest first."""
    latest = sorted(found.grown, key=lambda pair: pair[1], reverse=True)[:MOST_GROWN]
    known = work.library.exercises
    return [known[id_].name if id_ in known else id_ for id_, _ in latest]


def _course(found: Findings) -> chart.Course:
    scores = found.scores
    return chart.Course(
        mornings=tuple((one.date, one.morning) for one in scores if one.morning is not None),
        peaks=tuple((one.date, one.peak) for one in scores if one.peak is not None),
        weeks=tuple((week.first, week.sessions) for week in found.weeks),
    )


def picture_words(work: Work, language: str, found: Findings) -> Markup:
    """The same in words, for those who do not see the picture."""
    words = work.words
    first, last = found.weeks[0].first, found.made
    lines: list[str] = [words.say("chart.words", language, first=first, last=last)]
    lines += map(escape, _Lines(words, language, {}, found).pain())
    counts = ", ".join(_counts(words, language, found.weeks))
    if counts:
        lines.append(words.say("chart.counts", language, counts=counts))
    if found.muscles:
        told = ", ".join(f"{name} {minutes}" for name, minutes in found.muscles[:MOST_BARS])
        lines.append(words.say("chart.muscles_told", language, enough=ENOUGH, list=told))
    if found.grown:
        names = ", ".join(_grown(work, found))
        lines.append(words.say("chart.grown_told", language, names=names))
    return Markup("\n".join(lines))


def _counts(words: Words, language: str, weeks: Sequence[Week]) -> Iterator[str]:
    """The routines of each week by its Monday; a week without one is not held against anybody."""
    for week in weeks:
        if week.sessions:
            month = words.plain(f"month.{week.first.month}", language)
            day = {"day": week.first.day, "month": month}
            yield words.plain("chart.week", language, count=week.sessions, **day)


def sheet(work: Work, person: Person, found: Findings, name: str) -> Sheet:
    """The page in the person's language; `name` may be empty."""
    names = {id_: move.name for id_, move in work.library.exercises.items()}
    lines = _Lines(work.words, person.language, names, found)
    return Sheet(
        title=lines.say("report.title"),
        below=tuple(lines.head(name)),
        chart=curves(work.words, person.language, found, CHART_INCHES),
        chart_words=work.words.plain(
            "chart.words", person.language, first=found.weeks[0].first, last=found.made
        ),
        left=(
            Section(lines.say("report.done"), tuple(lines.done())),
            Section(lines.say("report.pain"), tuple(lines.pain())),
            Section(lines.say("report.limits"), tuple(lines.limits())),
        ),
        right=(
            Section(lines.say("report.cards"), tuple(lines.seen_to(_told(found)))),
            Section(lines.say("report.swaps"), tuple(lines.swaps(found.swaps))),
        ),
        footer=lines.say("report.footer"),
    )


def _told(found: Findings) -> Sequence[Event]:
    """Doctor cards, warning signs and a clinician's word by date."""
    return sorted((*found.cards, *found.signs), key=lambda event: event.date)


class _Lines:
    """The lines of the sections, said in one language."""

    def __init__(self, words: Words, language: str, names: dict[str, str], found: Findings) -> None:
        self._words, self._language, self._names = words, language, names
        self._found = found

    def say(self, key: str, **gaps: object) -> str:
        return self._words.plain(key, self._language, **gaps)

    def head(self, name: str) -> Iterator[str]:
        found = self._found
        if name:
            yield self.say("report.name", name=name)
        yield self.say("report.made", date=found.made)
        if found.phase is not None:
            phase = self._words.plain(f"progress.{found.phase.value}", self._language)
            yield self.say(
                "report.since",
                date=found.started,
                phase=phase,
                since=found.phase_since,
                first=found.usual_first,
                now=found.usual_now,
            )

    def done(self) -> Iterator[str]:
        weeks = self._found.weeks
        active = sum(week.sessions > 0 for week in weeks)
        if not active:
            yield self.say("report.done_none")
            return
        yield self._sessions(sum(week.whole for week in weeks), sum(week.part for week in weeks))
        if strength := sum(week.strength for week in weeks):
            yield self.say("report.done_strength", count=strength)
        if minutes := round(self._found.seconds / MINUTE):
            yield self.say("report.done_minutes", minutes=minutes)
        yield self.say("report.done_weeks", count=active, weeks=WEEKS)

    def _sessions(self, whole: int, part: int) -> str:
        if whole and part:
            return self.say("report.done_both", count=whole, part=part)
        key = "report.done_whole" if whole else "report.done_part"
        return self.say(key, count=whole or part)

    def pain(self) -> Iterator[str]:
        scores = self._found.scores
        mornings = [one.morning for one in scores if one.morning is not None]
        peaks = [one.peak for one in scores if one.peak is not None]
        recent = self._found.weeks[-RECENT_WEEKS:][0].first
        lately = [s.morning for s in scores if s.morning is not None and s.date >= recent]
        if not (mornings or peaks):
            yield self.say("report.pain_none")
        if mornings:
            yield self._range("report.pain_morning", mornings)
        if lately and len(lately) < len(mornings):
            yield self.say("report.pain_morning_last", middle=median_high(lately))
        if peaks:
            yield self._range("report.pain_peak", peaks)

    def _range(self, key: str, scores: list[int]) -> str:
        middle = median_high(scores)
        low, high, count = min(scores), max(scores), len(scores)
        return self.say(key, low=low, high=high, middle=middle, count=count)

    def limits(self) -> Iterator[str]:
        known = [f"limit.{name}" for name in self._found.limits]
        said = [self._words.plain(key, self._language) for key in known if self._words.has(key)]
        if said:
            yield ", ".join(said)
        else:
            yield self.say("report.limits_none")

    def seen_to(self, found: Sequence[Event]) -> Iterator[str]:
        return self._events(found, "report.cards_none")

    def swaps(self, found: Sequence[Event]) -> Iterator[str]:
        return self._events(found, "report.swaps_none")

    def _events(self, found: Sequence[Event], nothing: str) -> Iterator[str]:
        """The newest first; older ones are only counted."""
        if not found:
            yield self.say(nothing)
        for event in found[: -MOST_LINES - 1 : -1]:
            yield self._event(event)
        if len(found) > MOST_LINES:
            yield self.say("report.earlier", count=len(found) - MOST_LINES)

    def _event(self, event: Event) -> str:
        old, new = (self._names.get(id_, id_) for id_ in (event.old, event.new))
        line = self.say(EVENTS[event.what], date=event.date, **({"move": old} if old else {}))
        return self.say("report.instead", line=line, new=new) if new else line
