"""What `unpinch` understands, and how a fault becomes one line and an exit code."""

import logging
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from bot import logs
from bot.cli import due, figures, library, plan, review, simulate, triage
from bot.settings import Settings, SettingsError, read_settings
from content.errors import ContentError

log = logging.getLogger("unpinch")

FAILED, FAULTY = 1, 65
Command = Callable[[Settings], int]

app = typer.Typer(
    add_completion=False,
    help="A Telegram bot that brings a daily routine for tight and pinching hips.",
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)


def _command(name: str) -> Command:
    """The command of this name, loaded when it is used: `due` needs no Telegram."""
    found: Command = import_module(f"bot.cli.{name}").run
    return found


def _module(name: str) -> Any:
    """A command that takes more than the settings, loaded when it is used."""
    return import_module(f"bot.cli.{name}")


def _with_settings(command: Command) -> None:
    """Run a command with the settings; what may go wrong is said in one line.

    A fault nobody thought of goes through the logs, which take every token out of it.
    """
    logs.set_up(level="info", form="text", secret="")  # until the settings are known
    try:
        code = command(read_settings())
    except Exception as error:
        known = getattr(error, "exit_code", None)
        if isinstance(known, int):
            typer.echo(str(error), err=True)
        else:
            log.critical("the program failed", exc_info=error)
        code = known if isinstance(known, int) else FAILED
    raise typer.Exit(code)


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    """Without a command: run with a token, the sandbox without one."""
    if context.invoked_subcommand is None:
        _with_settings(lambda settings: _command("run" if settings.token else "sandbox")(settings))


@app.command("run")
def _run() -> None:
    """Run the bot on Telegram; needs UNPINCH_BOT_TOKEN."""
    _with_settings(_command("run"))


@app.command("sandbox")
def _sandbox() -> None:
    """Try the bot in a pretend Telegram on this computer, without a token."""
    _with_settings(_command("sandbox"))


@app.command("migrate")
def _migrate() -> None:
    """Bring the database to the shape this version needs."""
    _with_settings(_command("migrate"))


@app.command("backup")
def _backup() -> None:
    """Copy the database into the folder `backups` beside it, while the bot runs."""
    _with_settings(_command("backup"))


@app.command("restore")
def _restore(
    file: Path = typer.Argument(..., help="A backup of this database."),  # noqa: B008  # Typer reads it
) -> None:
    """Put a backup in the place of the database; the bot must not run."""
    _with_settings(lambda settings: _module("restore").run(settings, file))


@app.command("move")
def _move(
    to: str = typer.Option(..., help="The address of an empty database."),
) -> None:
    """Copy everything into another database, SQLite or PostgreSQL; the bot must not run."""
    _with_settings(lambda settings: _module("move").run(settings, to))


@app.command("import")
def _import(
    file: Path = typer.Argument(..., help="A file that /export sent."),  # noqa: B008  # Typer reads it
) -> None:
    """Bring one person back from their own file; the bot must not run."""
    _with_settings(lambda settings: _module("import_").run(settings, file))


@app.command("notes-key")
def _notes_key() -> None:
    """Print a new key for UNPINCH_NOTES_KEY."""
    raise typer.Exit(_module("notes_key").print_key())


@app.command("licences")
def _licences(
    out: Path = typer.Option(..., help="The file to write, such as docs/licences.md."),  # noqa: B008  # Typer reads it
) -> None:
    """Write the licences of everything the program runs on, as it is installed."""
    raise typer.Exit(_module("audit").write_licences(out))


@app.command("health")
def _health() -> None:
    """Ask the running bot whether it is well; needs UNPINCH_LISTEN."""
    _with_settings(_command("health"))


@app.command("check")
def _check(
    watch: bool = typer.Option(False, "--watch", help="Check again at every saved file."),
) -> None:
    """Check settings, library and database, and say in plain words what is wrong."""
    _with_settings(_module("check").watch if watch else _command("check"))


