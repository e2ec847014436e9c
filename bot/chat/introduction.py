"""TELEGRAM: how the bot introduces itself: the menu of commands and the words of its profile."""

import hashlib
import json
import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.chat.routes import COMMANDS
from bot.services import meta
from bot.services.work import Worker

log = logging.getLogger("unpinch")

KEPT = "introduced"


async def introduce(bot: Bot, worker: Worker) -> None:
    """Set menu and descriptions at Telegram, only when they changed; a failure is tried again."""
    words = worker.words
    menu = [(one.name, words.plain(f"menu.{one.name}")) for one in COMMANDS if one.in_menu]
    about = [words.plain("bot.description"), words.plain("bot.short_description")]
    mark = hashlib.sha256(json.dumps([menu, about]).encode()).hexdigest()
    if await worker.look(lambda work: meta.read(work, KEPT)) == mark:
        return
    try:
        await bot.set_my_commands([BotCommand(name, told) for name, told in menu])
        await bot.set_my_description(about[0])
        await bot.set_my_short_description(about[1])
    except TelegramError:
        log.warning("the command menu could not be set; the next start tries again")
        return
    await worker.run(lambda work: meta.write(work, KEPT, mark))
