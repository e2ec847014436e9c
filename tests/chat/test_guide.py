"""Guide me: words at once, then the video of the whole plan, then the usual end of a session."""

import re

from bot.chat import guide
from bot.chat.letters import letter_to, pack, unpack
from bot.chat.screens import Place, Reply, Screen
from bot.chat.visit import Did, Visit
from bot.services.work import Work
from content.film.script import Script
from storage.tables import Session
from tests.chat.talking import Chat

MAKING = "I'm making your video"


def guided(chat: Chat, pain: int = 3) -> Screen:
    """Guide me at the very first start; returns the promise of a video."""
    chat.subscribes()
    chat.taps("Guide me")
    chat.taps(str(pain))
    assert chat.screen is not None
    return chat.screen


def stored(chat: Chat, session: int) -> Session:
    with chat.database.begin() as db:
        row = db.get(Session, session)
        assert row is not None
        db.expunge(row)
        return row


def work_of(chat: Chat, build: object) -> object:
    """What the projector would read now."""
    with chat.database.look() as db:
        return build(Work(db, chat.library, chat.words, chat.now), chat.person)  # type: ignore[operator]


def video(chat: Chat, session: int) -> Screen | None:
    """The message that would come with the video; the chat goes on from it."""
    found = work_of(chat, lambda work, person: guide.film(work, person, session))
    assert found is None or isinstance(found, Screen)
    chat.screen = found or chat.screen
    return found


def script(chat: Chat, session: int) -> Script | None:
    found = work_of(chat, lambda work, person: guide.asked(work, person, session))
    assert found is None or isinstance(found, Script)
    return found


def test_the_card_offers_it_beside_start(chat: Chat) -> None:
    chat.subscribes()
    assert chat.labels()[:2] == ["Start", "Guide me"]


def test_words_and_the_first_step_come_at_once(chat: Chat) -> None:
    promise = guided(chat)
    step, words = chat.replies[-1].screens
    assert "1 of " in step.text
    assert step.rows
    assert MAKING in words.text
    assert words.place is Place.NEW
    assert promise.film


def test_the_promise_survives_a_restart(chat: Chat) -> None:
    guided(chat)
    visit = Visit(1, Did.PRESS, chat.now, 7, 7)
    letter = letter_to(visit, chat.replies[-1])
    assert unpack(pack(letter)) == letter


