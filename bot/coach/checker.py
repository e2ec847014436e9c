"""PURE: the checker by taps: from the answers so far to the next screen or the result."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.model import CheckerAnswer, CheckerScreen

NOTHING = "checker_nothing"
SELF_CARE = "self_care"
SEE_CLINICIAN = "see_clinician"
EARLY = "checker_soon_early"
MOST_TAPS = 8

Screens = tuple[CheckerScreen, ...]


class BadAnswers(ValueError):
    """The answers do not belong to the screens: forged, or of an older list."""


@dataclass(frozen=True, slots=True)
class Given:
    """A screen and the answer that was tapped on it."""

    screen: CheckerScreen
    answer: CheckerAnswer


@dataclass(frozen=True, slots=True)
class Result:
    """Where the taps lead: a level, the card that is shown, and the K-rules of that answer."""

    level: str
    card: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody is: what they answered, and the next screen or the result.

    Exactly one of `screen` and `result` is there.
    """

    given: tuple[Given, ...]
    screen: CheckerScreen | None = None
    result: Result | None = None


def place(screens: Screens, answers: str) -> Place:
    """Where these answers lead, one letter for each screen that was shown.

    Emergencies come first; a yes or "not sure" on the first three screens ends at an emergency
    or urgent card (source: red-flags K1-K25 as listed in checker.toml). Raises BadAnswers for
    answers that no sequence of taps can give.
    """
    given: list[Given] = []
    screen: CheckerScreen | None = _first(screens)
    for code in answers:
        if screen is None:
            raise BadAnswers("there are answers after the result")
        answer = _answer(screen, code)
        given.append(Given(screen, answer))
        screen = _next(screens, screen, answer)
    if screen is not None:
        return Place(tuple(given), screen=screen)
    return Place(tuple(given), result=_result(given))


def is_whole(screens: Screens, at: Place) -> bool:
    """Whether every screen was answered that everybody is asked, none cut off by an early end."""
    answered = {given.screen.id for given in at.given}
    return all(screen.follow_up or screen.id in answered for screen in screens)


def _first(screens: Screens) -> CheckerScreen:
    return next(screen for screen in screens if not screen.follow_up)


def _answer(screen: CheckerScreen, code: str) -> CheckerAnswer:
    found = next((answer for answer in screen.answers if answer.code == code), None)
    if found is None:
        raise BadAnswers(f"{code!r} is no answer to {screen.id}")
    return found


def _next(screens: Screens, screen: CheckerScreen, answer: CheckerAnswer) -> CheckerScreen | None:
    """The screen after an answer; None when it ends the questions."""
    if answer.then:
        return next(one for one in screens if one.id == answer.then)
    if answer.level and not answer.goes_on:
        return None
    return next(_after(screens, screen), None)


def _after(screens: Screens, screen: CheckerScreen) -> Iterator[CheckerScreen]:
    later = screens[screens.index(screen) + 1 :]
    return (one for one in later if not one.follow_up)


def _result(given: list[Given]) -> Result:
    """The last answer decides when it ended the questions; else what was noted on the way."""
    last = given[-1]
    if last.answer.level and last.answer.level != SEE_CLINICIAN:
        return Result(last.answer.level, last.answer.card, last.screen.rules)
    noted = [one for one in given if one.answer.level == SEE_CLINICIAN]
    if not noted:
        return Result(SELF_CARE, NOTHING)
    chosen = next((one for one in noted if one.answer.card == EARLY), noted[-1])
    return Result(SEE_CLINICIAN, chosen.answer.card, chosen.screen.rules)
