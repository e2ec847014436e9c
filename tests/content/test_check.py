"""The check says more than the loader: what is too long, too loud or unreadable."""

import pytest

from content.check import findings
from content.loader import own_folder

BRIDGE, PHRASES, CARDS = "exercises/bridge.toml", "phrases/en.toml", "safety/cards.toml"
LONG = " ".join(["word"] * 26)
HARD = "Longitudinal epidemiological investigations demonstrate considerable heterogeneity. " * 5
SPOILED = [
    (BRIDGE, '"Lift your hips. Hold. Lower."', f'"{"Lift. " * 41}"', "short", "it has 41"),
    (BRIDGE, "Work in the buttocks.", LONG, "feel", "25 words at most"),
    (BRIDGE, '"Lift."', f'"{LONG}"', "steps", "25 words at most"),
    (BRIDGE, '"Lift."', '"<b>Lift.</b>"', "steps", "take out the tags"),
    (BRIDGE, '"Lift."', '"🌿 Lift 🌿."', "steps", "one emoji"),
    (BRIDGE, "[changes]", f'[changes]\nhernia = "{LONG}"', "changes.hernia", "25 words at most"),
    (BRIDGE, "sides = 1", "sides = 3", "dose.sides", "from 1 to 2"),
    (BRIDGE, '["buttocks"]', '["buttoks"]', "muscles", "did you mean buttocks?"),
    (BRIDGE, '["gluteus maximus"]', '["wings"]', "anatomy", "wings is not known"),
    (BRIDGE, '"Lift."', '"Push through the pain."', "steps", "this is not true (push-through)"),
    (BRIDGE, '"Lift."', f'"{"Lift it. " * 450}"', "steps", "shorten the card to 3500"),
    (BRIDGE, '"Lift."', f'"{HARD}"', "steps", "reads like grade"),
    (PHRASES, "<b>Welcome</b>", "<b>Welcome", "start.hello", "close the tag <b>"),
    (PHRASES, "<b>Welcome</b>", "<br>", "start.hello", "tag <br>"),
    (PHRASES, "<b>Welcome</b>", "Push through the pain.", "start.hello", "not true"),
    (PHRASES, "<b>Welcome</b>", "x. " * 1400, "start.hello", "shorten this to 4096"),
    (PHRASES, "{n} days}", f"{{n}} {LONG}}}", "start.days", "25 words at most"),
    (PHRASES, '"Start"', '"Start the routine of this morning"', "card.start", "label to 32"),
    (PHRASES, "[card]", '[menu]\ntoday = "<b>x</b>"\n[card]', "menu.today", "take out the tags"),
    (PHRASES, "[card]", f'[card]\ntoast = "{"x. " * 70}"', "card.toast", "shorten this to 200"),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "remedy"), SPOILED)
def test_what_reads_badly_is_found(shelf, file, old, new, field, remedy):
    shelf.change(file, old, new)
    found = [f.sentence for f in findings(shelf.folder) if (f.file, f.field) == (file, field)]
    assert any(remedy in sentence for sentence in found), found


def test_the_untouched_small_folder_reads_well(shelf):
    assert [f for f in findings(shelf.folder) if not f.file.startswith("safety/")] == []


def test_a_label_may_have_thirty_two_letters(shelf):
    shelf.change(PHRASES, '"Start"', f'"{"x" * 32}"')
    assert not [f for f in findings(shelf.folder) if f.file == PHRASES]


def test_a_safety_card_is_read_as_closely_as_the_rest(shelf):
    cards = (shelf.folder / CARDS).read_text(encoding="utf-8")
    first = cards[cards.index("\ntitle = ") : cards.index("\n", cards.index("\ntitle = ") + 1)]
    shelf.change(CARDS, first, f'\ntitle = "{LONG} <br>"')
    found = [f.sentence for f in findings(shelf.folder) if f.field.endswith(".title")]
    assert any("25 words" in sentence for sentence in found)
    assert any("<br>" in sentence for sentence in found)


def test_a_safety_card_may_not_say_what_is_wrong(shelf):
    cards = (shelf.folder / CARDS).read_text(encoding="utf-8")
    first = cards[cards.index("\ntitle = ") : cards.index("\n", cards.index("\ntitle = ") + 1)]
    shelf.change(CARDS, first, '\ntitle = "Push through the pain."')
    found = [f.sentence for f in findings(shelf.folder) if f.field.endswith(".title")]
    assert any("not true (push-through)" in sentence for sentence in found)


def test_findings_come_in_the_order_of_files_and_say_one_line_each(shelf):
    shelf.change(PHRASES, '"Start"', '""')
    shelf.change(BRIDGE, "sides = 1", "sides = 3")
    found = findings(shelf.folder)
    assert found == sorted(found)
    assert str(found[0]) == f"{BRIDGE}, dose.sides: write a whole number from 1 to 2."


def test_the_template_becomes_an_exercise_once_its_neighbour_is_named(shelf):
    template = (own_folder() / "exercises/_template.toml").read_text(encoding="utf-8")
    shelf.write("exercises/new-move.toml", template.replace("the-easier-exercise", "tilt"))
    assert [f for f in findings(shelf.folder) if not f.file.startswith("safety/")] == []


def test_our_own_exercises_phrases_and_sources_have_nothing_to_mend():
    found = [str(f) for f in findings(own_folder()) if not f.file.startswith("safety/")]
    assert found == []
