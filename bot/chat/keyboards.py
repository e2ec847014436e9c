"""TELEGRAM: the keyboard of a message, from the buttons of a screen."""

import logging

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.chat.screens import Button, Screen

log = logging.getLogger("unpinch.send")

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def of(screen: Screen) -> Markup | None:
    """The one keyboard a message can have; buttons under it come before all others."""
    if screen.rows:
        if screen.ask_location or screen.drop_keyboard:
            log.error("a screen with buttons cannot change the other keyboard as well")
        return inline(screen.rows)
    if screen.ask_location:
        asked = KeyboardButton(screen.ask_location, request_location=True)
        return ReplyKeyboardMarkup([[asked]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if screen.drop_keyboard else None


def inline(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """The buttons under a message, row by row; None without any."""
    return InlineKeyboardMarkup([[button(b) for b in row] for row in rows]) if rows else None


def button(wanted: Button) -> InlineKeyboardButton:
    """One of them."""
    return InlineKeyboardButton(wanted.label, callback_data=wanted.data, style=wanted.style or None)
