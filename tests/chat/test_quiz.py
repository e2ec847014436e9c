"""The quiz asks one question at a time, within Telegram's limits, and explains each answer."""

from datetime import timedelta

import pytest

from bot.chat import letters
from bot.chat.letters import Letter
from bot.chat.quiz import MOST_EXPLANATION
from bot.chat.screens import Button, Place, Quiz, Reply, Screen
from bot.chat.send import Outgoing
from bot.chat.visit import Did
from bot.services import quiz
from bot.services.outcomes import Refused, Sent, Why
from bot.services.work import Work
from storage.tables import Subscriber
from tests.chat.talking import Chat
from tests.sandbox.stand import standing

MOST_QUESTION, MOST_ANSWER = 300, 100  # letters; Telegram's limits


def asked(chat: Chat) -> Quiz:
    assert chat.screen is not None
    assert chat.screen.quiz is not None
    return chat.screen.quiz


def arrives(chat: Chat, poll: str) -> Quiz:
    """Telegram has made this poll of the question that was asked last."""
    one = asked(chat)
    with chat.database.begin() as db:
        quiz.sent(Work(db, chat.library, chat.words, chat.now), chat.person, one.id, poll)
    return one


def votes(chat: Chat, poll: str, place: int) -> str:
    """Vote in a poll; returns what is shown for it."""
    return chat.does(Did.VOTE, data=poll, chosen=(place,))


def answers(chat: Chat, poll: str, *, right: bool) -> str:
    """Ask for a question, see it and answer it."""
    one = arrives(chat, poll)
    return votes(chat, poll, one.right if right else (one.right + 1) % len(one.answers))


def whole_round(chat: Chat) -> list[Quiz]:
    """Every question from today's first until it comes again."""
    chat.types("/quiz")
    found: list[Quiz] = []
    while not found or asked(chat) != found[0]:
        found.append(asked(chat))
        chat.taps("Next question")
    return found


def test_the_quiz_goes_once_through_every_question_before_one_comes_again(chat: Chat) -> None:
    questions = [one.question for one in whole_round(chat)]
    assert sorted(questions) == sorted(one.question for one in chat.library.quiz.values())


def test_every_question_keeps_the_limits_of_telegram(chat: Chat) -> None:
    for one in whole_round(chat):
        assert len(one.question) <= MOST_QUESTION
        assert 2 <= len(one.answers) <= 10
        assert max(map(len, one.answers)) <= MOST_ANSWER
        assert 0 <= one.right < len(one.answers)
        assert len(one.explanation) <= MOST_EXPLANATION


def test_the_right_answer_is_the_one_of_the_file_and_the_explanation_names_its_source(
    chat: Chat,
) -> None:
    told = {one.question: one for one in whole_round(chat)}
    for question in chat.library.quiz.values():
        one = told[question.question]
        assert one.answers[one.right] == question.answers[question.right]
        title = chat.library.sources[question.sources[0]].title
        assert one.explanation.startswith(f"{question.explanation} Source: {title[:20]}")


def test_another_day_begins_with_another_question(chat: Chat) -> None:
    chat.types("/quiz")
    first = asked(chat)
    chat.now += timedelta(days=1)
    chat.types("/quiz")
    assert asked(chat) != first


def test_the_card_of_a_question_is_one_tap_away(chat: Chat) -> None:
    chat.types("/quiz")
    label = next(label for label in chat.labels() if label.startswith(("📖", "🏃")))
    assert label[2:] in chat.taps(label)


def test_nothing_is_ever_put_over_a_question(chat: Chat) -> None:
    chat.types("/quiz")
    question = chat.screen
    for label in chat.labels():
        chat.screen = question
        chat.taps(label)
        assert [screen.place for screen in chat.replies[-1].screens] == [Place.NEW]


def test_the_library_leads_to_the_quiz_and_back(chat: Chat) -> None:
    chat.types("/faq")
    chat.taps("‹ Library")
    chat.taps("Quiz")
    assert asked(chat)
    assert "Library" in chat.taps("‹ Library")


