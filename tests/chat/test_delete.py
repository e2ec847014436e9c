"""/delete asks twice, forgets everything, and an old button never deletes."""

from sqlmodel import select

from storage.tables import Subscriber
from tests.chat.talking import Chat


def _known(chat: Chat) -> bool:
    with chat.database.look() as db:
        return db.exec(select(Subscriber)).first() is not None


def test_the_command_alone_deletes_nothing(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/delete")
    assert _known(chat)


def test_the_second_step_deletes_the_person(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/delete")
    assert "All gone" in chat.taps("Delete everything")
    assert not _known(chat)


def test_it_works_before_consent(chat: Chat) -> None:
    chat.types("/delete")
    chat.taps("Delete everything")
    assert not _known(chat)


def test_keep_it_keeps_everything(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/delete")
    assert chat.taps("Keep it")
    assert _known(chat)


def test_an_old_button_asks_again(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/delete")
    chat.waits(minutes=11)
    assert "Delete everything?" in chat.taps("Delete everything")
    assert _known(chat)


def test_a_button_from_before_a_new_start_deletes_nothing(chat: Chat) -> None:
    chat.types("/delete")
    data = chat.data("Delete everything")
    chat.presses(data)
    chat.types("/start")
    chat.presses(data)
    assert _known(chat)
