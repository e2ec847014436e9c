"""Decisions about bodies and days. Pure: standard library and `content.model` only."""
