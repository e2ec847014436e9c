"""Tests of the safety content: cards, numbers, word lists, rules and their sources."""

import re
import shutil
from pathlib import Path

import pytest

from content import telegram_html
from content.errors import ContentError
from content.model import SafetyCard, Source
from content.numbers import card_text, crisis_words, emergency_words, fill
from content.safety_loader import load_safety, load_safety_sources

FOLDER = Path(__file__).parents[2] / "content" / "safety"
SAFETY = load_safety(FOLDER, {})
SOURCES = load_safety_sources(FOLDER)
COUNTRIES = [None, "", "??", *SAFETY.numbers]
CARDS = list(SAFETY.cards.values())
EMERGENCIES = [card for card in CARDS if card.level == "emergency"]
ON_THE_EUROPEAN_NUMBER = [
    "AT",
    "BE",
    "BG",
    "HR",
    "CY",
    "CZ",
    "DK",
    "EE",
    "FI",
    "DE",
    "GR",
    "HU",
    "IT",
    "LV",
    "LT",
    "LU",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SK",
    "SI",
    "ES",
    "SE",
]
PROMISED = [
    "emergency",
    "emergency_injury",
    "emergency_general",
    "emergency_list",
    "overdose",
    "crisis",
    "unsure",
    "redflags",
    "doctor",
    "symptoms",
    "hold",
    "hold_crisis",
    "hold_crisis_over",
    "hold_lifted",
    "under_18",
    "hip_replacement",
    "pregnant",
    "bone",
    "too_little",
    "footer",
    "self_care",
]
FORBIDDEN = (
    r"you'?re fine|you are fine|you have cauda|you probably|no red flags|safe to train|cures?\b|"
    r"heals?\b|push through|no need to see|\d ?mg\b|misaligned"
)
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", telegram_html.visible(text))


def name(card: SafetyCard) -> str:
    return card.id


def test_every_promised_card_is_there() -> None:
    assert set(PROMISED) <= set(SAFETY.cards)


def test_every_other_card_is_one_that_a_rule_shows() -> None:
    shown = {rule.card for rule in SAFETY.rules if rule.card}
    tapped = {name for name in SAFETY.cards if name.startswith("checker_")}
    assert set(SAFETY.cards) - set(PROMISED) - tapped <= shown


def test_a_card_has_the_level_of_the_rules_that_show_it() -> None:
    fitting = {"crisis": "emergency", "emergency": "emergency", "see_clinician": "see_clinician"}
    for rule in SAFETY.rules:
        if rule.card:
            level = SAFETY.cards[rule.card].level
            assert fitting.get(level, level) == rule.level, rule.id


def test_every_phrase_of_a_family_is_said_of_something() -> None:
    assert all(family.means and family.words for family in SAFETY.families.values())
    assert all(concept.says and concept.lines for concept in SAFETY.concepts)


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_a_card_fits_into_one_message_in_every_country(card: SafetyCard) -> None:
    for country in COUNTRIES:
        more = fill(card.more, country, SAFETY)
        whole = f"<b>{card.title}</b>\n{card_text(card, country, SAFETY)}\n{more}"
        assert telegram_html.length(whole) < 4000
        assert "{" not in whole
        assert list(telegram_html.refusals(whole)) == []


@pytest.mark.parametrize("card", EMERGENCIES, ids=name)
def test_an_emergency_card_says_the_number_in_its_first_line(card: SafetyCard) -> None:
    first = card_text(card, "NZ", SAFETY).splitlines()[0]
    assert first == "<b>This could be an emergency. Call 111 now.</b>"


