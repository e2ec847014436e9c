"""Zones: where a person's clock is; proposed, searched, located, always shown with the time."""

from bot.chat.buttons import OldButton, Press
from bot.chat.moments import clock_now, next_words, phone_time
from bot.chat.screens import Button, Place, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.clock_words import read_time
from bot.coach.zones import UnknownZone, zone
from bot.services import preferences as prefs
from bot.services import subscribers
from content.places import Place as City
from content.places import Places, fold, refused

# What many people who write English live by; each is one tap with the time it is there.
COMMON = (
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Australia/Sydney",
    "Pacific/Auckland",
)
MOST_FOUND = 6
LONGEST_NAME = 40


def ask(talk: Talk) -> Reply:
    """The zone question: the place the language points to first, then other ways to say it."""
    person = subscribers.ask(talk.work, talk.person, "zone")
    talk = talk.as_(person)
    guess = Places.shared().guess_from_language(talk.visit.language or "")
    names = (guess,) if guess else COMMON
    return _asked(talk, "zone.ask" if guess else "zone.ask_time", _choices(talk, names, guess))


def _asked(talk: Talk, key: str, rows: list[tuple[Button, ...]], **gaps: str) -> Reply:
    """A question about the place; whoever has subscribed also hears what comes next."""
    text = talk.say(key, **gaps)
    if talk.person.subscribed:
        text = f"{text}\n{next_words(talk)}"
    return say(text, *rows)


def _choices(
    talk: Talk, names: tuple[str, ...], guess: str | None = None
) -> list[tuple[Button, ...]]:
    buttons = [_choice(talk, name) for name in names]
    pairs = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    other = (
        talk.button("zone.other", "zone_other", "common") if guess else None,
        talk.button("zone.locate", "zone_other", "here"),
    )
    return [*pairs, tuple(button for button in other if button)]


def _choice(talk: Talk, name: str, label: str | None = None) -> Button:
    city = label or Places.shared().clock_label(name)
    here = clock_now(talk, name)
    return talk.button("zone.choice", "zone", name, time=here, city=city[:LONGEST_NAME])


def other(talk: Talk, press: Press) -> Reply:
    """More zones to tap, or the button that shares where the phone is."""
    if press.word(0) == "here":
        subscribers.ask(talk.work, talk.person, "zone")
        ask_here = Screen(
            talk.say("zone.share"),
            place=Place.NEW,
            living=False,
            ask_location=talk.plain("zone.share_button"),
        )
        return Reply(screens=(ask_here,))
    subscribers.ask(talk.work, talk.person, "zone")
    return say(talk.say("zone.ask_time"), *_choices(talk, COMMON))


def located(talk: Talk) -> Reply:
    """A shared location: its zone is proposed, the coordinates are not kept."""
    here = talk.visit
    name = (
        Places.shared().zone_at(here.latitude, here.longitude)
        if here.latitude is not None and here.longitude is not None
        else None
    )
    forgot = Screen(
        talk.say("zone.forgot_location"), place=Place.NEW, living=False, drop_keyboard=True
    )
    if name is None:
        unknown = say(talk.say("zone.nowhere"), *_choices(talk, COMMON))
        return Reply(screens=(forgot, *unknown.screens))
    return Reply(screens=(forgot, *_confirm(talk, name).screens))


def _confirm(talk: Talk, name: str) -> Reply:
    city = Places.shared().clock_label(name)
    return say(
        talk.say("zone.right", city=city, time=clock_now(talk, name)),
        (talk.button("zone.yes", "zone", name, style="success"),),
        (talk.button("zone.other", "zone_other", "common"),),
    )


def command(talk: Talk) -> Reply | None:
    """/timezone, with a place or without."""
    if not talk.person.consent_given or talk.person.stage not in ("zone", "hour", "ready"):
        return None
    if talk.visit.text.strip():
        return typed(talk)
    return ask(talk)


def knows(talk: Talk) -> bool:
    """Whether the typed words are surely a time or a place, also if they sound like a symptom."""
    words = talk.visit.text.strip()
    if read_time(words) is not None:
        return True
    found = Places.shared().search(words, limit=1)
    named = fold(words.partition(",")[0])
    return bool(found) and (not words.isascii() or fold(found[0].name) == named)


def typed(talk: Talk) -> Reply:
    """A place, a zone name, or the time it is now, in the person's own words."""
    words = talk.visit.text.strip()
    wall = read_time(words)
    if wall is not None:
        names = Places.shared().zones_with_local_time(talk.visit.now, wall)
        if names:
            return _asked(talk, "zone.which", _choices(talk, names[: len(COMMON)]))
    found = Places.shared().search(words, limit=MOST_FOUND)
    subscribers.ask(talk.work, talk.person, "zone")
    if refused(words):
        return _asked(talk, "zone.offset", _choices(talk, COMMON), words=words[:40])
    if not found:
        return _asked(talk, "zone.not_found", _choices(talk, COMMON), words=words[:40])
    rows = [(_choice(talk, place.zone, _name(place)),) for place in found]
    key = "zone.found_one" if len(found) == 1 else "zone.found"
    return _asked(talk, key, [*rows, *_choices(talk, ())])


def _name(place: City) -> str:
    """Name and region, or name and country where no region is known."""
    return ", ".join(part for part in (place.name, place.region or place.country) if part)


def chosen(talk: Talk, press: Press) -> Reply | None:
    """A zone was tapped: keep it, show the time there, and say when the next routine comes."""
    name = press.word(0)
    try:
        zone(name)
    except UnknownZone:
        raise OldButton(name) from None
    if talk.person.stage not in ("zone", "hour", "ready"):
        return None
    first = not talk.person.subscribed
    talk = talk.as_(prefs.set_zone(talk.work, talk.person, name))
    if first:
        return None
    here = clock_now(talk, name)
    phone = phone_time(talk.visit.now, here)
    text = talk.say("zone.kept", zone=name, phone=phone, time=here, next=next_words(talk))
    return say(text, (talk.button("zone.not_right", "zone_other", "common"),))
