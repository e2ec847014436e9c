"""Country: whose emergency and crisis numbers somebody is shown. It is no health data."""

from bot.services import subscribers
from bot.services.person import Person
from bot.services.work import Work
from content.countries import Countries


class UnknownCountry(ValueError):
    """These are not the two letters of a country."""


def choose(work: Work, person: Person, code: str | None) -> Person:
    """Keep the country by two capital letters; None goes back to words that work everywhere.

    Raises UnknownCountry for anything else.
    """
    if code is not None and not Countries.shared().knows(code):
        raise UnknownCountry(code)
    row = subscribers.row_of(work, person.id)
    row.country = code
    if row.asking == "country":
        return subscribers.asked(work, person)
    return subscribers.look_again(work, person)


def guess(person: Person) -> str | None:
    """The country of the person's own clock, only ever offered and never assumed."""
    return Countries.shared().of_zone(person.zone)
