"""The database behind the door: tried from inside, through every connection that there is."""

import os

import duckdb
import pytest

from partv.paths import PARQUET, ROOT

FILES = {
    "csv is read": "FROM read_csv('{folder}/in.csv')",
    "file is named as a table": "FROM '{folder}/in.csv'",
    "parquet is read": "FROM read_parquet('{parquet}/parties.parquet')",
    "parquet of the folder one stands in": "FROM read_parquet('parties.parquet')",
    "metadata of parquet": "FROM parquet_metadata('{parquet}/parties.parquet')",
    "schema of parquet": "FROM parquet_schema('{parquet}/parties.parquet')",
    "json is read": "FROM read_json('{folder}/in.csv')",
    "lines are read": "FROM read_text('/etc/hostname')",
    "bytes are read": "FROM read_blob('/etc/passwd')",
    "csv is sniffed": "FROM sniff_csv('{folder}/in.csv')",
    "folder is listed": "FROM glob('{folder}/*')",
    "root is listed": "FROM glob('/*')",
    "project is listed": "FROM glob('{root}/*')",
    "way out of the folder": "FROM read_csv('{parquet}/../../../../../../../../../../etc/passwd')",
    "process is read": "FROM read_text('/proc/self/environ')",
    "macro of the set-up": "FROM stored('parties')",
    "csv is written": "COPY (SELECT 1) TO '{folder}/out.csv'",
    "parquet is written": "COPY parties TO '{folder}/out.parquet' (FORMAT parquet)",
    "json is written": "COPY (SELECT 1) TO '{folder}/out.json' (FORMAT json)",
    "parts are written": "COPY regions TO '{folder}/out' (PARTITION_BY region)",
    "table is filled": "COPY regions FROM '{folder}/in.csv'",
    "database is exported": "EXPORT DATABASE '{folder}/out'",
    "database is imported": "IMPORT DATABASE '{folder}'",
    "database is attached": "ATTACH '{folder}/other.db'",
    "database is attached to read": "ATTACH '{folder}/other.db' AS other (READ_ONLY)",
    "log goes to a file": "CALL enable_logging(storage = 'file', storage_path = '{folder}/log')",
    "profile goes to a file": "PRAGMA profiling_output = '{folder}/out.json'",
}
NETWORK = {
    "extension is installed": "INSTALL httpfs",
    "extension is installed by force": "FORCE INSTALL excel FROM community",
    "extension of a file": "INSTALL '{folder}/in.csv'",
    "extension is loaded": "LOAD httpfs",
    "extension of a file is loaded": "LOAD '{folder}/in.csv'",
    "extensions are renewed": "UPDATE EXTENSIONS (httpfs)",
    "web is read": "FROM read_csv('https://localhost/in.csv')",
    "bucket is read": "FROM read_parquet('s3://bucket/in.parquet')",
    "hub is read": "FROM 'hf://datasets/a/b.parquet'",
    "web is attached": "ATTACH 'https://localhost/other.db'",
    "server is attached": "ATTACH 'host=localhost' AS other (TYPE postgres)",
    "lake is attached": "ATTACH 'ducklake:{folder}/other' AS other",
    "web is written": "COPY (SELECT 1) TO 'https://localhost/out.csv'",
    "secret is kept": "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "lasting secret is kept": "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')",
}
SETTINGS = {
    "door is opened": "SET enable_external_access = true",
    "door is reset": "RESET enable_external_access",
    "lock is opened": "SET lock_configuration = false",
    "folder is allowed": "SET allowed_directories = ['{folder}']",
    "file is allowed": "SET allowed_paths = ['{folder}/in.csv']",
    "file systems": "SET disabled_filesystems = ''",
    "spilling": "SET temp_directory = '{folder}'",
    "home": "SET home_directory = '{folder}'",
    "extensions' folder": "SET extension_directory = '{folder}'",
    "secrets' folder": "SET secret_directory = '{folder}'",
    "extensions come by themselves": "SET autoinstall_known_extensions = true",
    "unsigned extensions": "SET allow_unsigned_extensions = true",
    "Python's variables": "SET python_enable_replacements = true",
    "log of queries": "SET log_query_path = '{folder}/log.sql'",
    "threads": "SET GLOBAL threads = 1",
    "memory": "PRAGMA memory_limit = '1TB'",
}


