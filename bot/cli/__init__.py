"""The command line: one file per command of `unpinch`."""


def main() -> None:
    """Run the command line.

    What it takes is loaded here: each drawing process loads this file again, and needs none of it.
    """
    from bot.cli.entry import main as run

    run()
