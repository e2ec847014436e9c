"""/report: a page for a clinician, and the picture of pain and routines."""

from functools import partial

from bot.chat import report_sheet, safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Drawing, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.services import clinic_report, subscribers
from bot.services.work import Work
from content.charts import page
from content.words import person_name

REPORT, CHART = "report", "chart"
LONGEST_NAME = 40  # characters
CRISIS = "crisis"
SPANS = (4, 12)  # weeks of a picture


def command(talk: Talk) -> Reply:
    """/report: the page in a message of its own, with a name only if one was typed.

    It is made when it is sent. In a medical hold it is of use, so it comes; in a crisis it is
    not what helps.
    """
    if talk.person.hold_level == CRISIS:
        return safety.held(talk)
    if talk.person.started_on is None:
        return say(talk.say("report.nothing"), (talk.button("pain.go_on", "card"),), living=False)
    name = _name(talk.visit.text)
    key = "report.caption_named" if name else "report.caption"
    words = talk.say(key, name=person_name(name)) if name else talk.say(key)
    rows = ((talk.button("report.progress", "progress"),),)
    return _enclosing(words, f"{REPORT} {name}".strip(), rows)


def pressed(talk: Talk, _press: Press) -> Reply:
    """The page from a button: without a name."""
    return command(talk)


def picture(talk: Talk, press: Press) -> Reply:
    """The picture of 4 or 12 weeks, in a message of its own; its words say what it shows."""
    weeks = press.number(0)
    if weeks not in SPANS:
        raise OldButton(press.verb)
    if talk.person.hold_level:
        return safety.held(talk)
    if talk.person.started_on is None:
        return say(talk.say("report.nothing"), (talk.button("pain.go_on", "card"),), living=False)
    found = report_sheet.narrowed(clinic_report.findings(talk.work, talk.person), weeks)
    words = report_sheet.picture_words(talk.work, talk.person.language, found)
    return _enclosing(words, f"{CHART} {weeks}", (_other_spans(talk, weeks), _onwards(talk)))


def buttons(talk: Talk) -> tuple[Button, ...]:
    """The ways from the words of /progress to its picture and to the page."""
    return (
        talk.button("report.picture", "weeks", SPANS[0]),
        talk.button("report.button", "report"),
    )


def _other_spans(talk: Talk, shown: int) -> tuple[Button, ...]:
    return tuple(
        talk.button("report.span", "weeks", weeks, weeks=weeks) for weeks in SPANS if weeks != shown
    )


def _onwards(talk: Talk) -> tuple[Button, ...]:
    return (talk.button("report.button", "report"), talk.button("card.show", "card"))


def _enclosing(words: str, document: str, rows: report_sheet.Rows) -> Reply:
    return Reply((Screen(words, rows, place=Place.NEW, living=False, document=document),))


def _name(typed: str) -> str:
    """What was typed as a name, on one line."""
    return " ".join(word for word in typed.split() if word.isprintable())[:LONGEST_NAME].strip()


def build(work: Work, person_id: int, name: str = "") -> Drawing | None:
    """The page as things are now; None for somebody who has been forgotten meanwhile.

    Only what is stored is read here; the page is drawn when that is done.
    """
    person = subscribers.find(work, person_id)
    if person is None:
        return None
    found = clinic_report.findings(work, person)
    sheet = report_sheet.sheet(work, person, found, name)
    return Drawing(f"hip-report-{found.made}.pdf", partial(page.draw, sheet, work.now))


def build_picture(work: Work, person_id: int, weeks: str) -> Drawing | None:
    """The picture of so many weeks as things are now, like `build`."""
    person = subscribers.find(work, person_id)
    if person is None:
        return None
    found = report_sheet.narrowed(clinic_report.findings(work, person), int(weeks))
    draw = report_sheet.picture(work, person.language, found)
    return Drawing(f"hip-weeks-{found.made}.png", draw, picture=True)
