"""How a poll fills: a person's vote, its counts, and its end."""

from bot.sandbox.values import Json, Media, Message


class Votes:
    """Who chose what in every poll, by the poll's id and the person's."""

    def __init__(self) -> None:
        self._chosen: dict[str, dict[int, list[int]]] = {}

    def of(self, poll_id: str, user_id: int) -> list[int] | None:
        """The places of the options this person chose, or None before they vote."""
        return self._chosen.get(poll_id, {}).get(user_id)

    def cast(self, asked: Message, user_id: int, places: list[int]) -> Json:
        """Count a vote, or with no `places` take it back; gives the `Poll` as it stands now.

        ValueError when the poll does not allow it.
        """
        poll = _poll(asked)
        chosen = self._chosen.setdefault(poll["id"], {})
        _check(poll, places, voted=user_id in chosen)
        if places:
            chosen[user_id] = sorted(places)
        else:
            chosen.pop(user_id, None)
        return _put(asked, _counted(poll, list(chosen.values())))


def stop(asked: Message) -> Json:
    """Close a poll; ValueError when the message is none or it is closed already."""
    poll = _poll(asked)
    if poll["is_closed"]:
        raise ValueError("poll has already been closed")
    return _put(asked, poll | {"is_closed": True})


def answer(poll: Json, *, user: Json, places: list[int]) -> Json:
    """A `PollAnswer`; `user` is already in Telegram's form."""
    persistent = [poll["options"][place]["persistent_id"] for place in places]
    return {
        "poll_id": poll["id"],
        "user": user,
        "option_ids": places,
        "option_persistent_ids": persistent,
    }


def _poll(asked: Message) -> Json:
    if asked.media is None or asked.media.kind != "poll":
        raise ValueError(f"message {asked.message_id} is no poll")
    return asked.media.details


def _put(asked: Message, poll: Json) -> Json:
    asked.media = Media("poll", details=poll)
    return poll


def _check(poll: Json, places: list[int], *, voted: bool) -> None:
    if poll["is_closed"]:
        raise ValueError("the poll is closed")
    if voted and not poll["allows_revoting"]:
        raise ValueError("this poll takes one vote for good")
    if not places and not voted:
        raise ValueError("there is no vote to take back")
    if len(places) > 1 and not poll["allows_multiple_answers"]:
        raise ValueError("this poll takes one answer")
    if len(set(places)) != len(places) or not set(places) <= set(range(len(poll["options"]))):
        raise ValueError("the poll has no such option")


def _counted(poll: Json, votes: list[list[int]]) -> Json:
    options = [
        option | {"voter_count": sum(place in one for one in votes)}
        for place, option in enumerate(poll["options"])
    ]
    return poll | {"options": options, "total_voter_count": len(votes)}