def test_on_hold_there_is_no_quiz(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/quiz")
    later = chat.data("Next question")
    chat.types("I can't pee and I'm numb between my legs")
    for reply in (chat.types("/quiz"), chat.presses(later).screens[0].text):
        assert "hold" in reply.lower()
    assert chat.screen is not None
    assert chat.screen.quiz is None


@pytest.mark.parametrize(
    "data", ["1:quiz:next:999", "1:quiz:next:x", "1:quiz:win", "1:quiz", "1:quiz:card:x"]
)
def test_a_forged_button_is_an_old_one(chat: Chat, data: str) -> None:
    chat.types("/start")
    assert "out of date" in chat.presses(data).toast


def test_a_question_that_is_owed_is_the_same_after_a_restart(chat: Chat) -> None:
    chat.types("/quiz")
    assert chat.screen is not None
    letter = Letter(1, 7, 7, Reply(screens=(chat.screen,)))
    assert letters.unpack(letters.pack(letter)) == letter


async def test_a_question_goes_out_as_a_quiz_and_the_next_one_in_a_message_of_its_own() -> None:
    quiz = Quiz("Heat or ice?", ("Heat", "What feels better"), 1, "Both are for comfort.")
    screen = Screen(quiz.question, ((Button("Next", "1:quiz:next:1"),),), quiz=quiz)
    async with standing() as stand, stand.real_bot() as bot:
        sent = await Outgoing(bot).send(stand.ana, screen)
        assert isinstance(sent, Sent)
        over = await Outgoing(bot).edit(stand.ana, sent.message_id, screen)
        assert over == Refused(Why.OTHER_KIND)
        shown = stand.world.messages(stand.ana)[-1]
        assert shown.media is not None
        assert shown.media.details["correct_option_ids"] == [1]
        assert shown.media.details["explanation"] == "Both are for comfort."
        assert not shown.media.details["is_anonymous"]
        assert sent.poll_id == shown.media.details["id"]


def test_a_right_answer_is_told_with_the_score_and_a_way_on(chat: Chat) -> None:
    chat.types("/quiz")
    shown = answers(chat, "a", right=True)
    assert "That's right" in shown
    assert "1 right out of 1" in shown
    assert [label for label in chat.labels() if label.startswith("Next question")]
    assert [screen.place for screen in chat.replies[-1].screens] == [Place.NEW]


def test_a_wrong_answer_is_told_kindly_and_the_question_comes_again_after_three_others(
    chat: Chat,
) -> None:
    chat.types("/quiz")
    missed = asked(chat)
    assert "comes again" in answers(chat, "a", right=False)
    others = []
    for poll in ("b", "c", "d"):
        chat.taps("Next question")
        others.append(asked(chat).id)
        answers(chat, poll, right=True)
    chat.taps("Next question")
    assert missed.id not in others
    assert asked(chat) == missed
    assert "4 right out of 5" in answers(chat, "e", right=True)


def test_what_is_known_does_not_come_again_until_all_is_known(chat: Chat) -> None:
    chat.types("/quiz")
    seen = []
    for number in range(len(chat.library.quiz)):
        seen.append(asked(chat).id)
        shown = answers(chat, f"p{number}", right=True)
        chat.taps("Next question")
    assert sorted(seen) == sorted(chat.library.quiz)
    assert f"You now know all {len(seen)}" in shown
    assert asked(chat).id == seen[0]


def test_a_vote_that_arrives_twice_counts_once(chat: Chat) -> None:
    chat.types("/quiz")
    one = arrives(chat, "a")
    votes(chat, "a", one.right)
    assert votes(chat, "a", one.right) == ""
    chat.taps("Next question")
    assert votes(chat, "a", one.right) == ""
    assert "2 right out of 2" in answers(chat, "b", right=True)


def test_a_vote_in_a_poll_that_nobody_remembers_is_passed_over(chat: Chat) -> None:
    chat.types("/quiz")
    arrives(chat, "a")
    assert votes(chat, "of last year", 0) == ""
    assert chat.replies[-1] == Reply()


def test_a_vote_in_an_older_poll_still_counts_for_its_own_question(chat: Chat) -> None:
    chat.types("/quiz")
    first = arrives(chat, "a")
    chat.taps("Next question")
    arrives(chat, "b")
    label = next(label for label in chat.labels() if label.startswith(("📖", "🏃")))
    assert "1 right out of 1" in votes(chat, "a", first.right)
    related = [one for one in chat.labels() if one.startswith(("📖", "🏃"))]
    assert related
    assert label not in related or first.id == asked(chat).id


def test_a_vote_that_is_quicker_than_the_news_of_its_poll_counts_once(chat: Chat) -> None:
    chat.types("/quiz")
    one = asked(chat)
    assert "1 right out of 1" in votes(chat, "a", one.right)
    with chat.database.begin() as db:
        quiz.sent(Work(db, chat.library, chat.words, chat.now), chat.person, one.id, "a")
    assert votes(chat, "a", one.right) == ""


def test_a_vote_that_is_taken_back_says_nothing(chat: Chat) -> None:
    chat.types("/quiz")
    arrives(chat, "a")
    assert chat.does(Did.VOTE, data="a", chosen=()) == ""


def test_the_same_question_in_two_polls_counts_once(chat: Chat) -> None:
    chat.types("/quiz")
    one = arrives(chat, "a")
    chat.types("/quiz")
    assert arrives(chat, "b") == one
    votes(chat, "b", one.right)
    assert votes(chat, "a", one.right) == ""


def test_the_vote_of_somebody_unknown_stores_nothing(chat: Chat) -> None:
    assert votes(chat, "a", 0) == ""
    with chat.database.look() as db:
        assert db.get(Subscriber, chat.person) is None


def test_on_hold_a_vote_is_answered_with_the_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/quiz")
    one = arrives(chat, "a")
    chat.types("I can't pee and I'm numb between my legs")
    assert "hold" in votes(chat, "a", one.right).lower()
    assert not [label for label in chat.labels() if "Next question" in label]