@pytest.mark.parametrize("card", EMERGENCIES, ids=name)
def test_an_emergency_card_ends_with_what_the_bot_is_and_does(card: SafetyCard) -> None:
    end = "I'm a bot and can't examine you. I've paused exercises for now."
    assert card.text.endswith(end)


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_a_card_keeps_to_what_a_bot_may_say(card: SafetyCard) -> None:
    assert not re.search(FORBIDDEN, f"{card.title} {card.text} {card.more}", re.IGNORECASE)


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_a_card_is_written_in_short_sentences_with_one_emoji_a_line(card: SafetyCard) -> None:
    sentences = [s for s in re.split(r"[.!?:;\n]", card.text + "\n" + card.more) if words(s)]
    lengths = [len(words(sentence)) for sentence in sentences]
    assert sum(lengths) / len(lengths) <= 14
    assert all(len(EMOJI.findall(line)) <= 1 for line in card.text.splitlines())


@pytest.mark.parametrize("country", [None, "GB", "DE", "PK"])
def test_the_crisis_reply_is_short_in_every_country(country: str | None) -> None:
    assert len(words(card_text(SAFETY.cards["crisis"], country, SAFETY))) <= 95


def test_the_crisis_card_itself_has_fewer_than_ninety_words() -> None:
    assert len(words(SAFETY.cards["crisis"].text)) < 90


def test_the_crisis_reply_keeps_its_order() -> None:
    text = card_text(SAFETY.cards["crisis"], "GB", SAFETY)
    order = ("sorry", "exercise bot", "call 999", "116 123", "near you", "Constant pain")
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_unsure_card_names_five_signs_and_the_number() -> None:
    text = card_text(SAFETY.cards["unsure"], "US", SAFETY)
    assert text.count("•") == 5
    assert "Call 911 now" in text
    assert "/symptoms" in text


def test_the_red_flags_lead_with_emergencies_then_today_then_soon() -> None:
    card = SAFETY.cards["redflags"]
    whole = card.text + card.more
    places = [whole.index(part) for part in ("Call for help now", "Be seen today", "days or weeks")]
    assert places == sorted(places)
    assert "between your legs" in card.text.splitlines()[1]


def test_the_footer_never_calls_itself_a_diagnosis() -> None:
    assert SAFETY.cards["footer"].text.startswith("General information, not a diagnosis.")


def test_an_unknown_country_gets_the_long_text_that_is_safe_everywhere() -> None:
    for country in (None, "", "XX"):
        text = emergency_words(country, SAFETY)
        assert all(number in text for number in ("112", "999", "911", "000", "111"))


@pytest.mark.parametrize(
    ("country", "number"),
    [("PT", "112"), ("nz", "111"), ("US", "911"), ("GB", "999"), ("AU", "000"), ("BR", "192")],
)
def test_a_known_country_gets_its_own_number(country: str, number: str) -> None:
    assert f"Call {number}" in emergency_words(country, SAFETY)


def test_a_number_that_sources_dispute_comes_with_the_one_a_person_knows() -> None:
    text = emergency_words("PK", SAFETY)
    assert "1122" in text
    assert "the emergency number you know" in text


def test_an_unverified_number_is_never_shown() -> None:
    assert SAFETY.numbers["PE"].status == "unverified"
    assert emergency_words("PE", SAFETY) == emergency_words(None, SAFETY)
    assert crisis_words("PE", SAFETY) == crisis_words(None, SAFETY)


def test_a_crisis_line_is_that_of_the_country_or_a_directory() -> None:
    assert crisis_words("US", SAFETY) == "Call or text 988"
    assert crisis_words("GB", SAFETY) == "Call Samaritans on 116 123"
    assert crisis_words("PT", SAFETY).startswith("findahelpline.com")


@pytest.mark.parametrize("country", ON_THE_EUROPEAN_NUMBER)
def test_the_european_number_holds_across_the_union(country: str) -> None:
    assert SAFETY.numbers[country].emergency == "112"


@pytest.mark.parametrize("country", SAFETY.numbers)
def test_a_row_says_where_its_numbers_come_from(country: str) -> None:
    row = SAFETY.numbers[country]
    assert row.source
    assert row.read_on or "not re-read" in row.source
    assert not row.crisis or row.crisis_source
    assert not row.crisis or row.crisis_read_on or "not re-read" in row.crisis_source
    assert row.status != "ok2" or row.read_on


