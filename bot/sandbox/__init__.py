"""A pretend Telegram for trying the bot without a token. Imports none of our code."""
