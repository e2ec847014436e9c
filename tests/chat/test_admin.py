"""/stats and /lag: counts for whoever runs the bot; nobody else learns that they are there."""

import html
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import admin, answering
from bot.chat.visit import Did, Visit
from bot.services.operator import Operator
from bot.services.work import Work
from storage.tables import Delivery, Subscriber
from tests.chat.talking import Chat

OWNER = 7


def says(chat: Chat, text: str, admins: frozenset[int]) -> str:
    """What the command shows to a person while these are the admins."""
    chat.now += timedelta(seconds=1)
    visit = Visit(900, Did.COMMAND, chat.now, chat.person, chat.person, command=text.strip("/"))
    with chat.database.begin() as db:
        work = Work(db, chat.library, chat.words, chat.now, Operator(admins=admins))
        shown = answering.answer(visit, work).screens
        return html.unescape("\n".join(screen.text for screen in shown))


@pytest.mark.parametrize("command", ["/stats", "/lag"])
def test_to_anybody_else_it_is_an_unknown_command(chat: Chat, command: str) -> None:
    chat.subscribes()
    unknown = chat.types("/nosuchthing")
    assert says(chat, command, frozenset({8})) == unknown
    assert says(chat, command, frozenset()) == unknown


def test_an_admin_sees_counts_and_how_late_routines_were(chat: Chat) -> None:
    chat.subscribes()
    with chat.database.begin() as db:
        for late in (1, 2, 300):
            due = chat.now - timedelta(hours=2)
            db.add(
                Delivery(
                    subscriber_id=chat.person, epoch=late, date=due.date(), due=due, state="sent",
                    copies_possible=1, settled_at=due + timedelta(seconds=late),
                )
            )  # fmt: skip
    shown = says(chat, "/stats", frozenset({OWNER}))
    assert "People: 1, with routines: 1" in shown
    assert "sent 3" in shown
    assert "half within 2.0 s" in shown
    assert "worst 5.0 min" in shown


def test_few_people_who_gave_one_reason_are_not_counted_out(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/stop")
    chat.taps("It hurts")
    with chat.database.begin() as db:
        for number in range(100, 106):
            db.add(
                Subscriber(
                    id=number, chat_id=number, joined_at=chat.now, seen_at=chat.now,
                    stopped_for="better",
                )
            )  # fmt: skip
    shown = says(chat, "/stats", frozenset({OWNER}))
    assert "It hurts: fewer than 5" in shown
    assert "I'm better: 6" in shown


def test_people_on_hold_are_counted_by_their_hold(chat: Chat) -> None:
    chat.subscribes()
    chat.types("I lost control of my bladder and my groin is numb")
    assert "on hold 1" in says(chat, "/stats", frozenset({OWNER}))


def test_lag_says_none_when_nothing_waits(chat: Chat) -> None:
    chat.subscribes()
    shown = says(chat, "/lag", frozenset({OWNER}))
    assert "Oldest routine that is due: none" in shown
    assert "Latest routine of 24 hours: none" in shown


def test_lag_names_what_waits(chat: Chat) -> None:
    chat.subscribes()
    with chat.database.begin() as db:
        due = chat.now - timedelta(minutes=3)
        db.add(Delivery(subscriber_id=chat.person, epoch=9, date=due.date(), due=due))
    shown = says(chat, "/lag", frozenset({OWNER}))
    assert "Oldest routine that is due: 3.0 min" in shown


def test_the_picture_is_made_for_admins_alone(chat: Chat) -> None:
    chat.subscribes()
    with chat.database.look() as db:
        work = Work(db, chat.library, chat.words, chat.now)
        assert admin.build(work, OWNER, "") is None
        known = admin.build(replace(work, operator=Operator(admins=frozenset({OWNER}))), OWNER, "")
    assert known is not None
    assert known.picture
    assert known.draw().startswith(b"\x89PNG")


@pytest.mark.parametrize("label", ["I'm better", "No time", "It hurts", "Not for me"])
def test_whoever_stops_may_say_why_and_hears_no_reproach(chat: Chat, label: str) -> None:
    chat.subscribes()
    assert "You don't have to" in chat.types("/stop")
    shown = chat.taps(label)
    assert "Start again" in chat.labels()
    assert ("/doctor" in shown) == (label == "It hurts")


def test_coming_back_takes_the_reason_away(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/stop")
    chat.taps("No time")
    chat.types("/resume")
    with chat.database.look() as db:
        found = db.get(Subscriber, chat.person)
        assert found is not None
        assert found.stopped_for is None
