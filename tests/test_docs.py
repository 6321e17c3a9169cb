"""Documentation as a test: what the documents say exists, is current, and comes out as printed."""

import csv
import io
import json
import re
import shlex
from urllib.parse import parse_qsl

import pytest

from partv import __version__, cli
from partv.exports import dictionary
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.language import language
from partv.paths import DATAPACKAGE, PAGES, QUERIES, ROOT
from partv.selection import Selection
from partv.warehouse import questions

DOCS = ROOT / "docs"
PAGES_OF_DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
PACKAGE = json.loads(DATAPACKAGE.read_text("utf-8"))
SQL = {name: (QUERIES / f"{name}.sql").read_text("utf-8") for name in questions()}


def section(text: str, title: str) -> str:
    """What stands under a heading, to the next one of its level."""
    return re.split(r"^## ", text.split(f"\n## {title}\n")[1], flags=re.M)[0]


def blocks(text: str, kind: str = "") -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, flags=re.M | re.S)


@pytest.mark.parametrize("page", PAGES_OF_DOCS, ids=lambda page: page.name)
def test_every_file_that_a_document_names_exists(page):
    text = page.read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
    missing = {link for link in links if not (page.parent / link).exists()}
    folders = "|".join(entry.name for entry in ROOT.iterdir() if entry.is_dir())
    spans = re.findall(
        rf"`((?:(?:{folders})/|[\w-]+\.(?:py|md|toml|txt|cff|json)\b)[\w./*-]*)`", prose
    )
    missing |= {span for span in spans if not list(ROOT.glob(span.rstrip("/")))}
    assert not missing


def test_the_tree_of_the_readme_exists():
    (tree,) = blocks(section(README, "Where things are"))
    places = [line.split()[0] for line in tree.splitlines() if not line.startswith(" ")]
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_target_of_make_that_a_document_names_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES_OF_DOCS:
        for target in re.findall(r"(?:`|^)make ([\w-]+)", page.read_text("utf-8"), flags=re.M):
            assert re.search(rf"^{target}:", makefile, flags=re.M), (page.name, target)


def test_every_command_of_the_readme_is_understood_and_none_is_left_out():
    parser = cli._parser()
    (block,) = blocks(section(README, "Command line"))
    shown = set()
    for line in block.splitlines():
        assert line.startswith("python -m partv ")
        words = shlex.split(line)[3:]
        parser.parse_args(words)
        shown.add(words[0])
    (commands,) = (action.choices for action in parser._actions if action.choices)
    assert shown == set(commands)


