"""A bare bot of python-telegram-bot with the imports of ours: it polls, and that is all.

`python -m tests.bench.rivals.bare ADDRESS`
"""

import logging
import sys

from telegram.ext import ApplicationBuilder

import bot.app  # noqa: F401  # the same imports as ours
from tests.bench.telegram import TOKEN


def main() -> None:
    """Poll until a signal comes."""
    logging.disable(logging.CRITICAL)
    application = ApplicationBuilder().token(TOKEN).base_url(f"{sys.argv[1]}/bot").build()
    application.run_polling()


if __name__ == "__main__":
    main()
