"""The guided session's buttons: one living message, one move at a time."""

from datetime import date

from bot.chat import doses, goal, safety
from bot.chat.buttons import OldButton, Press
from bot.chat.moments import next_words
from bot.chat.screens import Button, Reply, say
from bot.chat.talk import Talk
from bot.services import pictures, plans, sessions, subscribers
from bot.services.sessions import Place
from content.words import Markup

WORST = 10
BEFORE = ("usual", "morning")  # scores told before the first move
ASK_SIGNS_FROM = 8  # programme section 2: a score of 8 or more asks the warning signs again
MOST_WORDS = 40


def show(talk: Talk, place: Place | None, note: str = "") -> Reply:
    """The screen a session is at; None is a session that is gone."""
    if place is None:
        raise OldButton("session")
    if place.state in ("open", "hurting"):
        barred = _barred(talk, place)
        if barred is not None:
            return barred
    if place.state == "finished" and talk.person.hold_level:
        return safety.held(talk)
    if place.state == "finished":
        key = "session.over" if place.done_any or place.hurt_any else "session.stopped"
        return _ended(talk, talk.say(key, next=next_words(talk)))
    if place.state == "asking_pain":
        return ask_peak(talk, place, note)
    if place.state == "hurting":
        return ask_how_much(talk, place)
    return _step(talk, place, note)


def _barred(talk: Talk, place: Place) -> Reply | None:
    """No further move on a day that is over, or while the warning signs wait for an answer."""
    if place.date not in talk.person.days(talk.visit.now):
        sessions.give_up(talk.work, talk.person, place.id)
        return _ended(talk, talk.say("session.over", next=next_words(talk)))
    if talk.person.hold_level:
        return safety.held(talk)
    gate = plans.gate(talk.work, talk.person, place.date)
    return safety.gated(talk, gate) if gate else None


def _step(talk: Talk, place: Place, note: str) -> Reply:
    number, total = place.step + 1, len(place.plan.items)
    text = _step_text(talk, place, note)
    args = (place.id, place.step)
    shown = say(
        text,
        (talk.button("session.done", "done", *args, style="success"),),
        (
            talk.button("session.hurts", "hurts", *args),
            talk.button("session.skip", "skip", *args),
        ),
        *([(talk.button("guide.button", "guide_on", place.id),)] if not place.step else []),
        (talk.button("session.stop", "stop", *args, number=number, total=total),),
    )
    return _with_clip(talk, place, shown, _step_text(talk, place, note, whole=False))


def _with_clip(talk: Talk, place: Place, reply: Reply, caption: str = "") -> Reply:
    """The same reply below the clip of the move that is up, or of the last one at the end."""
    item = place.item or place.plan.items[-1]
    return reply.below(pictures.of_item(talk.work, talk.person, item), caption)


def _step_text(talk: Talk, place: Place, note: str, *, whole: bool = True) -> str:
    """The move in few words, then its steps; short of the `whole`, what the steps say again."""
    item = place.item
    if item is None:
        raise OldButton("session")
    exercise = talk.work.library.exercises[item.exercise]
    side = f"side.{place.plan.first_side}" if item.sides == 2 else ""
    head = talk.say(
        "session.step",
        number=place.step + 1,
        total=len(place.plan.items),
        name=exercise.name,
        dose=doses.sentence(talk, item),
        side=Markup(talk.say(side)) if side else "",
    )
    shown, rest = _fit(exercise.short, MOST_WORDS - _count(f"{note} {head}"))
    parts = (
        [note, head, talk.say("session.short", text=shown)]
        if note
        else [
            head,
            talk.say("session.short", text=shown),
        ]
    )
    more = talk.say(
        "session.more",
        rest=f"{rest}\n\n" if rest and whole else "",
        steps="\n".join(f"{n}. {line}" for n, line in enumerate(exercise.steps, start=1)),
        feel=exercise.feel,
        stop_if=" ".join(exercise.stop_if),
    )
    return "\n\n".join([*parts, more])


def _count(text: str) -> int:
    return len(text.split())


def _fit(text: str, most: int) -> tuple[str, str]:
    """Whole sentences up to `most` words (at least one), and what is left over."""
    sentences = text.replace("! ", "!|").replace("? ", "?|").replace(". ", ".|").split("|")
    shown = [sentences[0]]
    for sentence in sentences[1:]:
        if _count(" ".join([*shown, sentence])) > most:
            break
        shown.append(sentence)
    return " ".join(shown), " ".join(sentences[len(shown) :])


def done(talk: Talk, press: Press) -> Reply:
    """Done: the next move."""
    return show(talk, sessions.done(talk.work, talk.person, press.number(0), press.number(1)))


def skip(talk: Talk, press: Press) -> Reply:
    """Left out: the next move."""
    return show(talk, sessions.skip(talk.work, talk.person, press.number(0), press.number(1)))


def hurts(talk: Talk, press: Press) -> Reply:
    """Something hurts: ask how, before anything is changed."""
    return show(talk, sessions.hurting(talk.work, talk.person, press.number(0), press.number(1)))


