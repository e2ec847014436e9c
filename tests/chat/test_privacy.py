"""/privacy says what is kept and leads on to deleting it, in any state."""

from tests.chat.talking import Chat


def test_a_stranger_learns_what_is_kept_before_agreeing(chat: Chat) -> None:
    assert "Telegram can read chats" in chat.types("/privacy")


def test_it_leads_to_the_question_before_deleting(chat: Chat) -> None:
    chat.types("/privacy")
    assert "Delete everything?" in chat.taps("Delete my data")


def test_from_a_subscriber_there_is_a_way_back(chat: Chat) -> None:
    chat.subscribes()
    chat.types("/privacy")
    assert len(chat.labels()) == 3
