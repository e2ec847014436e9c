"""What the bot remembers. Nothing of the bot or the content is imported here."""
