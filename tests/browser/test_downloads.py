"""What a visitor takes away, clicked in a browser: files, their names, the code that is shown."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import expect

from lab.http import ask
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.api.service import ENDINGS
from partv.data.current import warehouse
from partv.exhibits.extracts import extract
from partv.exports.sql import script
from tests.making import LONG, csv_file

from .looks import unfold
from .visits import expect_address, expect_no_fault, filters, settle, turn_to

NAMES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON", "zip": "ZIP"}
TALL = {"width": 1440, "height": 2400}


@pytest.fixture(scope="module")
def tall(shared_visit):
    """A page all of which is in sight, and which goes from address to address."""
    return shared_visit("/about", viewport=TALL)


def rows_link(page, ending):
    """The link to the rows in a format; the pictures have links of their own."""
    links = page.locator("p.takeaway", has_text="Download these rows").first
    return links.get_by_role("link", name=NAMES[ending], exact=True)


def downloaded(page, thing):
    """Click a link or button; the name, the address and the bytes of the file that comes."""
    with page.expect_download() as download:
        thing.click()
    file = download.value
    return file.suggested_filename, file.url, file.path().read_bytes()


def selection_of(query: str) -> Selection:
    selection, problems = Selection.parse(parse_qsl(query), warehouse().vocabulary)
    assert not problems
    return selection


def without_time(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file that do not bear the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist() if name.endswith(("csv", "sql"))}


@pytest.mark.parametrize(
    ("address", "table", "name"),
    [
        ("/?article=27&article=30&of=due", "rates", "rates_published_2023_art-27-30_of-due"),
        ("/regions?data=demo&region=AFR&region=EUR", "rates", "rates_by-region_demo_2023_AFR-EUR"),
        ("/data?data=demo&cycle=2025&region=WPR&table=answers", "answers", "answers_demo_2025_WPR"),
        ("/cycles?data=demo&cycle=2025&base=2020", "panel", "panel_demo_2020-2025"),
    ],
)
def test_every_format_is_the_file_of_the_api_under_a_name_that_says_the_filters(
    tall, server, address, table, name
):
    page = turn_to(tall, address)
    for ending in ENDINGS:
        suggested, url, content = downloaded(page, rows_link(page, ending))
        assert suggested == f"part-v_{name}.{ending}"
        assert urlsplit(url).path == f"/api/v1/{table}.{ending}"
        served = ask(url).body
        if ending == "zip":
            assert without_time(content) == without_time(served)
            assert f"{server.url}/api/v1/{table}.zip" in (
                zipfile.ZipFile(io.BytesIO(content)).read("README.md").decode("utf-8")
            )
        else:
            assert content == served
    assert page.url.endswith(address), "the page has stayed where it was"
    expect_no_fault(page)


def test_a_page_pasted_after_the_table_gives_the_rows_that_the_page_shows(tall, server):
    query = "data=demo&cycle=2025&region=AFR&region=WPR&article=27&of=due&sort=rate"
    page = turn_to(tall, f"/?{query}")
    pasted = ask(f"{server.url}/api/v1/rates.csv?{query}").body
    assert downloaded(page, rows_link(page, "csv"))[2] == pasted
    page.get_by_text("The same data as a table").click()
    shown = page.get_by_role("table").first
    for row in csv.DictReader(io.StringIO(pasted.decode("utf-8-sig"))):
        expect(shown).to_contain_text(f"{row['yes']} of {row['denominator']}")


def test_a_file_fetched_while_the_page_is_drawn_is_what_its_name_says(visit):
    """The page is redrawn after each click; nobody waits for it."""
    page = visit("/?article=27", viewport=TALL)
    bar = filters(page)
    clicks = [
        *(bar.of("were due"), bar.cycle(2020), bar.region("AFR"), bar.cycle(2023)),
        *(bar.region("AFR"), bar.of("reported")),
    ]
    for click in clicks:
        click.click()
        suggested, url, content = downloaded(page, rows_link(page, "csv"))
        path = urlsplit(url)
        table = path.path.split("/")[-1].removesuffix(".csv")
        item = extract(warehouse(), selection_of(path.query), table)
        assert suggested == f"{item.name}.csv"
        assert content == ask(url).body
    settle(page)
    assert downloaded(page, rows_link(page, "csv"))[0] == "part-v_rates_published_2023_art-27.csv"
    expect_no_fault(page)


# How it was computed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/?region=AFR&of=due&data=demo", "rates"),
        ("/regions?data=demo&article=27", "rates"),
        ("/cycles?data=demo", "panel"),
        ("/data?table=parties&region=SEAR", "parties"),
        ("/data?table=articles&lang=zh", "articles"),
    ],
)
def test_how_it_was_computed_is_the_sql_of_the_file(tall, address, table):
    page = turn_to(tall, address)
    content = downloaded(page, rows_link_in(page, "ZIP"))[2]
    sql = without_time(content)["query.sql"].decode("utf-8")
    box = page.locator("[class*=st-key-computed-]").first
    unfold(page)
    expect(box).to_contain_text(f"queries/{table}.sql")
    code = box.get_by_test_id("stCode").locator("code").first
    expect(code).to_be_visible()
    assert lines(code.text_content()) == lines(sql)
    chosen = selection_of(urlsplit(page.url).query)
    assert f"data {warehouse().version}" in sql
    assert (f"regions := {list(chosen.regions)}" in sql) == (table != "articles")


def rows_link_in(page, name):
    """The same as ``rows_link`` in any language."""
    return page.locator("p.takeaway").get_by_role("link", name=name, exact=True).first


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


# The page Data ------------------------------------------------------------------------------------


def test_another_table_changes_preview_address_and_links(tall):
    page = turn_to(tall, "/data?region=SEAR")
    preview = page.locator(".st-key-preview")
    expect(preview).to_contain_text("Figure")
    page.get_by_role("combobox", name="Table", exact=True).click()
    page.get_by_role("option", name="Register of Parties", exact=True).click()
    expect_address(page, "/data", "region=SEAR&table=parties")
    expect(preview).to_contain_text("Sri Lanka")
    assert downloaded(page, rows_link(page, "csv"))[0] == "part-v_parties_2023_SEAR.csv"
    expect(page.get_by_role("radiogroup", name="Regions", exact=True)).to_have_count(0)


def test_rates_one_by_one_change_preview_address_and_links(tall):
    page = turn_to(tall, "/data?data=demo&article=30&region=AFR&region=EUR")
    preview = page.locator(".st-key-preview")
    expect(preview).to_contain_text("AFR+EUR")
    one_by_one = page.get_by_role("radiogroup", name="Regions", exact=True)
    one_by_one.get_by_role("radio", name="one by one").click()
    expect_address(page, "/data", "data=demo&region=AFR&region=EUR&article=30&by=region")
    expect(preview).not_to_contain_text("AFR+EUR")
    suggested, _, content = downloaded(page, rows_link(page, "json"))
    assert suggested == "part-v_rates_by-region_demo_2023_AFR-EUR_art-30.json"
    assert [row["region"] for row in json.loads(content)] == ["AFR", "EUR"]


@pytest.mark.parametrize("table", TABLES)
def test_the_preview_has_the_first_rows_of_the_file(tall, table):
    page = turn_to(tall, f"/data?data=demo&table={table}&article=27")
    shown = page.locator(".st-key-preview tbody tr")
    _, _, content = downloaded(page, rows_link(page, "csv"))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert shown.count() == (len(rows) if table == "rates" else min(len(rows), 200)) > 0
    told = rows[0]["indicator_id"] if table == "rates" else next(iter(rows[0].values()))
    expect(shown.first).to_contain_text(told[:20])


def test_titles_of_articles_are_in_the_language_of_the_page_in_preview_and_file(visit):
    page = visit("/data?table=articles", locale="zh-CN", viewport=TALL)
    suggested, _, content = downloaded(page, rows_link_in(page, "CSV"))
    assert suggested == "part-v_articles_zh.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for row in rows:
        expect(page.locator(".st-key-preview")).to_contain_text(row["title"])


# Code ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def snippets(shared_visit):
    """The code that the page Data shows for a view, by the name of its tab."""
    query = "data=demo&region=AFR&region=EUR&article=27&of=due&by=region"
    page = shared_visit(f"/data?{query}", viewport=TALL)
    found = {}
    for tab in page.get_by_role("tab").all():
        tab.click()
        code = page.get_by_role("tabpanel").locator("code").filter(visible=True)
        expect(code).to_have_count(1)
        found[tab.inner_text().strip()] = code.text_content()
    return query, found


@pytest.mark.parametrize("name", ["Python (pandas)", "Python (DuckDB)"])
def test_the_python_that_is_shown_runs_and_has_the_rows(server, snippets, tmp_path, name):
    query, found = snippets
    kept = f"\nrates.to_pickle({str(tmp_path / 'rows')!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", found[name] + kept], capture_output=True, text=True, check=True
    )
    assert "demo" in done.stdout
    served = ask(f"{server.url}/api/v1/rates.parquet?{query}").body
    pd.testing.assert_frame_equal(
        pd.read_pickle(tmp_path / "rows"), pd.read_parquet(io.BytesIO(served))
    )


def test_the_curl_that_is_shown_fetches_the_file_under_its_name(server, snippets, tmp_path):
    query, found = snippets
    assert shutil.which("curl")
    subprocess.run(
        ["sh", "-c", found["curl"]], cwd=tmp_path, capture_output=True, check=True, timeout=60
    )
    (file,) = tmp_path.iterdir()
    assert file.name == "part-v_rates_by-region_demo_2023_AFR-EUR_art-27_of-due.csv"
    assert file.read_bytes() == ask(f"{server.url}/api/v1/rates.csv?{query}").body


def test_the_other_code_names_the_same_rows_and_the_type_of_every_column(server, snippets):
    query, found = snippets
    for name in ("R", "Excel (Power Query)"):
        (address,) = re.findall(r'"(http[^"]+)"', found[name])
        assert ask(address).body == ask(f"{server.url}/api/v1/rates.csv?{query}").body
        assert address.startswith(f"{server.url}/api/v1/rates.csv?")
    typed = dict(re.findall(r'\{"(\w+)", ([\w. ]+)\}', found["Excel (Power Query)"]))
    assert list(typed) == [field.name for field in TABLES["rates"].fields]
    assert (typed["percent"], typed["yes"]) == ("type number", "Int64.Type")
    assert (typed["region"], typed["basis"]) == ("type text", "type text")


# A visitor's own answers --------------------------------------------------------------------------


def test_files_of_an_upload_come_from_the_page_and_from_nowhere_else(visit, server):
    page = visit("/data", viewport=TALL)
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": csv_file(LONG)}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("link", name="See them by Article").click()
    expect_address(page, "/", "data=upload")
    expect(page.locator("p.takeaway")).to_have_count(0)
    page.locator("a[href^='data']").first.click()
    expect_address(page, "/data", "data=upload")
    found = {}
    for ending, name in NAMES.items():
        button = page.get_by_role("button", name=name, exact=True)
        suggested, url, found[ending] = downloaded(page, button)
        assert suggested == f"part-v_rates_upload_2023.{ending}"
        assert "/api/" not in url
    rows = list(csv.DictReader(io.StringIO(found["csv"].decode("utf-8-sig"), newline="")))
    assert {(row["data"], row["basis"]) for row in rows} >= {("upload", "counted")}
    exchange = next(row for row in rows if row["indicator_id"] == "21.exchange")
    assert (exchange["yes"], exchange["no"]) == ("1", "1")
    assert len(json.loads(found["json"])) == len(rows)
    assert len(pd.read_parquet(io.BytesIO(found["parquet"]))) == len(rows)
    parts = zipfile.ZipFile(io.BytesIO(found["zip"]))
    assert parts.read("part-v_rates_upload_2023.csv") == found["csv"]
    own = pd.read_parquet(io.BytesIO(parts.read("answers.parquet")))
    assert sorted(own["iso3"]) == ["CIV", "EUU", "IRN", "TUR"]
    expect(page.get_by_text("no address leads to them")).to_be_visible()
    for ending in ENDINGS:
        assert ask(f"{server.url}/api/v1/rates.{ending}?data=upload").status == 422
    # Another visitor does not see them either.
    other = visit("/data?data=upload")
    expect(other.get_by_text("Part of this link was not understood")).to_be_visible()


def test_what_a_party_wrote_is_shown_as_it_was_written_and_asks_no_other_server(visit):
    """Neither Markdown nor HTML; the visit fails if a picture is asked for elsewhere."""
    wrote = '![x](http://other.example/a.png) **b** <img src="http://other.example/b.png"> =1+1'
    page = visit("/data", viewport=TALL)
    rows = [LONG[0], ["Kenya", 2023, "20.seizures", "", wrote]]
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": csv_file(rows)}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("link", name="See them by Article").click()
    expect_address(page, "/", "data=upload")
    page.locator("a[href^='data']").first.click()
    page.get_by_role("combobox", name="Table", exact=True).click()
    page.get_by_role("option", name="Answers of Parties", exact=True).click()
    expect_address(page, "/data", "data=upload&table=answers")
    expect(page.locator(".st-key-preview")).to_contain_text(wrote)
    _, _, content = downloaded(page, page.get_by_role("button", name="JSON", exact=True))
    assert json.loads(content)[0]["text"] == wrote


# The real server ----------------------------------------------------------------------------------


def test_the_server_of_the_pages_serves_the_api(server):
    """What app.py puts together: the mount, its gzip, no cookie, no page of Streamlit's."""
    answer = ask(f"{server.url}/api/v1/health")
    assert json.loads(answer.body)["data"] == warehouse().version
    chosen = Selection.default(warehouse().vocabulary)
    sql = zipfile.ZipFile(io.BytesIO(ask(f"{server.url}/api/v1/rates.zip").body)).read("query.sql")
    assert sql.decode("utf-8") == script(extract(warehouse(), chosen, "rates"))
    packed = ask(f"{server.url}/api/v1/rates.csv", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert "set-cookie" not in packed.headers
    assert ask(f"{server.url}/api/v1/nothing").headers["content-type"] == "application/json"
    assert ask(f"{server.url}/api/v1/rates.csv", "POST").status == 405
