"""/report makes one page for a clinician, and /progress leads to a picture of the weeks."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.chat import report, report_sheet
from bot.chat.letters import Letter, Post, pack, unpack
from bot.chat.screens import Document, Drawing, Place, Reply, Screen
from bot.chat.send import Outgoing
from bot.clock import Clock
from bot.services import clinic_report, subscribers
from bot.services.outcomes import Outcome, Sent
from bot.services.work import Work, Worker
from content.words import Words
from tests.chat.talking import Chat
from tests.conftest import MONDAY_TEN

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def chat(database: Any, library: Any, words: Words) -> Chat:
    return Chat(database, library, words, MONDAY_TEN)


def work_of(chat: Chat, db: Any) -> Work:
    return Work(db, chat.library, chat.words, chat.now)


def page(chat: Chat, name: str = "") -> Document:
    with chat.database.look() as db:
        draw = report.build(work_of(chat, db), chat.person, name)
    assert draw is not None
    return Document(draw.name, draw.draw())


def findings(chat: Chat) -> clinic_report.Findings:
    with chat.database.look() as db:
        work = work_of(chat, db)
        person = subscribers.find(work, chat.person)
        assert person is not None
        return clinic_report.findings(work, person)


def does_a_routine(chat: Chat, *, hurts: str = "") -> None:
    """The whole routine by taps; the first move hurts when asked for."""
    if hurts:
        chat.taps("hurts")
        chat.taps(hurts)
    while "Done" in " ".join(chat.labels()):
        chat.taps("Done")
    chat.taps("2")


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_the_page_comes_as_a_file_in_a_message_of_its_own(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    shown = chat.types("/report")
    assert "no name" in shown
    assert chat.screen is not None
    assert (chat.screen.document, chat.screen.place) == ("report", Place.NEW)
    assert chat.labels()


def test_a_typed_name_goes_on_the_page_and_is_not_kept(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    shown = chat.types("/report Ana <b>\n da Silva")
    assert "Ana &lt;b&gt; da Silva" in shown
    assert chat.screen is not None
    assert chat.screen.document == "report Ana <b> da Silva"
    with chat.database.look() as db:
        row = subscribers.row_of(work_of(chat, db), chat.person)
        assert "Ana" not in repr(row)


def test_a_very_long_name_is_cut(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.types("/report " + "x" * 3000)
    assert chat.screen is not None
    assert chat.screen.document == "report " + "x" * 40


def test_the_file_is_one_pdf_page_whatever_happened(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    does_a_routine(chat, hurts="3 to 5")
    made = page(chat, "Ana")
    assert made.name == "hip-report-2026-11-23.pdf"
    assert isinstance(made.content, bytes)
    assert made.content.startswith(b"%PDF")
    assert pages_in(made.content) == 1


def test_the_same_facts_make_the_same_file(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    assert page(chat) == page(chat)
    assert page(chat) != page(chat, "Ana")


def test_a_done_routine_and_its_pain_are_in_the_findings(chat: Chat) -> None:
    chat.subscribes("Sore knee")
    chat.begins(pain=4)
    does_a_routine(chat)
    found = findings(chat)
    assert found.weeks[-1].whole == 1
    assert [(one.morning, one.peak) for one in found.scores] == [(4, 2)]
    assert "knee_pain" in found.limits
    assert found.usual_first == 4
    assert found.seconds > 300


def test_a_move_that_hurt_a_lot_is_listed_with_what_took_its_place(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    for _ in range(2):  # past the warm-up
        chat.taps("Done")
    chat.taps("hurts")
    chat.taps("6 or more")
    event = findings(chat).swaps[0]
    assert event.what == "hurt_a_lot"
    assert event.old in chat.library.exercises


def test_before_the_first_routine_there_is_nothing_to_report(chat: Chat) -> None:
    chat.types("/start")
    assert "nothing to report yet" in chat.types("/report")
    assert chat.labels()


def test_a_medical_hold_does_not_keep_the_page_from_the_clinician(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.types("I can't feel my saddle area and I lost control of my bladder")
    chat.types("/report")
    assert chat.screen is not None
    assert chat.screen.document == "report"
    assert [event.what for event in findings(chat).signs] == ["sign"]


def test_in_a_crisis_the_crisis_comes_first(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.types("I want to kill myself")
    chat.types("/report")
    assert chat.screen is not None
    assert chat.screen.document == ""


def test_nothing_is_made_for_somebody_who_was_forgotten(chat: Chat) -> None:
    with chat.database.look() as db:
        assert report.build(work_of(chat, db), 4711) is None
        assert report.build_picture(work_of(chat, db), 4711, "4") is None


def test_progress_leads_to_the_picture_of_four_weeks_and_on_to_twelve(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    does_a_routine(chat)
    chat.types("/progress")
    shown = chat.taps("As a picture")
    assert "Routines a week, by its Monday: 23 November: 1" in shown
    assert chat.screen is not None
    assert chat.screen.document == "chart 4"
    chat.taps("12 weeks")
    assert chat.screen.document == "chart 12"


def test_the_picture_and_its_words_tell_minutes_by_muscle_and_what_went_a_step_up(
    chat: Chat,
) -> None:
    chat.subscribes()
    chat.begins()
    does_a_routine(chat)
    with chat.database.look() as db:
        work = work_of(chat, db)
        found = findings(chat)
        before = found.made - timedelta(days=1)
        grown = replace(found, grown=(("clamshell", before), ("glute-bridge", found.made)))
        words = report_sheet.picture_words(work, "en", grown)
        plain = report_sheet.picture_words(work, "en", replace(found, muscles=()))
        heights = [
            Image.open(BytesIO(report_sheet.picture(work, "en", one)())).height
            for one in (replace(found, muscles=()), found, grown)
        ]
    assert "for stretching about 10 is enough: " in words
    assert "front of the hip" in words
    assert "A step up, because it went well: Glute bridge, Clamshell" in words
    assert "muscle" not in plain
    assert heights == sorted({*heights})


def routines_of(chat: Chat, *done: tuple[int, int]) -> clinic_report.Findings:
    """Weeks with so many routines done whole and in part, the latest last."""
    found = findings(chat)
    latest = found.weeks[-len(done) :]
    told = zip(latest, done, strict=True)
    weeks = tuple(replace(week, whole=whole, part=part) for week, (whole, part) in told)
    return replace(found, weeks=weeks)


def test_a_week_without_a_routine_is_left_out_of_the_words(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    with chat.database.look() as db:
        work = work_of(chat, db)
        some = report_sheet.picture_words(work, "en", routines_of(chat, (3, 1), (0, 0), (0, 2)))
        none = report_sheet.picture_words(work, "en", routines_of(chat, (0, 0), (0, 0)))
    assert "Routines a week, by its Monday: 9 November: 4, 23 November: 2" in some
    assert "Routines a week, by its Monday" not in none


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ((0, 0), "No routine in these weeks yet."),
        ((3, 0), "3 routines done whole."),
        ((0, 1), "1 routine done in part."),
        ((3, 1), "3 routines done whole, 1 in part."),
    ],
)
def test_the_page_counts_no_zero(chat: Chat, done: tuple[int, int], said: str) -> None:
    chat.subscribes()
    chat.begins()
    with chat.database.look() as db:
        work = work_of(chat, db)
        person = subscribers.find(work, chat.person)
        assert person is not None
        lines = report_sheet.sheet(work, person, routines_of(chat, done), "").left[0].lines
    assert lines[0] == said
    assert not [line for line in lines if re.search(r"\b0\b", line)]


def test_a_step_up_of_before_the_weeks_of_the_picture_is_not_in_it(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    found = findings(chat)
    early, late = found.weeks[0].first, found.made
    grown = replace(found, grown=(("clamshell", early), ("glute-bridge", late)))
    assert report_sheet.narrowed(grown, 12).grown == grown.grown
    assert report_sheet.narrowed(grown, 4).grown == (("glute-bridge", late),)


def test_the_picture_is_a_png_shown_in_the_chat(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    with chat.database.look() as db:
        draw = report.build_picture(work_of(chat, db), chat.person, "4")
    assert draw is not None
    assert draw.picture
    assert draw.draw().startswith(PNG)


def test_a_forged_span_changes_nothing(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    reply = chat.presses("1:weeks:9999")
    assert all(not screen.document for screen in reply.screens)


class Telegram:
    """Notes the files it is sent."""

    def __init__(self) -> None:
        self.files: list[Document] = []

    async def send_document(self, _chat: int, _screen: Screen, document: Document) -> Outcome:
        self.files.append(document)
        return Sent(1)


async def test_the_name_reaches_the_maker_of_the_page_also_after_a_restart(chat: Chat) -> None:
    chat.subscribes()
    chat.begins()
    chat.types("/report Ana Maria")
    assert chat.screen is not None
    telegram, told = Telegram(), []

    def build(work: Work, person_id: int, name: str) -> Drawing | None:
        told.append(name)
        return report.build(work, person_id, name)

    clock = Clock(MONDAY_TEN - Clock().now())
    worker = Worker(chat.database, chat.library, chat.words, clock)
    post = Post(worker, telegram, documents={report.REPORT: build})  # type: ignore[arg-type]  # only files are sent here
    post.send(unpack(pack(Letter(1, chat.person, chat.person, Reply((chat.screen,))))))
    await post.finish()
    worker.close()
    assert told == ["Ana Maria"]
    assert telegram.files[0].name.endswith(".pdf")


class Bot:
    """Notes by which call a file was sent."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def send_photo(self, *_: Any, **__: Any) -> None:
        self.calls.append("photo")

    async def send_document(self, *_: Any, **__: Any) -> None:
        self.calls.append("document")


async def test_a_picture_is_shown_in_the_chat_and_a_page_is_a_file() -> None:
    bot, screen = Bot(), Screen("words")
    outgoing = Outgoing(bot)  # type: ignore[arg-type]  # two calls are enough
    await outgoing.send_document(7, screen, Document("weeks.png", PNG, picture=True))
    await outgoing.send_document(7, screen, Document("page.pdf", b"%PDF"))
    assert bot.calls == ["photo", "document"]
