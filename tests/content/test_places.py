"""Finding a time zone from a town, a place on the map, a clock or a language."""

import gzip
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.places import Places, Refusal, fold, refused

ZONES = frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())
TABLE = gzip.decompress(resources.files("content").joinpath("cities.tsv.gz").read_bytes()).decode()
CITIES = [line.split("\t") for line in TABLE.partition("\n\n")[2].splitlines()]


@pytest.fixture
def places() -> Places:
    return Places.shared()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("lisboa", "Europe/Lisbon"),
        ("  LISBON ", "Europe/Lisbon"),
        ("Лиссабон", "Europe/Lisbon"),
        ("Москва", "Europe/Moscow"),
        ("Тверь", "Europe/Moscow"),
        ("мюнхен", "Europe/Berlin"),
        ("Αθήνα", "Europe/Athens"),
        ("東京", "Asia/Tokyo"),
        ("东京", "Asia/Tokyo"),
        ("서울", "Asia/Seoul"),
        ("القاهرة", "Africa/Cairo"),
        ("กรุงเทพ", "Asia/Bangkok"),
        ("דבלין", "Europe/Dublin"),
        ("zurich", "Europe/Zurich"),
        ("Zürich", "Europe/Zurich"),
        ("Zuerich", "Europe/Zurich"),
        ("lodz", "Europe/Warsaw"),
        ("Łódź", "Europe/Warsaw"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kiev", "Europe/Kyiv"),
        ("Bombay", "Asia/Kolkata"),
        ("Den Haag", "Europe/Amsterdam"),
        ("nyc", "America/New_York"),
        ("la", "America/Los_Angeles"),
        ("Washington DC", "America/New_York"),
        ("York", "Europe/London"),
        ("Roma", "Europe/Rome"),
        ("st. john's", "America/St_Johns"),
        ("Auckland", "Pacific/Auckland"),
        ("Nuuk", "America/Nuuk"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Kiritimati", "Pacific/Kiritimati"),
        ("lond", "Europe/London"),
        ("san fran", "America/Los_Angeles"),
    ],
)
def test_a_town_is_found_as_people_write_it(places: Places, typed: str, zone: str) -> None:
    assert places.search(typed)[0].zone == zone


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Portland, Oregon", "Portland, Oregon, United States"),
        ("portland me", "Portland, Maine, United States"),
        ("Portland, TX, USA", "Portland, Texas, United States"),
        ("Paris Texas", "Paris, Texas, United States"),
        ("London, Ontario", "London, Ontario, Canada"),
        ("Perth WA", "Perth, Western Australia, Australia"),
        ("Lisbon, Portugal", "Lisbon, Portugal"),
    ],
)
def test_a_region_or_country_after_the_name_settles_which(
    places: Places, typed: str, label: str
) -> None:
    assert [place.label for place in places.search(typed)] == [label]


def test_several_portlands_are_told_apart_by_their_states(places: Places) -> None:
    labels = [place.label for place in places.search("Portland")]
    assert labels[:3] == [
        "Portland, Oregon, United States",
        "Portland, Maine, United States",
        "Portland, Texas, United States",
    ]


def test_towns_of_one_name_in_one_country_are_told_apart_by_their_clocks(places: Places) -> None:
    found = places.search("Kirov")
    assert {"Kirov, Moscow time, Russia", "Kirov, Kirov time, Russia"} <= {p.label for p in found}


def test_the_name_typed_comes_before_names_that_only_begin_so(places: Places) -> None:
    found = places.search("York")
    assert found[0].name == "York"
    assert found[0].country == "United Kingdom"
    names = [place.name == "York" for place in found]
    assert names == sorted(names, reverse=True)


def test_names_that_begin_so_come_largest_first(places: Places) -> None:
    people = [place.population for place in places.search("barcel")]
    assert len(people) > 1
    assert people == sorted(people, reverse=True)


def test_the_limit_is_kept_and_nothing_is_listed_twice(places: Places) -> None:
    found = places.search("san", limit=4)
    assert len(found) == 4
    assert len({(place.label, place.zone) for place in found}) == 4
    assert len(places.search("springfield")) == 6
    assert places.search("lisbon", limit=0) == ()


