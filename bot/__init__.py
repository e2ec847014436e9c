"""The bot: `coach` decides, `services` do, `chat` speaks, `sandbox` pretends to be Telegram."""
