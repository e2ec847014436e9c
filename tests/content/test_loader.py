"""The loader takes what is right and names file, field and remedy of what is not."""

import pytest

from content.errors import ContentError
from content.findings import Finding
from content.loader import inspect_library, load_library
from content.model import Dose, Ladder, Phase


def test_an_exercise_is_read_as_it_is_written(shelf):
    bridge = load_library(shelf.folder).exercises["bridge"]
    assert bridge.dose == Dose(Ladder.REPS, start=1, sides=1, tempo=6, hold=3)
    assert bridge.phases == {Phase.STRENGTH}
    assert bridge.kit == {"band"}
    assert bridge.blocked_by == {"no_floor", "pregnant"}
    assert (bridge.regress_to, bridge.progress_to, bridge.unlocked_by) == ("tilt", None, "tilt")
    assert bridge.sources == ("lab-2020", "handout")
    assert bridge.dose_words == "2 sets of 8."


def test_a_fixed_dose_keeps_its_sets_and_its_count(shelf):
    tilt = load_library(shelf.folder).exercises["tilt"]
    assert tilt.dose == Dose(Ladder.FIXED, 0, 1, tempo=7, hold=5, sets=1, count=10)
    assert tilt.floor_of_chain
    assert tilt.changes == {"osteoporosis": "Press gently."}


def test_a_file_that_begins_with_an_underscore_is_left_alone(shelf):
    assert sorted(load_library(shelf.folder).exercises) == ["bridge", "tilt"]


def test_sources_of_exercises_and_of_safety_stand_side_by_side(shelf):
    library = load_library(shelf.folder)
    cited = {id_ for card in library.safety.cards.values() for id_ in card.sources}
    assert {"lab-2020", "handout", "practice"} | cited <= set(library.sources)


def test_nested_phrases_get_dotted_keys(shelf):
    phrases = load_library(shelf.folder).phrases
    assert set(phrases["en"]) == {"start.hello", "start.days", "card.start"}
    assert phrases["pt"] == {"start.hello": "Olá {name}."}


TILT, BRIDGE = "exercises/tilt.toml", "exercises/bridge.toml"
SPOILED = [
    # file, what is taken out, what is put in, field of the finding, words of the remedy
    (TILT, 'feel = "', 'feeling = "', "feel", "missing"),
    (TILT, 'feel = "', 'feeling = "', "feeling", "Did you mean feel?"),
    (TILT, 'feel = "Light work."', 'feel = ""', "feel", "write a text"),
    (TILT, 'steps = ["Lie down.", "Press."]', "steps = []", "steps", "at least 1"),
    (TILT, 'also = ["small tuck"]', 'also = "small tuck"', "also", "list of texts"),
    (TILT, 'also = ["small tuck"]', 'also = ["bridge"]', "also", "name of bridge"),
    (TILT, 'name = "Tilt"', 'name = "BRIDGE"', "name", "bridge has this one"),
    (TILT, '["belly"]\nposition', '["tummy"]\nposition', "areas", "tummy is not known"),
    (TILT, "lying on your back", "lying on your bak", "position", "mean lying on your back"),
    (BRIDGE, '["mat"]', '["mate"]', "equipment", "did you mean mat?"),
    (BRIDGE, '["band"]', '["bandage"]', "plan.kit", "did you mean band?"),
    (BRIDGE, '["strength"]', '["strong"]', "plan.phases", "strong is not known"),
    (BRIDGE, '"no_floor", ', '"nofloor", ', "plan.blocked_by", "did you mean no_floor?"),
    (BRIDGE, '"no_floor", ', '"pregnant", ', "plan.blocked_by", "only once"),
    (BRIDGE, 'regress_to = "tilt"', 'regress_to = "tipp"', "plan.regress_to", "no exercise tipp"),
    (BRIDGE, 'regress_to = "tilt"', 'regress_to = "bridge"', "plan.regress_to", "not this one"),
    (BRIDGE, 'regress_to = "tilt"\n', "", "plan.regress_to", "floor_of_chain = true"),
    (BRIDGE, "unlocked_by", "floor_of_chain = true\nunlocked_by", "plan.floor_of_chain", "easier"),
    (BRIDGE, 'unlocked_by = "tilt"', 'unlocked_by = "x"', "plan.unlocked_by", "no exercise x"),
    (TILT, 'progress_to = "bridge"', 'progress_to = "up"', "plan.progress_to", "no exercise up"),
    (TILT, "floor_of_chain = true", 'regress_to = "bridge"', "plan.regress_to", "circle"),
    (TILT, "floor_of_chain = true", "floor_of_chain = 1", "plan.floor_of_chain", "true or false"),
    (BRIDGE, '"handout"', '"handouts"', "sources.use", "no source handouts"),
    (BRIDGE, 'ladder = "R"', 'ladder = "Q"', "dose.ladder", "Q is not known"),
    (BRIDGE, "start = 1", "start = 5", "dose.start", "from 0 to 4"),
    (BRIDGE, "start = 1", "start = true", "dose.start", "whole number"),
    (BRIDGE, "sides = 1", "sides = 3", "dose.sides", "from 1 to 2"),
    (BRIDGE, "hold = 3", "hold = 9", "dose.hold", "no longer than"),
    (BRIDGE, "tempo = 6\n", "", "dose.tempo", "seconds of one repetition"),
    (BRIDGE, "tempo = 6", "tempo = 6\nsets = 2", "dose.sets", "only ladder F"),
    (TILT, "count = 10\n", "", "dose.count", "ladder F needs"),
    (TILT, "osteoporosis =", "bones =", "changes.bones", "not a flag"),
    (TILT, "[changes]", "[change]", "changes", "begins with [changes]"),
    (TILT, 'name = "Tilt"', "name = Tilt", "file", "not valid TOML"),
    ("sources.toml", "https://example.org/bridges", "", "lab-2020.link", "the address"),
    ("sources.toml", "https://example.org/bridges", "bridges", "lab-2020.link", "https://"),
    ("sources.toml", "year = 2020", "year = 0", "lab-2020.year", "undated"),
    ("sources.toml", "year = 2020\n", "", "lab-2020.year", "missing"),
    ("sources.toml", 'access = "open"\n', "", "lab-2020.access", "missing"),
    ("sources.toml", "read_on = 2026-11-21\n", "", "lab-2020.read_on", "day of the reading"),
    ("sources.toml", "read_on = 2026-11-21", 'read_on = "May"', "lab-2020.read_on", "a date"),
    ("sources.toml", '"abstract"', '"second-hand"', "lab-2020.read_on", "take the date out"),
    ("sources.toml", '"abstract"', '"skimmed"', "lab-2020.read", "skimmed is not known"),
    ("phrases/en.toml", '"Start"', '""', "card.start", "empty phrase"),
    ("phrases/en.toml", '"Start"', "3", "card.start", "nothing but texts"),
    ("phrases/en.toml", "Hello {name}", "Hello {name", "start.hello", "close the gap"),
    ("phrases/pt.toml", "{name}", "{nome}", "start.hello", "take out the gap {nome}"),
    ("phrases/pt.toml", "hello", "ola", "start.ola", "English has no such phrase"),
]  # fmt: skip


