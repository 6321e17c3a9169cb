"""The API over real HTTP: the same rows as pages and command line, and plain words for the rest."""

import csv
import gzip
import io
import json
import re
from urllib.parse import quote, urlencode

import duckdb
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount

from lab.http import ask, serving
from partv import __version__, cli
from partv.address.exported_tables import TABLES
from partv.address.parameters import ARTICLES, BY, DENOMINATORS, SORTS, UPLOAD, taken_by
from partv.address.selection import Selection
from partv.api.service import ENDINGS, PREFIX, create
from partv.data.current import warehouse
from partv.data.formula_text import as_written
from partv.data.warehouse import DataUnavailable
from partv.exhibits.extracts import extract
from partv.exports.formats import FORMATS
from partv.exports.row_formats import records
from partv.i18n.language import language
from partv.paths import ROOT
from tests.tries import tries


@pytest.fixture(scope="module")
def api():
    """The address of the API over the data of this copy, mounted as app.py mounts it."""
    with serving(Starlette(routes=[Mount(PREFIX, create())])) as url:
        yield url + PREFIX


def made(open_store):
    """An API over other data."""
    return serving(Starlette(routes=[Mount(PREFIX, create(open_store))]))


# Page = API = command line ------------------------------------------------------------------------

VOCABULARY = warehouse().vocabulary
selections = st.builds(
    Selection.default(VOCABULARY).changed,
    data=st.sampled_from(["published", "demo"]),
    cycle=st.sampled_from(VOCABULARY.cycles),
    base=st.sampled_from([0, *VOCABULARY.cycles]),
    regions=st.lists(st.sampled_from(VOCABULARY.regions), max_size=4),
    articles=st.lists(st.sampled_from(ARTICLES), max_size=4),
    of=st.sampled_from(DENOMINATORS),
    by=st.sampled_from(BY),
    sort=st.sampled_from(SORTS),
    lang=st.sampled_from(["", *VOCABULARY.languages]),
    party=st.sampled_from(["", *VOCABULARY.parties[:3]]),
)


@tries(60)
@given(selections, st.sampled_from(list(TABLES)), st.sampled_from(list(FORMATS)))
def test_page_api_and_command_line_give_the_same_bytes_under_the_same_name(
    api, tmp_path_factory, selection, table, ending
):
    selection = of_a_table(selection, table)
    item = extract(warehouse(), selection, table)
    shown = FORMATS[ending].render(item, language(selection.lang or "en"))
    answer = ask(f"{api}/{table}.{ending}?{selection.query_string()}")
    assert (answer.status, answer.body) == (200, shown)
    assert answer.headers["content-disposition"] == f'inline; filename="{item.name}.{ending}"'
    file = tmp_path_factory.getbasetemp() / f"exported.{ending}"
    pairs = [(n, v) for n, v in selection.pairs() if n != "sort"]
    options = [word for name, value in pairs for word in (f"--{name}", value)]
    words = ["export", table, *options, "--format", ending, "-o", str(file)]
    assert cli.main(words) == 0
    assert file.read_bytes() == shown


@tries(30)
@given(selections, st.sampled_from(list(TABLES)))
def test_every_format_has_the_rows_that_the_query_answered(api, selection, table):
    selection = of_a_table(selection, table)
    asked = extract(warehouse(), selection, table).rows
    names, wanted = list(asked.columns), records(asked)
    address = f"{api}/{table}.{{}}?{selection.changed(table=table).query_string()}"

    def get(ending):
        return ask(address.format(ending)).body

    header, *rows = csv.reader(io.StringIO(get("csv").decode("utf-8-sig"), newline=""))
    assert header == names
    assert [[as_written(cell) for cell in row] for row in rows] == [
        [as_text(cell) for cell in row] for row in wanted
    ]

    objects = json.loads(get("json"))
    assert [list(row) for row in objects] == [names] * len(wanted)
    dated = [[str(c) if hasattr(c, "isoformat") else c for c in row] for row in wanted]
    assert [list(row.values()) for row in objects] == dated

    parquet = get("parquet")
    read = pd.read_parquet(io.BytesIO(parquet), dtype_backend="numpy_nullable")
    assert (list(read.columns), records(read)) == (names, wanted)

    sheet = openpyxl.load_workbook(io.BytesIO(get("xlsx"))).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == names
    as_dates = [tuple(c.date() if hasattr(c, "date") else c for c in row) for row in rows]
    assert as_dates == [tuple(cell if cell != "" else None for cell in row) for row in wanted]


def of_a_table(selection, table):
    """The Selection without a Party where the table is not of Parties."""
    return selection if "party" in taken_by(table) else selection.changed(party="")


