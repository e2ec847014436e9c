"""One thing the bot can do for somebody, start to finish, inside one transaction."""
