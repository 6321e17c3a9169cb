"""``data/datapackage.json`` is the contract: other tools can read it, and the Parquet keeps it."""

import json

import pyarrow.parquet as pq
import pytest

from partv.data.folders import CONTENTS
from partv.paths import DATAPACKAGE, PARQUET
from tests.frictionless_apart import validate

RESOURCES = json.loads(DATAPACKAGE.read_text("utf-8"))["resources"]
ARROW = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]"}


def test_frictionless_finds_nothing_wrong_with_the_package_and_its_rows():
    report = validate(str(DATAPACKAGE))
    assert report.flatten(["type", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(RESOURCES)


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("published", ",17,published,27,", ",seventeen,published,27,", "type-error"),
        ("published", ",27,published,62,", ",127,published,62,", "constraint-error"),
        ("parties", "BRA,Brazil,AMR", "BRA,Brazil,EURO", "constraint-error"),
        ("regions", "SEAR,", "AFR,", "primary-key"),
        ("published", "secretariat-mop4-cooperation", "no-such-document", "foreign-key"),
    ],
)
def test_frictionless_reads_the_rules_of_the_package_as_the_build_does(
    package, table, old, new, error
):
    file = package.parent / "source" / f"{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    report = validate(str(package))
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_there_is_a_parquet_file_for_each_table_and_no_other():
    names = {f"{resource['name']}.parquet" for resource in RESOURCES}
    assert {file.name for file in PARQUET.iterdir()} == {*names, CONTENTS}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["name"])
def test_every_parquet_column_is_a_field_of_the_package_with_its_type(resource):
    columns = pq.read_schema(PARQUET / f"{resource['name']}.parquet")
    fields = resource["schema"]["fields"]
    assert [(column.name, str(column.type)) for column in columns] == [
        (field["name"], ARROW[field["type"]]) for field in fields
    ]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["name"])
def test_every_table_and_field_is_described_in_words(resource):
    for described in (resource, *resource["schema"]["fields"]):
        assert described["title"].strip(), described["name"]
        assert described["description"].strip().endswith("."), described["name"]
