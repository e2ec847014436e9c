"""/about and /privacy say who runs this, and that no clinician has signed it."""

from importlib.metadata import version

from bot.chat import answering
from bot.chat.visit import Did, Visit
from bot.services.operator import Operator
from bot.services.work import Work
from tests.chat.talking import Chat


def asks(chat: Chat, command: str, operator: Operator) -> str:
    visit = Visit(1, Did.COMMAND, chat.now, 7, 7, language="en", command=command, text="")
    with chat.database.begin() as db:
        work = Work(db, chat.library, chat.words, chat.now, operator)
        return answering.answer(visit, work).screens[-1].text


def test_about_says_version_licence_and_that_nobody_clinical_has_signed(chat: Chat) -> None:
    shown = chat.types("/about")
    assert version("unpinch") in shown
    assert "MIT" in shown
    assert "No clinician has checked or signed" in shown
    assert "not a diagnosis" in shown


def test_about_counts_the_sources_and_those_nobody_has_read_again(chat: Chat) -> None:
    sources = chat.library.sources.values()
    unread = sum(source.read == "not re-read" for source in sources)
    assert f"{len(sources)} in all. {unread} of them" in chat.types("/about")


def test_about_leads_to_help_and_to_what_is_kept(chat: Chat) -> None:
    chat.types("/about")
    assert "What I can do" in chat.taps("What I can do")
    chat.types("/about")
    assert "What I know about you" in chat.taps("My data")


def test_the_operator_is_named_in_about_and_privacy_and_cannot_write_markup(chat: Chat) -> None:
    who = Operator("Dr <b>Who</b>", "who@clinic.example")
    for command in ("about", "privacy"):
        shown = asks(chat, command, who)
        assert "run by Dr &lt;b&gt;Who&lt;/b&gt;, who@clinic.example." in shown


def test_an_operator_without_a_name_is_said_to_have_none(chat: Chat) -> None:
    for command in ("about", "privacy"):
        assert "has not left a name" in asks(chat, command, Operator())


def test_a_contact_alone_is_enough(chat: Chat) -> None:
    assert "run by @clinic." in asks(chat, "about", Operator(contact="@clinic"))
