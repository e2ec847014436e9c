"""People vote in the bot's polls, and the bot hears of it."""

import pytest

from tests.sandbox.stand import Stand

OPTIONS = [{"text": "Gentle"}, {"text": "Steady"}, {"text": "Rest"}]


async def poll(stand: Stand, **more: object) -> int:
    asked = await stand.done(
        "sendPoll", chat_id=stand.ana, question="How was it?", options=OPTIONS, **more
    )
    return int(asked["message_id"])


async def test_a_named_vote_sends_the_answer_and_the_counts(stand: Stand) -> None:
    asked = await poll(stand, is_anonymous=False)
    stand.world.vote(stand.ana, asked, [1])
    counts, answer = await stand.done("getUpdates")
    assert counts["poll"]["total_voter_count"] == 1
    assert [one["voter_count"] for one in counts["poll"]["options"]] == [0, 1, 0]
    assert answer["poll_answer"]["user"]["id"] == stand.ana
    assert answer["poll_answer"]["option_ids"] == [1]
    assert answer["poll_answer"]["option_persistent_ids"] == ["1"]


async def test_an_unnamed_vote_tells_only_the_counts(stand: Stand) -> None:
    stand.world.vote(stand.ana, await poll(stand), [0])
    assert [set(one) - {"update_id"} for one in await stand.done("getUpdates")] == [{"poll"}]


async def test_a_vote_can_be_changed_and_taken_back(stand: Stand) -> None:
    asked = await poll(stand, is_anonymous=False)
    for places in ([0], [2], []):
        stand.world.vote(stand.ana, asked, places)
    updates = await stand.done("getUpdates")
    assert [one["poll_answer"]["option_ids"] for one in updates if "poll_answer" in one] == [
        [0],
        [2],
        [],
    ]
    assert updates[-2]["poll"]["total_voter_count"] == 0


async def test_a_quiz_takes_one_vote_for_good(stand: Stand) -> None:
    asked = await poll(stand, type="quiz", correct_option_ids=[2])
    stand.world.vote(stand.ana, asked, [2])
    with pytest.raises(ValueError, match="for good"):
        stand.world.vote(stand.ana, asked, [1])


@pytest.mark.parametrize("places", [[3], [-1], [0, 1], [0, 0], []])
async def test_a_vote_that_the_poll_does_not_allow_is_refused(
    stand: Stand, places: list[int]
) -> None:
    asked = await poll(stand)
    with pytest.raises(ValueError, match="poll|vote"):
        stand.world.vote(stand.ana, asked, places)
    assert await stand.done("getUpdates") == []


async def test_a_stopped_poll_shows_its_end_and_takes_no_more_votes(stand: Stand) -> None:
    asked = await poll(stand, allows_multiple_answers=True)
    stand.world.vote(stand.ana, asked, [0, 1])
    ended = await stand.done("stopPoll", chat_id=stand.ana, message_id=asked)
    assert (ended["is_closed"], ended["total_voter_count"]) == (True, 1)
    with pytest.raises(ValueError, match="closed"):
        stand.world.vote(stand.ana, asked, [2])
    words = await stand.refusal("stopPoll", chat_id=stand.ana, message_id=asked)
    assert words == "Bad Request: poll has already been closed"


async def test_only_a_poll_can_be_stopped(stand: Stand) -> None:
    words = await stand.refusal("stopPoll", chat_id=stand.ana, message_id=await stand.text())
    assert words == "Bad Request: message with poll to stop not found"
