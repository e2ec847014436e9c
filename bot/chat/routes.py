"""The tables of commands and buttons: who answers which."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import (
    about,
    admin,
    articles,
    breaks,
    broadcast,
    country,
    delete,
    doctor_cards,
    exercises,
    export,
    goal,
    guide,
    hours,
    kit,
    later,
    leaving,
    length,
    library,
    limits,
    milestone,
    mishap,
    missed,
    news,
    pain,
    pause,
    pictures,
    preferences,
    privacy,
    progress,
    quiz,
    reload,
    report,
    safety,
    scores,
    searching,
    session,
    settings,
    start,
    starting,
    symptoms,
    today,
    weekly,
    weekly_note,
    why,
    woken,
    zones,
)
from bot.chat import help as helping
from bot.chat import next as coming
from bot.chat.buttons import Press
from bot.chat.screens import Reply
from bot.chat.talk import Talk

Answer = Reply | None


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, who answers, and whether Telegram's menu shows it.

    `knows` tells words that are surely meant for the command, though a warning word is among them.
    """

    name: str
    answer: Callable[[Talk], Answer]
    in_menu: bool = True
    knows: Callable[[Talk], bool] | None = None


COMMANDS = (
    Command("today", today.command),
    Command("time", hours.command),
    Command("days", preferences.days, in_menu=False),
    Command("timezone", zones.command, in_menu=False),
    Command("next", coming.command, in_menu=False),
    Command("pain", pain.command, knows=pain.knows),
    Command("progress", progress.command),
    Command("report", report.command, in_menu=False),
    Command("exercises", exercises.command, in_menu=False, knows=exercises.knows),
    *(
        Command(name, library.command(name), in_menu=False, knows=searching.knows)
        for name in library.SECTIONS
    ),
    Command("quiz", quiz.command, in_menu=False),
    Command("sources", library.sources_command, in_menu=False, knows=searching.knows),
    Command("symptoms", symptoms.command),
    Command("redflags", safety.redflags),
    Command("doctor", safety.doctor),
    Command("settings", settings.command),
    Command("pause", pause.command, knows=pause.names_a_reason),
    Command("length", length.command, in_menu=False),
    Command("goal", goal.command, in_menu=False),
    Command("breaks", breaks.command, in_menu=False),
    Command("weekly", weekly_note.command, in_menu=False),
    Command("limits", limits.command, in_menu=False, knows=limits.knows),
    Command("stop", preferences.stop, in_menu=False),
    Command("resume", preferences.resume, in_menu=False),
    Command("help", helping.help_, knows=helping.knows),
    Command("about", about.command, in_menu=False),
    Command("country", country.command, in_menu=False),
    Command("privacy", privacy.command, in_menu=False),
    Command("export", export.command, in_menu=False),
    Command("delete", delete.command, in_menu=False),
    Command("why", why.command, in_menu=False),
    Command("start", start.start, in_menu=False, knows=start.is_link),
)

# For those who run the bot; to anybody else these are no commands at all.
FOR_ADMINS = (
    Command("stats", admin.stats, in_menu=False),
    Command("lag", admin.lag, in_menu=False),
    Command(broadcast.NAME, broadcast.command, in_menu=False),
    Command("reload", reload.command, in_menu=False),
)

BUTTONS: dict[str, Callable[[Talk, Press], Answer]] = {
    "consent": start.consented,
    "young": start.too_young,
    "calm": start.calm,
    "fit": start.fit,
    "unfit": start.unfit,
    "cleared": start.cleared,
    "midwife": start.midwife,
    "changed": start.changed,
    "limit": limits.toggle,
    "limits_page": limits.turn,
    "limits_done": limits.done,
    "limits_yes": limits.agreed,
    "limits_again": limits.again,
    "kit": kit.toggle,
    "length": length.chosen,
    "brk": breaks.pressed,
    "bc": broadcast.pressed,
    "news": news.pressed,
    "bye": leaving.told,
    "wn": weekly_note.pressed,
    "pause": pause.pressed,
    "settings": settings.pressed,
    "quiet": settings.quiet_chosen,
    "notes": settings.notes_chosen,
    "pictures": pictures.chosen,
    "country": country.chosen,
    "delete": delete.pressed,
    "export": export.pressed,
    "privacy": privacy.pressed,
    "zone": zones.chosen,
    "zone_other": zones.other,
    "hour": hours.chosen,
    "help": helping.pressed,
    "card": today.show_card,
    "ex": exercises.pressed,
    "wish": exercises.wished,
    "art": articles.pressed,
    "lib": library.pressed,
    "quiz": quiz.pressed,
    "pain": pain.chosen,
    "pain_undo": pain.undo,
    "progress": progress.pressed,
    "report": report.pressed,
    "weeks": report.picture,
    "next": coming.pressed,
    "start": starting.begin,
    "later": later.later,
    "snooze": later.snooze,
    "not_today": later.not_today,
    "anyway": today.anyway,
    "minute": starting.minute,
    "week": weekly.pressed,
    "sore": scores.sore,
    "asleep": woken.woken,
    "missed": missed.pressed,
    "milestone": milestone.pressed,
    "mishap": mishap.told,
    "tell": mishap.listed,
    "goal": goal.pressed,
    "score": scores.scored,
    "no_score": scores.no_score,
    "guide": starting.guided,
    "guide_on": guide.pressed,
    "guide_done": guide.done,
    "guide_part": guide.part,
    "guide_hurts": guide.hurts,
    "guide_move": guide.move,
    "done": session.done,
    "skip": session.skip,
    "hurts": session.hurts,
    "hurt": session.hurt,
    "stop": session.stop,
    "peak": session.peak,
    "signs": safety.signs,
    "warn": safety.warn,
    "mistake": safety.mistake,
    "seen": safety.seen,
    "looked": doctor_cards.looked,
    "read": safety.read,
    "sym": symptoms.pressed,
    "sym_change": symptoms.change,
    "sym_slip": symptoms.slip,
    "sym_again": symptoms.again,
    "day": preferences.toggle_day,
    "resume": preferences.resume_pressed,
}
