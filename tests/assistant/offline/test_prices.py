"""What an amount of money is, however it is written: its size, currency and what it is paid for."""

from typing import Any

import pytest

from tests.assistant.offline.test_parsed_values import Parse, parse

__all__ = ["parse"]

Price = tuple[float, float | None, str, str] | None


def price(value: Any) -> Price:
    """Amount, upper end, currency and basis of a budget."""
    return value and (value["amount"], value.get("max"), value["currency"], value["basis"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("We pay 45 euros hourly for a bookkeeper", (45, None, "EUR", "hourly")),
        ("A bookkeeper, 40 to 52 pounds hourly", (40, 52, "GBP", "hourly")),
        ("between 70 and 90 dollars daily for a courier", (70, 90, "USD", "daily")),
        ("I can offer a day rate of £380 to an analyst", (380, None, "GBP", "daily")),
        ("An analyst at an hourly rate of 62 EUR", (62, None, "EUR", "hourly")),
        ("Pay by the hour, 33 dollars", (33, None, "USD", "hourly")),
        ("Pay: per day, 290 CHF", (290, None, "CHF", "daily")),
        ("a dock hand, 17 eur hour, early shift", (17, None, "EUR", "hourly")),
        ("a welder for 44 €/Std in the Hamburg hall", (44, None, "EUR", "hourly")),
        ("a film crew, $1,300 day, five days", (1300, None, "USD", "daily")),
        ("a tutor at £90 per Saturday", (90, None, "GBP", "daily")),
        ("an auditor, 30 hours in total at $85", (85, None, "USD", "hourly")),
        ("about 12 hours, 95 € each", (95, None, "EUR", "hourly")),
        ("ten days, 640 pounds each", (640, None, "GBP", "daily")),
        ("USD 4,200, billed monthly", (4200, None, "USD", "retainer")),
        ("the fee is a retainer, the same each month, 1,500 eur", (1500, None, "EUR", "retainer")),
        ("a packer for 38 hours a week, 16 euros", (16, None, "EUR", "hourly")),
        ("a copywriter for leaflets, start 5 January, 2,000 fixed", (2000, None, "USD", "fixed")),
        ("a leaflet from 5 January, 2000 flat, remote", (2000, None, "USD", "fixed")),
        ("texts for a leaflet, 1,500 as a fixed fee", (1500, None, "USD", "fixed")),
        ("No idea of an hourly rate, but there are 9k dollars", (9000, None, "USD", "fixed")),
    ],
)
def test_what_an_amount_is_paid_for_is_read_before_and_behind_it(
    parse: Parse, said: str, meant: Price
) -> None:
    assert price(parse(said, "budget")) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("28 badges drawn by hand, $15 a badge", (420, None, "USD", "fixed")),
        ("40 routes to check, £6 per route", (240, None, "GBP", "fixed")),
        ("per trail 50 EUR, there are 12 trails", (600, None, "EUR", "fixed")),
        ("nine leaflets, each leaflet €80", (720, None, "EUR", "fixed")),
        ("milestones, 3 x $700", (2100, None, "USD", "fixed")),
        ("4 times 150 €", (600, None, "EUR", "fixed")),
        ("two instalments of £1,200", (2400, None, "GBP", "fixed")),
        ("six puppets, 90 pounds apiece", (540, None, "GBP", "fixed")),
        ("a badge designer, $300 a bargain", (300, None, "USD", "fixed")),
        ("16 badges at $20 a badge = $320", (320, None, "USD", "fixed")),
        ("$12 a verse, 30 verses, call it 350", (350, None, "USD", "fixed")),
        ("tiles for our app, 12 of them, £40 a tile", (480, None, "GBP", "fixed")),
        ("dub 20 trailers, per piece 75 EUR", (1500, None, "EUR", "fixed")),
        ("dub 20 trailers, 75 EUR per item", (1500, None, "EUR", "fixed")),
        ("tiles for our app, £40 a tile", None),
        ("a juggler, 75 EUR per piece", None),
        ("a juggler for our fair, £900 the lot", (900, None, "GBP", "fixed")),
        ("retouch 30 photographs, $6 a picture", (180, None, "USD", "fixed")),
        ("600 pictures to crop, 0.50 per image", (300, None, "USD", "fixed")),
        ("14 pilates classes, £45 a class", (630, None, "GBP", "fixed")),
        ("five deliveries, 80 euros a delivery", (400, None, "EUR", "fixed")),
        ("a courier, 250 CHF per trip", None),
        ("a window cleaner, $40 a visit", None),
        ("a cleaner in each of 4 shops, one visit each, £70 a visit", None),
        ("two photos a week for ten weeks, $30 per image", None),
        ("a signer for our hearings, 300 USD a hearing", None),
        ("a roofer, 3,200 fixed incl. material", (3200, None, "USD", "fixed")),
        ("a roofer, 4,100 fixed plus VAT", (4100, None, "USD", "fixed")),
    ],
)
def test_what_is_priced_one_by_one_is_added_up(parse: Parse, said: str, meant: Price) -> None:
    assert price(parse(said, "budget")) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a hundred and twenty pounds an hour", (120, None, "GBP", "hourly")),
        ("four hundred fifty euros a day", (450, None, "EUR", "daily")),
        ("two eighty a day, pounds", (280, None, "GBP", "daily")),
        ("seventeen fifty an hour in euros", (17.5, None, "EUR", "hourly")),
        ("Budget 3,800,- EUR", (3800, None, "EUR", "fixed")),
        ("fixed price, 7.000 till 8.500 €", (7000, 8500, "EUR", "fixed")),
        ("rate: Rs. 1,800 per hour", (1800, None, "INR", "hourly")),
        ("900 RMB a day", (900, None, "CNY", "daily")),
        ("4k, maybe 4.5", (4000, 4500, "USD", "fixed")),
        ("€5.200, could stretch to 6", (5200, 6000, "EUR", "fixed")),
        ("75 dollars an hour, maybe 90 for the right one", (75, 90, "USD", "hourly")),
    ],
)
def test_amounts_are_read_as_people_write_and_say_them(
    parse: Parse, said: str, meant: Price
) -> None:
    assert price(parse(said, "budget")) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("14k eur is way too much, 6k is what we have", (6000, None, "EUR", "fixed")),
        ("£90k? haha no, 9k", (9000, None, "GBP", "fixed")),
        ("5k? no 6k", (6000, None, "USD", "fixed")),
        ("350 a day per person? no 30 euros an hour", (30, None, "EUR", "hourly")),
        ("400 a day? nah 350", (350, None, "USD", "daily")),
        ("amend: the fee goes up from €700 to €850", (850, None, "EUR", "fixed")),
        ("please raise the budget from 4k to 5.5k", (5500, None, "USD", "fixed")),
        ("38 quid -> 44 quid an hour", (44, None, "GBP", "hourly")),
        ("fixed 800 for the lot", (800, None, "USD", "fixed")),
        ("finance says max 700", (700, None, "USD", "fixed")),
        ("a fee not exceeding 5,400 EUR", (5400, None, "EUR", "fixed")),
        ("four clips in 4K, one drone", None),
        ("full time, 40/wk, until June", None),
        ("we meet at 9:30, daily", None),
        ("the last agency, whom we paid 7,000 euros, was late", None),
        ("an error rate of 200 in a thousand", None),
        ("a juggling course for the team, half a day", None),
        ("a host for one day, and a caterer for 60 guests", None),
        ("a caterer for 3 hour, 20 pages of menu", None),
        ("Robert must see everything above 5k", None),
    ],
)
def test_the_amount_that_counts_is_the_one_that_is_meant(
    parse: Parse, said: str, meant: Price
) -> None:
    assert price(parse(said, "budget")) == meant
