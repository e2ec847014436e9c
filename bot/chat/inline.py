"""Inline mode: words behind the bot's name in any chat, answered with cards to choose from.

Whatever is shown may be sent to other people, so nothing of the person stands in it. The words
are half typed and perhaps of somebody else, so they place no hold and nothing is kept of them.
"""

from collections.abc import Iterable, Iterator

from bot.chat import safety
from bot.chat.answering import sounds_like_a_symptom
from bot.chat.results import Result, Results
from bot.chat.searching import first_sentence
from bot.chat.start import ARTICLE_LINK, EXERCISE_LINK
from bot.chat.talk import Talk
from bot.chat.visit import Visit
from bot.coach.triage import Level
from bot.services import judging, pictures, searching, subscribers
from bot.services.judging import Judged
from bot.services.searching import ARTICLE, Hit
from bot.services.work import Work
from content import numbers
from content.model import Article, Exercise
from content.telegram_html import visible
from content.words import Markup

MOST = 10
KEPT = 60  # seconds that Telegram may show the same results to the same person
LONGEST_LINE = 120  # letters below a title in the list
OPEN_LINK = "inline"  # opens the bot as any /start does
WARNING = "warning"
USEFUL = (
    (searching.ARTICLE, "what-helps"),
    (searching.ARTICLE, "what-causes-it"),
    (searching.ARTICLE, "hip-pinching"),
    (searching.ARTICLE, "heat-or-cold"),
    (searching.ARTICLE, "sitting"),
    (searching.EXERCISE, "glute-bridge"),
    (searching.EXERCISE, "half-kneeling-hip-flexor-stretch"),
    (searching.ARTICLE, "warning-signs"),
)
"""What is offered before a word is typed."""


def answer(visit: Visit, work: Work) -> Results | None:
    """The cards that fit the words, a warning first; None when Telegram waits no longer.

    It is always for this person alone: on hold there are articles and no exercise.
    """
    if visit.old:
        return None
    nobody = subscribers.stranger(visit.person_id, visit.chat_id, work.now)
    talk = Talk(visit, work, nobody)
    person = subscribers.find(work, visit.person_id)
    results = _results(talk, held=person is not None and person.hold_level is not None)
    alone = any(one.id == WARNING for one in results)
    open_key = "inline.open" if results else "inline.nothing"
    seconds = 0 if alone else KEPT
    return Results(visit.query_id, results, seconds, talk.plain(open_key), OPEN_LINK)


def _results(talk: Talk, *, held: bool) -> tuple[Result, ...]:
    words = talk.visit.text.strip()
    judged = judging.judge(talk.work, words)
    card = _warning(talk, judged)
    if card:
        return (_fixed(talk, WARNING, card),)
    half_typed = searching.begins_name(talk.work.library, words)
    hurts = sounds_like_a_symptom(judged) and not half_typed
    unsure = _unsure(talk, judged) if hurts else ""
    first = (_fixed(talk, "unsure", unsure),) if unsure else ()
    hits = _hits(talk, words, articles_alone=held or hurts)
    return (*first, *(_card(talk, hit) for hit in hits))[:MOST]


def _warning(talk: Talk, judged: Judged) -> str:
    """The card for an emergency, something urgent or a crisis; empty without one."""
    if judged.crisis:
        return _told(talk, judged, judged.card or "crisis")
    if judged.level in (Level.EMERGENCY, Level.URGENT):
        return _told(talk, judged, judged.card or "emergency_general")
    return ""


def _told(talk: Talk, judged: Judged, name: str) -> str:
    """A card without anybody's country, in the language of the words where they were foreign."""
    library, code = talk.work.library, judged.language
    if code is None:
        found = library.safety.cards[name]
        return no_pause(safety.card(talk, name), found.text, found.level)
    text = numbers.foreign_card(library.languages, code, name, None, library.safety)
    return no_pause(text, library.languages.known[code].cards[name], name)


def no_pause(whole: str, words: str, level: str) -> str:
    """A warning card without its last line, which says that routines are paused: here none is."""
    if level == numbers.CRISIS:
        return whole
    *_, last = words.strip().splitlines()
    return whole.replace(f"\n{last}", "", 1)


def _unsure(talk: Talk, judged: Judged) -> str:
    """The card for words about a complaint that is no emergency; empty for an ordinary ache."""
    if judged.level is Level.SEE_CLINICIAN and judged.english.card:
        return safety.card(talk, judged.english.card)
    return safety.card(talk, "unsure") if judged.level is Level.UNSURE else ""


def _hits(talk: Talk, words: str, *, articles_alone: bool) -> Iterable[Hit]:
    library = talk.work.library
    if words:
        found = searching.search(library, words, MOST)
        hits = found.hits or found.closest
    else:
        hits = searching.named(library, USEFUL)
    return [hit for hit in hits if hit.kind == ARTICLE or not articles_alone]


def _fixed(talk: Talk, id_: str, text: str) -> Result:
    """A safety card as a result; its first line is what the list shows."""
    first, *rest = [line for line in visible(text).splitlines() if line.strip()]
    line = _cut(rest[0] if rest else "")
    return Result(id_, _cut(first), line, text, link=OPEN_LINK, label=talk.plain("inline.open"))


def _card(talk: Talk, hit: Hit) -> Result:
    library, label = talk.work.library, talk.plain("inline.whole")
    line = first_sentence(hit.line)
    if hit.kind == ARTICLE:
        text = _article(talk, library.articles[hit.id])
        link = f"{ARTICLE_LINK}{hit.id}"
        return Result(f"{hit.kind}-{hit.id}", hit.name, line, text, link=link, label=label)
    exercise = library.exercises[hit.id]
    clip = pictures.usual(exercise) if exercise.pose is not None else None
    link, text = f"{EXERCISE_LINK}{hit.id}", _exercise(talk, exercise)
    return Result(f"{hit.kind}-{hit.id}", hit.name, line, text, clip, link, label)


def _article(talk: Talk, article: Article) -> str:
    head = talk.say("inline.article", title=article.title)
    return f"{head}\n\n{article.essence}\n\n{_foot(talk)}"


def _exercise(talk: Talk, exercise: Exercise) -> str:
    return "\n\n".join(_parts(talk, exercise))


def _parts(talk: Talk, exercise: Exercise) -> Iterator[str]:
    """What one needs to know of a move; one that is in no plan says so first."""
    yield talk.say("inline.exercise", name=exercise.name, muscles=", ".join(exercise.muscles))
    if exercise.browse_only:
        yield talk.say("inline.not_for_now")
    yield talk.say("inline.short", text=exercise.short)
    stops = [talk.say("inline.item", text=line) for line in exercise.stop_if]
    yield talk.say("inline.stop_if", list=Markup("\n".join(stops)))
    yield _foot(talk)


def _foot(talk: Talk) -> str:
    return talk.say("inline.foot")


def _cut(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return line[:LONGEST_LINE].rpartition(" ")[0] + "…"
