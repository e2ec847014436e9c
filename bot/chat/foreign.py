"""Cards in other languages: an emergency somebody wrote in their own, or that we did not follow."""

from bot.chat.screens import Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach.languages import UNSURE
from bot.services import safety
from bot.services.judging import Judged
from content import numbers


def warning(talk: Talk, judged: Judged) -> Reply | None:
    """The card for an emergency in another language, routines on hold; None when English wins."""
    foreign = judged.foreign
    if foreign is None or judged.language is None or foreign.level == UNSURE:
        return None
    level = "crisis" if foreign.crisis else foreign.level
    safety.hold(talk.work, talk.person, level, judged.rules)
    return Reply(screens=(Screen(_card(talk, judged), living=False, keep=True),)).new()


def unsure(talk: Talk, judged: Judged) -> Reply | None:
    """The card that says we only understand English well; None for an English message."""
    if judged.foreign is None or judged.language is None or judged.foreign.level != UNSURE:
        return None
    return say(_card(talk, judged), living=False)


def _card(talk: Talk, judged: Judged) -> str:
    library, country = talk.work.library, talk.person.country
    code, card = judged.language or "", judged.card or ""
    return numbers.foreign_card(library.languages, code, card, country, library.safety)
