"""/exercises: every move is found, and its card says everything there is to say."""

import re

import pytest

from bot.chat.exercise_card import MOST_WORDS
from bot.chat.visit import Did
from content.prose import count_words
from content.telegram_html import length, refusals, visible
from tests.chat.talking import Chat


@pytest.fixture
def settled(chat: Chat) -> Chat:
    """Bo has subscribed."""
    chat.subscribes()
    return chat


def title(said: str) -> str:
    """The name on top of a card or list."""
    return visible(said.splitlines()[0])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("bridge", "Glute bridge"), ("glute brige", "Glute bridge"), ("clam", "Clamshell"),
        ("CLAMSHELLS", "Clamshell"), ("SLR", "Straight leg raise"), ("deadbug", "Dead bug"),
        ("half-kneeling-hip-flexor-stretch", "Half-kneeling hip flexor stretch"),
    ],
)  # fmt: skip
def test_a_name_a_synonym_or_a_slip_opens_the_card(chat: Chat, typed: str, name: str) -> None:
    assert title(chat.types(f"/exercises {typed}")) == name


def test_several_hits_are_buttons(settled: Chat) -> None:
    assert "These fit “half kneeling”" in settled.types("/exercises half kneeling")
    assert settled.labels()[:2] == [
        "Half-kneeling stretch with arm reach", "Half-kneeling hip flexor stretch",
    ]  # fmt: skip
    assert title(settled.taps("arm reach")) == "Half-kneeling stretch with arm reach"


@pytest.mark.parametrize(
    ("typed", "group"),
    [("outer hip", "Outer hip"), ("on your forearms", "On your forearms"), ("towel", "Towel")],
)
def test_a_group_can_be_typed_too(settled: Chat, typed: str, group: str) -> None:
    assert title(settled.types(f"/exercises {typed}")).startswith(f"{group}: ")


@pytest.mark.parametrize("typed", ["banana", "<i>" + "x" * 90, "😀", "7"])
def test_nonsense_is_echoed_and_answered_with_the_panel(settled: Chat, typed: str) -> None:
    said = settled.types(f"/exercises {typed}")
    assert "I know no move called" in said
    assert "x" * 38 not in said
    assert "By position" in settled.labels()


def test_words_about_a_pain_get_the_safety_card_and_no_move(settled: Chat) -> None:
    said = settled.types("/exercises back pain")
    assert "warning list" in said
    assert "Tap one for its card" not in said


def test_every_move_is_reached_by_every_way_of_looking(settled: Chat) -> None:
    everything = {one.name for one in settled.library.exercises.values()}
    for way in ("By part of the body", "By position", "By things you need"):
        settled.types("/exercises")
        settled.taps(way)
        seen: set[str] = set()
        groups = [label for label in settled.labels() if re.search(r"\(\d+\)$", label)]
        for group in groups:
            settled.taps(group)
            seen |= set(settled.labels())
            while "More ›" in settled.labels():
                settled.taps("More")
                seen |= set(settled.labels())
            settled.taps("‹ Back")
        assert everything <= seen


def test_a_card_leads_back_to_the_page_it_came_from(settled: Chat) -> None:
    settled.types("/exercises")
    settled.taps("All, by name")
    settled.taps("More")
    names = settled.labels()
    settled.taps(names[3])
    settled.taps("‹ Back")
    assert settled.labels() == names
    settled.taps("‹ All exercises")
    assert "By part of the body" in settled.labels()


def test_neighbours_are_one_tap_away(settled: Chat) -> None:
    settled.types("/exercises bridge")
    assert title(settled.taps("Harder: Single-leg bridge")) == "Single-leg bridge"
    assert title(settled.taps("Easier: Glute bridge")) == "Glute bridge"
    assert title(settled.taps("Easier: Pelvic tilt")) == "Pelvic tilt"


def test_every_card_fits_says_everything_and_begins_short(settled: Chat) -> None:
    for exercise in settled.library.exercises.values():
        said = settled.presses(f"1:ex:card:{exercise.id}:home:0").screens[0].text
        assert length(said) <= 4096
        assert list(refusals(said)) == []
        essence = visible(said.split("<blockquote")[0])
        first = re.split(r"(?<=[.!?]) ", exercise.short)[0]
        assert count_words(essence) <= max(MOST_WORDS, count_words(f"{title(said)} {first}") + 12)
        shown = visible(said)
        told = (
            *exercise.steps, *exercise.mistakes, *exercise.stop_if, *exercise.anatomy,
            *exercise.equipment, *exercise.also, exercise.dose_words, exercise.dose_reason,
            exercise.feel, exercise.easier, exercise.harder, exercise.position,
            *(settled.library.sources[name].title for name in exercise.sources),
        )  # fmt: skip
        assert [text for text in told if text not in shown] == []


