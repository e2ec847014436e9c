"""/symptoms in the chat: two taps to an emergency card, nothing stored, no way round a hold."""

import pytest

from bot.chat.buttons import pack
from storage.tables import Subscriber
from tests.chat.talking import Chat

CALM = (
    "None of these", "None of these", "None of these", "Me, an adult", "None of these", "No",
    "Under 2 weeks", "None of these",
)  # fmt: skip
ROUTINE = "Show today's routine"


@pytest.fixture
def settled(chat: Chat) -> Chat:
    chat.subscribes()
    return chat


def taps(chat: Chat, *labels: str) -> str:
    shown = ""
    for label in labels:
        shown = chat.taps(label)
    return shown


def row(chat: Chat) -> Subscriber:
    with chat.database.look() as db:
        found = db.get(Subscriber, chat.person)
        assert found is not None
        return found


def test_the_first_screen_asks_for_emergencies_and_says_how_many_follow(chat: Chat) -> None:
    shown = chat.types("/symptoms")
    assert "1 of 8" in shown
    assert "between your legs" in shown
    assert chat.labels()[:3] == ["Yes, at least one", "Not sure", "None of these"]


@pytest.mark.parametrize("label", ["Yes, at least one", "Not sure"])
def test_an_emergency_is_one_tap_away_and_holds_routines(settled: Chat, label: str) -> None:
    settled.types("/symptoms")
    shown = settled.taps(label)
    assert shown.startswith("<b>This could be an emergency. Call")
    assert "What you tapped" in shown
    found = row(settled)
    assert found.hold_level == "emergency"
    assert {"K1", "K2", "K25"} <= set(found.hold_rules)
    assert "Your routine for" not in settled.types("/today")


def test_eight_calm_taps_lead_to_words_that_rule_nothing_out(settled: Chat) -> None:
    settled.types("/symptoms")
    shown = taps(settled, *CALM)
    assert "Nothing you tapped is on our warning list." in shown
    assert "does not rule things out" in shown
    assert "under 2 weeks" in shown
    assert ROUTINE in settled.labels()


def test_a_stranger_may_check_and_nothing_of_it_is_stored(chat: Chat) -> None:
    chat.types("/symptoms")
    shown = taps(chat, *CALM)
    assert "Nothing you tapped" in shown
    assert ROUTINE not in chat.labels()
    assert row(chat).consent_at is None
    assert row(chat).hold_rules == []


def test_back_goes_to_the_screen_before_and_stop_ends_it(settled: Chat) -> None:
    settled.types("/symptoms")
    second = settled.taps("None of these")
    settled.taps("None of these")
    assert settled.taps("Back") == second
    assert "stopped asking" in settled.taps("Stop")
    assert "1 of 8" in settled.taps("Begin again")
    assert "Back" not in " ".join(settled.labels())


def test_an_answer_can_be_changed_and_the_earlier_ones_stay(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, *CALM[:-2], "It is getting worse", "None of these")
    settled.taps("Change an answer")
    assert "7 of 8" in settled.taps("How long")
    shown = taps(settled, "Under 2 weeks", "None of these")
    assert "Nothing you tapped" in shown
    assert "Who it is for: an adult" in shown


