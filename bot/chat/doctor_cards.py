"""Doctor cards: the line on the daily card that says it is time to see somebody; its way out."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import safety

HOLD_BACK = ("D6", "D7")  # these keep load away until a clinician has looked (programme 12)


def line(talk: Talk, card: str | None) -> str:
    """The words of a card of the programme, "" on a day without one."""
    return talk.say(f"doctor_card.{card.lower()}") if card else ""


def rows(talk: Talk, card: str | None) -> tuple[tuple[Button, ...], ...]:
    """Whom to see, and under D6 and D7 the person's own statement that somebody has looked."""
    if not card:
        return ()
    doctor = talk.button("card_name.doctor", "read", "doctor")
    if card not in HOLD_BACK:
        return ((doctor,),)
    return ((doctor,), (talk.button("doctor_card.looked", "looked", "ask"),))


def looked(talk: Talk, press: Press) -> Reply | None:
    """A plain question first; a yes lets load come back, anything else goes on as before."""
    answer = press.word(0)
    if not talk.person.subscribed or talk.person.hold_level or answer == "no":
        return None
    if answer == "yes":
        safety.clinician_looked(talk.work, talk.person)
        return None
    if answer != "ask":
        raise OldButton(press.verb)
    return say(
        talk.say("hold.question"),
        (talk.button("hold.seen_yes", "looked", "yes"),),
        (talk.button("hold.seen_no", "looked", "no"),),
    )
