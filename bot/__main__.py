"""`python -m bot` does what `unpinch` does."""

from bot.cli import main

main()
