"""/why: the reasons behind today's plan, behind a hold, and behind the last verdict."""

from bot.chat import changed, safety
from bot.chat.moments import date_words
from bot.chat.screens import Reply, say
from bot.chat.sources import folded
from bot.chat.talk import Talk
from bot.coach.context import Who
from bot.services import plans, verdicts
from bot.services.verdicts import Last, Trace

LEVELS = {
    "emergency": "because_level.emergency",
    "urgent": "because_level.urgent",
    "see_clinician": "because_level.see_clinician",
    "unsure": "because_level.unsure",
    "self_care": "because_level.self_care",
    "info_question": "because_level.info_question",
    "unrelated": "because_level.unrelated",
}
LONGEST_ECHO = 200  # characters of a person's own words


def command(talk: Talk) -> Reply:
    """/why: the hold or else the plan, and what was read last. Plain when there is nothing."""
    held = talk.person.hold_level
    parts = [_hold(talk)] if held else [_plan(talk), changed.block(talk)]
    last = verdicts.last(talk.work, talk.person)
    if last is not None:
        parts.append(_verdict(talk, last))
    found = [part for part in parts if part] or [talk.say("because.nothing")]
    text = "\n\n".join([*found, talk.say("because.limits")])
    red_flags = talk.button("card_name.redflags", "read", "redflags")
    doctor = talk.button("card_name.doctor", "read", "doctor")
    rows = () if talk.person.hold_level is None else safety.held(talk).screens[-1].rows
    return say(text, *rows, (red_flags, doctor), living=False)


def _hold(talk: Talk) -> str:
    since = talk.person.hold_at or talk.visit.now
    crisis = talk.person.hold_level == "crisis"
    key = "because.hold_crisis" if crisis else "because.hold_medical"
    return talk.say(key, day=date_words(talk, talk.person.today(since)))


def _plan(talk: Talk) -> str:
    if not talk.person.subscribed:
        return ""
    plan = plans.today(talk.work, talk.person).plan
    if plan is None:
        return ""
    reason = _reason(talk, plan.why)
    return talk.say("because.plan", reason=reason) if reason else talk.say("because.plan_plain")


def _reason(talk: Talk, codes: tuple[str, ...]) -> str:
    """Every reason of the plan that has words, a calmer set first, one a line."""
    lines = []
    for code in sorted(codes, key=lambda code: not code.startswith("settle")):
        name, _, exercise = code.partition(":")
        if talk.work.words.has(f"why.{name}"):
            known = talk.work.library.exercises.get(exercise)
            lines.append(talk.plain(f"why.{name}", exercise=known.name if known else ""))
    return "\n".join(lines)


def _verdict(talk: Talk, last: Last) -> str:
    day = date_words(talk, talk.person.today(last.at))
    level = talk.plain(LEVELS[last.level])
    lines = [talk.say("because.read", day=day, level=level)]
    lines += [line for line in (_sign(talk, trace) for trace in last.traces) if line]
    if last.rules:
        lines.append(talk.say("because.rules", rules=", ".join(last.rules)))
        lines.append(folded(talk, _sources(talk, last.rules)))
    words = last.words[:LONGEST_ECHO] if last.words else ""
    lines.append(talk.say("because.words", words=words) if words else talk.say("because.no_words"))
    return "\n".join(lines)


def _sources(talk: Talk, rules: tuple[str, ...]) -> tuple[str, ...]:
    """Where the rules that decided come from, each source once."""
    known = talk.work.library.safety.rules
    return tuple(dict.fromkeys(rule.source for rule in known if rule.rule in rules))


def _sign(talk: Talk, trace: Trace) -> str:
    """One sign in the plain words of the safety content; "" when its concept is gone."""
    concepts = talk.work.library.safety.concepts
    says = next((one.says for one in concepts if one.id == trace.concept), "")
    who = talk.plain("because_who.you" if trace.who == Who.YOU else "because_who.other")
    when = talk.plain("because_when.past" if trace.when == "past" else "because_when.now")
    key = "because.sign_denied" if trace.denied else "because.sign"
    return talk.say(key, says=says, who=who, when=when) if says else ""
