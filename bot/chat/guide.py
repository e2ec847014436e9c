"""Guide me: the whole routine of today as one video, or its times in words."""

from bot.chat import guide_script, safety, session
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.services import guide, pictures, sessions, subscribers
from bot.services.work import Work
from content.film.script import Script

Rows = tuple[tuple[Button, ...], ...]


def beside(talk: Talk, place: sessions.Place, steps: Reply) -> Reply:
    """The steps of a session, and below them that its video comes, or its times in words.

    What bars the session stands alone.
    """
    below = _promised(talk, place)
    return Reply(screens=(*steps.screens, below)) if below is not None else steps


def pressed(talk: Talk, press: Press) -> Reply | None:
    """Guide me, from a step of the session: the step stays where it is."""
    place = sessions.find(talk.work, talk.person, press.number(0))
    if place is None:
        raise OldButton(press.verb)
    below = _promised(talk, place)
    return Reply(screens=(below,)) if below is not None else session.show(talk, place)


def _promised(talk: Talk, place: sessions.Place) -> Screen | None:
    if guide.open_place(talk.work, talk.person, place.id) is None:
        return None
    if not pictures.wanted(talk.work, talk.person):
        return _times(talk, place)
    making = talk.say("guide.making")
    return Screen(making, place=Place.NEW, living=False, film=place.id)


def _times(talk: Talk, place: sessions.Place, note: str = "") -> Screen:
    """The times of the video in words, with the same buttons."""
    head = talk.say("guide.times", length=guide_script.length(talk, place.plan))
    parts = [head, guide_script.timetable(talk, place.plan).strip()]
    text = "\n\n".join([note, *parts] if note else parts)
    return Screen(text, rows=_rows(talk, place), place=Place.NEW, living=False)


def _rows(talk: Talk, place: sessions.Place) -> Rows:
    return (
        (talk.button("guide.done", "guide_done", place.id, style="success"),),
        (
            talk.button("guide.part", "guide_part", place.id),
            talk.button("guide.hurts", "guide_hurts", place.id),
        ),
    )


def done(talk: Talk, press: Press) -> Reply:
    """All of the video was done: the question that ends every session comes in a new message."""
    place, barred = _place(talk, press)
    return barred or session.show(talk, guide.all_done(talk.work, talk.person, place)).new()


def part(talk: Talk, press: Press) -> Reply:
    """A part of the video was done."""
    place, barred = _place(talk, press)
    return barred or session.show(talk, guide.part_done(talk.work, talk.person, place)).new()


def hurts(talk: Talk, press: Press) -> Reply:
    """Something hurts: which of the moves that are still open."""
    place, barred = _place(talk, press)
    return (
        barred
        or say(
            talk.say("guide.which"),
            *(
                (
                    talk.button(
                        "guide.move", "guide_move", place.id, step, name=_name(talk, place, step)
                    ),
                )
                for step in range(place.step, len(place.plan.items))
            ),
            (talk.button("guide.back", "card"),),
        ).new()
    )


def move(talk: Talk, press: Press) -> Reply:
    """One move hurts: what is asked then is the same as by steps."""
    place, barred = _place(talk, press)
    step = press.number(1)
    if barred is not None:
        return barred
    if not place.step <= step < len(place.plan.items):
        return session.show(talk, place)
    return session.show(talk, guide.hurts_at(talk.work, talk.person, place, step))


def _name(talk: Talk, place: sessions.Place, step: int) -> str:
    return talk.work.library.exercises[place.plan.items[step].exercise].name


def _place(talk: Talk, press: Press) -> tuple[sessions.Place, Reply | None]:
    """The session of a button, and what stands in its way, if anything."""
    place = sessions.find(talk.work, talk.person, press.number(0))
    if place is None:
        raise OldButton(press.verb)
    if talk.person.hold_level:
        return place, safety.held(talk).new()
    if guide.open_place(talk.work, talk.person, place.id) is None:
        return place, session.show(talk, place).new()
    return place, None


def asked(work: Work, person_id: int, session_id: int) -> Script | None:
    """The script of a promised video; None when it is no longer wanted.

    Raises ValueError or KeyError where a move cannot be drawn.
    """
    found = _still_wanted(work, person_id, session_id)
    return guide_script.script(found[0], found[1].plan) if found is not None else None


def film(work: Work, person_id: int, session_id: int) -> Screen | None:
    """The words and buttons below a video that is made; None when it is no longer wanted."""
    found = _still_wanted(work, person_id, session_id)
    if found is None:
        return None
    talk, place = found
    words = talk.say("guide.caption", length=guide_script.length(talk, place.plan))
    return Screen(words, rows=_rows(talk, place), place=Place.NEW, living=False)


def words(work: Work, person_id: int, session_id: int) -> Screen | None:
    """What comes instead of a video that could not be made; None when it is no longer wanted."""
    found = _still_wanted(work, person_id, session_id)
    if found is None:
        return None
    return _times(*found, note=found[0].say("guide.no_film"))


def _still_wanted(
    work: Work, person_id: int, session_id: int
) -> tuple[Talk, sessions.Place] | None:
    """A video comes a minute after it was asked for: the person and the session as they are now."""
    person = subscribers.find(work, person_id)
    place = guide.open_place(work, person, session_id) if person is not None else None
    if person is None or place is None:
        return None
    visit = Visit(0, Did.OTHER, work.now, person.id, person.chat_id)
    return Talk(visit, work, person), place
