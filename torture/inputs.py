"""Links, API queries and uploads by the ten thousand: an answer, or a sentence, in time.

Each kind runs in a process of its own whose memory is bounded: one that needs more than ``MEMORY``
fails. Nothing may raise, and nothing may take longer than ``SECONDS``. The uploads are made by
Atheris, which is guided by what of the readers they reach.
"""

import os
import random
import resource
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from partv.paths import ROOT
from torture.tally import Tally

LINKS = 90_000
QUERIES = 2_000
DESCRIBED = 8_000
"""Queries that Schemathesis makes of what our OpenAPI document allows, and beside it."""
UPLOADS = 12_000
MEMORY = 3 * 1024**3
"""Bytes of address space of a process; what it takes with nothing asked of it is 1 GB of that."""
SECONDS = 5.0
"""The longest that one of them may take, in processor time: others may be at work beside it."""
_NAMES = (
    *("data", "cycle", "base", "region", "article", "of", "sort", "lang", "party", "table"),
    *("by", "present", "slide", "deck", "follow", "embed", "x", ""),
)
_TEXTS = (
    *("<script>alert(1)</script>", "{0}", "{n}", "%s", "$x$", "\u202eabc", "\x00", "\ud83d", "²"),
    *("9" * 5000, "0001" + "0" * 5000, "~" * 200, "article~article~27", "regions~data~demo"),
    *("overview~deck~article", "x" * 10_000, "' OR 1=1 --", "../../etc/passwd", "😀" * 50, "-1"),
)


_NAMED = {
    "links": "links",
    "queries": "API queries made of links",
    "described": "API queries by Schemathesis",
    "uploads": "uploads",
}


def torture() -> Tally:
    """Run all kinds; returns what came of it."""
    tally = Tally("links, API queries and uploads")
    wanted_of = {"links": LINKS, "queries": QUERIES, "described": DESCRIBED, "uploads": UPLOADS}
    for kind, wanted in wanted_of.items():
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            done = subprocess.run(
                [sys.executable, "-m", "torture.inputs", kind, str(wanted)],
                cwd=ROOT,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=1800,
                env=os.environ | {"TMPDIR": folder},
            )
        *_, last = done.stdout.splitlines() or [""]
        count, _, slowest = last.partition(" ")
        made = int(count) if count.isdigit() else 0
        tally.tried(_NAMED[kind], made)
        tally.notes.append(f"{_NAMED[kind]}: the slowest took {slowest or 'an unknown time'}")
        tally.expect(done.returncode == 0 and made >= wanted, f"{kind}: {done.stderr[-1500:]}")
    return tally


class _Watch:
    """Counts, and raises when one took too long."""

    def __init__(self) -> None:
        self.count, self.slowest = 0, 0.0

    def __call__(self, work: Callable[[], object], what: object) -> None:
        start = time.process_time()
        work()
        took = time.process_time() - start
        self.count += 1
        self.slowest = max(self.slowest, took)
        if took > SECONDS:
            raise TimeoutError(f"{took:.1f} s for {str(what)[:300]}")

    def tell(self) -> None:
        print(f"{self.count} {self.slowest:.2f} s", flush=True)


def pairs(dice: random.Random, vocabulary: object) -> list[tuple[str, str]]:
    """The settings of a link: some right, some nearly, some not at all."""
    found = []
    for _ in range(dice.choice((0, 1, 2, 3, 5, 8, 40))):
        name = dice.choice(_NAMES)
        accepted = vocabulary.accepted(name) or ("1",)
        value = dice.choice(accepted)
        chance = dice.random()
        if chance < 0.25:
            value = dice.choice(_TEXTS)
        elif chance < 0.4:
            place = dice.randrange(len(value) + 1)
            value = value[:place] + dice.choice(string.printable) + value[place + 1 :]
        elif chance < 0.5:
            inner = [dice.choice(_NAMES), dice.choice(accepted)] * dice.choice((1, 2))
            value = "~".join([dice.choice(("article", "regions", "nowhere", "")), *inner])
        found.append((name, value))
    return found


def links(wanted: int, watch: _Watch) -> None:
    """Addresses of pages: each gives a Selection that has one address, and a deck of slides."""
    from partv.address.deck import PAGES, Deck
    from partv.address.selection import Selection
    from partv.data.warehouse import Warehouse

    store, dice = Warehouse(), random.Random(1)

    def read(given: list[tuple[str, str]]) -> None:
        selection, _ = Selection.parse(given, store.vocabulary)
        again, problems = Selection.parse(selection.pairs(), store.vocabulary)
        assert again == selection, given
        assert not problems, given
        selection.query_string()
        deck = Deck(dice.choice((*PAGES, "data")), selection)
        assert deck.shown in deck.slides, given
        deck.at(deck.place + 1)

    for _ in range(wanted):
        given = pairs(dice, store.vocabulary)
        watch(lambda given=given: read(given), given)


