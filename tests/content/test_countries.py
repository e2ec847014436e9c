"""What people call their country, and the two letters it stands for."""

import tomllib

import pytest

from content.countries import Countries
from content.loader import own_folder

COUNTRIES = Countries.shared()
ALSO = tomllib.loads((own_folder() / "country_names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("UK", "GB"), ("u.k.", "GB"), ("England", "GB"), ("  scotland ", "GB"), ("USA", "US"),
        ("U.S.A.", "US"), ("America", "US"), ("the States", "US"), ("Deutschland", "DE"),
        ("españa", "ES"), ("Brasil", "BR"), ("Österreich", "AT"), ("pt", "PT"), ("PT", "PT"),
        ("Украина", "UA"), ("the Netherlands", "NL"), ("Holland", "NL"), ("Portugl", "PT"),
        ("Côte d'Ivoire", "CI"), ("NO", "NO"), ("Ireland", "IE"), ("Iceland", "IS"),
    ],
)  # fmt: skip
def test_a_country_has_many_names(typed: str, code: str) -> None:
    assert COUNTRIES.find(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "  ", "xyzzy", "no", "in", "my hip hurts", "12", "🙂", "Z" * 900]
)
def test_nonsense_is_no_country(typed: str) -> None:
    assert COUNTRIES.find(typed) is None


def test_a_slip_between_two_countries_is_not_guessed() -> None:
    assert COUNTRIES.find("Austrlia") is None


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("Europe/Lisbon", "PT"), ("Pacific/Auckland", "NZ"), ("America/New_York", "US"),
        ("Asia/Kolkata", "IN"), ("UTC", None), ("", None), (None, None), ("Mars/Base", None),
    ],
)  # fmt: skip
def test_a_zone_suggests_a_country(zone: str | None, code: str | None) -> None:
    assert COUNTRIES.of_zone(zone) == code


def test_every_other_name_leads_to_a_country_that_is_there_and_to_one_only() -> None:
    names = [name for more in ALSO.values() for name in more]
    assert all(COUNTRIES.knows(code) for code in ALSO)
    assert len(set(names)) == len(names)
    assert all(name == name.casefold() for name in names)
