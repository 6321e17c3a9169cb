"""Facts of the source data: the register, the cycles, the Articles, and the denominator 62."""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal

import pycountry
import pytest

from partv.address.parameters import ARTICLES
from partv.paths import DATAPACKAGE

SOURCE = DATAPACKAGE.parent / "source"


def table(name: str) -> list[dict[str, str]]:
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The register -------------------------------------------------------------------------------------


def test_the_register_has_72_parties_under_their_iso_codes(store, base):
    parties = store.ask("parties", **base.parameters())
    codes = set(parties["iso3"])
    assert len(parties) == 72
    assert len(codes) == 72
    # The European Union is a Party and no country.
    assert codes - {country.alpha_3 for country in pycountry.countries} == {"EUU"}


@pytest.mark.parametrize(
    ("cycle", "due", "certain", "by_region"),
    [
        (2020, 58, 57, {"AFR": 19, "AMR": 6, "SEAR": 2, "EUR": 22, "EMR": 6, "WPR": 3}),
        (2023, 66, 66, {"AFR": 21, "AMR": 7, "SEAR": 2, "EUR": 26, "EMR": 7, "WPR": 3}),
        (2025, 70, 70, {"AFR": 22, "AMR": 7, "SEAR": 2, "EUR": 28, "EMR": 8, "WPR": 3}),
    ],
)
def test_so_many_parties_were_due_when_the_cycle_closed(
    store, base, cycle, due, certain, by_region
):
    coverage = store.ask("coverage", **base.changed(cycle=cycle).parameters()).set_index("region")
    assert coverage["due"].to_dict() == {"ALL": due, **by_region}
    assert coverage.loc["ALL", "due_certain"] == certain


def test_only_the_seychelles_were_not_certainly_due_in_2020(store, base):
    parties = store.ask("parties", **base.changed(cycle=2020).parameters()).set_index("iso3")
    late = parties["entry_latest"] > parties.loc["SYC", "entry_into_force"]
    assert parties.loc["SYC", "confidence"] == "low"
    assert parties.loc["SYC", "entry_basis"] == "unverified"
    assert list(parties.index[parties["due"] & late]) == ["SYC"]


@pytest.mark.parametrize("iso3", ["PRY", "MDA"])
def test_paraguay_and_moldova_have_a_window_for_a_date_and_were_due_from_2023(store, base, iso3):
    def party(cycle):
        answer = store.ask("parties", **base.changed(cycle=cycle).parameters())
        return answer.set_index("iso3").loc[iso3]

    assert [bool(party(cycle)["due"]) for cycle in (2020, 2023, 2025)] == [False, True, True]
    assert party(2023)[["deposit_date", "entry_into_force"]].isna().all()
    assert party(2023)["entry_basis"] == "window"
    assert str(party(2023)["entry_latest"])[:10] == "2023-01-18"


def test_no_other_party_is_without_a_date_of_entry_into_force():
    without = {row["iso3"] for row in table("parties") if not row["entry_into_force"]}
    assert without == {"PRY", "MDA"}


def test_the_parties_not_yet_due_in_2025_are_the_two_that_joined_after_it_closed(store, base):
    parties = store.ask("parties", **base.changed(cycle=2025).parameters())
    assert set(parties.loc[~parties["due"], "iso3"]) == {"VUT", "YEM"}


def test_the_register_is_in_alphabetical_order_accents_or_not(store, base):
    names = list(store.ask("parties", **base.parameters())["name"])
    assert names.index("Côte d'Ivoire") < names.index("Croatia")
    assert names.index("Togo") < names.index("Türkiye") < names.index("Turkmenistan")


# Articles and indicators --------------------------------------------------------------------------


def test_there_are_twelve_articles_with_a_title_in_each_of_six_languages():
    titles = {(row["article"], row["lang"]): row["title"] for row in table("article_titles")}
    assert set(titles) == {
        (str(article), lang)
        for article in range(20, 32)
        for lang in ("ar", "en", "es", "fr", "ru", "zh")
    }
    assert all(titles.values())
    assert tuple(int(row["article"]) for row in table("articles")) == ARTICLES


