"""/start and the first questions: consent, warning signs, what needs a clinician first."""

from bot.chat import articles, exercises, hours, limits, safety, today, zones
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import next_words
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.services import subscribers

NEEDS_BONE_CHECK = "bone"
EXERCISE_LINK = "ex-"  # t.me/<bot>?start=ex-<id> opens the card of an exercise
ARTICLE_LINK = "art-"  # and t.me/<bot>?start=art-<id> that of an article


def start(talk: Talk) -> Reply:
    """/start: the next question of the first minute, or today for somebody who is through.

    Behind a link to a card the card comes first; somebody new is then asked as ever.
    """
    linked = _linked(talk)
    if talk.person.subscribed:
        return linked or welcome_back(talk)
    asked = go_on(talk)
    return Reply(screens=(*linked.screens, *asked.new().screens)) if linked else asked


def is_link(talk: Talk) -> bool:
    """Whether the words behind /start are those of a link to a card, typed by nobody."""
    library, (kind, id_) = talk.work.library, _link(talk)
    known = {EXERCISE_LINK: library.exercises, ARTICLE_LINK: library.articles}
    return id_ in known.get(kind, {})


def _link(talk: Talk) -> tuple[str, str]:
    """What kind of card the words behind /start name, and which."""
    kind, dash, id_ = talk.visit.text.strip().partition("-")
    return kind + dash, id_


def _linked(talk: Talk) -> Reply | None:
    """The card that a link names; None for any other start. On hold articles may be read."""
    if not is_link(talk):
        return None
    kind, id_ = _link(talk)
    if kind == ARTICLE_LINK:
        return articles.named(talk, id_)
    return None if talk.person.hold_level else exercises.named(talk, id_)


def welcome_back(talk: Talk) -> Reply:
    """Somebody who is already here: what is on today, and when the next one comes."""
    card = today.today(talk)
    hello = say(talk.say("start.back", next=next_words(talk)), living=False)
    return Reply(screens=(*hello.screens, *card.screens)).new()


def go_on(talk: Talk) -> Reply:
    """The question at which the first minute stands."""
    if talk.person.hold_level:
        return safety.held(talk)
    screens = {
        "hello": hello,
        "emergencies": emergencies,
        "exclusions": exclusions,
        "limits": limits.show,
        "zone": zones.ask,
        "hour": hours.ask,
        "excluded": excluded,
        "ready": today.today,
    }
    return screens[talk.person.stage](talk)


def hello(talk: Talk) -> Reply:
    """What this is, what it is not, and the consent of an adult."""
    return say(
        talk.say("start.hello"),
        (talk.button("start.consent", "consent", style="success"),),
        (talk.button("start.too_young", "young"),),
    )


def consented(talk: Talk, _press: Press) -> Reply:
    """An adult agreed."""
    return go_on(talk.as_(subscribers.consent(talk.work, talk.person)))


def too_young(talk: Talk, _press: Press) -> Reply:
    """Somebody under 18 gets no routine (programme G2)."""
    if talk.person.consent_given:
        raise OldButton("young")
    return excluded(talk.as_(subscribers.exclude(talk.work, talk.person, "under_18")))


def emergencies(talk: Talk) -> Reply:
    """The warning signs that must be seen before anything else."""
    return say(
        talk.say("start.emergencies"),
        (talk.button("warning.none", "calm", style="success"),),
        (talk.button("warning.yes", "warn"), talk.button("warning.unsure", "warn")),
    )


def calm(talk: Talk, _press: Press) -> Reply:
    """None of the warning signs."""
    if talk.person.stage != "emergencies":
        return go_on(talk)
    return go_on(talk.as_(subscribers.no_warning_signs(talk.work, talk.person)))


def exclusions(talk: Talk) -> Reply:
    """Conditions that need a clinician's word first (programme G3, G4)."""
    return say(
        talk.say("start.exclusions"),
        (talk.button("start.no_exclusion", "fit", style="success"),),
        (talk.button("start.replacement", "unfit", "hip_replacement"),),
        (talk.button("start.operation", "unfit", "surgery"),),
        (talk.button("start.bone", "unfit", NEEDS_BONE_CHECK),),
    )


def fit(talk: Talk, _press: Press) -> Reply:
    """Nothing that needs a clinician first."""
    return go_on(talk.as_(subscribers.nothing_excludes(talk.work, talk.person)))


def unfit(talk: Talk, press: Press) -> Reply:
    """Something that needs a clinician first: a card, and no routine."""
    reason = press.word(0)
    if talk.person.stage != "exclusions":
        return go_on(talk)
    if reason in subscribers.OPERATIONS:
        person = subscribers.exclude_operated(talk.work, talk.person, reason)
    elif reason == NEEDS_BONE_CHECK:
        person = subscribers.exclude(talk.work, talk.person, NEEDS_BONE_CHECK)
    else:
        raise OldButton("unfit")
    return excluded(talk.as_(person))


def excluded(talk: Talk) -> Reply:
    """Why there is no routine for now, and the way on."""
    reason = talk.person.excluded_for or NEEDS_BONE_CHECK
    return say(safety.card(talk, reason), *safety.ways_on(talk, reason))


def cleared(talk: Talk, _press: Press) -> Reply | None:
    """A clinician cleared exercise after an operation."""
    if _kept_out(talk, "clearance"):
        subscribers.clear(talk.work, talk.person)
    return None


def midwife(talk: Talk, _press: Press) -> Reply | None:
    """A midwife or doctor agreed."""
    if _kept_out(talk, "midwife"):
        subscribers.midwife_agreed(talk.work, talk.person)
    return None


def _kept_out(talk: Talk, reason: str) -> bool:
    return talk.person.stage == "excluded" and talk.person.excluded_for == reason


def changed(talk: Talk, _press: Press) -> Reply | None:
    """What kept somebody out has changed: ask again from the warning signs."""
    if talk.person.stage == "excluded":
        subscribers.reopen(talk.work, talk.person)
    return None