def ask_how_much(talk: Talk, place: Place) -> Reply:
    """How it hurts, in five answers that each change something."""
    args = (place.id, place.step)
    shown = say(
        talk.say("hurts.ask"),
        (talk.button("hurts.little", "hurt", "little", *args),),
        (talk.button("hurts.lot", "hurt", "lot", *args),),
        (talk.button("hurts.pinch", "hurt", "pinch", *args),),
        (talk.button("hurts.nerve", "hurt", "nerve", *args),),
        (talk.button("mishap.pulled", "mishap", "strain"),),
        (talk.button("hurts.back", "hurt", "back", *args),),
    )
    return _with_clip(talk, place, shown)


def hurt(talk: Talk, press: Press) -> Reply:
    """What the answer to "this hurts" changes (programme P2, P3)."""
    how, number, step = press.word(0), press.number(1), press.number(2)
    if how == "little":
        place = sessions.hurts_a_little(talk.work, talk.person, number, step)
        went_on = place is not None and place.step > step
        return show(talk, place, talk.say("hurts.settle" if went_on else "hurts.smaller"))
    if how in ("lot", "pinch"):
        return _swapped(talk, number, step, how)
    if how == "nerve":
        sessions.gave_way(talk.work, talk.person, number)
        return safety.ask_signs(talk, talk.say("hurts.nerve_stop"))
    return show(talk, sessions.not_hurting(talk.work, talk.person, number, step))


def _swapped(talk: Talk, number: int, step: int, how: str) -> Reply:
    found = sessions.hurts_a_lot(talk.work, talk.person, number, step, pinch=how == "pinch")
    if found is None:
        raise OldButton("hurt")
    if not found.old:
        return show(talk, found.place)
    names = talk.work.library.exercises
    old = names[found.old].name
    if found.ended:
        return show(talk, found.place, talk.say("hurts.enough"))
    if found.new is None:
        return show(talk, found.place, talk.say(f"hurts.left_out_{how}", old=old))
    note = talk.say(f"hurts.swapped_{how}", old=old, new=names[found.new].name)
    return show(talk, found.place, note)


def stop(talk: Talk, press: Press) -> Reply:
    """Stop here; what was done counts."""
    return show(talk, sessions.stop(talk.work, talk.person, press.number(0)))


def ask_score(talk: Talk, kind: str, delivery: int, day: date, *, guided: bool = False) -> Reply:
    """A score before the first move: `usual` at the very first start, else `morning`.

    That the video is wanted is remembered with the question.
    """
    ordinal = day.toordinal()
    wish = {"guided": "yes"} if guided else {}
    subscribers.ask(talk.work, talk.person, kind, delivery=str(delivery), day=str(ordinal), **wish)
    rows = _scale(talk, "score", kind, delivery, ordinal)
    if kind == "morning":
        rows.append((talk.button("score.skip", "no_score", delivery, ordinal),))
    return say(talk.say(f"score.{kind}"), *rows)


def not_a_score(talk: Talk) -> Reply:
    """A number that is no score: the question stays open."""
    return say(talk.say("score.not_a_number"), living=False)


def ask_peak(talk: Talk, place: Place, note: str = "") -> Reply:
    """The highest pain of the session, once, at its end."""
    subscribers.ask(talk.work, talk.person, "peak", session=str(place.id))
    key = "score.peak_all" if place.finished_all else "score.peak_part"
    rows = _scale(talk, "peak", place.id)
    rows.append((talk.button("score.skip", "peak", place.id, "none"),))
    text = talk.say(key)
    return _with_clip(talk, place, say(f"{note}\n\n{text}" if note else text, *rows))


def _scale(talk: Talk, verb: str, *args: str | int) -> list[tuple[Button, ...]]:
    """Two rows, 0-5 and 6-10. The score stands where the verb expects it."""

    def one(score: int) -> Button:
        data = (args[0], score, *args[1:]) if verb == "score" else (*args, score)
        return talk.button("score.number", verb, *data, score=score)

    return [tuple(map(one, range(6))), tuple(map(one, range(6, WORST + 1)))]


def peak(talk: Talk, press: Press) -> Reply:
    """The highest pain was told, or not."""
    number = press.number(0)
    score = None if press.word(1) == "none" else press.number(1)
    if score is not None and score > WORST:
        raise OldButton("peak")
    return keep_peak(talk, number, score)


def keep_peak(talk: Talk, number: int, score: int | None) -> Reply:
    """Close the session with its score and say when the next routine comes."""
    before = sessions.find(talk.work, talk.person, number)
    if before is None:
        raise OldButton("peak")
    if before.state != "asking_pain":
        return show(talk, before)
    sessions.finish(talk.work, talk.person, number, score)
    subscribers.asked(talk.work, talk.person)
    if score is not None and score >= ASK_SIGNS_FROM:
        return safety.ask_signs(talk, talk.say("session.very_sore", score=score))
    if not before.done_any:
        return _ended(talk, talk.say("session.stopped", next=next_words(talk)))
    key = "session.finished" if before.finished_all else "session.finished_part"
    if score is not None and score >= sessions.A_LOT:
        key = "session.finished_sore"
    kept = talk.say("session.kept", score=score) if score is not None else ""
    text, how = talk.say(key, kept=kept, next=next_words(talk)), goal.line(talk)
    return _ended(talk, f"{text}\n\n{how}" if how else text)


def _ended(talk: Talk, text: str) -> Reply:
    """The last screen of a session; the card of the day stays one tap away."""
    return say(text, (talk.button("card.show", "card"),))