def test_every_title_says_whether_it_was_seen_in_an_authentic_text():
    for row in table("article_titles"):
        seen = not row["source"].startswith("Not checked")
        assert (row["verified"] != "no") == seen, row
    assert {row["verified"] for row in table("article_titles") if row["lang"] == "en"} == {"yes"}


def test_the_indicators_are_these_fourteen():
    assert [row["indicator_id"] for row in table("indicators")] == [
        *("20.seizures", "21.exchange", "22.notified", "23.areas", "23.assistance", "23.origin"),
        *("24.arrangements", "26.jurisdiction", "27.abroad", "27.domestic", "28.agreements"),
        *("29.authority", "29.initiatives", "30.extradition"),
    ]


def test_every_indicator_lies_under_the_article_its_name_says():
    for row in table("indicators"):
        assert row["indicator_id"].startswith(row["article"] + "."), row


def test_every_indicator_has_a_statement_for_2023_and_no_other_cycle_has_one():
    stated = [(row["cycle"], row["indicator_id"]) for row in table("published")]
    assert sorted(stated) == [("2023", row["indicator_id"]) for row in table("indicators")]


def test_a_printed_number_stands_in_its_statement_and_a_derived_one_does_not():
    for row in table("published"):
        counts = [row["count"]] if row["count_basis"] == "published" else []
        percents = [row["percent"]] if row["percent_basis"] == "published" else []
        assert re.findall(r"(\d+) Parties", row["statement"]) == counts, row
        assert re.findall(r"(\d+)%", row["statement"]) == percents, row


def test_every_figure_is_from_the_report_to_mop4_which_quotes_the_progress_report():
    for row in table("published"):
        assert (row["document_id"], row["quotes"]) == (
            "secretariat-mop4-cooperation",
            "fctc-mop-3-4",
        )


# The denominator ----------------------------------------------------------------------------------


def printed_pairs() -> dict[str, tuple[int, int]]:
    """Indicators of which both a count and a percentage are printed."""
    return {
        row["indicator_id"]: (int(row["count"]), int(row["percent"]))
        for row in table("published")
        if row["count_basis"] == row["percent_basis"] == "published"
    }


def rounded(count: int, whole: int) -> int:
    return int((Decimal(100 * count) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def misfits(whole: int) -> set[str]:
    pairs = printed_pairs().items()
    return {name for name, (count, percent) in pairs if rounded(count, whole) != percent}


def test_nine_pairs_of_count_and_percentage_are_printed():
    assert len(printed_pairs()) == 9


def test_62_fits_every_printed_pair_but_article_22():
    assert misfits(62) == {"22.notified"}


def test_every_other_number_of_parties_from_40_to_99_misses_at_least_four_pairs():
    others = {whole: len(misfits(whole)) for whole in range(40, 100) if whole != 62}
    assert min(others.values()) >= 4, others


def test_no_count_out_of_62_rounds_to_the_36_that_is_printed_for_article_22():
    assert 36 not in {rounded(count, 62) for count in range(63)}
    (row,) = (row for row in table("published") if row["indicator_id"] == "22.notified")
    assert row["percent"] == "36"
    assert row["flag"] == "rounding"
    assert re.search(r"35\.48%.*36", row["flag_reason"])


def test_24_is_the_only_count_out_of_62_that_gives_the_39_per_cent_of_27_abroad():
    assert [count for count in range(63) if rounded(count, 62) == 39] == [24]


def test_the_denominator_is_derived_everywhere_and_the_same_everywhere():
    (cycle,) = (row for row in table("cycles") if row["cycle"] == "2023")
    assert (cycle["reported"], cycle["reported_basis"]) == ("62", "derived")
    bases = {
        (row["denominator"], row["denominator_basis"]) for row in table("published") if row["count"]
    }
    assert bases == {("62", "derived")}
