"""What changed lately, for /why: each change with its day, numbers, rule, and what it rests on."""

from bot.chat.moments import date_words
from bot.chat.sources import folded
from bot.chat.talk import Talk
from bot.coach.changes import Change
from bot.services import changes

MOST = 6
SAYS = {
    "fall": "changed.fall",
    "strain": "changed.strain",
    "strain_settle": "changed.strain_settle",
    "other_moves": "changed.other_moves",
    "strong_pain": "changed.strong_pain",
    "soreness": "changed.soreness",
    "week": "changed.week",
    "cleared": "changed.cleared",
    "to_mobility": "changed.to_mobility",
    "to_strength": "changed.to_strength",
    "to_maintain": "changed.to_maintain",
    "flare": "changed.flare",
    "usual_high": "changed.usual_high",
    "three_bad": "changed.three_bad",
    "back_off": "changed.back_off",
    "bad_morning": "changed.bad_morning",
    "pinched": "changed.pinched",
    "benched": "changed.benched",
    "raised": "changed.raised",
    "gap_afresh": "changed.gap_afresh",
    "gap_lower": "changed.gap_lower",
    "gap_short": "changed.gap_short",
    "doctor_card": "changed.doctor_card",
}
# What a rule rests on, in the words of docs/programme.md; every other rule is our own choice.
BASIS = {
    "G3": "basis.g3",
    "4.1": "basis.4_1",
    "4.4": "basis.4_4",
    "P2": "basis.p2",
    "D1": "basis.d1",
    "D4": "basis.d4",
    "D5": "basis.d5",
}
OURS = "basis.ours"
# Those of them that are in the list of sources.
SOURCES = {
    "G3": ("leeds-hip-precautions",),
    "4.4": ("kemp-2020", "aaos-hip"),
    "P2": ("nemex-2010",),
    "D5": ("nice-ng226",),
}


def block(talk: Talk) -> str:
    """The latest changes, newest first, with their sources below; "" when there are none."""
    found = changes.recent(talk.work, talk.person)[-MOST:]
    if not found:
        return ""
    lines = [talk.say("changed.title"), *(_line(talk, change) for change in reversed(found))]
    names = [name for change in found for name in SOURCES.get(change.rule, ())]
    if names:
        lines.append(folded(talk, dict.fromkeys(names)))
    return "\n".join(lines)


def _line(talk: Talk, change: Change) -> str:
    known = talk.work.library.exercises.get(change.move)
    text = talk.plain(
        SAYS[change.what],
        name=known.name if known else change.move,
        until=date_words(talk, change.until) if change.until else "",
        **change.numbers,
    )
    return talk.say(
        "changed.line",
        day=date_words(talk, change.date),
        text=text,
        rule=change.rule,
        basis=talk.plain(BASIS.get(change.rule, OURS)),
    )
