"""Articles and quiz: read strictly, easy to read, and honest about their sources."""

from dataclasses import replace
from pathlib import Path

import pytest

from content.article_check import check_article, check_question
from content.article_files import read_articles, read_quiz
from content.findings import Finding
from content.grade import grade
from content.loader import load_library
from content.model import Article, QuizQuestion
from content.vocabulary import ARTICLE_KINDS

LIBRARY = load_library()
GOOD = Article(
    id="good",
    kind="relief",
    title="A good one",
    also=(),
    essence="Warmth may feel good. It does no harm on whole skin.",
    more=("Use it for as long as it feels good. Keep it off numb skin and off wounds.",),
    related=("heel-slide",),
    sources=(),
    common_advice=True,
    covers=(),
)
QUESTION = QuizQuestion(
    id="q", question="Is the hip a hinge?", answers=("Yes", "No"), right=1,
    explanation="It is a ball in a socket.", sources=("practice",), related=("heel-slide",),
    covers=(),
)  # fmt: skip
FILE = """
kind = "relief"
title = "Warmth"
also = ["heat"]
essence = "Warmth may feel good."
more = ["Keep it off wounds."]
related = ["heel-slide"]
sources = []
common_advice = true
covers = []
"""


def faults_of(tmp_path: Path, text: str) -> list[Finding]:
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    faults: list[Finding] = []
    read_articles(tmp_path, {"practice"}, {"heel-slide"}, faults)
    return faults


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    assert faults_of(tmp_path, FILE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "relief"', 'kind = "tips"', "kind"),
        ("common_advice = true\n", "", "name a source"),
        ('related = ["heel-slide"]', 'related = ["nowhere"]', "related"),
        ("sources = []", 'sources = ["nobody"]', "sources"),
        ("covers = []", "covers = []\nstars = 5", "take this key out"),
    ],
)
def test_a_faulty_file_is_told_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    faults = faults_of(tmp_path, FILE.replace(old, new))
    assert any(said in str(fault) for fault in faults)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"essence": "word " * 41}, "say it in 40 words"),
        ({"more": ("Push through the pain, it is fine.",)}, "not true"),
        ({"sources": ("practice",)}, "say which part no source carries"),
        ({"more": ("Good \U0001f600 and fine \U0001f600.",)}, "one emoji"),
        ({"title": "Warmth " * 9}, "60 letters"),
        ({"more": ("<u>No.</u> <marquee>x</marquee>",)}, "more.1"),
        ({"more": ("Fine. " * 700,)}, "shorten the card"),
        ({"more": ("Longitudinal epidemiological investigations demonstrate considerable "
                   "heterogeneity regarding musculoskeletal manifestations.",)}, "like grade"),
    ],
)  # fmt: skip
def test_an_article_that_is_hard_wrong_or_too_long_is_blamed(
    change: dict[str, object], said: str
) -> None:
    blamed = [str(found) for found in check_article(replace(GOOD, **change))]  # type: ignore[arg-type]
    assert any(said in line for line in blamed), blamed


def test_a_good_article_and_question_are_not_blamed() -> None:
    assert list(check_article(GOOD)) == []
    assert list(check_question(QUESTION)) == []


def test_a_quiz_keeps_to_the_limits_of_telegram() -> None:
    long = replace(QUESTION, explanation="It is a ball in a socket. " * 9)
    assert any("200" in str(found) for found in check_question(long))


def test_a_card_says_in_its_words_which_part_is_common_advice() -> None:
    told = replace(GOOD, sources=("practice",), more=("Common advice: keep it off wounds.",))
    assert list(check_article(told)) == []
    carried = replace(GOOD, sources=("practice",), common_advice=False)
    assert list(check_article(carried)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"explanation": "Push through the pain."}, "not true"),
        ({"explanation": "It is a ball in a socket. " * 5}, "so that its source fits"),
        ({"question": "<b>Is the hip a hinge?</b>"}, "take out the tags"),
        ({"answers": ("No", "Yes " * 30)}, "100 letters"),
        ({"explanation": "Investigations demonstrate considerable epidemiological heterogeneity "
                         "regarding musculoskeletal manifestations."}, "like grade"),
    ],
)  # fmt: skip
def test_a_question_that_is_hard_wrong_or_refused_is_blamed(
    change: dict[str, object], said: str
) -> None:
    blamed = [str(found) for found in check_question(replace(QUESTION, **change))]  # type: ignore[arg-type]
    assert any(said in line for line in blamed), blamed


def test_anatomy_may_be_a_little_harder_than_the_rest() -> None:
    words = ("A ligament attaches bone to bone, and a tendon attaches a muscle to a bone. "
             "A few ligaments surround the joint and together they hold it steady.")  # fmt: skip
    hard = replace(GOOD, essence=words, more=())
    assert 7 < grade(words) <= 8
    relief, anatomy = check_article(hard), check_article(replace(hard, kind="anatomy"))
    assert any("grade" in str(found) for found in relief)
    assert not any("grade" in str(found) for found in anatomy)


def test_a_list_is_read_line_by_line() -> None:
    listed = "Bring these:\n" + "\n".join(f"a soft mat and a chair {n}" for n in range(12))
    assert grade(listed) < grade(listed.replace("\n", " "))


def test_a_quiz_needs_a_right_answer_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "quiz.toml"
    path.write_text(
        '[q]\nquestion = "?"\nanswers = ["a", "b"]\nright = 3\nexplanation = "e"\n'
        'sources = ["practice"]\nrelated = ["heel-slide"]\ncovers = []\n',
        encoding="utf-8",
    )
    faults: list[Finding] = []
    read_quiz(path, {"practice"}, {"heel-slide"}, faults)
    assert [fault.field for fault in faults] == ["q.right"]


def test_short_words_read_easier_than_long_ones() -> None:
    easy = "Stand up. Walk a bit. Sit down when you like. Do it once more in an hour or so."
    assert grade(easy) < 3
    assert grade("Intermittent postural reconfiguration ameliorates discomfort " * 3) > 12


def test_no_reviewer_is_invented() -> None:
    assert {article.reviewed for article in LIBRARY.articles.values()} <= {""}


def test_there_is_something_to_read_of_every_kind() -> None:
    assert {article.kind for article in LIBRARY.articles.values()} == ARTICLE_KINDS


def test_there_are_twenty_questions_and_each_has_one_right_answer() -> None:
    assert len(LIBRARY.quiz) >= 20