@pytest.fixture(params=["own connection", "cursor", "cursor of a cursor", "upload"])
def inside(request, store, uploaded):
    """A way to ask the database as if one had got in."""
    if request.param == "own connection":
        yield store._connection
    elif request.param == "upload":
        with uploaded._connection.cursor() as cursor:
            yield cursor
    else:
        with store._connection.cursor() as cursor:
            yield cursor if request.param == "cursor" else cursor.cursor()


@pytest.mark.parametrize("tries", [FILES, NETWORK, SETTINGS], ids=["files", "network", "settings"])
def test_nothing_outside_is_reached_from_inside(inside, tmp_path, tries):
    (tmp_path / "in.csv").write_text("region\nAFR\n")
    (tmp_path / "schema.sql").write_text("CREATE TABLE t (a INTEGER);")
    (tmp_path / "load.sql").write_text(f"COPY t FROM '{tmp_path}/in.csv';")
    before = sorted(file.name for file in tmp_path.iterdir())
    got_through = {}
    for what, statement in tries.items():
        sql = statement.format(folder=tmp_path, parquet=PARQUET, root=ROOT)
        try:
            got_through[what] = inside.execute(sql).fetchall()
        except duckdb.Error:
            continue
    assert got_through == {}
    assert sorted(file.name for file in tmp_path.iterdir()) == before


def test_there_is_nothing_to_find_either(inside, monkeypatch):
    monkeypatch.setenv("PARTV_MARKER", "marker")
    try:
        secrets = inside.execute("FROM duckdb_secrets()").fetchall()
    except duckdb.Error:  # even the place where they would lie is out of reach
        secrets = []
    assert secrets == []
    with pytest.raises(duckdb.Error):
        inside.execute("SELECT getenv('PARTV_MARKER')").fetchall()
    attached = inside.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert attached == [(None,)], "in memory, and nothing else"
    marker = inside.execute("SELECT 1 AS marker")  # a relation of Python, by its name
    with pytest.raises(duckdb.CatalogException):
        inside.cursor().execute("FROM marker")
    assert marker is not None


def test_pythons_own_ways_are_shut_too(inside, tmp_path):
    (tmp_path / "in.csv").write_text("region\nAFR\n")
    ways = {
        "read_csv": lambda: inside.read_csv(str(tmp_path / "in.csv")).fetchall(),
        "read_parquet": lambda: inside.read_parquet(str(PARQUET / "parties.parquet")).fetchall(),
        "read_json": lambda: inside.read_json(str(tmp_path / "in.csv")).fetchall(),
        "to_csv": lambda: inside.sql("SELECT 1").to_csv(str(tmp_path / "out.csv")),
        "to_parquet": lambda: inside.sql("SELECT 1").to_parquet(str(tmp_path / "out.parquet")),
        "install_extension": lambda: inside.install_extension("httpfs"),
        "load_extension": lambda: inside.load_extension("httpfs"),
    }
    for way, attempt in ways.items():
        with pytest.raises(duckdb.Error):
            print(way, attempt())
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


def test_a_query_too_large_for_memory_fails_instead_of_going_to_disk(inside):
    settings = dict(
        inside.execute(
            "SELECT name, value FROM duckdb_settings() WHERE name IN ('temp_directory', "
            "'enable_external_access', 'lock_configuration', 'python_enable_replacements')"
        ).fetchall()
    )
    assert settings == {
        "temp_directory": "",
        "enable_external_access": "false",
        "lock_configuration": "true",
        "python_enable_replacements": "false",
    }


def test_the_same_is_possible_where_no_door_is_shut(tmp_path):
    """The attempts above are real ones: an open database does what they ask for."""
    (tmp_path / "in.csv").write_text("region\nAFR\n")
    done = set()
    for what, statement in (FILES | SETTINGS).items():
        with duckdb.connect(":memory:") as opened:
            opened.execute("CREATE TABLE regions (region VARCHAR)")
            opened.execute("CREATE TABLE parties (region VARCHAR)")
            try:
                opened.execute(statement.format(folder=tmp_path, parquet=PARQUET, root=ROOT))
                done.add(what)
            except duckdb.Error:
                continue
    cannot = set(FILES | SETTINGS) - done
    assert len(cannot) <= 9, sorted(cannot)
    assert os.listdir(tmp_path) != ["in.csv"]
