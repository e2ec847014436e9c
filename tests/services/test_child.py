"""A drawing process ends with the bot it draws for, however the bot ended."""

import os
import select
import subprocess
import sys

PATIENCE = 60.0  # seconds, for a machine that is busy
BOT = """
import multiprocessing, os
from concurrent.futures import ProcessPoolExecutor
from bot.services.child import politely
context = multiprocessing.get_context("spawn")
pool = ProcessPoolExecutor(1, mp_context=context, initializer=politely)
print(pool.submit(os.getpid).result(), pool.submit(os.nice, 0).result(), flush=True)
input()
"""


def test_a_drawing_process_gives_way_and_ends_when_its_bot_is_killed() -> None:
    bot = subprocess.Popen(
        [sys.executable, "-c", BOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with bot:
        assert bot.stdout is not None
        number, nice = map(int, bot.stdout.readline().split())
        watched = os.pidfd_open(number)
        try:
            assert nice >= 10
            assert select.select([watched], [], [], 0)[0] == []
            bot.kill()
            assert select.select([watched], [], [], PATIENCE)[0] == [watched]
        finally:
            os.close(watched)
