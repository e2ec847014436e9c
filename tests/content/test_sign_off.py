"""A clinician's signature counts for the very files that were signed, and for nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.loader import own_folder
from content.review_pack import build
from content.sign_off import RECORD, Standing, hashes, state, whole

Sign = Callable[..., None]


@pytest.fixture
def safety(tmp_path: Path) -> Path:
    folder = tmp_path / "safety"
    shutil.copytree(own_folder() / "safety", folder)
    return folder


def sign(folder: Path, **changes: str) -> None:
    """Write a complete record for the files as they are; `changes` replace or drop a line."""
    lines = {
        "name": 'name = "Ana Example"',
        "registration": 'registration = "REG 1"',
        "signed_on": "signed_on = 2027-01-31",
        **changes,
    }
    files = [f'"{name}" = "{digest}"' for name, digest in hashes(folder).items()]
    text = "\n".join([*filter(None, lines.values()), "[files]", *files])
    (folder / RECORD).write_text(text, encoding="utf-8")


def test_our_own_files_are_signed_by_nobody() -> None:
    signed = state(own_folder() / "safety")
    assert signed.standing is Standing.NOBODY
    assert str(signed) == "No clinician has signed the safety files."


def test_a_folder_without_a_record_is_signed_by_nobody(safety: Path) -> None:
    (safety / RECORD).unlink()
    assert state(safety).standing is Standing.NOBODY


def test_a_complete_record_for_these_files_counts(safety: Path) -> None:
    sign(safety)
    signed = state(safety)
    assert signed.standing is Standing.SIGNED
    assert str(signed) == "Ana Example (REG 1) signed the safety files on 2027-01-31."


@pytest.mark.parametrize("file", ["cards.toml", "numbers.toml", "languages/es.toml"])
def test_an_edit_voids_it_and_names_the_file(safety: Path, file: str) -> None:
    sign(safety)
    path = safety / file
    path.write_text(path.read_text(encoding="utf-8") + "\n# one more line\n", encoding="utf-8")
    signed = state(safety)
    assert signed.standing is Standing.VOID
    assert signed.changed == (file,)
    assert "void" in str(signed)
    assert file in str(signed)


def test_a_new_file_and_a_missing_one_void_it(safety: Path) -> None:
    sign(safety)
    (safety / "words" / "more.toml").write_text("# more\n", encoding="utf-8")
    (safety / "languages" / "uk.toml").unlink()
    signed = state(safety)
    assert signed.standing is Standing.VOID
    assert signed.changed == ("languages/uk.toml", "words/more.toml")


def test_undoing_the_edit_makes_it_count_again(safety: Path) -> None:
    sign(safety)
    path = safety / "cards.toml"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    assert state(safety).standing is Standing.VOID
    path.write_bytes(before)
    assert state(safety).standing is Standing.SIGNED


@pytest.mark.parametrize("missing", ["name", "registration", "signed_on"])
def test_a_record_without_one_of_its_details_is_refused(safety: Path, missing: str) -> None:
    sign(safety, **{missing: ""})
    signed = state(safety)
    assert signed.standing is Standing.REFUSED
    assert any(missing in fault.field for fault in signed.faults)
    assert "does not count" in str(signed)


@pytest.mark.parametrize(
    ("detail", "line"),
    [
        ("registration", 'registration = "  "'),
        ("signed_on", 'signed_on = "last week"'),
        ("seen_by", 'seen_by = "somebody else"'),
    ],
)
def test_a_detail_that_says_nothing_is_refused(safety: Path, detail: str, line: str) -> None:
    sign(safety, **{detail: line})
    assert state(safety).standing is Standing.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        'name = "A"\nregistration = "B"\nsigned_on = 2027-01-31\n[files]\n',
        '[files]\n"a" = 1\n',
    ],
)
def test_a_record_that_cannot_be_read_or_signs_nothing_is_refused(safety: Path, text: str) -> None:
    (safety / RECORD).write_text(text, encoding="utf-8")
    signed = state(safety)
    assert signed.standing is Standing.REFUSED
    assert signed.faults


def test_the_hash_of_the_whole_changes_with_any_file(safety: Path) -> None:
    before = hashes(safety)
    assert whole(before) == whole(dict(reversed(before.items())))
    assert whole(before) != whole({**before, "cards.toml": "0"})
    assert RECORD not in before


@pytest.mark.parametrize("edited", [False, True])
def test_the_pack_shows_how_the_record_stands(safety: Path, edited: bool) -> None:
    from content.loader import load_library

    sign(safety)
    if edited:
        (safety / "cards.toml").write_text("# gone\n", encoding="utf-8")
    pack = build(load_library(), safety)
    assert ("but this is void" in pack) is edited
    assert ('class="standing signed"' in pack) is not edited