def test_every_large_city_is_found_by_its_own_name(places: Places) -> None:
    large = [row for row in CITIES if int(row[4]) >= 1_000_000]
    assert len(large) > 300
    for _, name, _, zone, _ in large:
        assert (name, zone) in [(place.name, place.zone) for place in places.search(name)], name


def test_a_country_offers_a_city_for_each_of_its_zones(places: Places) -> None:
    portugal = [place.zone for place in places.search("Portugal")]
    assert portugal[0] == "Europe/Lisbon"
    assert {"Atlantic/Madeira", "Atlantic/Azores"} <= set(portugal)
    states = [place.zone for place in places.search("USA")]
    assert states[0] == "America/New_York"
    assert len(set(states)) == len(states) == 6
    assert places.search("Texas")[0].zone == "America/Chicago"
    assert {"Asia/Tbilisi", "America/New_York"} <= {p.zone for p in places.search("Georgia")}


@pytest.mark.parametrize(
    ("typed", "zone", "label"),
    [
        ("Europe/Berlin", "Europe/Berlin", "Berlin, Germany"),
        ("europe/berlin", "Europe/Berlin", "Berlin, Germany"),
        ("america/new york", "America/New_York", "New York, United States"),
        ("US/Pacific", "US/Pacific", "US/Pacific"),
        ("Etc/UTC", "Etc/UTC", "Etc/UTC"),
    ],
)
def test_a_zone_name_is_a_place_too(places: Places, typed: str, zone: str, label: str) -> None:
    (place,) = places.search(typed)
    assert (place.zone, place.label) == (zone, label)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("GMT+2", Refusal.OFFSET),
        ("utc -3", Refusal.OFFSET),
        ("UTC\u22123:30", Refusal.OFFSET),
        ("+05:30", Refusal.OFFSET),
        ("-0800", Refusal.OFFSET),
        ("Etc/GMT+2", Refusal.OFFSET),
        ("EST", Refusal.ABBREVIATION),
        ("pdt", Refusal.ABBREVIATION),
        ("CET", Refusal.ABBREVIATION),
        (" GMT ", Refusal.ABBREVIATION),
        ("utc", Refusal.ABBREVIATION),
    ],
)
def test_an_offset_or_abbreviation_is_no_place_and_says_why(
    places: Places, typed: str, why: Refusal
) -> None:
    assert refused(typed) is why
    assert places.search(typed) == ()


@pytest.mark.parametrize("typed", ["Lisbon", "Estelí", "Europe/Berlin", "", "+", "Cetinje", "2"])
def test_other_words_are_not_refused(typed: str) -> None:
    assert refused(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["", " ", "!!!", "x", "no", "or", "7", "08:00", "my hip hurts", "\ud800", "a" * 9999],
)
def test_what_is_no_place_finds_nothing(places: Places, typed: str) -> None:
    assert places.search(typed) == ()


@given(st.text(max_size=100))
@example("portland or or or or or or or or or or")
@example("|")
@example("\t")
@example("\n|")
def test_no_text_breaks_the_search(typed: str) -> None:
    found = Places.shared().search(typed)
    assert len(found) <= 6
    assert all(place.zone in ZONES and place.label for place in found)