def as_text(cell):
    """A cell as CSV has it."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_the_parquet_and_the_csv_alike(api, tmp_path, table):
    selection = Selection.default(VOCABULARY).changed(data="demo", by="region")
    for ending in ("parquet", "csv"):
        content = ask(f"{api}/{table}.{ending}?{selection.query_string()}").body
        (tmp_path / f"rows.{ending}").write_bytes(content)
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    types |= {"boolean": "BOOLEAN", "date": "DATE"}
    columns = {field.name: types[field.type] for field in TABLES[table].fields}
    with duckdb.connect() as connection:
        stored = connection.read_parquet(str(tmp_path / "rows.parquet"))
        written = connection.read_csv(str(tmp_path / "rows.csv"), dtype=columns)
        assert stored.columns == written.columns == list(columns)
        assert list(map(str, stored.types)) == list(columns.values())
        assert stored.fetchall() == written.fetchall() != []


def test_a_page_of_every_table_leads_to_its_rows(api):
    for table in TABLES:
        selection = Selection.default(VOCABULARY).changed(table=table, sort="rate")
        assert ask(f"{api}/{table}.json?{selection.query_string()}").status == 200


# How it answers -----------------------------------------------------------------------------------


def test_a_party_filters_the_tables_that_take_it_and_is_refused_by_all_others(api, capsys):
    answers = json.loads(ask(f"{api}/answers.json?data=demo&party=AFR-01").body)
    assert {row["iso3"] for row in answers} == {"AFR-01"}
    assert [row["iso3"] for row in json.loads(ask(f"{api}/parties.json?party=KEN").body)] == ["KEN"]
    for table in set(TABLES) - {"answers", "parties"}:
        refused = ask(f"{api}/{table}.csv?party=KEN")
        (told,) = json.loads(refused.body)["detail"]
        assert (refused.status, told["loc"]) == (422, ["query", "party"])
        assert told["msg"] == "party is accepted of these tables only: answers, parties."
        assert cli.main(["export", table, "--party", "KEN"]) == 1
        assert "--party is accepted of the tables answers, parties only" in capsys.readouterr().err


def test_a_party_and_a_region_are_not_answered_for_together(api):
    for path in ("briefing.docx", "answers.csv", "slides/parties.svg"):
        refused = ask(f"{api}/{path}?party=KEN&region=EUR")
        (told,) = json.loads(refused.body)["detail"]
        assert (refused.status, told["loc"]) == (422, ["query", "region"])
        assert told["msg"] == '"EUR" is not accepted together with party.'


def test_a_party_of_another_data_set_is_not_answered_for(api):
    refused = ask(f"{api}/answers.json?data=demo&party=KEN")
    assert refused.status == 422
    (told,) = json.loads(refused.body)["detail"]
    assert told["msg"] == '"KEN" is not a Party of the data set demo.'
    assert told["loc"] == ["query", "party"]
    assert set(told["accepted"]) == set(VOCABULARY.invented)
    for path in ("briefing.docx", "slides/parties.svg", "pictures/statuses.png", "deck.pptx"):
        assert ask(f"{api}/{path}?data=demo&party=KEN").status == 422
        assert ask(f"{api}/{path}?party=AFR-01").status == 422


def test_who_has_the_rows_already_is_told_so_without_them(api):
    first = ask(f"{api}/rates.csv?article=27")
    etag = first.headers["etag"]
    for sent in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        again = ask(f"{api}/rates.csv?article=27", if_none_match=sent)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert ask(f"{api}/rates.csv?article=27", if_none_match='"other"').body == first.body
    # The same view in another order of words is the same content; another view is not.
    assert ask(f"{api}/rates.csv?of=reported&article=27").headers["etag"] == etag
    assert ask(f"{api}/rates.csv?article=28").headers["etag"] != etag
    assert ask(f"{api}/rates.json?article=27").headers["etag"] != etag
    assert first.headers["cache-control"] == "no-cache"


def test_a_zip_file_has_the_etag_of_its_rows_whenever_it_is_fetched(api):
    first = ask(f"{api}/rates.zip")
    assert ask(f"{api}/rates.zip", if_none_match=first.headers["etag"]).status == 304
    assert ask(f"{api}/rates.zip?of=due").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_answer_is_compressed_for_those_who_unpack_it(api, ending):
    plain = ask(f"{api}/parties.{ending}")
    packed = ask(f"{api}/parties.{ending}", accept_encoding="gzip")
    assert packed.headers["etag"].startswith("W/")
    if ending == "zip":
        assert "content-encoding" not in packed.headers, "it is compressed as it is"
    else:
        assert packed.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["vary"]
        assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-type"] == ENDINGS[ending]


def test_a_page_of_any_origin_may_ask(api):
    answer = ask(f"{api}/rates.json", origin="https://example.org")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    seen = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Content-Disposition"} <= set(seen.split(", "))
    before = ask(
        f"{api}/rates.json",
        "OPTIONS",
        origin="https://example.org",
        access_control_request_method="GET",
        access_control_request_headers="if-none-match",
    )
    assert before.status == 200
    assert before.headers["access-control-allow-origin"] == "*"
    assert "GET" in before.headers["access-control-allow-methods"]
    refused = ask(
        f"{api}/rates.json",
        "OPTIONS",
        origin="https://example.org",
        access_control_request_method="DELETE",
    )
    assert refused.status == 400


@pytest.mark.parametrize(
    "path", [*(f"rates.{ending}" for ending in ENDINGS), "health", "docs", "openapi.json"]
)
def test_head_tells_of_an_answer_what_get_tells_and_nothing_is_written(api, path):
    told, given_ = ask(f"{api}/{path}", "HEAD"), ask(f"{api}/{path}")
    assert (told.status, told.body) == (200, b"")
    differs = {"date", "content-length"} if path.endswith("zip") else {"date"}
    assert drop(told.headers, differs) == drop(given_.headers, differs)
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        answer = ask(f"{api}/{path}", method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"


def drop(headers, names):
    return {name: value for name, value in headers.items() if name not in names}


def test_health_is_well_and_says_of_which_data(api):
    answer = ask(f"{api}/health")
    assert answer.status == 200
    data = warehouse().version
    assert json.loads(answer.body) == {"status": "ok", "data": data, "version": __version__}


# What is refused ----------------------------------------------------------------------------------

WRONG = st.dictionaries(
    st.sampled_from(["data", "cycle", "base", "region", "article", "of", "by", "lang", "table"]),
    st.text(st.characters(codec="utf-8")).filter(lambda text: text not in TABLES),
    min_size=1,
)


@tries(30)
@given(WRONG)
def test_every_value_that_is_not_accepted_is_named_with_those_that_are(api, wrong):
    wrong = {n: v for n, v in wrong.items() if v not in (VOCABULARY.accepted(n) or ())}
    answer = ask(f"{api}/rates.csv?{urlencode(wrong)}")
    assert answer.status == (422 if wrong else 200)
    if wrong:
        told = {d["loc"][1]: d for d in json.loads(answer.body)["detail"]}
        assert {name: problem["input"] for name, problem in told.items()} == wrong
        for name, problem in told.items():
            accepted = ("rates",) if name == "table" else VOCABULARY.accepted(name)
            assert problem["loc"][0] == "query"
            assert problem["accepted"] == list(accepted)
            assert problem["msg"].endswith(f"Accepted: {', '.join(accepted)}.")


@pytest.mark.parametrize(
    ("query", "loc", "message"),
    [
        ("regions=AFR", ["query", "regions"], "There is no such parameter."),
        ("cycle=2020&cycle=2023", ["query", "cycle"], 'cycle takes one value; "2023" is one'),
        ("base=2023", ["query", "base"], '"2023" is not accepted. Accepted: 2020, 2025.'),
        ("table=parties", ["query", "table"], '"parties" is not accepted. Accepted: rates.'),
        ("region=AFR,EUR", ["query", "region"], '"AFR,EUR" is not accepted. Accepted: AFR, AMR'),
        ("data=", ["query", "data"], '"" is not accepted. Accepted: published, demo'),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(api, query, loc, message):
    answer = ask(f"{api}/rates.csv?{query}")
    (problem,) = json.loads(answer.body)["detail"]
    assert (answer.status, problem["loc"]) == (422, loc)
    assert problem["msg"].startswith(message)


def test_all_that_is_wrong_is_told_at_once(api):
    answer = ask(f"{api}/rates.csv?region=XX&article=19&of=all&table=cycles&table=nothing")
    told = [(d["loc"][1], d["input"]) for d in json.loads(answer.body)["detail"]]
    assert told == [
        *(("region", "XX"), ("article", "19"), ("of", "all")),
        *(("table", "cycles"), ("table", "nothing")),
    ]


def test_an_ending_that_is_not_offered_is_named_and_a_table_that_is_not_is_not_found(api):
    (problem,) = json.loads(ask(f"{api}/rates.xml").body)["detail"]
    assert problem["loc"] == ["path", "ending"]
    assert problem["accepted"] == list(ENDINGS)
    for path in ("rates", "rates.", "regions.csv", "documents.csv", "demo_members.csv", "x"):
        assert ask(f"{api}/{path}").status in (404, 422)


def test_no_address_leads_to_an_upload(api):
    for ending in ENDINGS:
        for table in TABLES:
            answer = ask(f"{api}/{table}.{ending}?data={UPLOAD}")
            assert answer.status == 422
            assert UPLOAD not in json.loads(answer.body)["detail"][0]["accepted"]
    assert f'"{UPLOAD}"' not in ask(f"{api}/openapi.json").body.decode()


def test_without_data_every_question_is_answered_with_503_in_plain_words():
    def unreadable():
        raise DataUnavailable("The data in parquet/ cannot be read. Run: python -m partv build")

    with made(unreadable) as url:
        for path in ("health", "rates.csv", "parties.zip?x=1", "openapi.json", "docs"):
            answer = ask(f"{url}{PREFIX}/{path}")
            assert (answer.status, answer.headers["content-type"]) == (503, "application/json")
            assert json.loads(answer.body) == {
                "detail": "The data in parquet/ cannot be read. Run: python -m partv build"
            }


def test_health_fails_when_the_database_answers_no_more(store):
    """The door is shut on an open warehouse: a copy of it, whose connection ends."""
    other = type(store)()
    with made(lambda: other) as url:
        assert ask(f"{url}{PREFIX}/health").status == 200
        other._connection.close()
        answer = ask(f"{url}{PREFIX}/health")
        assert answer.status == 503
        assert json.loads(answer.body) == {"detail": "The database does not answer."}


def test_a_fault_of_ours_is_admitted_and_tells_nothing_of_the_inside(caplog):
    def broken():
        raise ZeroDivisionError("/home/someone/secret.py")

    with made(broken) as url:
        answer = ask(f"{url}{PREFIX}/rates.csv")
        assert (answer.status, json.loads(answer.body)) == (
            500,
            {"detail": "The fault is ours and has been logged."},
        )
    assert "ZeroDivisionError" in caplog.text


INSIDE = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|/home/|/tmp/|duckdb \d|[Ss]tarlette|FastAPI"
)


@pytest.mark.parametrize(
    "path",
    [
        *("rates.csv?cycle=1", "rates.xml", "nothing", "../app.py", "%2e%2e/app.py", "rates.csv/"),
        *("health", "openapi.json", "docs", f"rates.csv?{quote('<script>')}=1", "rates.csv?%00=1"),
        "rates.csv?data=" + "x" * 5000,
    ],
)
def test_no_answer_tells_of_the_inside(api, path):
    answer = ask(f"{api}/{path}")
    assert answer.status in (200, 307, 404, 422)
    assert not INSIDE.search(answer.body.decode("utf-8"))
    assert not INSIDE.search(str(answer.headers))
    assert len(answer.body) < 1000 or answer.status == 200


def test_the_page_on_the_api_tells_what_it_answers(api):
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    found = re.findall(r"/api/v1(/[^\s`\"]+)", page)
    asked = [path for path in found if path != "/TABLE.ENDING?SETTINGS"]
    assert len(asked) > 6
    wrong = "/rates.csv?cycle=2021&regions=AFR"
    for path in asked:
        assert ask(api + path).status == (422 if path == wrong else 200), path
    (told,) = re.findall(r"```json\n(.*?)```", page, flags=re.S)
    assert json.loads(ask(api + wrong).body) == json.loads(told)
    rows = re.findall(r"^\| `(\w+)` \|", page, flags=re.M)
    assert rows == [*TABLES, *sorted(ENDINGS, key=rows.index)]
    name = re.search(r"`(part-v_\w+_demo[\w-]+)\.csv`", page)[1]
    query = "data=demo&cycle=2025&region=AFR&region=EUR&of=due"
    given_ = ask(f"{api}/rates.csv?{query}").headers["content-disposition"]
    assert given_ == f'inline; filename="{name}.csv"'


# What it says of itself ---------------------------------------------------------------------------


def test_the_reference_names_all_and_needs_nothing_else(api):
    page = ask(f"{api}/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    text = page.body.decode("utf-8")
    for table in TABLES.values():
        assert f'<h2 id="{table.name}">' in text
        assert all(f"<code>{field.name}</code>" in text for field in table.fields)
    links = re.findall(r'(?:href|src|action)="([^"#]+)"', text)
    assert not [link for link in links if link.startswith(("http:", "https:", "//"))]
    assert "<script" not in text
    assert "@import" not in text
    for link in {link for link in links if not link.startswith("..")}:
        assert ask(f"{api}/{link}").status == 200, link
    for address in re.findall(r"http://127[^\s<]+", text):
        assert ask(address.replace("&amp;", "&")).status == 200, address
    assert f"{api}/rates.csv" in text