def fault_at(findings: tuple[Finding, ...], file: str, field: str) -> list[str]:
    return [f.sentence for f in findings if (f.file, f.field) == (file, field)]


@pytest.mark.parametrize(("file", "old", "new", "field", "remedy"), SPOILED)
def test_a_slip_is_found_in_its_file_and_field(shelf, file, old, new, field, remedy):
    shelf.change(file, old, new)
    found = fault_at(inspect_library(shelf.folder)[1], file, field)
    assert any(remedy in sentence for sentence in found), found


def test_the_untouched_folder_has_nothing_wrong(shelf):
    assert inspect_library(shelf.folder)[1] == ()


def test_loading_stops_at_the_first_fault_and_counts_the_others(shelf):
    shelf.change(BRIDGE, "sides = 1", "sides = 3")
    shelf.change(BRIDGE, "start = 1", "start = 9")
    with pytest.raises(ContentError, match=r"bridge\.toml, dose\.start: write a whole") as caught:
        load_library(shelf.folder)
    assert caught.value.__notes__ == ["There are 1 more; `unpinch check` lists them all."]


def test_one_fault_alone_needs_no_note(shelf):
    shelf.change(BRIDGE, "sides = 1", "sides = 3")
    with pytest.raises(ContentError) as caught:
        load_library(shelf.folder)
    assert not hasattr(caught.value, "__notes__")


def test_a_file_that_is_no_toml_has_one_fault_and_not_thirty(shelf):
    shelf.write(TILT, "name = \n")
    found = [f for f in inspect_library(shelf.folder)[1] if f.file == TILT]
    assert [f.field for f in found] == ["file"]


def test_a_file_name_must_be_an_id(shelf):
    (shelf.folder / TILT).rename(shelf.folder / "exercises/Big Tilt.toml")
    found = fault_at(inspect_library(shelf.folder)[1], "exercises/Big Tilt.toml", "file")
    assert found == ["name the file in small letters with hyphens, such as glute-bridge.toml."]


def test_a_missing_file_is_named(shelf):
    (shelf.folder / "sources.toml").unlink()
    (shelf.folder / "phrases/en.toml").unlink()
    found = inspect_library(shelf.folder)[1]
    assert fault_at(found, "sources.toml", "file")
    assert fault_at(found, "phrases/en.toml", "file")


def test_a_folder_without_exercises_is_a_fault(shelf):
    for path in (shelf.folder / "exercises").iterdir():
        path.unlink()
    assert fault_at(inspect_library(shelf.folder)[1], "exercises", "folder")


def test_a_file_in_another_encoding_is_named(shelf):
    (shelf.folder / TILT).write_bytes('name = "Olá"'.encode("utf-16"))
    (sentence,) = fault_at(inspect_library(shelf.folder)[1], TILT, "file")
    assert "UTF-8" in sentence


def test_an_id_cannot_name_two_sources(shelf):
    safety = (shelf.folder / "safety/sources.toml").read_text(encoding="utf-8")
    taken = safety[safety.index("\n[") + 2 : safety.index("]", safety.index("\n["))]
    shelf.change("sources.toml", "[handout]", f"[{taken}]")
    found = inspect_library(shelf.folder)[1]
    assert fault_at(found, "safety/sources.toml", taken)
