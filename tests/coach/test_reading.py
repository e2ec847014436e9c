"""Tests of reading: a person's own words to findings."""

from dataclasses import replace
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import lexicon, reading, triage
from bot.coach.reading import Sign
from content.safety_loader import load_safety

SAFETY = load_safety(Path(__file__).parents[2] / "content" / "safety", {})
ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates and NUL included
LONGEST = 4096


def rules(text: str) -> set[str]:
    return {finding.rule for finding in triage.judge(text, SAFETY).findings}


def urgent_rules(text: str) -> set[str]:
    return rules(text) - {"unsure", "care", "soon", "today"}


def sign(text: str, concept: str) -> Sign:
    return next(sign for sign in reading.read(text, SAFETY).signs if sign.concept == concept)


def test_a_finding_names_its_rule_its_card_and_the_words_that_matched() -> None:
    found = triage.judge("My hip is fine, but I am NUMB between my legs.", SAFETY).findings[0]
    assert found.id == "saddle-feeling"
    assert (found.rule, found.level, found.card) == ("K1", "emergency", "emergency")
    assert found.words == "numb between my legs"


def test_nothing_is_found_in_nothing() -> None:
    assert reading.read("", SAFETY).signs == ()


@pytest.mark.parametrize(
    "text",
    [
        "no fever",
        "I don't have a fever",
        "without any fever",
        "fever: none",
        "Fever? Nope.",
        "no chills, fever or weakness",
        "no swelling, chills, fever",
        "fever was ruled out",
    ],
)
def test_a_denied_sign_is_known_to_be_denied(text: str) -> None:
    assert sign(text, "fever").denied
    assert not sign(text, "fever").counts


@pytest.mark.parametrize(
    "text", ["no pain, fever since noon", "not only fever", "no better, fever", "not sure, fever?"]
)
def test_a_sign_beside_no_that_denies_something_else_counts(text: str) -> None:
    assert sign(text, "fever").counts


def test_a_sign_knows_whom_it_is_about() -> None:
    assert sign("my dad has a fever", "fever").who == "somebody else"
    assert sign("I have a fever", "fever").who == "you"
    assert not sign("my dog has a fever", "fever").counts


def test_long_ago_needs_both_a_time_and_a_word_that_it_is_over() -> None:
    assert sign("ten years ago I had a fever, all fine since", "fever").past
    assert not sign("ten years ago I had a fever", "fever").past
    assert not sign("ten years ago I had a fever, recovered, and it is back again", "fever").past


def test_a_question_about_people_in_general_is_no_report() -> None:
    assert sign("what are the signs of a fever", "fever").hypothetical
    assert not sign("what if my fever goes up", "fever").hypothetical


@pytest.mark.parametrize(
    "text",
    [
        "i cant feel between my legs",
        "I can’t feel between my legs",
        "I CAN NOT FEEL BETWEEN MY LEGS",
        "I cannot\nfeel   between my legs!!!",
        "I can't feeeeel betweeeen my legggs",
        "I can't f\u200beel betw\u00adeen my legs",
        "I can't feel 😱 between 🔥 my legs 😭",
        "I ｃａｎ'ｔ feel between my legs",
    ],
)
def test_case_quotes_breaks_stretched_letters_and_pictures_change_nothing(text: str) -> None:
    assert urgent_rules(text) == urgent_rules("I cannot feel between my legs") >= {"K1"}


@pytest.mark.parametrize(
    "text",
    ["nubm between my legs", "my genitlas are numb", "lost control of my bladdr", "cant breathee"],
)
def test_common_slips_are_read(text: str) -> None:
    assert urgent_rules(text) & {"K1", "K25"}


SAID = {
    "bladder": "lost control of my {}",
    "genitals": "my {} are numb",
    "numbness": "{} between my legs",
    "suicide": "thinking of {}",
    "overdose": "it was an {}",
    "seizure": "had a {}",
}


@pytest.mark.parametrize("word", SAID)
def test_one_slip_in_a_word_that_matters_changes_nothing(word: str) -> None:
    places = range(1, len(word) - 1)
    missing = [word[:i] + word[i + 1 :] for i in places]
    doubled = [word[: i + 1] + word[i:] for i in places]
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places]
    right = urgent_rules(SAID[word].format(word))
    assert right
    for slip in missing + doubled + swapped:
        assert urgent_rules(SAID[word].format(slip)) >= right, slip


@pytest.mark.parametrize(
    "text", ["I'm breeding rabbits", "feeding the chickens", "planning a wedding"]
)
def test_real_words_are_not_mistaken_for_slips(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    ["no numbness between my legs", "not numb down there", "no chest pain", "without chest pain"],
)
def test_a_plain_denial_does_not_fire(text: str) -> None:
    assert urgent_rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "no fever, but numb between my legs",
        "no back pain. I can't pee",
        "not exactly chest pain",
        "I'm not sure, chest pain maybe",
        "no idea why I can't feel my privates",
        "no feeling between my legs",
        "not suicidal, I just want to die",
    ],
)
def test_a_denial_beside_something_real_or_in_doubt_fires(text: str) -> None:
    assert urgent_rules(text)


def test_a_word_too_far_away_is_another_matter() -> None:
    near = "numb toes, then a long walk along the river with friends and cake, privates on parade"
    assert "K1" not in rules(near)
    assert "K1" in rules("numb in the saddle area")


def test_an_injury_in_one_sentence_counts_for_the_next() -> None:
    assert "K4" in rules("I fell yesterday. It was on the stairs, at night. Now I can't stand.")


