"""The command line: one file per command of `unpinch`."""

from bot.cli.entry import main

__all__ = ["main"]
