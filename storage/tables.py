"""The rows. What is stored about a person, what is due to them, and what they told us."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.sealing import Sealed
from storage.types import Instant

DELIVERY_STATES = ("waiting", "sending", "sent", "failed", "skipped", "cancelled", "unknown")
QUESTIONS = (
    "red_flags", "clinician_ok", "midwife_ok", "weekly", "soreness", "fall", "strain", "signs",
    "missed", "milestone", "seen",
)  # fmt: skip
NUDGES = ("break", "weekly")
ANNOUNCEMENT_STATES = ("draft", "sending", "paused", "cancelled", "done")
DELIVERY_KINDS = ("routine", "break", "weekly", "check_in", "announcement")
MAX_COPIES = 2


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _person(**more: Any) -> Any:
    return Field(
        sa_column=Column(
            BigInteger, ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False, **more
        )
    )


def _instant(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Instant, nullable=nullable))


def _json(default: Any) -> Any:
    return Field(default_factory=default, sa_column=Column(JSON, nullable=False))


def _added_list() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))


class Subscriber(SQLModel, table=True):
    """A person who has pressed start: what they agreed to and told us about their body."""

    __tablename__ = "subscriber"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False, unique=True))
    language: str | None = None
    joined_at: datetime = _instant()
    seen_at: datetime = _instant()
    stage: str = "hello"
    excluded_for: str | None = None
    consent_version: str | None = None
    consent_at: datetime | None = _instant(nullable=True)
    asking: str | None = None
    asking_data: dict[str, Any] = _json(dict)
    asking_until: datetime | None = _instant(nullable=True)
    started_on: date | None = None
    usual: int | None = None
    flags: list[str] = _json(list)
    modes: list[str] = _json(list)
    kit: list[str] = _json(lambda: ["bed"])
    minutes: int = 10
    cleared: bool = False
    midwife_ok: bool = False
    country: str | None = None
    notes: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    pictures: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    quiet_from: str = Field(default="22:00", sa_column_kwargs={"server_default": "22:00"})
    quiet_to: str = Field(default="07:00", sa_column_kwargs={"server_default": "07:00"})
    goal: int = Field(default=5, sa_column_kwargs={"server_default": "5"})
    day_ends: str = Field(default="04:00", sa_column_kwargs={"server_default": "04:00"})
    favourites: list[str] = _added_list()
    likes: list[str] = _added_list()
    never: list[str] = _added_list()
    quiz: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    announcements: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    stopped_for: str | None = None
    hold_level: str | None = None
    hold_rules: list[str] = _json(list)
    hold_at: datetime | None = _instant(nullable=True)
    hold_until: datetime | None = _instant(nullable=True)
    living_message_id: int | None = Field(default=None, sa_column=Column(BigInteger))

    __table_args__ = (
        CheckConstraint("minutes IN (1, 5, 10, 15)", name="minutes_known"),
        CheckConstraint("usual BETWEEN 0 AND 10", name="usual_0_to_10"),
    )


class Schedule(SQLModel, table=True):
    """When one subscriber wants the routine, and the next moment that matters (UTC)."""

    __tablename__ = "schedule"

    subscriber_id: int = _person(primary_key=True, autoincrement=False)
    zone: str
    wall_time: str
    weekdays: list[int] = _json(lambda: list(range(7)))
    status: str = "active"
    paused_until: datetime | None = _instant(nullable=True)
    paused_for: str | None = None
    epoch: int = 0
    rev: int = 0
    next_date: date | None = None
    next_due: datetime | None = _instant(nullable=True)
    last_due: datetime | None = _instant(nullable=True)
    tz_version: str = ""

    __table_args__ = (
        CheckConstraint(
            _one_of("status", ("active", "paused", "blocked", "stopped", "held")),
            name="status_known",
        ),
        Index(
            "schedule_next_due",
            "next_due",
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
        Index(
            "schedule_paused_until",
            "paused_until",
            sqlite_where=text("status = 'paused'"),
            postgresql_where=text("status = 'paused'"),
        ),
    )


class Nudge(SQLModel, table=True):
    """What one subscriber wants beside the routine: breaks at the desk, or a note each week.

    A note has one hour, `wall_from`. `next_*` is the next moment that matters (UTC) and the date
    and place in the day that it stands for.
    """

    __tablename__ = "nudge"

    subscriber_id: int = _person(primary_key=True, autoincrement=False)
    kind: str = Field(primary_key=True)
    active: bool = True
    weekdays: list[int] = _json(lambda: list(range(5)))
    wall_from: str
    wall_to: str | None = None
    every_minutes: int | None = None
    muted_until: datetime | None = _instant(nullable=True)
    next_date: date | None = None
    next_slot: int = 0
    next_due: datetime | None = _instant(nullable=True)

    __table_args__ = (
        CheckConstraint(_one_of("kind", NUDGES), name="nudge_kind_known"),
        CheckConstraint("every_minutes BETWEEN 30 AND 120", name="every_30_to_120"),
        Index(
            "nudge_next_due",
            "next_due",
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )


class Announcement(SQLModel, table=True):
    """One message of the operator to everybody who has not opted out; `slot` of its deliveries."""

    __tablename__ = "announcement"

    id: int | None = Field(default=None, primary_key=True)
    words: str = Field(sa_column=Column(Text, nullable=False))
    made_at: datetime = _instant()
    made_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str = "draft"
    audience: int = 0
    reached: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    chat_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    settled_at: datetime | None = _instant(nullable=True)

    __table_args__ = (
        CheckConstraint(_one_of("state", ANNOUNCEMENT_STATES), name="announcement_state_known"),
    )


class Delivery(SQLModel, table=True):
    """One thing sent, or to be sent, to one subscriber for one local date."""

    __tablename__ = "delivery"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person()
    epoch: int
    kind: str = "routine"
    date: date
    slot: int = 0
    due: datetime = _instant()
    rev: int = 0
    state: str = "waiting"
    copies_possible: int = 0
    attempts: int = 0
    bugs: int = 0
    token: str | None = None
    claimed_at: datetime | None = _instant(nullable=True)
    not_before: datetime | None = _instant(nullable=True)
    unknown_at: datetime | None = _instant(nullable=True)
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    reason: str | None = None
    settled_at: datetime | None = _instant(nullable=True)

    __table_args__ = (
        CheckConstraint(_one_of("state", DELIVERY_STATES), name="state_known"),
        CheckConstraint(_one_of("kind", DELIVERY_KINDS), name="kind_known"),
        CheckConstraint(f"copies_possible BETWEEN 0 AND {MAX_COPIES}", name="copies_bound"),
        Index(
            "delivery_once",
            "subscriber_id",
            "epoch",
            "kind",
            "date",
            "slot",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index(
            "delivery_open",
            "state",
            "due",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
    )


class SendClock(SQLModel, table=True):
    """The limiter of one bot token: the next free slot, and how long sending rests."""

    __tablename__ = "send_clock"

    id: int = Field(default=1, primary_key=True)
    next_slot: datetime | None = _instant(nullable=True)
    paused_until: datetime | None = _instant(nullable=True)
    backoff_step: int = 0
    slow_until: datetime | None = _instant(nullable=True)
    flooded_chat: int | None = Field(default=None, sa_column=Column(BigInteger))
    flooded_at: datetime | None = _instant(nullable=True)
    on_trial: bool = False


class Meta(SQLModel, table=True):
    """Facts about this database: bot id, tz version, heartbeat."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class SentPicture(SQLModel, table=True):
    """A picture that one bot has uploaded: its key, and what Telegram calls it."""

    __tablename__ = "picture"

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    key: str = Field(primary_key=True)
    file_id: str


