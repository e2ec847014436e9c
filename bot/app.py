"""Builds the whole bot from settings; the only place where parts meet."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from telegram.ext import Application, ApplicationBuilder, CallbackContext

from bot.chat import admin, export, report
from bot.chat import inbox as updates
from bot.chat.broadcast_progress import Progress
from bot.chat.composing import compose
from bot.chat.daily import Sender
from bot.chat.floods import Floods
from bot.chat.handling import Handler
from bot.chat.hello import reach
from bot.chat.illustrated import Illustrated
from bot.chat.introduction import introduce
from bot.chat.letters import Build, Post
from bot.chat.polling import GaveUp, Poller
from bot.chat.projector import Projector
from bot.chat.request import Request
from bot.chat.screens import Screen
from bot.chat.send import Outgoing
from bot.chat.visit import Visit
from bot.chat.webhook import Receiver, announce, withdraw
from bot.clock import Clock
from bot.coach import triage
from bot.coach.zones import use_packaged_zones
from bot.ops.backup_rounds import BackupRounds
from bot.ops.crash import crash_at
from bot.ops.front import Front
from bot.ops.happened import Happened
from bot.ops.lock import take_lock
from bot.ops.owner import check_owner, own
from bot.ops.reloading import Reloader
from bot.ops.watchdog import watch
from bot.services import cleaning, deliveries, erasure, judging, schedules, secrets_notes
from bot.services.album import Album
from bot.services.deliveries import Claim
from bot.services.operator import Operator
from bot.services.outcomes import Outcome
from bot.services.printer import Printer
from bot.services.studio import Studio
from bot.services.work import Worker
from bot.settings import Settings
from content.loader import load_library
from content.model import Library
from content.words import Words
from storage.database import BESIDE_A_SERVER, Database, DatabaseError, open_database
from storage.inbox import Stored
from storage.migrate import check_large, migrate
from storage.snapshot import FOLDER
from storage.trouble import plain_words

log = logging.getLogger("unpinch")

# What makes each file that a screen may name.
DOCUMENTS: dict[str, Build] = {
    export.EXPORT: export.build,
    report.REPORT: report.build,
    report.CHART: report.build_picture,
    admin.STATS: admin.build,
}

TICK = 1.0  # seconds
CLEAN_EVERY = 3600.0
LOOK_AT_BACKUPS = 60.0
STOP_REPLIES = 10.0
STOP_DATABASE = 15.0  # longer than the database waits for a lock
SILENT = 75

# The token is needed to build the bot, but no other part ever sees it.
PTB = Application[Any, Any, Any, Any, Any, Any]


class App:
    """One running bot. `start` and `stop` may be called by whoever owns the event loop."""

    def __init__(self, settings: Settings, clock: Clock, *, token: str, api_url: str, url: str):
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        use_packaged_zones()
        self._settings = settings
        self._clock = clock
        self.library: Library = load_library()
        self.words = Words(self.library.phrases)
        self._database: Database = open_database(url, lists=BESIDE_A_SERVER)
        secrets_notes.seal_notes(self._database, settings.notes_keys)
        self._backups = _backups(self._database, settings, clock)
        self._lock: IO[str] | None = None
        operator = Operator(
            settings.operator_name, settings.operator_contact, frozenset(settings.admin_ids)
        )
        self.worker = Worker(self._database, self.library, self.words, clock, operator)
        self.happened = Happened(clock)
        counting = self.happened.answered
        self._line, self._polling_line = Request(answered=counting), Request(answered=counting)
        self._bot_id = token.partition(":")[0]
        self._ptb: PTB = _build(token, api_url, self._line, self._polling_line)
        pictures = _pictures_beside(self._database)
        self.album = Album(self.worker, pictures, int(self._bot_id))
        self.studio = Studio(self.album, pictures)
        self._outgoing = Illustrated(Outgoing(self._ptb.bot), self.album)
        self._printer = Printer()
        projector = Projector(self.worker, self._outgoing, self.studio)
        self._post = Post(
            self.worker,
            self._outgoing,
            documents=DOCUMENTS,
            show_film=projector.show,
            draw=self._printer.draw,
        )
        self._handler = Handler(self.worker, self._post, self._read, self.happened.handling)
        self._sender = Sender(
            self.worker,
            self._outgoing,
            compose,
            observe=self._observe,
            documents=DOCUMENTS,
            draw=self._printer.draw,
            on_unauthorised=lambda: self.end(GaveUp.TOKEN),
            rate=settings.rate,
            crash=crash_at(settings.fault),
        )
        self._progress = Progress(self.worker, self._outgoing)
        self._reloader = Reloader(
            self.worker, adopt=self._adopt, tell=self._tell, process=_process()
        )
        self._floods = Floods(now=clock.now, alarms=self._alarms)
        admit = self._floods.admit
        self._poller = Poller(
            self.worker,
            lambda offset: updates.fetch(self._polling_line, self._ptb.bot, offset),
            on_stored=self._handler.wake,
            on_give_up=self.end,
            admit=admit,
        )
        self._secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        self._receiver = Receiver(
            self.worker, self._secret, on_stored=self._handler.wake, admit=admit
        )
        self._tasks: list[asyncio.Task[Any]] = []
        self._listening = AsyncExitStack()
        self.health_address = ""
        self._ended: asyncio.Future[int] | None = None
        self._serves = False
        self._stopped = False
        self._last_tick = clock.monotonic()

    def _alarms(self, text: str) -> bool:
        """Whether words that are too many must be answered all the same."""
        return judging.alarms(text, self.library)

    def _adopt(self, library: Library, words: Words) -> None:
        """Content that was read anew is in use from now on."""
        self.library, self.words = library, words
        self._floods.read_anew()

    async def _tell(self, chat_id: int, words: str) -> None:
        """Write to an operator; what does not arrive stands in the log as well."""
        await self._outgoing.send(chat_id, Screen(words, living=False))

    def _observe(self, claim: Claim, outcome: Outcome) -> None:
        self.happened.delivered(claim.kind, claim.due, self._clock.now(), outcome)

    def _read(self, row: Stored, now: datetime) -> Visit | None:
        return updates.read(row.body or "", self._ptb.bot, now=now, received_at=row.received_at)

    async def start(self) -> None:
        """Lock and migrate the database, settle what a crash left, then begin to poll and send.

        A start that fails or is cancelled half-way lets go of everything it took.
        """
        self._make_end()
        try:
            await self._open_database()
            await reach(self._ptb.initialize)
            await self.worker.run(lambda work: own(work, self._bot_id))
            await introduce(self._ptb.bot, self.worker)
            await self.album.open()
            await self._reloader.open()
            await self._serve()
            self.health_address = await self._listening.enter_async_context(
                self._front().listening(self._settings.listen)
            )
            await self._fetch_or_receive()
            self._keep(self._learn_words())
        except BaseException:
            await self.stop()
            raise
        log.info("running as @%s", self._ptb.bot.username)

    async def _open_database(self) -> None:
        """Take the database; that of another bot is left exactly as it is."""
        self._lock = take_lock(self._database.path)
        migrate(self._database)
        with plain_words(self._database):
            await self.worker.look(lambda work: check_owner(work, self._bot_id))
            await self.worker.run(schedules.recompute_all)
            if self._database.is_sqlite:  # elsewhere a living replica may be sending them
                await self.worker.run(deliveries.reconcile_at_start)
            await self.worker.run(erasure.replay)
            await self.worker.run(erasure.scrub_after)

    async def _serve(self) -> None:
        self._start_tick()
        self._serves = True
        parts = (
            self._handler,
            self._sender,
            self.album,
            self._progress.rounds,
            self._reloader.rounds,
        )
        for work in (*(part.run() for part in parts), self._watch()):
            self._keep(work)
        self._keep(self._read_through())
        await self._ptb.start()

    async def _fetch_or_receive(self) -> None:
        """Updates come by webhook where one is set, else we ask for them.

        A webhook stays when this process stops: other replicas may serve it, and Telegram keeps
        what it cannot bring.
        """
        bot, url = self._ptb.bot, self._settings.webhook_url
        if url:
            await reach(lambda: announce(bot, url, self._secret))
            return
        await reach(lambda: withdraw(bot))
        self._keep(self._poller.run())

    async def _learn_words(self) -> None:
        """Build the lists of the safety check while the first updates are asked for.

        A text that comes meanwhile builds them itself and waits half a second longer.
        """
        await asyncio.to_thread(triage.judge, "", self.library.safety)

    def _start_tick(self) -> None:
        queue = self._ptb.job_queue
        if queue is None:
            raise RuntimeError("python-telegram-bot was installed without its job queue")
        self._last_tick = self._clock.monotonic()
        lasting = {"misfire_grace_time": None, "coalesce": True}
        queue.run_repeating(self._tick, TICK, first=0, job_kwargs=lasting)
        queue.run_repeating(self._clean, CLEAN_EVERY, first=CLEAN_EVERY, job_kwargs=lasting)
        if self._backups is not None:
            queue.run_repeating(self._back_up, LOOK_AT_BACKUPS, first=0, job_kwargs=lasting)

    async def _tick(self, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        self._last_tick = self._clock.monotonic()
        self._sender.wake()
        self._handler.tick()
        self._progress.rounds.wake()
        self._reloader.rounds.wake()

    async def _clean(self, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        await cleaning.clean_up(self.worker)

    async def _back_up(self, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        if self._backups is not None:
            await self._backups.round()

    def _front(self) -> Front:
        address = self._settings.webhook_url
        return Front(
            self.worker,
            attempts=self._attempts(),
            happened=self.happened,
            backups=self._backups,
            also=[self._receiver.route(address)] if address else [],
        )

    def _attempts(self) -> dict[str, Callable[[], float]]:
        tick = {"the tick": lambda: self._last_tick}
        if self._settings.webhook_url:
            return tick
        return {"polling": lambda: self._poller.last_attempt} | tick

    async def _watch(self) -> None:
        await watch(
            self._attempts(),
            monotonic=self._clock.monotonic,
            on_silence=lambda _name: self.end(SILENT),
        )

    async def _read_through(self) -> None:
        """Read a large file from end to end beside the work; a damaged one ends the program."""
        try:
            await asyncio.to_thread(check_large, self._database)
        except DatabaseError as error:
            log.error("%s", error)
            self.end(error.exit_code)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._task_ended)
        self._tasks.append(task)

    def _task_ended(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.error("a part of the program ended", exc_info=task.exception())
            self.end(SILENT)

    def end(self, code: int) -> None:
        """Ask the program to end with this exit code; the first one counts."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(int(code))

    async def ended(self) -> int:
        """Wait until something asks the program to end; returns the exit code."""
        if self._ended is None:
            raise RuntimeError("the bot was not started")
        return await self._ended

    async def stop(self) -> None:
        """Claim nothing more, wait a while for answers under way, send what is owed, let go.

        A step that fails is logged and the next is taken, so that nothing stays behind. What
        was handled but not confirmed to Telegram comes again and is passed over.
        """
        if self._stopped:
            return
        self._stopped = True
        steps = (
            self._listening.aclose, self._sender.stop, self._stop_tasks, self._finish_replies,
            self._post.stop, self._stop_ptb, self._line.shutdown, self._polling_line.shutdown,
        )  # fmt: skip
        try:
            for step in steps:
                try:
                    await step()
                except Exception:
                    log.exception("a step of stopping failed")
            self.album.close()
            self.studio.close()
            self._printer.rest()
            await self.worker.end(STOP_DATABASE)
        finally:
            self._database.close()
            if self._lock is not None:
                self._lock.close()

    async def _stop_tasks(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _finish_replies(self) -> None:
        """Send what is owed, for a while; what is left is sent at the next start."""
        if not self._serves:
            return
        self._serves = False
        try:
            async with asyncio.timeout(STOP_REPLIES):
                await self._handler.round()
                await self._handler.send_owed()
                await self._post.finish()
        except TimeoutError:
            log.warning("stopped with replies outstanding; the next start sends them")

    async def _stop_ptb(self) -> None:
        if self._ptb.running:
            await self._ptb.stop()
        await self._ptb.shutdown()

    def _make_end(self) -> asyncio.Future[int]:
        if self._ended is None:
            self._ended = asyncio.get_running_loop().create_future()
        return self._ended

    def _told_to_stop(self) -> None:
        """The first signal stops in good order, one more at once."""
        if self._ended is not None and self._ended.done():
            os._exit(self._ended.result())
        self.end(0)

    async def run(self) -> int:
        """Run until a signal or a fault ends it, also while it starts; returns the exit code."""
        loop = asyncio.get_running_loop()
        ended = self._make_end()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self._told_to_stop)
        starting = asyncio.create_task(self.start())
        ended.add_done_callback(lambda _: starting.cancel())
        try:
            await starting
        except asyncio.CancelledError:
            if not ended.done():
                raise
        try:
            return await ended
        finally:
            await self.stop()


def _process() -> str:
    """What an operator may know this process by, among others."""
    return f"{socket.gethostname()}, process {os.getpid()}"


def _pictures_beside(database: Database) -> Path:
    """The folder of drawn pictures: beside the database file, or in `data` without one."""
    return (database.path.parent if database.path else BESIDE_A_SERVER) / "pictures"


def _backups(database: Database, settings: Settings, clock: Clock) -> BackupRounds | None:
    """The backups by themselves, None where they are not asked for."""
    if database.path is None or not settings.backup_every:
        return None
    return BackupRounds(
        database.path,
        database.path.parent / FOLDER,
        every=timedelta(hours=settings.backup_every),
        keep=settings.backup_keep,
        now=clock.now,
    )


def _build(token: str, api_url: str, line: Request, polling_line: Request) -> PTB:
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(line)
        .get_updates_request(polling_line)
        .updater(None)  # we poll ourselves: its poller confirms before handlers ran
        .build()
    )
