"""/pain: a score told in between, what it means for the plan, and taking it back."""

from dataclasses import replace

from bot.chat import safety
from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Button, Reply, Screen, say
from bot.chat.talk import Talk
from bot.coach import pain_words
from bot.coach.pain_words import Fault, Told
from bot.coach.triage import Level
from bot.services import judging, pain, subscribers
from bot.services.pain import Kept

ASKING = "pain"
LONGEST_ECHO = 40  # characters of a person's own words
MIDDLE, HIGH = 3, 6  # programme P2 to P4: 0-2 go on, 3-5 smaller, 6 and more stop
MIDDLE_OF_SCALE = 6


def command(talk: Talk) -> Reply:
    """/pain, with a score and words or without."""
    told = pain_words.read(talk.visit.text)
    if told.score is not None:
        return _keep(talk, told.score, told.words)
    if told.fault is Fault.NOTHING:
        return ask(talk)
    if told.near is not None:
        row = tuple(_number(talk, score) for score in told.near)
        return say(talk.say("pain.between"), row, living=False)
    return ask(talk, _refusal(talk, told))


def knows(talk: Talk) -> bool:
    """Whether what was typed begins with a score, so that the words behind it belong to it."""
    return pain_words.read(talk.visit.text).score is not None


def typed(talk: Talk) -> Reply:
    """A score typed as the answer to the question."""
    return command(talk.as_(subscribers.asked(talk.work, talk.person)))


def ask(talk: Talk, note: str = "") -> Reply:
    """The scale from 0 to 10; a note goes above."""
    if talk.person.subscribed:
        subscribers.ask(talk.work, talk.person, ASKING)
    text = talk.say("pain.ask")
    numbers = [_number(talk, score) for score in range(pain.WORST + 1)]
    return say(
        f"{note}\n\n{text}" if note else text,
        tuple(numbers[:MIDDLE_OF_SCALE]),
        tuple(numbers[MIDDLE_OF_SCALE:]),
        (_go_on(talk),),
        living=False,
    )


def _refusal(talk: Talk, told: Told) -> str:
    words = talk.visit.text.strip()[:LONGEST_ECHO]
    key = "pain.out_of_range" if told.fault is Fault.OUTSIDE else "pain.no_number"
    return talk.say(key, words=words)


def _number(talk: Talk, score: int) -> Button:
    return talk.button("pain.number", "pain", score, score=score)


def _go_on(talk: Talk) -> Button:
    """The card of the day, or the question at which the first minute stands."""
    return talk.button("card.show" if talk.person.subscribed else "pain.go_on", "card")


def chosen(talk: Talk, press: Press) -> Reply:
    """A number of the scale was tapped; a second tap on it is the same score."""
    score = press.number(0)
    if score > pain.WORST:
        raise OldButton("pain")
    if talk.person.asking == ASKING:
        talk = talk.as_(subscribers.asked(talk.work, talk.person))
    same = pain.just_kept(talk.work, talk.person, score)
    return _shown(talk, same, "") if same else _keep(talk, score, "")


def _keep(talk: Talk, score: int, words: str) -> Reply:
    kept = pain.keep(talk.work, talk.person, score, words)
    return _shown(talk, kept, words) if kept else _not_kept(talk, score)


def _not_kept(talk: Talk, score: int) -> Reply:
    """Before consent a high score still asks for the warning signs; nothing is written down."""
    if talk.person.hold_level:
        return safety.held(talk)
    said = talk.say("pain.not_kept")
    if score >= pain.ASK_SIGNS_FROM:
        return safety.ask_signs(talk, f"{_very_high(talk, score)} {said}")
    return say(said, (_go_on(talk),), living=False)


def _shown(talk: Talk, kept: Kept, words: str) -> Reply:
    """What was kept and what follows from it, the most urgent first."""
    parts = [talk.say("pain.kept", score=kept.score)]
    if words:
        parts.append(talk.say("pain.words_kept" if kept.with_words else "pain.words_dropped"))
    note = " ".join(parts)
    undo = (talk.button("pain.undo", "pain_undo", kept.id),)
    if talk.person.hold_level:
        first = Screen(note, (undo,), living=False)
        return Reply(screens=(first, *safety.held(talk).new().screens))
    if kept.score >= pain.ASK_SIGNS_FROM:
        asked = safety.ask_signs(talk, f"{note}\n{_very_high(talk, kept.score)}")
        return _with_row(asked, undo)
    text = f"{note}\n\n{_advice(talk, kept.score)}"
    shown = say(text, undo, _ways_on(talk, kept.score), living=False)
    return Reply(screens=(*shown.screens, *_about_words(talk, words).new().screens))


def _very_high(talk: Talk, score: int) -> str:
    return talk.say("pain.very_high", score=score)


def _with_row(reply: Reply, row: tuple[Button, ...]) -> Reply:
    *others, screen = reply.screens
    return replace(reply, screens=(*others, replace(screen, rows=(*screen.rows, row))))


def _advice(talk: Talk, score: int) -> str:
    """What the plan does with such a score (programme P2 to P5), and when to see someone."""
    if score >= HIGH:
        return talk.say("pain.high")
    return talk.say("pain.middle" if score >= MIDDLE else "pain.low")


def _ways_on(talk: Talk, score: int) -> tuple[Button, ...]:
    """After a high score the way leads to people who can help, not to a routine."""
    if score >= HIGH:
        names = ("redflags", "doctor")
        return tuple(talk.button(f"card_name.{name}", "read", name) for name in names)
    return (talk.button("pain.progress", "progress"), _go_on(talk))


def _about_words(talk: Talk, words: str) -> Reply:
    """The card for words that a clinician should hear, or that I could not judge."""
    if not words:
        return Reply()
    judged = judging.judge(talk.work, words)
    if judged.level is Level.SEE_CLINICIAN and judged.english.card:
        return safety.soon(talk, judged.english.card)
    if judged.english.level is Level.UNSURE:
        return safety.unsure(talk)
    return Reply()


def undo(talk: Talk, press: Press) -> Reply:
    """Take a score back; what was high still asks for its answer."""
    score = pain.undo(talk.work, talk.person, press.number(0))
    if score is None:
        return Reply(toast=talk.plain("pain.too_late"))
    if score >= pain.ASK_SIGNS_FROM and not talk.person.hold_level:
        return safety.ask_signs(talk, talk.say("pain.undone_high"))
    return say(talk.say("pain.undone"), (_go_on(talk),), living=False)