class Inbox(SQLModel, table=True):
    """One update as Telegram gave it. The body is blanked when it is handled; the id stays."""

    __tablename__ = "inbox"

    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))
    received_at: datetime = _instant()
    state: str = "new"
    tries: int = 0
    body: str | None = Field(default=None, sa_column=Column(Text))
    reply: str | None = Field(default=None, sa_column=Column(Text))
    handled_at: datetime | None = _instant(nullable=True)

    __table_args__ = (
        CheckConstraint(
            _one_of("state", ("new", "handled", "done", "failed")), name="inbox_state_known"
        ),
        Index(
            "inbox_open",
            "state",
            "update_id",
            sqlite_where=text("state IN ('new', 'handled')"),
            postgresql_where=text("state IN ('new', 'handled')"),
        ),
    )


class DayPlan(SQLModel, table=True):
    """The plan of one subscriber for one local date: the same answer all day."""

    __tablename__ = "plan"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person()
    date: date
    body: dict[str, Any] = _json(dict)

    __table_args__ = (UniqueConstraint("subscriber_id", "date", name="one_plan_a_day"),)


class Session(SQLModel, table=True):
    """One guided run through a plan. It keeps its own copy of the plan and its place in it."""

    __tablename__ = "session"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person(index=True)
    delivery_id: int | None = Field(default=None, unique=True)
    date: date
    plan: dict[str, Any] = _json(dict)
    step: int = 0
    state: str = "open"
    started_at: datetime = _instant()
    ended_at: datetime | None = _instant(nullable=True)
    outcomes: list[str] = _json(list)
    hurts: dict[str, int] = _json(dict)
    pinched: list[str] = _json(list)
    gave_way: bool = False
    done: str | None = None
    peak: int | None = None

    __table_args__ = (
        CheckConstraint(
            _one_of("state", ("open", "hurting", "asking_pain", "finished")),
            name="session_state_known",
        ),
        CheckConstraint("peak BETWEEN 0 AND 10", name="peak_0_to_10"),
    )


class Pain(SQLModel, table=True):
    """One pain score, 0 to 10: of the morning, usual, or one the person just told us."""

    __tablename__ = "pain"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person(index=True)
    at: datetime = _instant()
    date: date
    kind: str
    score: int
    note: str | None = Field(default=None, sa_column=Column(Sealed))

    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 10", name="score_0_to_10"),
        CheckConstraint(_one_of("kind", ("morning", "usual", "note")), name="pain_kind_known"),
    )


class Answer(SQLModel, table=True):
    """One answer to a question of ours: the warning-sign list, the week, a fall, missed days."""

    __tablename__ = "answer"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person(index=True)
    at: datetime = _instant()
    date: date
    question: str
    value: str

    __table_args__ = (
        CheckConstraint(
            _one_of("question", QUESTIONS),
            name="question_known",
        ),
    )


class Verdict(SQLModel, table=True):
    """What the safety check read in one message: level, rules and findings, for /why.

    `words` is the message itself, and is kept only when the person agreed to keep notes.
    """

    __tablename__ = "verdict"

    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = _person(index=True)
    at: datetime = _instant()
    level: str
    rules: list[str] = _json(list)
    body: dict[str, Any] = _json(dict)
    words: str | None = Field(default=None, sa_column=Column(Sealed))