def queries(wanted: int, watch: _Watch) -> None:
    """Requests to the API, over HTTP: an answer of 200, 304, 404 or 422, never another."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from lab.http import ask, serving
    from partv.address.exported_tables import TABLES
    from partv.api.service import ENDINGS, PREFIX, create
    from partv.data.current import warehouse

    dice = random.Random(2)
    tables, endings = [*TABLES, "nothing", "%00"], [*ENDINGS, "exe", "json%0a"]
    with serving(Starlette(routes=[Mount(PREFIX, create())])) as address:
        vocabulary = warehouse().vocabulary
        for _ in range(wanted):
            given = pairs(dice, vocabulary)
            if dice.random() < 0.6:
                given = [pair for pair in given if vocabulary.knows(*pair)]
            query = urlencode(given, errors="surrogatepass")[:60_000]
            path = f"{PREFIX}/{dice.choice(tables)}.{dice.choice(endings)}?{query}"

            def get(path: str = path) -> None:
                status = ask(f"{address}{path}").status
                assert status in (200, 304, 404, 422), (status, path)

            watch(get, path)


def described(wanted: int, watch: _Watch) -> None:
    """Requests that Schemathesis makes of the OpenAPI document: every answer as it says."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from lab.http import serving
    from partv.address.exported_tables import TABLES
    from partv.api.service import PREFIX, create
    from tests.asked import asked as ask_all
    from tests.asked import described as document

    paths = [f"/{table}.{{ending}}" for table in TABLES]
    with serving(Starlette(routes=[Mount(PREFIX, create())])) as address:
        for seed in range(1, 100):
            schema = document(f"{address}{PREFIX}/openapi.json", seed)
            schema.config.phases.update(phases=["coverage", "fuzzing"])
            schema.config.generation.update(max_examples=100)
            done = ask_all(schema.include(path=paths))
            assert not done.faults, done.faults[:3]
            watch.count += sum(done.counts.values())
            watch.slowest = max(watch.slowest, done.slowest)
            assert watch.slowest <= SECONDS, watch.slowest
            if watch.count >= wanted:
                return


def uploads(wanted: int, watch: _Watch) -> None:
    """Files with answers, changed at random where it leads further into the readers."""
    try:
        import atheris
    except ImportError:  # no wheel for this Python: the same files, changed blindly
        for name, content in _blind(wanted):
            watch(lambda name=name, content=content: upload(name, content), name)
        return
    with atheris.instrument_imports(include=["partv.ingest"]):
        from partv.ingest import answers, readers, state_names  # noqa: F401
    folder = Path(tempfile.mkdtemp())
    for number, (name, content) in enumerate(seeds()):
        (folder / f"{number}").write_bytes(bytes([_ENDINGS.index(name.split(".")[1])]) + content)

    def one(data: bytes) -> None:
        if watch.count == wanted:
            watch.tell()
            sys.stdout.flush()
            os._exit(0)
        name = f"a.{_ENDINGS[data[0] % len(_ENDINGS)] if data else 'csv'}"
        watch(lambda: upload(name, data[1:]), data[:200])

    options = ["-max_len=60000", "-rss_limit_mb=2048", "-timeout=60", "-seed=3", str(folder)]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


_ENDINGS = ("csv", "xlsx", "html", "txt", "htm", "tsv")
_register: list = []


def upload(name: str, content: bytes) -> None:
    """Read a file as the page Data does: rows, or sentences, each of which can be printed."""
    from partv.i18n.language import language
    from partv.ingest.answers import read_answers
    from partv.ingest.faults import Refused
    from partv.ingest.register import Register

    english = language("en")
    if not _register:
        _register.append(Register.load())
    try:
        done = read_answers([(name, content)], _register[0], "mine", indicator=None)
        said = done.counted.sentences(english)
    except Refused as refused:
        said = [fault.sentence(english) for fault in refused.faults]
    assert said
    assert all(sentence.isprintable() for sentence in said), said[:3]
    assert not [sentence for sentence in said if "a fault in this program" in sentence], said[:3]


def seeds() -> Iterator[tuple[str, bytes]]:
    """Sound files of every kind, to begin with."""
    from tests import making

    for rows in (making.LONG, making.WIDE, making.PAGE, making.OLD_PAGE):
        yield "a.csv", making.csv_file(rows)
        yield "a.xlsx", making.xlsx_file(rows)
        yield "a.html", making.html_file(rows)
    yield "a.xlsx", making.shared_strings(making.xlsx_file(making.LONG))
    yield "a.csv", making.hostile_file()
    yield "a.csv", making.csv_file(making.LONG, "utf-16", ";")


def _blind(wanted: int) -> Iterator[tuple[str, bytes]]:
    dice, given = random.Random(4), list(seeds())
    for _ in range(wanted):
        name, content = dice.choice(given)
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            place, cut = dice.randrange(len(content) + 1), dice.choice((0, 1, 4, 40))
            put = dice.randbytes(dice.choice((0, 1, 4)))
            content = content[:place] + put + content[place + cut :]
        yield name, content


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    watched = _Watch()
    kinds = {"links": links, "queries": queries, "described": described, "uploads": uploads}
    kinds[sys.argv[1]](int(sys.argv[2]), watched)
    watched.tell()
