"""Documentation as a test: what the documents say exists, is current, and comes out as printed."""

import csv
import io
import json
import re
import shlex
from urllib.parse import parse_qsl

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from partv import __version__, cli
from partv.address.exported_tables import TABLES
from partv.address.parameters import LONGEST_DECK, PARAMETERS
from partv.address.selection import Selection
from partv.data.answer_sets import RESERVED
from partv.data.warehouse import questions
from partv.exhibits.extracts import extract
from partv.i18n.language import language
from partv.ingest.build import build
from partv.ingest.faults import Refused
from partv.ingest.import_report import ANSWERS, STATUSES
from partv.ingest.imported_sets import SCHEMA
from partv.ingest.raw_tables import LIMITS
from partv.paths import DATAPACKAGE, PAGES, PARQUET, QUERIES, ROOT
from tools import __main__ as tools
from tools import dictionary

DOCS = ROOT / "docs"
_TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
PAGES_OF_DOCS = [*_TOP, *sorted(DOCS.glob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
PACKAGE = json.loads(DATAPACKAGE.read_text("utf-8"))
MEANING = {(t.name, f.name): f.description for t in TABLES.values() for f in t.fields}
"""What ``data/exports.json`` says of each column that is given away."""
IMPORT = (DOCS / "import.md").read_text("utf-8")
MADE = {"data/imported/"}
"""Named in the documents and made by the program: not in a fresh copy of the project."""
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
    assert not missing - MADE


def test_what_is_made_by_the_program_is_not_committed():
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert set(ignored) >= MADE


def test_the_tree_of_the_readme_exists():
    (tree,) = blocks(section(README, "Where things are"))
    places = [line.split()[0] for line in tree.splitlines() if not line.startswith(" ")]
    assert [place for place in places if not (ROOT / place).exists() and place not in MADE] == []


def test_the_readme_names_every_page():
    table = section(README, "What it holds").split("| page |")[1]
    named = re.findall(r"^\| (\w+) \|", table, flags=re.M)
    assert sorted(name.lower() for name in named) == sorted(
        page.stem for page in PAGES.glob("*.py")
    )


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


def test_the_addresses_of_present_md_are_understood(store):
    text = (DOCS / "present.md").read_text("utf-8")
    addresses = re.findall(r"`/(?:api/v1/\S+|(\w*))\?([^`]+)`", text)
    assert len(addresses) > 4
    for page, query in addresses:
        assert (PAGES / f"{page or 'overview'}.py").exists()
        pairs = [pair for pair in parse_qsl(query) if pair[0] != "page"]
        assert Selection.parse(pairs, store.vocabulary)[1] == []


def test_present_md_names_every_key():
    table = section((DOCS / "present.md").read_text("utf-8"), "Keys")
    files = [ROOT / "partv" / "ui" / f"{name}.py" for name in ("present", "follow_controls")]
    source = "".join(file.read_text("utf-8") for file in files)
    single = re.findall(r'shortcut="(\w+)"', source)
    assert sorted(single) == ["B", "Esc", "F", "L", "Q"]
    for key in (*single, "→", "←", "Page Down", "Page Up", "Home", "End", "space bar"):
        assert re.search(rf"^\|[^|]*{key}[^|]*\|", table, flags=re.M), key
    assert f"up to {LONGEST_DECK}" in (DOCS / "present.md").read_text("utf-8")


def test_the_readme_names_each_part_of_an_address_with_its_values(store, base):
    table = section(README, "Addresses")
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", table, flags=re.M)
    assert [name for name, *_ in rows] == list(PARAMETERS)
    for name, values, default in rows:
        accepted = RESERVED if name == "data" else store.vocabulary.accepted(name)
        named = re.findall(r"`([^`]+)`", values)
        if name == "party" or "…" in accepted:
            assert set(named) <= set(accepted)
        else:
            assert named == ([accepted[0], accepted[-1]] if name == "article" else list(accepted))
        if default.startswith("`"):
            assert default == f"`{getattr(base, name)}`"


def test_the_readme_counts_the_statements_that_are_held():
    with (DATAPACKAGE.parent / "source" / "published.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["cycle"] == "2023"]
    numbers = sum(bool(row["count"]) for row in rows)
    assert f"| 2023 | {len(rows)} statements, {numbers} of them with a number" in README


def test_the_data_dictionary_is_current():
    page = dictionary.data_dictionary(PACKAGE, TABLES.values())
    assert (DOCS / "data-dictionary.md").read_text("utf-8") == page


def test_the_page_of_queries_is_current():
    assert (DOCS / "queries.md").read_text("utf-8") == dictionary.queries_page(SQL)


def test_every_query_is_explained():
    page = (DOCS / "queries.md").read_text("utf-8")
    for name, sql in SQL.items():
        assert len(" ".join(dictionary.heading(sql))) > 20, name
        assert f"\n## {name}\n" in page


def test_the_recipe_for_a_duckdb_shell_works(tmp_path, monkeypatch):
    """The shell's own ``.read`` and the text that a comment stands for are put in their place."""
    (recipe,) = blocks((DOCS / "queries.md").read_text("utf-8"), "sql")
    (addition,) = blocks(IMPORT, "sql")
    (tmp_path / "parquet").mkdir()
    (tmp_path / "imported").mkdir()
    pq.write_table(SCHEMA.empty_table(), tmp_path / "imported" / "trial.parquet")
    with duckdb.connect() as connection:
        monkeypatch.chdir(PARQUET)
        for script in re.findall(r"^\.read (.+)$", recipe, flags=re.M):
            connection.execute((PARQUET / script).read_text("utf-8"))
        (script,) = re.findall(r"^\.read (.+)$", addition, flags=re.M)
        monkeypatch.chdir(tmp_path / "parquet")
        connection.execute((PARQUET / script).read_text("utf-8"))
        monkeypatch.chdir(PARQUET)
        statements = re.findall(r"EXECUTE (\w+)(.*?);", recipe)
        assert [name for name, _ in statements] == ["documents", "coverage"]
        for name, values in statements:
            connection.execute(f"PREPARE {name} AS\n{SQL[name]}")
            assert connection.execute(f"EXECUTE {name}{values}").fetchall()


DTYPES = {
    "string": ("string",),
    "integer": ("Int64",),
    "number": ("float64",),
    "boolean": ("boolean",),
    "date": ("object",),
}
"""How pandas has a column of each type of the dictionary."""


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("data", RESERVED)
def test_the_dictionary_defines_every_column_of_a_table_in_its_order(store, base, table, data):
    selection = base.changed(data=data, by="region")
    asked = store.ask(table, **selection.in_order().parameters())
    fields = TABLES[table].fields
    assert list(asked) == [field.name for field in fields]
    rows = extract(store, selection, table).rows
    assert list(rows) == [field.name for field in fields]
    for field in fields:
        assert str(rows[field.name].dtype) in DTYPES[field.type], field.name


def test_the_dictionary_names_every_value_that_occurs(store, base):
    """Bases, flags, statuses and the like are named where their column is defined."""
    coded = re.compile(r"^(basis|flag|status|kind|confidence|verified|.*_basis)$")
    seen: dict[tuple[str, str], set[str]] = {}
    for table in TABLES:
        for data in RESERVED:
            for cycle in store.vocabulary.cycles:
                for of in ("reported", "answered", "due"):
                    view = base.changed(data=data, cycle=cycle, of=of)
                    rows = extract(store, view, table).rows
                    for column in filter(coded.match, rows):
                        seen.setdefault((table, column), set()).update(rows[column].dropna())
    assert [
        (*place, value)
        for place, values in seen.items()
        for value in values
        if not re.search(rf"`{value}`|\b{value}:", MEANING[place])
    ] == []
    assert seen["rates", "basis"] >= {"counted", "free_text", "published", "statement"}
    assert all(f"`{name}`" in MEANING["rates", "data"] for name in RESERVED)


def test_the_dictionary_names_every_status_that_an_answer_may_have():
    definition = SQL["answers"].split("-- status: ")[1].split(". What")[0].replace("\n-- ", " ")
    statuses = {word.strip() for word in definition.split(",")}
    assert set(re.findall(r"`(\w+)`", MEANING["answers", "status"])) == statuses == set(STATUSES)


def test_a_cell_of_the_dictionary_stays_in_its_column():
    page = dictionary.data_dictionary(PACKAGE, TABLES.values())
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    fields = sum(len(table["schema"]["fields"]) for table in PACKAGE["resources"])
    assert len(rows) == fields + len(MEANING)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_dictionary_writes_what_stands_in_docs(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "DOCS", tmp_path)
    tools.write_dictionary()
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
    count = language("en").plural("{n} fault", "{n} faults", len(sentences))
    assert answer.splitlines()[-1].startswith(f"{count}.")


def test_the_guide_names_the_parameters_that_a_query_may_have(base):
    named = re.findall(r"`\$(\w+)`", section(BAD_ROWS, "A query"))
    assert set(named) == set(base.parameters())


EXAMPLE = re.compile(
    r"^`([\w.-]+)`:\n\n```(?:csv|html)\n(.*?)^```$"
    r"|^```\n(python -m partv [^\n]*)\n```$(?:\n\n^```text\n(.*?)^```$)?",
    flags=re.M | re.S,
)
"""In the page on imports: a file, or a command with what it prints."""


def test_the_examples_of_the_page_on_imports_are_answered_as_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    answered = 0
    for name, content, command, answer in EXAMPLE.findall(IMPORT):
        if name:
            (tmp_path / name).write_text(content, encoding="utf-8")
            continue
        words = shlex.split(command)[3:]
        if words[0] == "export":
            cli._parser().parse_args(words)
            continue
        folder = ["--folder", "imported"] if words[0] == "import" else []
        status = cli.main([*words, *folder])
        out, errors = capsys.readouterr()
        if words[0] == "template":
            assert status == 0
            _fill_in(tmp_path / words[-1])
            continue
        answered += 1
        # The line with the place of the data set is left out on the page.
        lines = [line for line in out.splitlines() if not line.startswith("The data set is ")]
        assert lines + errors.splitlines() == answer.splitlines()
        assert status == bool(errors)
    assert answered == len(blocks(IMPORT, "text")) == 6
    found = (tmp_path / "imported").glob("[!.]*")
    assert [file.name for file in found] == ["trial.parquet"]


def _fill_in(file):
    """One Yes into a template, as the page on imports says."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["28.agreements"]).value = "Yes"
    book.save(file)


def test_the_page_on_imports_names_every_answer_that_is_accepted():
    table = IMPORT.split("| answer | counted as |")[1].split("\n\n")[0]
    assert dict(re.findall(r"^\| ([^|`-]+) \| `(\w+)`", table, flags=re.M)) == {
        words: status for status, words in ANSWERS.items()
    }


def test_the_page_on_imports_names_the_limits():
    megabyte = 1024 * 1024
    limits = re.findall(r"\| ([\d,]+)[^|\n]*\|$", section(IMPORT, "Limits"), flags=re.M)
    assert [int(limit.replace(",", "")) for limit in limits] == [
        LIMITS.files,
        LIMITS.file_bytes // megabyte,
        LIMITS.html_bytes // megabyte,
        LIMITS.unpacked_bytes // megabyte,
        LIMITS.sheets,
        LIMITS.rows,
        LIMITS.columns,
        LIMITS.cell_characters,
    ]
    assert f"and {LIMITS.ratio} times" in IMPORT


def test_the_page_on_imports_names_the_questions_of_free_text(store):
    indicators = store.ask("indicators", articles=[])
    free = set(indicators[indicators["kind"] == "text"]["indicator_id"])
    named = section(IMPORT, "Free text and fillers")
    assert set(re.findall(r"`(\d\d\.\w+)`", named)) == free


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