def test_every_card_and_rule_names_sources_that_exist() -> None:
    named = {id_ for card in CARDS for id_ in card.sources}
    named |= {rule.source for rule in SAFETY.rules}
    assert named <= set(SOURCES)


def test_a_source_has_a_date_only_when_somebody_read_it() -> None:
    unread = {"not re-read", "second-hand"}
    assert all((s.read in unread) == (s.read_on is None) for s in SOURCES.values())


def test_cards_may_also_name_sources_from_elsewhere(tmp_path: Path) -> None:
    changed(tmp_path, "cards.toml", 'sources = ["fail-upward"]', 'sources = ["a-book"]')
    book = Source("a-book", "A book", 2024, "https://example.org", "open", "textbook", "excerpt")
    assert load_safety(tmp_path / "safety", {"a-book": book}).cards["footer"].sources == ("a-book",)


FAULTS = [
    ("cards.toml", 'level = "crisis"', 'level = "bad"', "level"),
    ("cards.toml", "too: {crisis_line}", "too: {crisis_number}", "text"),
    ("cards.toml", "<b>any</b>", "<h1>any</h1>", "text"),
    ("cards.toml", 'rules = ["K24"]', 'rules = ["K99"]', "rules"),
    ("cards.toml", 'sources = ["fail-upward"]', 'sources = ["nobody"]', "sources"),
    ("cards.toml", 'title = "Bones first"', 'heading = "Bones first"', "title"),
    (
        "numbers.toml",
        'source = "Android list; second list agrees (named, not re-read)"',
        "",
        "source",
    ),
    ("numbers.toml", "[NZ]", "[nz]", "nz"),
    ("numbers.toml", 'status = "ok1"', 'status = "fine"', "status"),
    ("numbers.toml", "Call {number} now", "Call now", "emergency"),
    ("words/feeling.toml", '"numb*"', '"Numb"', "words"),
    ("words/feeling.toml", '"numb*"', '"nu*"', "words"),
    ("words/feeling.toml", '"numb*"', '"... numb"', "words"),
    ("words/feeling.toml", '"numb*"', '"no sensation", "no sensation"', "words"),
    ("words/toilet.toml", "[toilet]", "[feel_loss]", "feel_loss"),
    ("concepts.toml", '"feel_loss + saddle"', '"feel_loss + sadle"', "lines"),
    ("concepts.toml", '"feel_loss + saddle"', '"feel_loss & saddle"', "lines"),
    ("concepts.toml", "within = 7", "within = 99", "within"),
    ("concepts.toml", "[saddle_changed]", "[saddle]", "saddle"),
    ("rules.toml", 'needs = ["wish_to_die"]', 'needs = ["wish_to_dye"]', "needs"),
    ("rules.toml", 'card = "crisis"', 'card = "no-card"', "card"),
    ("rules.toml", 'rule = "K24"', 'rule = "24"', "rule"),
    ("rules.toml", 'id = "seizure"', 'id = "collapse"', "rules"),
]


@pytest.mark.parametrize(("file", "old", "new", "field"), FAULTS)
def test_a_fault_names_the_file_and_the_field(
    file: str, old: str, new: str, field: str, tmp_path: Path
) -> None:
    changed(tmp_path, file, old, new)
    with pytest.raises(ContentError) as caught:
        load_safety(tmp_path / "safety", {})
    assert caught.value.file == f"safety/{file}"
    assert field in caught.value.field


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "safety")
    (tmp_path / "safety" / "rules.toml").unlink()
    with pytest.raises(ContentError, match=r"rules\.toml"):
        load_safety(tmp_path / "safety", {})


def changed(tmp_path: Path, file: str, old: str, new: str) -> None:
    """A copy of the safety folder with the first `old` in one file replaced by `new`."""
    shutil.copytree(FOLDER, tmp_path / "safety")
    path = tmp_path / "safety" / file
    before = path.read_text(encoding="utf-8")
    after = before.replace(old, new, 1)
    assert before != after
    path.write_text(after, encoding="utf-8")