@app.command("review")
def _review(
    out: Path = typer.Option(..., help="The file to write, such as pack.html."),  # noqa: B008  # Typer reads it
) -> None:
    """Write the safety texts, rules, numbers and sources as one page for a clinician."""
    raise typer.Exit(review.write_pack(out))


@app.command("figures")
def _figures(
    out: Path = typer.Option(..., help="The folder to draw into."),  # noqa: B008  # Typer reads it
    only: str = typer.Option("", help="One exercise, such as glute-bridge. All when left out."),
) -> None:
    """Draw still and clip of each exercise as PNG, SVG and MP4, and sheets of them all."""
    raise typer.Exit(figures.draw_all(out, only))


@app.command("library")
def _library(
    as_json: bool = typer.Option(False, "--json", help="Everything, every field, as JSON."),
) -> None:
    """Print what the library holds."""
    raise typer.Exit(library.print_library(as_json=as_json))


@app.command("plan")
def _plan(
    profile: str = typer.Option("", help="A YAML or JSON file about a person."),
    date: str = typer.Option("", help="The date of the plan, such as 2026-11-23."),
    minutes: int = typer.Option(0, help="1, 5, 10 or 15. What the file says when left out."),
    example: bool = typer.Option(False, "--example", help="Print such a file."),
    cases: str = typer.Option("", help="A YAML file of test vectors to compare with."),
) -> None:
    """Print the plan of a person in a file, or check test vectors of the programme."""
    if example:
        raise typer.Exit(plan.print_example())
    if cases:
        raise typer.Exit(plan.print_cases(Path(cases)))
    if not (profile and date):
        raise typer.BadParameter("write --profile FILE --date 2026-11-23, --example or --cases")
    raise typer.Exit(plan.print_plan(Path(profile), date, minutes))


@app.command("simulate")
def _simulate(
    persons: int = typer.Option(12, min=1, max=10_000, help="How many made-up people."),
    weeks: int = typer.Option(12, min=1, max=260, help="How many weeks each of them lives."),
    seed: int = typer.Option(1, help="Any whole number; the same one, the same people."),
    quiet: bool = typer.Option(False, "--quiet", help="Only the sums, not a line a person."),
    fault: str = typer.Option("", "--break", help="Break one rule on purpose, or `all` in turn."),
) -> None:
    """Let made-up people live with the coach for weeks, and check every plan they get."""
    if fault:
        raise typer.Exit(simulate.print_catches(fault, persons, weeks, seed))
    raise typer.Exit(simulate.print_lives(persons, weeks, seed, quiet))


@app.command("due")
def _due(
    zone: str = typer.Option("", help="A time zone, such as Europe/Lisbon."),
    at: str = typer.Option("", help="The time of day, HH:MM."),
    days: str = typer.Option("", help="Weekdays, such as mon,wed. All when left out."),
    after: str = typer.Option("", help="A UTC instant, such as 2027-03-27T00:00:00Z."),
    count: int = typer.Option(1, min=1, max=100_000, help="How many instants to print."),
) -> None:
    """Print the next due instants; without options, answer JSON lines from standard input."""
    if not (zone or at or days or after):
        raise typer.Exit(due.answer_lines(sys.stdin, sys.stdout))
    raise typer.Exit(due.print_next(zone, at, days, after, count))


@app.command("triage")
def _triage(
    text: str = typer.Argument("", help="What somebody wrote. Without it, JSON lines are read."),
    score: str = typer.Option("", help="A file or folder of labelled messages to score."),
    quiet: bool = typer.Option(False, "--quiet", help="With --score: do not print the misses."),
) -> None:
    """Print what the warning-sign detector reads in a text, or score it on labelled messages."""
    if score:
        raise typer.Exit(triage.print_score(Path(score), sys.stdout, quiet=quiet))
    if text or sys.stdin.isatty():
        raise typer.Exit(triage.print_trace(text, sys.stdout))
    raise typer.Exit(triage.answer_lines(sys.stdin, sys.stdout))


def main() -> None:
    """Run the command line."""
    try:
        app()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except ContentError as error:
        typer.echo(f"{error} `unpinch check` lists everything.", err=True)
        sys.exit(FAULTY)
