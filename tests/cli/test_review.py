"""`unpinch review`: everything a clinician has to read, on one page."""

import re
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.entry import app
from bot.cli.review import build
from bot.coach.lexicon import TALLY
from bot.coach.tally import LEVELS
from content import sign_off
from content.loader import load_library, own_folder

LIBRARY = load_library()
SAFETY = LIBRARY.safety
FOLDER = own_folder() / "safety"
PACK = build(LIBRARY, FOLDER)
SHORT = 100  # words of a folded list that may stand open
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
        if not family.id.startswith(TALLY):
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


def part(title: str) -> str:
    return PACK[PACK.index(f"<h2>{title}</h2>") :].partition("</section>")[0]


def words_of(page: str) -> list[str]:
    return unescape(re.sub(r"<[^>]+>", " ", page)).split()


def test_every_screen_of_the_checker_stands_in_the_pack_with_what_each_answer_leads_to() -> None:
    shown = part("The checker by taps")
    for screen in SAFETY.checker:
        one = shown[shown.index(f'id="screen-{screen.id}"') :].partition("</table>")[0]
        assert f"{screen.step}. {escape(screen.title)}" in one
        assert all(f"<li>{escape(line)}</li>" in one for line in screen.lines)
        for answer in screen.answers:
            row = one[one.index(f"<td>{escape(answer.label)}</td>") :].partition("</tr>")[0]
            assert f"<td>{answer.level or 'none'}</td>" in row
            assert (answer.card or answer.then or "the next question") in row


def test_a_yes_to_the_illnesses_leads_to_the_question_that_decides() -> None:
    shown = words_of(part("The checker by taps"))
    assert "screen strength" in " ".join(shown)


def test_the_points_of_words_are_one_table_that_says_where_the_whole_list_stands() -> None:
    shown = part("Points of words")
    assert "content/safety/words/tally.toml" in shown
    for level in LEVELS:
        family = SAFETY.families[f"speaks_for_{level}"]
        row = shown[shown.index(f"<td>{level}</td>") :].partition("</tr>")[0]
        strongest = max(int(line.rpartition(" ")[2]) for line in family.words)
        assert f" {strongest}" in row
    assert len(words_of(shown)) < 1000


def test_long_lists_of_words_are_folded() -> None:
    for title in ("Word families", "Words of the other languages"):
        shown = part(title)
        assert shown.count("<details") > 10
        assert '<div class="family">' not in shown
        outside = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)
        assert len(words_of(outside)) < SHORT


def test_what_is_not_folded_can_be_read_in_about_an_hour() -> None:
    unfolded = re.sub(r"<details.*?</details>", "", PACK, flags=re.DOTALL)
    unfolded = re.sub(r"<style>.*?</style>", "", unfolded, flags=re.DOTALL)
    for_natives = len(words_of(part("Other languages")))
    assert len(words_of(unfolded)) - for_natives < 75 * 200
    assert re.search(r"About \d\d minutes", part("Where to begin"))


def test_cards_come_before_the_lists_of_words() -> None:
    order = ("Where to begin", "Cards", "The checker by taps", "Rules", "Word families", "Signing")
    places = [PACK.index(f"<h2>{title}</h2>") for title in order]
    assert places == sorted(places)


def test_each_part_stands_in_the_pack_once() -> None:
    titles = re.findall(r"<h2>(.*?)</h2>", PACK)
    assert len(titles) == len(set(titles))
