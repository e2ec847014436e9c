"""What the bot knows and the words it says. No rules, no Telegram, no database."""
