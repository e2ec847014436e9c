"""PURE: from the facts of all days to the state of one date, by the daily decision order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.coach import doctor_cards, outcomes, phases, verdicts
from bot.coach.facts import Day, Profile
from bot.coach.state import FRESH_STRAIN_DAYS, KEEP_DAYS, Setting, State, opening
from content.model import Exercise

ASK_AGAIN_FROM = 8
ALL_NO = "no"


def replay(
    profile: Profile, days: Iterable[Day], until: date, exercises: Mapping[str, Exercise]
) -> State:
    """The state of `until`, every date from the start on taken in the order of section 3.

    Answers, morning, phase check and card of `until` count, and its sessions when they are
    given; leave those out to ask for the plan of a date that has one already. Days before the
    start are ignored. Unknown is never guessed.
    """
    setting = Setting(profile, exercises)
    told = _told(profile, days)
    state = opening(setting)
    for offset in range((until - profile.start).days + 1):
        d = profile.start + timedelta(days=offset)
        state = advance(state, told.get(d) or Day(d), setting)
    return state


def _told(profile: Profile, days: Iterable[Day]) -> dict[date, Day]:
    """The days by date; a strain of the profile that no day states counts on its own date."""
    told = {day.date: day for day in days}
    strain = profile.strain
    stated = {day.strain for day in told.values()}
    if strain is not None and strain > profile.start and strain not in stated:
        told[strain] = replace(told.get(strain) or Day(strain), strain=strain)
    return told


def advance(state: State, day: Day, setting: Setting) -> State:
    """One calendar date of the decision order (section 3), also when nothing happened."""
    d = day.date
    state = _forgotten(state, d) if d.weekday() == 0 else state
    state = _answered(state, day)
    state = _weekly(state, day, setting)
    state = verdicts.after_morning(state, day, setting)
    state = _strained(_shaken(state, day), day, setting)
    if day.clinician_ok:
        state = phases.clear(state, d, setting.exercises)
    state = replace(state, turn=state.turn + day.bored)
    state = phases.check(state, d, setting.exercises)
    state = doctor_cards.show(state, d, day)
    for fact in day.sessions:
        state = outcomes.after(state, d, fact, setting)
    return _answered(state, day) if day.screened_last else state


def _forgotten(state: State, d: date) -> State:
    """Drop, once a week, what is too old for any rule: a year costs no more than a month."""
    oldest = d - timedelta(days=KEEP_DAYS)
    return replace(
        state,
        mornings=tuple(entry for entry in state.mornings if entry[0] >= oldest),
        sessions=tuple(session for session in state.sessions if session.date >= oldest),
        flares=tuple(flare for flare in state.flares if flare >= oldest),
    )


def _answered(state: State, day: Day) -> State:
    """Warning-sign answers: all "no" clears what asked again, one "yes" asks (section 2)."""
    if day.red_flags is None:
        return state
    if day.red_flags == ALL_NO:
        return replace(state, all_no=day.date, ask_again=False)
    return replace(state, ask_again=True)


def _weekly(state: State, day: Day, setting: Setting) -> State:
    if day.usual is not None:
        state = replace(state, stated=(*state.stated, (day.date, day.usual)))
    if day.weekly is None:
        return state
    waiting = day.morning is not None
    return verdicts.after_week(state, day.date, day.weekly, waiting, setting)


def _shaken(state: State, day: Day) -> State:
    """A fall or a morning of 8 or more asks the warning-sign questions again (section 2)."""
    strong = day.morning is not None and day.morning >= ASK_AGAIN_FROM
    return replace(state, ask_again=True) if strong or day.fell else state


def _strained(state: State, day: Day, setting: Setting) -> State:
    """A strain at most 14 days old counts like a flare on the day it is stated (section 4)."""
    fresh = day.strain is not None and 0 <= (day.date - day.strain).days <= FRESH_STRAIN_DAYS
    return phases.flare(state, day.date, setting.exercises) if fresh else state
