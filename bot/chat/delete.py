"""/delete: says what goes, asks once more, and forgets the person."""

from bot.chat.buttons import OldButton, Press
from bot.chat.screens import Reply, say
from bot.chat.talk import Talk
from bot.chat.visit import Did, Visit
from bot.services import erasure, subscribers
from bot.services.work import Work


def command(talk: Talk) -> Reply:
    """/delete: what goes, and two ways on. Nothing is deleted yet."""
    sure = talk.button("delete.yes", "delete", "yes", erasure.mark(talk.work), style="danger")
    keep = talk.button("delete.keep", "delete", "keep")
    return say(talk.say("delete.ask"), (sure,), (keep,))


def pressed(talk: Talk, press: Press) -> Reply | None:
    """Delete everything, or keep it and go on. A button older than ten minutes asks again."""
    if press.word(0) == "keep":
        return None
    if press.word(0) != "yes":
        raise OldButton(press.verb)
    if not erasure.is_fresh(talk.work, talk.person, press.number(1)):
        return command(talk)
    erasure.forget(talk.work, talk.person, talk.visit.chat_id, talk.visit.update_id)
    return say(talk.say("delete.gone"), living=False)


def forgotten(visit: Visit, work: Work) -> Reply | None:
    """The answer to a press, a vote or a block by somebody unknown: nothing is stored for it.

    Everybody who has a button of ours was known once, so they were forgotten since.
    """
    silent = visit.did in (Did.LEFT, Did.CAME_BACK, Did.VOTE)
    if not (silent or visit.did is Did.PRESS) or subscribers.find(work, visit.person_id):
        return None
    nobody = subscribers.stranger(visit.person_id, visit.chat_id, work.now)
    return Reply() if silent else Reply(toast=Talk(visit, work, nobody).plain("delete.forgotten"))