def test_the_second_half_of_a_rule_alone_is_not_enough() -> None:
    assert "K4" not in rules("the leg looks shorter in this photo")
    assert "K2" not in rules("both legs ache after the run")


def test_every_phrase_of_the_word_lists_can_be_found() -> None:
    families = {family.id: family.words for family in SAFETY.families.values()}
    compiled = lexicon.Lexicon(families)
    named = {name: "/".join(w for w in words if " " not in w) for name, words in families.items()}
    unheard = [
        (family, phrase)
        for family, phrases in families.items()
        if family not in lexicon.SPELLING_LISTS | {lexicon.IDIOMS, lexicon.FUN_IDIOMS}
        and not family.startswith(lexicon.TALLY)
        for phrase in phrases
        if family not in compiled.mentions(_spoken(phrase, named).split())
    ]
    assert unheard == []


def test_every_idiom_is_blanked_out() -> None:
    families = {family.id: family.words for family in SAFETY.families.values()}
    compiled = lexicon.Lexicon(families)
    kept = [
        idiom
        for idiom in families[lexicon.IDIOMS]
        if lexicon.MASKED not in compiled.mask(_spoken(idiom, {}).split())
    ]
    assert kept == []


def _spoken(phrase: str, named: dict[str, str]) -> str:
    """A phrase as somebody may type it: first choices, stars and gaps left out."""
    parts = [part.split("/")[0] for part in phrase.split() if part != lexicon.GAP]
    whole = (named[part[1:]].split("/")[0] if part.startswith("@") else part for part in parts)
    return " ".join(part.rstrip("*") for part in whole)


@given(ANY_TEXT)
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    assert triage.judge(text, SAFETY).level in triage.Level


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00" * 50, "\u202egnihtyna\u202c", "ﷺ" * 200, "|" * 300]
)
def test_broken_and_hostile_text_is_read_without_an_error(text: str) -> None:
    assert triage.judge(text, SAFETY).findings == ()


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=60)
def test_text_around_an_emergency_never_hides_it(before: str, after: str) -> None:
    assert "K1" in rules(f"{before}\n\nI wet myself and I can't pee\n\n{after}")


def test_a_normal_message_costs_next_to_nothing() -> None:
    """How fast it really is says `make bench`; this is for something that went badly wrong."""
    text = "my right hip feels stiff after sitting, a small pinch when I lift the knee"
    assert sorted(_seconds(text))[4] < 0.02


ORDINARY = "My hip began to ache, then I could not sit and both legs felt tired after the stairs. "


def test_the_longest_ordinary_message_costs_little() -> None:
    assert min(_seconds((ORDINARY * LONGEST)[:LONGEST])) < 0.15


@pytest.mark.parametrize("words", ["numb ", "cannot ", "no numb or ", "my legs both ", ORDINARY])
def test_a_message_of_one_word_again_and_again_costs_little_and_grows_in_a_line(words: str) -> None:
    whole = min(_seconds((words * LONGEST)[:LONGEST]))
    half = min(_seconds((words * LONGEST)[: LONGEST // 2]))
    assert whole < 0.3
    assert whole < 4 * half + 0.01


def _seconds(text: str) -> list[float]:
    """Processor seconds of nine readings of a text, after one that is not counted."""

    def once() -> float:
        start = thread_time()
        triage.judge(text, SAFETY)
        return thread_time() - start

    return [once() for _ in range(10)][1:]


def test_another_set_of_rules_gives_other_findings() -> None:
    fewer = replace(SAFETY, rules=SAFETY.rules[-1:])
    assert {f.rule for f in triage.judge("my hip aches, I can't pee", fewer).findings} == {"care"}


@pytest.mark.parametrize(
    "text",
    [
        "numb between my legs, that is not normal for me",
        "I can't pee properly, this isn't usual for me",
        "numb between my legs, not the same as always",
        "Numb between my legs. Normal for me?",
    ],
)
def test_what_is_not_normal_for_somebody_is_no_habit(text: str) -> None:
    assert triage.judge(text, SAFETY).level == "emergency"


def test_a_no_after_the_name_of_a_sign_denies_it() -> None:
    assert sign("you asked about fever. nope. Only the desk hip thing", "fever").denied
    assert sign("My leg is numb and weak? No it isn't, autocorrect", "leg_weak").denied
    assert not sign("I have a fever. No idea why", "fever").denied


def test_what_a_late_husband_had_is_a_story() -> None:
    assert sign("my late husband had pain in his back", "hurts_at_all").past
    assert not sign("my husband has pain in his back", "hurts_at_all").past


def test_a_yes_after_a_sign_outweighs_the_no_of_the_one_before() -> None:
    told = "fever no / weight loss no / saddle numb yes / both legs no"
    assert not sign(told, "saddle_changed").denied
    assert "K1" in rules(f"{told}\n\nGood morning!")


@pytest.mark.parametrize("so", [", same as ever", ". Same as always.", ", like always"])
@pytest.mark.parametrize(
    "sign",
    [
        "I have chest pain and cant breathe",
        "my face is drooping and my speech is slurred",
        "numb between my legs",
        "cant pee at all",
        "both legs are weak and numb",
        "I fell and cant stand up",
        "sudden testicle pain",
    ],
)
def test_no_emergency_is_an_old_habit(sign: str, so: str) -> None:
    assert triage.judge(sign + so, SAFETY).level == "emergency"


def test_a_leak_of_years_may_be_one() -> None:
    leak = sign("I leak a bit when I sneeze, same as ever. Hips tight", "toilet_strong")
    assert leak.past
