"""Every rule of docs/programme.md has a test and a place in the code, and no test names another."""

from importlib import import_module

from tests.coach.programme import rules

RULES = rules.rules()


def test_the_document_lists_each_rule_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids)) >= 50


def test_every_rule_has_a_test_and_every_marked_test_a_rule() -> None:
    assert rules.tests().keys() == {rule.id for rule in RULES}


def test_every_rule_lives_where_the_document_says() -> None:
    for rule in RULES:
        module, name = rule.where.split(".")
        function = getattr(import_module(f"bot.coach.{module}"), name)
        assert function.__doc__, rule
