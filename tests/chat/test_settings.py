"""/settings and what is behind it: every choice is on its button, and can be changed."""

import pytest
from sqlmodel import select

from storage.tables import Pain, Subscriber, Verdict
from tests.chat.talking import Chat
from tests.conftest import MONDAY_TEN


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Ana has subscribed."""
    chat.subscribes("Sore knee")
    return chat


def test_every_choice_stands_on_its_button(settled: Chat) -> None:
    assert "tomorrow, Tuesday, at 08:00" in settled.types("/settings")
    assert settled.labels() == [
        "⏰ Time: 08:00",
        "📅 Days: every day",
        "🕐 Clock: London",
        "⏱ Length: 10 min",
        "🎯 Goal: 5 days",
        "🦵 Limits: 1",
        "🎒 Things: bed",
        "🪑 Breaks: off",
        "🗒 Weekly note: off",
        "📣 News: on",
        "🌙 Quiet: 22:00 to 07:00",
        "📝 Notes: off",
        "🎬 Pictures: on",
        "🌍 Country: not set",
        "⏸ Pause: off",
        "🔐 My data",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "time",
        "days",
        "zone",
        "length",
        "goal",
        "limits",
        "kit",
        "breaks",
        "weekly",
        "quiet",
        "notes",
        "pictures",
        "country",
        "pause",
    ],
)
def test_each_panel_opens_by_name_and_leads_back(settled: Chat, name: str) -> None:
    assert "<b>Settings</b>" not in settled.types(f"/settings {name}")
    assert "<b>Settings</b>" in settled.taps("‹ Settings")


def test_other_words_name_the_same_panels_and_nonsense_is_echoed(settled: Chat) -> None:
    assert "What do you have at home" in settled.types("/settings Equipment")
    said = settled.types("/settings <i>" + "x" * 60)
    assert "“&lt;i&gt;" in said
    assert "x" * 38 not in said
    assert "<b>Settings</b>" in said


@pytest.mark.parametrize("command", ["settings", "limits", "length", "pause"])
def test_each_command_is_useful_before_consent(chat: Chat, command: str) -> None:
    assert chat.types(f"/{command} 10")
    with chat.database.look() as db:
        row = db.exec(select(Subscriber)).one()
    assert (row.minutes, row.flags) == (10, [])


def test_a_typed_time_goes_on_working_in_the_panel_and_not_after_it(settled: Chat) -> None:
    settled.types("/settings time")
    assert "<b>06:45</b>" in settled.types("6:45")
    settled.types("/settings time")
    settled.taps("‹ Settings")
    assert "didn't understand" in settled.types("7:15")


@pytest.mark.parametrize(
    ("typed", "minutes"), [("5", 5), ("15 min", 15), ("ten", 10), ("1 minute", 1)]
)
def test_a_length_is_typed(settled: Chat, typed: str, minutes: int) -> None:
    assert f"<b>{minutes} minute" in settled.types(f"/length {typed}")
    settled.types("/settings")
    assert f"⏱ Length: {minutes} min" in settled.labels()


@pytest.mark.parametrize("typed", ["7", "0", "banana", "<b>"])
def test_any_other_length_is_answered_with_the_four(settled: Chat, typed: str) -> None:
    said = settled.types(f"/length {typed}")
    assert "1, 5, 10 or 15 minutes" in said
    assert settled.labels()[:4] == ["1 min", "5 min", "✅ 10 min", "15 min"]


def test_a_tapped_length_changes_the_routine_of_today(settled: Chat) -> None:
    before = settled.types("/today")
    settled.types("/length")
    settled.taps("5 min")
    after = settled.types("/today")
    assert len(after.splitlines()) < len(before.splitlines())


def test_things_at_home_are_switched_on_and_off(settled: Chat) -> None:
    settled.types("/settings kit")
    settled.taps("exercise band")
    assert "✅ An exercise band" in settled.labels()
    settled.taps("‹ Settings")
    assert "🎒 Things: band, bed" in settled.labels()


def test_quiet_hours_are_chosen_or_switched_off(settled: Chat) -> None:
    assert "only for extras" in settled.types("/settings quiet")
    settled.taps("23:00 to 07:00")
    assert "✅ 23:00 to 07:00" in settled.labels()
    settled.taps("off")
    settled.taps("‹ Settings")
    assert "🌙 Quiet: off" in settled.labels()


def test_notes_off_deletes_what_was_kept_after_a_yes(settled: Chat) -> None:
    settled.types("/settings notes")
    assert "Notes are <b>on</b>" in settled.taps("Turn notes on")
    with settled.database.begin() as db:
        who, at = settled.person, MONDAY_TEN
        score = Pain(subscriber_id=who, at=at, date=at.date(), kind="note", score=4, note="stairs")
        db.add(score)
        db.add(Verdict(subscriber_id=who, at=at, level="info", words="sore on stairs"))
    settled.taps("Turn notes off")
    with settled.database.look() as db:
        assert db.exec(select(Pain.note)).all() == ["stairs"]
    settled.taps("Yes, delete")
    with settled.database.look() as db:
        assert db.exec(select(Pain.note, Pain.score)).all() == [(None, 4)]
        assert db.exec(select(Verdict.words)).all() == [None]
        assert not db.exec(select(Subscriber.notes)).one()


def test_forged_choices_are_old_buttons(settled: Chat) -> None:
    for data in (
        "1:settings:x", "1:length:7", "1:kit:sofa", "1:quiet:0100:0200", "1:notes:maybe",
        "1:limits_yes:pinch:yes", "1:limits_again:no",
    ):  # fmt: skip
        assert "out of date" in settled.presses(data).toast