def test_start_alone_promises_no_video(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    assert [screen.film for screen in chat.replies[-1].screens] == [0]


def test_the_first_step_offers_it_too_and_stays(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.taps("Guide me")
    (words,) = chat.replies[-1].screens
    assert words.film
    assert words.place is Place.NEW
    assert not words.living


def test_no_score_is_told_and_the_video_comes_all_the_same(chat: Chat) -> None:
    guided(chat)
    chat.presses("1:stop:1:0")
    chat.waits(days=1)
    chat.types("/today")
    chat.taps("Guide me")
    chat.taps("Skip")
    assert chat.screen is not None
    assert chat.screen.film


def test_the_video_has_the_words_and_the_times_of_the_plan(chat: Chat) -> None:
    number = guided(chat).film
    plan = stored(chat, number).plan
    found = script(chat, number)
    assert found is not None
    assert abs(found.seconds - plan["total"]) <= 2
    names = [chat.library.exercises[item["exercise"]].name for item in plan["items"]]
    titles = list(dict.fromkeys(scene.title for scene in found.scenes))
    assert titles == [*names, "Well done!"]
    heads = {scene.head for scene in found.scenes}
    assert {"Get ready", "Go", "The end"} <= heads
    assert {at for at, _ in found.tones} <= {
        at / 2 for at in range(0, 2 * round(found.seconds) + 1)
    }


def test_the_mirrored_side_is_the_other_side_by_name(chat: Chat) -> None:
    number = guided(chat).film
    first = stored(chat, number).plan["first_side"]
    found = script(chat, number)
    assert found is not None
    works = [one for one in found.scenes if one.kind == "work" and " side" in one.head]
    assert works
    for one in works:
        assert one.head.lower().startswith(first) is not one.other_side


def test_done_asks_for_the_pain_and_ends_the_session(chat: Chat) -> None:
    number = guided(chat).film
    video(chat, number)
    asked = chat.taps("I did it all")
    assert "That was the last move" in asked
    assert chat.replies[-1].screens[0].place is Place.NEW
    assert "All done" in chat.taps("1")
    row = stored(chat, number)
    assert row.done == "all"
    assert row.outcomes == ["done"] * len(row.plan["items"])


def test_a_part_counts_as_a_part(chat: Chat) -> None:
    number = guided(chat).film
    video(chat, number)
    assert "One question before you go" in chat.taps("I did a part")
    assert "That counts" in chat.taps("2")
    assert stored(chat, number).done == "part"


def test_a_part_after_some_steps_keeps_those_steps(chat: Chat) -> None:
    number = guided(chat).film
    chat.presses(f"1:done:{number}:0")
    chat.presses(f"1:done:{number}:1")
    video(chat, number)
    chat.taps("I did a part")
    assert stored(chat, number).outcomes == ["done", "done", "stopped"]


def test_a_move_that_hurts_is_named_and_answered_as_by_steps(chat: Chat) -> None:
    number = guided(chat).film
    video(chat, number)
    assert "Which move hurts" in chat.taps("Something hurts")
    plan = stored(chat, number).plan
    third = chat.library.exercises[plan["items"][2]["exercise"]].name
    assert "How does it hurt" in chat.taps(third)
    chat.taps("A lot")
    row = stored(chat, number)
    assert row.outcomes[:2] == ["done", "done"]
    assert row.hurts == {plan["items"][2]["exercise"]: 6}


def test_nothing_hurts_leads_back_to_the_steps(chat: Chat) -> None:
    number = guided(chat).film
    video(chat, number)
    chat.taps("Something hurts")
    assert "1 of " in chat.taps("Nothing hurts")


def test_a_finished_session_gets_no_video_and_its_buttons_tell_so(chat: Chat) -> None:
    number = guided(chat).film
    video(chat, number)
    chat.taps("I did it all")
    chat.taps("1")
    assert script(chat, number) is None
    assert "over" in chat.presses(f"1:guide_done:{number}").screens[0].text
    assert "over" in chat.presses(f"1:guide_move:{number}:1").screens[0].text
    assert stored(chat, number).peak == 1


def test_a_hold_beats_it(chat: Chat) -> None:
    number = guided(chat).film
    chat.types("I can't feel between my legs since this morning")
    assert script(chat, number) is None
    assert video(chat, number) is None
    for verb in ("guide_done", "guide_part", "guide_hurts", "guide_on"):
        reply = chat.presses(f"1:{verb}:{number}")
        assert all(not screen.film for screen in reply.screens)
    assert stored(chat, number).outcomes == []


def test_words_only_gets_the_same_times_in_words(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/settings pictures")
    chat.taps("Words only")
    chat.types("/today")
    chat.taps("Guide me")
    chat.taps("3")
    step, times = chat.replies[-1].screens
    assert not times.film
    assert "1 of " in step.text
    clocks = [
        int(minutes) * 60 + int(seconds)
        for minutes, seconds in re.findall(r"^(?:<b>)?(\d+):(\d\d)  ", times.text, re.MULTILINE)
    ]
    assert clocks == sorted(clocks)
    assert clocks[0] == 0
    total = stored(chat, 1).plan["total"]
    assert clocks[-1] == total
    assert len(times.text) < 4096
    assert chat.labels() == ["I did it all", "I did a part", "Something hurts"]
    assert "That was the last move" in chat.taps("I did it all")


def test_a_video_that_failed_becomes_the_times_in_words(chat: Chat) -> None:
    number = guided(chat).film
    found = work_of(chat, lambda work, person: guide.words(work, person, number))
    assert isinstance(found, Screen)
    assert "didn't work out" in found.text
    assert "0:00" in found.text
    assert found.rows


def test_somebody_elses_video_is_an_old_button(chat: Chat) -> None:
    number = guided(chat).film
    other = Chat(chat.database, chat.library, chat.words, chat.now, person=8, count=500)
    other.subscribes()
    for verb in ("guide_done", "guide_part", "guide_hurts", "guide_on"):
        reply: Reply = other.presses(f"1:{verb}:{number}")
        assert "out of date" in f"{reply.toast} {[s.text for s in reply.screens]}"
    assert stored(chat, number).outcomes == []


def test_a_stranger_who_presses_it_is_asked_to_start(chat: Chat) -> None:
    reply = chat.presses("1:guide:0:739000")
    assert all(not screen.film for screen in reply.screens)