def test_after_half_an_hour_it_begins_anew_and_says_why(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("None of these")
    settled.waits(minutes=32)
    shown = settled.taps("None of these")
    assert "more than half an hour ago" in shown
    assert "1 of 8" in shown


@pytest.mark.parametrize("answers", ["nnnannfn", "zz", "yyyy", "-"])
@pytest.mark.parametrize("began", ["zzzzzz", "0", "0" * 40])
def test_a_forged_button_reaches_no_result(settled: Chat, answers: str, began: str) -> None:
    settled.presses(pack("sym", answers, began))
    assert settled.screen is None or "Nothing you tapped" not in settled.screen.text
    assert row(settled).hold_level is None


def test_a_double_tap_on_a_yes_changes_nothing(settled: Chat) -> None:
    settled.types("/symptoms")
    yes = settled.data("Yes, at least one")
    settled.presses(yes)
    before = row(settled)
    settled.presses(yes)
    after = row(settled)
    assert (after.hold_rules, after.hold_at) == (before.hold_rules, before.hold_at)
    assert "I tapped by mistake" in settled.labels()


def test_a_slip_asks_every_screen_again_and_only_the_end_lifts_the_hold(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    shown = settled.taps("I tapped by mistake")
    assert "read the whole list once more" in shown
    assert "1 of 8" in shown
    for label in CALM[:-1]:
        settled.taps(label)
        assert row(settled).hold_level == "emergency"
    assert "Nothing you tapped" in settled.taps(CALM[-1])
    assert row(settled).hold_level is None
    assert "for you now?" in settled.types("/today")  # the warning list is due again


def test_a_slip_on_a_later_screen_goes_back_to_the_first(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, *CALM[:4], "Not sure")
    assert row(settled).hold_level == "urgent"
    assert "1 of 8" in settled.taps("I tapped by mistake")
    taps(settled, *CALM)
    assert row(settled).hold_level is None


def test_a_sign_found_in_the_second_round_holds_without_another_way_back(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    taps(settled, "I tapped by mistake", "None of these", "Yes, at least one")
    found = row(settled)
    assert found.hold_level == "emergency"
    assert {"K4", "K5"} <= set(found.hold_rules)
    assert "I tapped by mistake" not in settled.labels()


def test_a_second_round_that_ends_early_keeps_the_hold_and_tells_the_way_out(
    settled: Chat,
) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    shown = taps(settled, "I tapped by mistake", *CALM[:3], "Someone under 18")
    assert "still growing" in shown
    assert "A clinician has cleared me" in settled.labels()
    assert row(settled).hold_level == "emergency"


def test_back_in_the_second_round_returns_to_the_screen_before(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    taps(settled, "I tapped by mistake", "None of these", "None of these")
    assert "2 of 8" in settled.taps("‹ Back")
    assert row(settled).hold_level == "emergency"


def test_an_ordinary_round_beside_the_second_one_lifts_nothing(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, "Yes, at least one", "I tapped by mistake")
    settled.types("/symptoms")
    taps(settled, *CALM)
    assert row(settled).hold_level == "emergency"


def test_half_an_hour_later_the_second_round_is_over_and_the_hold_stays(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, "Yes, at least one", "I tapped by mistake", "None of these")
    settled.waits(minutes=32)
    settled.taps("None of these")
    assert "on hold" in settled.types("/today")


def test_a_double_tap_at_the_end_of_the_second_round_shows_the_same_result(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, "Yes, at least one", "I tapped by mistake", *CALM[:-1])
    last = settled.data("None of these")
    settled.presses(last)
    again = "".join(screen.text for screen in settled.presses(last).screens)
    assert "Nothing you tapped" in again
    assert row(settled).hold_level is None


def test_words_of_an_emergency_end_the_second_round(settled: Chat) -> None:
    settled.types("/symptoms")
    taps(settled, "Yes, at least one", "I tapped by mistake", *CALM[:-1])
    last = settled.data("None of these")
    settled.types("I can't pee and I'm numb between my legs")
    settled.presses(last)
    assert row(settled).hold_level == "emergency"


def test_a_second_yes_holds_without_another_way_back(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    settled.taps("I tapped by mistake")
    settled.taps("Not sure")
    assert row(settled).hold_level == "emergency"
    assert "I tapped by mistake" not in settled.labels()


def test_words_of_an_emergency_after_a_tap_leave_no_way_to_take_it_back(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("Yes, at least one")
    slip = settled.data("I tapped by mistake")
    settled.types("I can't pee and I'm numb between my legs")
    settled.presses(slip)
    assert row(settled).hold_level == "emergency"
    assert "once more" not in (settled.screen.text if settled.screen else "")


def test_a_calm_result_never_lifts_a_hold(settled: Chat) -> None:
    settled.types("I can't pee and I'm numb between my legs")
    settled.types("/symptoms")
    shown = taps(settled, *CALM)
    assert "Nothing you tapped" in shown
    assert ROUTINE not in settled.labels()
    assert row(settled).hold_level == "emergency"


def test_an_emergency_typed_in_the_middle_comes_first(settled: Chat) -> None:
    settled.types("/symptoms")
    settled.taps("None of these")
    assert "Call your local emergency number" in settled.types("I can't feel when I pee")


def test_every_screen_of_every_way_fits_telegram(settled: Chat) -> None:
    def walk() -> None:
        assert settled.screen is not None
        screen = settled.screen
        assert len(screen.text) <= 4096
        for button in (button for line in screen.rows for button in line):
            assert len(button.label) <= 40
            assert len(button.data.encode()) <= 64
        if "of 8" not in screen.text:
            return
        answers = [b.data for line in screen.rows for b in line if b.data.startswith("1:sym:")]
        for data in answers:
            last = settled.screen
            if "stop" in data or "Back" in data or len(data) > 64:
                continue
            if data.split(":")[2] in seen:
                continue
            seen.add(data.split(":")[2])
            settled.presses(data)
            walk()
            settled.screen = last

    seen = {"-"}
    settled.types("/symptoms")
    walk()
    assert len(seen) > 50


def test_someone_under_18_is_sent_to_be_looked_at(settled: Chat) -> None:
    settled.types("/symptoms")
    shown = taps(settled, *CALM[:3], "Someone under 18")
    assert "still growing" in shown
    assert ROUTINE not in settled.labels()
