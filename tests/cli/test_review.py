"""`unpinch review`: everything a clinician has to read, on one page."""

import re
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.entry import app
from content import sign_off
from content.loader import load_library, own_folder
from content.review_pack import build

LIBRARY = load_library()
SAFETY = LIBRARY.safety
FOLDER = own_folder() / "safety"
PACK = build(LIBRARY, FOLDER)
VOID_TAGS = {"meta", "hr", "br"}


class Balance(HTMLParser):
    """Notes every tag that is closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID_TAGS:
            self.open.append(tag)
        self.links.extend(value or "" for name, value in attrs if name in ("src", "href"))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_command_writes_the_pack_and_says_that_nobody_has_signed(tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    result = CliRunner().invoke(app, ["review", "--out", str(out)])
    assert result.exit_code == 0
    assert "No clinician has signed" in result.stdout
    assert out.read_text(encoding="utf-8") == PACK


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["review", "--out", str(tmp_path / "no" / "pack.html")])
    assert result.exit_code == 73
    assert "cannot be written" in result.stderr


def test_the_top_of_the_pack_says_that_nobody_has_signed() -> None:
    start = PACK[PACK.index("<body>") :][:400]
    assert "No clinician has signed the safety files." in start


def test_every_card_stands_in_the_pack_word_for_word() -> None:
    plain = re.sub(r"<[^>]+>", "", PACK)
    for card in SAFETY.cards.values():
        assert f'id="card-{card.id}"' in PACK
        for part in re.split(r"<[^>]+>|\{[^}]+\}", f"{card.text}\n{card.more}"):
            assert part.strip() in plain


@pytest.mark.parametrize("rule", SAFETY.rules, ids=lambda rule: rule.id)
def test_every_rule_stands_in_the_pack(rule: object) -> None:
    assert f"<td>{rule.rule}</td><td>{rule.id}</td><td>{rule.level}</td>" in PACK  # type: ignore[attr-defined]


def test_every_word_family_number_source_and_language_stands_in_the_pack() -> None:
    for family in SAFETY.families.values():
        assert escape("; ".join(family.words)) in PACK
    for row in SAFETY.numbers.values():
        assert escape(f"{row.name} ({row.country})") in PACK
        assert escape(row.source) in PACK
    for card in SAFETY.cards.values():
        assert all(escape(LIBRARY.sources[id_].title) in PACK for id_ in card.sources)
    for language in LIBRARY.languages.known.values():
        assert all(escape("; ".join(words)) in PACK for words in language.families.values())


def test_the_last_page_has_the_hash_of_each_file_and_of_the_whole() -> None:
    hashes = sign_off.hashes(FOLDER)
    assert {"cards.toml", "rules.toml", "numbers.toml", "languages/es.toml"} <= set(hashes)
    for name, digest in hashes.items():
        assert f"<td>{name}</td><td>{digest}</td>" in PACK
    assert PACK.count(sign_off.whole(hashes)) == 2


def test_the_pack_is_well_formed_and_needs_no_other_file() -> None:
    reader = Balance()
    reader.feed(PACK)
    assert reader.open == []
    assert reader.wrong == []
    assert reader.links == []
    assert "@media print" in PACK
    assert "{emergency}" not in unescape(PACK)


def test_the_same_files_give_the_same_pack() -> None:
    assert build(LIBRARY, FOLDER) == PACK
