"""/why tells what was read and which rule it was, and keeps no words unasked."""

import html

from sqlmodel import select

from bot.chat.visit import Did
from storage import verdicts
from storage.tables import Verdict
from tests.chat.talking import Chat

EMERGENCY = "I can't feel myself wipe and my legs are heavy"


def test_somebody_new_hears_that_there_is_nothing_to_explain(chat: Chat) -> None:
    assert "nothing to explain" in chat.types("/why")


def test_the_plan_of_today_has_its_reason(chat: Chat) -> None:
    chat.subscribes()
    assert "Today's plan" in chat.types("/why")


def test_a_hold_says_since_when_and_how_it_ends_and_names_what_was_read(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    shown = chat.types("/why")
    assert "On hold since" in shown
    assert "between the legs" in shown
    assert "K1" in shown
    assert "Today's plan" not in shown
    assert "not kept" in shown
    assert "Cauda equina syndrome" in shown  # the source of the rule


def test_before_consent_nothing_is_kept(chat: Chat) -> None:
    chat.types(EMERGENCY)
    with chat.database.look() as db:
        assert verdicts.last(db, chat.person) is None


def test_two_messages_of_one_half_hour_are_read_together(chat: Chat) -> None:
    chat.subscribes()
    chat.types("my back hurts badly")
    assert "emergency number now" in chat.types("both my legs are numb")


def test_after_half_an_hour_messages_are_read_apart(chat: Chat) -> None:
    chat.subscribes()
    chat.types("my back hurts badly")
    chat.waits(minutes=31)
    assert not chat.types("my legs ache a bit after the run").startswith("<b>This could")


def test_words_are_kept_only_while_notes_are_on(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/settings notes")
    chat.taps("on" if "on" in chat.labels() else chat.labels()[0])
    chat.types(EMERGENCY)
    assert EMERGENCY in html.unescape(chat.types("/why"))


def test_what_was_read_a_year_ago_is_forgotten_with_the_next_message(chat: Chat) -> None:
    chat.subscribes()
    chat.types("my back hurts badly")
    chat.waits(days=366)
    chat.types("my back hurts badly again")
    with chat.database.look() as db:
        rows = db.exec(select(Verdict)).all()
    assert [row.at.date() for row in rows] == [chat.now.date()]


def test_talk_after_a_warning_card_is_not_a_new_warning_by_itself(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    assert "on hold" in chat.types("/today")
    assert "Call" not in chat.types("thank you")[:40]


def test_words_that_came_along_are_read(chat: Chat) -> None:
    chat.subscribes()
    assert "emergency number now" in chat.does(Did.TEXT, text="this is me", also=EMERGENCY)


def test_an_emergency_in_the_name_of_a_place_is_read(chat: Chat) -> None:
    chat.subscribes()
    shown = chat.does(Did.LOCATION, also=EMERGENCY, latitude=51.5, longitude=0.0)
    assert "emergency number now" in shown


def test_a_lump_that_needs_a_clinician_soon_gets_its_card_and_no_exercise(chat: Chat) -> None:
    chat.subscribes()
    chat.types("I have a lump in my groin")
    assert chat.labels() == ["Warning signs", "When to see someone"]


def test_an_emergency_in_another_language_puts_routines_on_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types("Ich will nicht mehr leben")
    assert "Your routine for" not in chat.types("/today")


def test_a_question_while_on_hold_is_answered_by_the_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types(EMERGENCY)
    shown = chat.types("so which stretch?")
    assert "on hold" in shown
    assert "/today" not in shown