@given(st.text(max_size=40))
def test_folding_a_second_time_changes_nothing(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


def test_the_table_names_its_source_and_licence() -> None:
    assert TABLE.startswith("# ")
    assert "GeoNames" in TABLE[:400]
    assert "CC BY 4.0" in TABLE[:400]


def test_every_zone_in_the_table_exists() -> None:
    assert {row[3] for row in CITIES} <= ZONES
    assert len({row[3] for row in CITIES}) > 400


def test_the_table_is_whole_and_sorted_by_size() -> None:
    assert len(CITIES) > 30_000
    assert all(len(row) == 5 and row[0].startswith("|") and row[0].endswith("|") for row in CITIES)
    people = [int(row[4]) for row in CITIES]
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (38.72, -9.14, "Europe/Lisbon"),
        (-36.85, 174.76, "Pacific/Auckland"),
        (40.71, -74.0, "America/New_York"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (-31.55, 159.08, "Australia/Lord_Howe"),
        (0.0, -150.0, None),
        (91.0, 0.0, None),
        (0.0, 181.0, None),
        (float("nan"), 0.0, None),
        (0.0, float("inf"), None),
    ],
)
def test_a_point_on_the_map_has_a_zone_unless_it_is_at_sea(
    places: Places, latitude: float, longitude: float, zone: str | None
) -> None:
    assert places.zone_at(latitude, longitude) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_has_a_known_zone_or_none(latitude: float, longitude: float) -> None:
    zone = Places.shared().zone_at(latitude, longitude)
    assert zone is None or zone in ZONES


NOON = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)


def test_a_clock_time_points_to_the_zones_that_show_it(places: Places) -> None:
    assert places.zones_with_local_time(NOON, time(12, 3))[0] == "Europe/London"
    assert places.zones_with_local_time(NOON, time(13))[0] == "Europe/Berlin"
    assert "Asia/Kathmandu" in places.zones_with_local_time(NOON, time(17, 45))
    assert "Asia/Kathmandu" not in places.zones_with_local_time(NOON, time(18, 1))
    assert "Asia/Kathmandu" in places.zones_with_local_time(NOON, time(18, 15), 30)


def test_a_clock_just_past_midnight_matches_one_just_before_it(places: Places) -> None:
    midnight = datetime(2027, 1, 15, 23, 55, tzinfo=UTC)
    assert "Europe/London" in places.zones_with_local_time(midnight, time(0, 5))


@pytest.mark.parametrize("day", [date(2027, 1, 15), date(2027, 7, 15)])
def test_whatever_clock_a_person_reads_a_common_zone_shows_it(places: Places, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 9, 7, tzinfo=UTC)
    for name in sorted(name for name in ZONES if "/" in name and not name.startswith("Etc/")):
        wall = now.astimezone(ZoneInfo(name)).time()
        shown = places.zones_with_local_time(now, wall)
        offsets = {now.astimezone(ZoneInfo(one)).utcoffset() for one in shown}
        here = now.astimezone(ZoneInfo(name)).utcoffset()
        assert here is not None
        # A day apart, such as Honolulu and Kiritimati, clocks show the same time.
        assert offsets & {here, here - timedelta(days=1), here + timedelta(days=1)}, name


def test_a_moment_without_a_zone_is_refused(places: Places) -> None:
    with pytest.raises(ValueError, match="time zone"):
        places.zones_with_local_time(datetime(2027, 1, 1), time(8))


def test_common_zones_carry_the_city_people_know(places: Places) -> None:
    assert places.clock_label("Asia/Kolkata") == "Delhi"
    assert places.clock_label("America/Argentina/Buenos_Aires") == "Buenos Aires"


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("pt-br", "America/Sao_Paulo"),
        ("pt-BR", "America/Sao_Paulo"),
        ("pt_BR", "America/Sao_Paulo"),
        ("pt", "Europe/Lisbon"),
        ("de", "Europe/Berlin"),
        ("de-AT", "Europe/Vienna"),
        ("de-LU", "Europe/Berlin"),
        ("en-NZ", "Pacific/Auckland"),
        ("zh-hans", "Asia/Shanghai"),
        ("zh-Hant-TW", "Asia/Taipei"),
        ("en", None),
        ("en-US", None),
        ("es", None),
        ("ar", None),
        ("", None),
        ("-", None),
        ("tlh", None),
    ],
)
def test_a_language_points_to_a_zone_where_it_can(
    places: Places, code: str, zone: str | None
) -> None:
    assert places.guess_from_language(code) == zone


def test_every_hint_names_a_zone_that_exists() -> None:
    hints = tomllib.loads(resources.files("content").joinpath("zone_hints.toml").read_text("utf-8"))
    assert set(hints["clocks"]) <= ZONES
    assert set(hints["languages"].values()) <= ZONES