def test_a_card_names_only_the_limits_this_person_has(settled: Chat) -> None:
    assert "For your limits" not in settled.types("/exercises bridge")
    settled.presses("1:limit:back_ext:0")
    said = settled.types("/exercises bridge")
    assert "back: arching hurts: Lift only half-way" in said
    assert "pregnant" not in said


def test_a_move_that_limits_hide_says_so_in_one_line(settled: Chat) -> None:
    settled.presses("1:limit:no_floor:0")
    said = visible(settled.types("/exercises bridge"))
    assert "With your limits I leave this out: can't get to the floor." in said


def test_a_thing_that_is_not_at_hand_is_named(settled: Chat) -> None:
    assert "not ticked: band" in settled.types("/exercises band knee lift")
    settled.presses("1:kit:band")
    assert "not ticked" not in settled.types("/exercises band knee lift")


def test_a_move_that_is_never_planned_says_so_and_asks_for_no_things(settled: Chat) -> None:
    assert "I never put this one into a plan" in settled.types("/exercises foam roller")
    assert "In a plan while" not in settled.types("/exercises pigeon")
    settled.types("/settings kit")
    assert not [label for label in settled.labels() if "roller" in label]


def test_on_hold_a_card_is_to_read_only(settled: Chat) -> None:
    settled.does(Did.TEXT, text="I can't pee and my private parts are numb")
    said = settled.types("/exercises bridge")
    assert "To read only: routines are on hold" in said
    assert not [label for label in settled.labels() if "Start" in label or "now" in label]


def test_somebody_without_a_routine_reads_too(chat: Chat) -> None:
    chat.types("/start")
    chat.taps("I am under 18")
    assert "To read only: there is no routine for you" in chat.types("/exercises bridge")


def test_a_link_opens_the_card(settled: Chat) -> None:
    for exercise in settled.library.exercises.values():
        assert title(settled.types(f"/start ex-{exercise.id}")) == exercise.name
    assert "Good to see you" in settled.types("/start ex-banana")


def test_a_link_shows_somebody_new_the_card_and_then_asks_as_ever(chat: Chat) -> None:
    said = chat.types("/start ex-glute-bridge")
    assert title(said) == "Glute bridge"
    assert "I'm Unpinch" in said
    assert chat.labels() == ["I understand, I am 18 or older", "I am under 18"]


def test_forged_buttons_are_old_and_break_nothing(settled: Chat) -> None:
    for data in (
        "1:ex", "1:ex:x", "1:ex:by:x", "1:ex:list:x:0", "1:ex:list:all:99", "1:ex:card:x:home:0",
        "1:ex:list:all:999999999999999999", "1:ex:card:glute-bridge", "1:ex:list:home:0",
    ):  # fmt: skip
        assert "out of date" in settled.presses(data).toast
    long = "half-kneeling-hip-flexor-stretch"
    reply = settled.presses(f"1:ex:card:{long}:all:99999999")
    assert reply.screens[0].rows[-1][-1].label == "‹ All exercises"


def test_no_two_groups_share_a_key(settled: Chat) -> None:
    counts: dict[str, set[str]] = {}
    for way in ("area", "position", "kit"):
        for row in settled.presses(f"1:ex:by:{way}").screens[0].rows[:-1]:
            for button in row:
                counts.setdefault(button.data, set()).add(button.label)
    assert all(len(labels) == 1 for labels in counts.values())
    assert len(counts) > 30


def test_the_sources_of_every_exercise_are_one_tap_away_and_one_back(chat: Chat) -> None:
    chat.types("/start")
    for id_, exercise in chat.library.exercises.items():
        chat.presses(f"1:ex:card:{id_}:home:0")
        shown = chat.taps("ⓘ Sources")
        assert length(shown) <= 4096
        for name in exercise.sources:
            assert chat.library.sources[name].strength in visible(shown)
        assert "No clinician has checked this card yet." in shown
        assert exercise.name in visible(chat.taps("‹ Back"))
