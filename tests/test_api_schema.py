"""The OpenAPI document: valid, and true. Schemathesis asks what it allows, and what it does not."""

import json

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from lab.http import ask, serving
from partv.address.exported_tables import TABLES
from partv.address.parameters import UPLOAD
from partv.api.service import ENDINGS, PREFIX, create
from partv.data.current import warehouse
from tests.asked import asked, described


@pytest.fixture(scope="module")
def address():
    with serving(Starlette(routes=[Mount(PREFIX, create())])) as url:
        yield f"{url}{PREFIX}/openapi.json"


@pytest.fixture
def schema(address):
    return described(address, seed=5)


PATHS = [*(f"/{table}.{{ending}}" for table in TABLES), "/health"]
DRAWN = [
    "/pictures/{exhibit}.{ending}",
    "/slides/{page}.{ending}",
    "/deck.pptx",
    "/briefing.docx",
]


@pytest.mark.parametrize(("paths", "examples"), [(PATHS, 12), (DRAWN, 2)], ids=["rows", "drawn"])
def test_schemathesis_finds_no_answer_that_the_document_does_not_tell_of(schema, paths, examples):
    """What is drawn takes its time, so that few pictures are asked for."""
    schema.config.phases.update(phases=["fuzzing"])
    schema.config.generation.update(max_examples=examples, deterministic=True)
    done = asked(schema.include(path=paths))
    assert done.faults == []
    assert set(done.counts) == {f"GET {path}" for path in paths}
    assert min(done.counts.values()) > 0


def test_no_path_is_left_out(address):
    assert set(json.loads(ask(address).body)["paths"]) == {*PATHS, *DRAWN}


def test_schemathesis_asks_for_every_value_and_beside_it_and_with_other_methods(schema):
    schema.config.phases.update(phases=["coverage"])
    done = asked(schema.include(operation_id="answers"))
    assert done.faults == []
    values = sum(len(warehouse().vocabulary.accepted(name)) for name in ("article", "party"))
    assert done.counts["GET /answers.{ending}"] > values


def test_the_document_names_what_the_data_accept_and_what_the_tables_have(address):
    document = json.loads(ask(address).body)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": PREFIX}]
    vocabulary = warehouse().vocabulary
    for table in TABLES.values():
        operation = document["paths"][f"/{table.name}.{{ending}}"]["get"]
        accepted = {}
        for parameter in operation["parameters"]:
            parts = parameter["schema"].get("items", parameter["schema"])
            accepted[parameter["name"]] = tuple(map(str, parts["enum"]))
            assert parameter["description"]
        assert accepted.pop("ending") == tuple(ENDINGS)
        assert accepted.pop("table") == (table.name,)
        assert accepted == {name: vocabulary.accepted(name) for name in accepted}
        assert UPLOAD not in accepted["data"]
        # Every setting of an address: a page's query string may be pasted as it is.
        assert {*accepted, "table"} >= {"data", "cycle", "region", "article", "of", "sort"}
        assert ("party" in accepted) == (table.name in ("answers", "parties"))
        assert set(operation["responses"]) == {"200", "304", "404", "422", "429", "503"}
        content = operation["responses"]["200"]["content"]
        assert set(content) == {media.split(";")[0] for media in ENDINGS.values()}
        row = content["application/json"]["schema"]["items"]
        assert list(row["properties"]) == [field.name for field in table.fields]
