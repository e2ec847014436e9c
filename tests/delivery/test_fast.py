"""A rate above 100 a second: claims and results share transactions, and every promise stays."""

from collections import Counter
from typing import cast

from bot.chat.daily import ONE_BY_ONE, Sender
from bot.chat.send import Outgoing
from tests.delivery.town import Town, unseen

MANY = 40
FAST = 1000


def fast(town: Town) -> Sender:
    return Sender(
        town.worker,
        cast("Outgoing", town.telegram),
        town.compose,
        on_unauthorised=lambda: town.stops.append("token"),
        rate=FAST,
        crash=town.crash,
        pause=town.clock.pause,
    )


def everybody(town: Town) -> range:
    people = range(1, MANY + 1)
    for person in people:
        town.join(person)
    town.at("07:00")
    return people


async def test_at_a_high_rate_each_person_gets_one_copy_and_each_row_its_result(town: Town) -> None:
    assert FAST > ONE_BY_ONE
    people = everybody(town)
    town.sender = fast(town)
    await town.tick()
    assert Counter(chat for _, chat, _ in town.telegram.ledger) == Counter(people)
    assert {tuple(town.states(person)) for person in people} == {("sent",)}


async def test_at_a_high_rate_nobody_is_sent_to_before_their_slot(town: Town) -> None:
    people = everybody(town)
    began = town.clock.now()
    town.sender = fast(town)
    await town.tick()
    seconds = sorted((at - began).total_seconds() for at, _ in town.telegram.asked)
    assert seconds[0] >= 0
    # Half a second ahead may be claimed, but a request leaves only when its slot has come.
    assert seconds[-1] >= (len(people) - 1) / FAST


async def test_at_a_high_rate_a_lost_answer_still_leads_to_two_copies_at_most(town: Town) -> None:
    people = everybody(town)
    town.telegram.answers(people[3], unseen, unseen, unseen)
    town.sender = fast(town)
    await town.tick()
    await town.ticks(90, step=10)
    copies = Counter(chat for _, chat, _ in town.telegram.ledger)
    assert copies[people[3]] == 2
    assert all(copies[person] == 1 for person in people if person != people[3])
    assert town.states(people[3]) == ["unknown"]


async def test_at_a_high_rate_one_screen_that_cannot_be_made_holds_up_nobody(town: Town) -> None:
    people = everybody(town)
    town.poisoned = {people[0], people[7]}
    town.sender = fast(town)
    await town.tick()
    others = [person for person in people if person not in town.poisoned]
    assert {tuple(town.states(person)) for person in others} == {("sent",)}
    assert {tuple(town.states(person)) for person in town.poisoned} == {("waiting",)}