def test_the_exports_of_the_readme_are_accepted(capsysbinary, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (block,) = blocks(section(README, "Command line"))
    exports = [shlex.split(line)[3:] for line in block.splitlines() if " export " in line]
    assert [cli.main(words) for words in exports] == [0] * len(exports)


def test_the_addresses_of_the_readme_lead_to_a_page_and_are_the_one_address_of_their_view(store):
    addresses = re.findall(r"`/(\w*)\?([^`]+)`", section(README, "Addresses"))
    assert len(addresses) > 3
    for page, query in addresses:
        assert (PAGES / f"{page or 'overview'}.py").exists()
        selection, problems = Selection.parse(parse_qsl(query), store.vocabulary)
        assert not problems
        assert selection.query_string() == query


def test_the_readme_names_each_part_of_an_address_with_its_values(store, base):
    table = section(README, "Addresses")
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", table, flags=re.M)
    assert [name for name, *_ in rows] == [
        "data",
        "cycle",
        "region",
        "article",
        "of",
        "sort",
        "lang",
    ]
    for name, values, default in rows:
        accepted = store.vocabulary.accepted(name)
        named = re.findall(r"`([^`]+)`", values)
        assert named == ([accepted[0], accepted[-1]] if name == "article" else list(accepted))
        if default.startswith("`"):
            assert default == f"`{getattr(base, name)}`"


def test_the_readme_counts_the_statements_that_are_held():
    with (DATAPACKAGE.parent / "source" / "published.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["cycle"] == "2023"]
    numbers = sum(bool(row["count"]) for row in rows)
    assert f"| 2023 | {len(rows)} statements, {numbers} of them with a number" in README


def test_the_data_dictionary_is_current():
    assert (DOCS / "data-dictionary.md").read_text("utf-8") == dictionary.data_dictionary(PACKAGE)


def test_the_page_of_queries_is_current():
    assert (DOCS / "queries.md").read_text("utf-8") == dictionary.queries_page(SQL)


def test_every_query_is_explained():
    page = (DOCS / "queries.md").read_text("utf-8")
    for name, sql in SQL.items():
        assert len(" ".join(dictionary.heading(sql))) > 20, name
        assert f"\n## {name}\n" in page


def test_the_recipe_for_a_duckdb_shell_works(store):
    statements = re.findall(r"EXECUTE (\w+)(.*?);", (DOCS / "queries.md").read_text("utf-8"))
    assert [name for name, _ in statements] == ["documents", "coverage"]
    with store._connection.cursor() as cursor:
        for name, values in statements:
            cursor.execute(f"PREPARE {name} AS\n{SQL[name]}")
            assert cursor.execute(f"EXECUTE {name}{values}").fetchall()


def test_the_dictionary_defines_the_columns_of_rates_in_their_order(store, base):
    assert list(store.ask("rates", **base.parameters()).columns) == list(dictionary.RATES)


def test_the_dictionary_names_every_basis_and_flag_that_occurs(store, base):
    seen = [
        store.ask("rates", **base.changed(cycle=cycle, of=of).parameters())
        for cycle in store.vocabulary.cycles
        for of in ("reported", "answered", "due")
    ]
    for column in ("basis", "flag", "data"):
        for value in {value for frame in seen for value in frame[column].dropna()}:
            assert f"`{value}`" in dictionary.RATES[column]


def test_a_cell_of_the_dictionary_stays_in_its_column():
    page = dictionary.data_dictionary(PACKAGE)
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    fields = sum(len(table["schema"]["fields"]) for table in PACKAGE["resources"])
    assert len(rows) == fields + len(dictionary.RATES)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3, 5}


def test_dictionary_writes_what_stands_in_docs(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "DOCS", tmp_path)
    assert cli.main(["dictionary"]) == 0
    assert capsys.readouterr().out == "docs/data-dictionary.md\ndocs/queries.md\n"
    for page in ("data-dictionary.md", "queries.md"):
        assert (tmp_path / page).read_bytes() == (DOCS / page).read_bytes()


BAD_ROWS = (DOCS / "add-a-figure.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "answer"), list(zip(blocks(BAD_ROWS, "csv"), blocks(BAD_ROWS, "text"), strict=True))
)
def test_a_bad_row_of_the_guide_is_answered_as_the_guide_says(package, row, answer):
    (cells,) = csv.reader(io.StringIO(row))
    path = package.parent / "source" / "published.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    place = next(number for number, old in enumerate(rows) if old[1] == cells[1])
    rows[place] = cells
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    with pytest.raises(Refused) as refused:
        build(package)
    sentences = [fault.sentence(language("en")) for fault in refused.value.faults]
    assert answer.splitlines()[:-1] == sentences
    assert answer.splitlines()[-1].startswith(f"{len(sentences)} faults.")


def test_the_guide_names_the_parameters_that_a_query_may_have(base):
    named = re.findall(r"`\$(\w+)`", section(BAD_ROWS, "A query"))
    assert set(named) == set(base.parameters())


def test_the_terms_of_every_source_of_the_data_are_told():
    terms = (DOCS / "data-terms.md").read_text("utf-8")
    for source in PACKAGE["sources"]:
        assert f"\n| {source['title']} |" in terms


def test_changes_citation_and_package_tell_the_same_version():
    assert f"\n## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f'\nversion = "{__version__}"\n' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert PACKAGE["version"] == __version__


def test_every_page_of_docs_can_be_reached_from_the_readme():
    for page in DOCS.glob("*.md"):
        assert f"](docs/{page.name})" in README
