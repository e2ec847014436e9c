"""The goal, the line about keeping going, and the one minute that is always there."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from storage.tables import Delivery, Session, Subscriber
from tests.chat.talking import Chat

WEEK = "This week:"


@pytest.fixture
def ana(chat: Chat) -> Chat:
    chat.subscribes()
    return chat


def one_minute(chat: Chat) -> str:
    """Do the shortest routine there is."""
    chat.types("/today")
    chat.taps("Just 1 minute")
    chat.taps("Done")
    chat.taps("Done")
    return chat.taps("2")


def first_day(chat: Chat) -> str:
    chat.types("/today")
    chat.begins(3)
    while "Done" in chat.labels():
        chat.taps("Done")
    return chat.taps("2")


def routine_came(chat: Chat, days_ago: int) -> None:
    """A routine reached the person on a day before today."""
    with chat.database.begin() as db:
        at = chat.now - timedelta(days=days_ago)
        db.add(
            Delivery(
                subscriber_id=chat.person, epoch=9, date=at.date(), due=at,
                state="sent", settled_at=at,
            )
        )  # fmt: skip


def test_the_finished_card_tells_how_the_week_goes(ana: Chat) -> None:
    assert f"{WEEK} 1 of 5 days" in first_day(ana)
    assert f"{WEEK} 1 of 5 days" in ana.types("/today")
    assert f"{WEEK} 1 of 5 days" in ana.types("/progress")


def test_a_week_without_a_routine_shows_no_zero(ana: Chat) -> None:
    assert WEEK not in ana.types("/progress")
    assert WEEK not in ana.types("/goal")


def test_one_minute_counts_like_any_other_day(ana: Chat) -> None:
    first_day(ana)
    ana.waits(days=1)
    assert f"{WEEK} 2 of 5 days" in one_minute(ana)
    with ana.database.look() as db:
        rows = db.exec(select(Session).order_by(col(Session.id)))
        kinds = [row.plan["kind"] for row in rows]
    assert kinds[-1] == "one"


def test_a_goal_may_be_typed_or_tapped(ana: Chat) -> None:
    assert "Your goal is now 4 days" in ana.types("/goal 4")
    assert "3 days" in ana.taps("3")
    ana.taps("Change the goal")
    assert "✅ 3" in ana.labels()


@pytest.mark.parametrize("typed", ["nine", "0", "8", "-3", "🎯", "every single day please"])
def test_nonsense_behind_the_command_asks_again(ana: Chat, typed: str) -> None:
    assert "from 1 to 7" in ana.types(f"/goal {typed}")
    assert "✅ 5" in ana.labels()


def test_the_goal_is_reached_and_said_so(ana: Chat) -> None:
    ana.types("/goal 1")
    assert "Your goal is reached" in first_day(ana)


def test_a_day_may_end_later_than_four(ana: Chat) -> None:
    ana.types("/goal")
    assert "over at 06:00" in ana.taps("06:00")
    ana.taps("Change the goal")
    with ana.database.look() as db:
        row = db.get(Subscriber, ana.person)
        assert row is not None
        assert row.day_ends == "06:00"
    assert "✅ 06:00" in ana.labels()


def test_before_the_first_routine_goal_asks_the_next_question(chat: Chat) -> None:
    assert "I'm Unpinch" in chat.types("/goal 4")


def test_the_third_missed_day_can_be_made_up_with_one_minute(ana: Chat) -> None:
    first_day(ana)
    ana.waits(days=4)
    for days_ago in (3, 2, 1):
        routine_came(ana, days_ago)
    one_minute(ana)
    ana.types("/today")
    assert any("Make up" in label for label in ana.labels())
    ana.taps("Make up")
    ana.taps("Done")
    ana.taps("Done")
    ana.taps("1")
    ana.types("/today")
    assert not any("Make up" in label for label in ana.labels())


@pytest.mark.parametrize("data", ["1:goal:days:9", "1:goal:ends:5", "1:goal:x:1", "1:goal"])
def test_a_forged_goal_is_an_old_button(ana: Chat, data: str) -> None:
    assert ana.presses(data).toast


def test_a_minute_of_another_day_leads_to_today(ana: Chat) -> None:
    first_day(ana)
    ana.waits(days=1)
    ana.types("/today")
    data = ana.data("Just 1 minute")
    ana.waits(days=1)
    assert "another day" in "".join(screen.text for screen in ana.presses(data).screens)
