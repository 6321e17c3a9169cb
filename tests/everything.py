"""Makes a file of every kind that is given away or built, and prints the hash of each.

Run in a process of its own, in another country and time zone (``tests/test_everywhere.py``):
``python -m tests.everything FOLDER``. The first line says where the process believes to be.
"""

import hashlib
import io
import locale
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from partv.address.deck import Deck, View
from partv.address.exported_tables import TABLES
from partv.address.selection import Selection
from partv.cli import main as run
from partv.data.warehouse import Warehouse
from partv.exhibits.briefing import docx
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.deck_slides import pptx
from partv.exhibits.extracts import extract
from partv.exhibits.picture_files import picture_png, picture_svg, slide_png, slide_svg
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.i18n.language import language
from partv.ingest.build import build
from partv.ingest.template import template
from partv.paths import DATAPACKAGE
from tests.making import LONG, csv_file

LANGUAGES = ("en", "zh", "fr", "ar", "ru", "es")
HOME = "https://part-v.example"
# The one thing that a file says of its making is when its ZIP was retrieved.
RETRIEVED = datetime(2026, 1, 2, 23, 30, tzinfo=UTC)


def rows(store: Warehouse, base: Selection) -> Iterator[tuple[str, bytes]]:
    """Every table in every format, each in another language."""
    chosen = base.changed(data="demo", cycle=2025, by="region")
    for number, table in enumerate(TABLES):
        say = language(LANGUAGES[number % len(LANGUAGES)])
        item = extract(store, chosen, table)
        for ending, form in FORMATS.items():
            yield f"{table}.{ending}", form.render(item, say)
        yield f"{table}.zip", to_zip(item, say, RETRIEVED, HOME)


def drawn(store: Warehouse, base: Selection) -> Iterator[tuple[str, bytes]]:
    """Every exhibit as a picture, slides, a deck and a briefing."""
    chosen = base.changed(data="demo", cycle=2023, regions=("AFR", "EUR"))
    for number, key in enumerate(EXHIBITS):
        lang = LANGUAGES[number % len(LANGUAGES)]
        paper = ("light", "dark")[number % 2]
        yield f"{key}.svg", picture_svg(store, key, chosen, lang, paper, HOME)
    yield "regions.png", picture_png(store, "regions", chosen, "zh", "dark", HOME)
    views = [View("overview", base), View("cycles", chosen), View("parties", chosen)]
    yield "slide.svg", slide_svg(store, views[0], "fr", "light", "16:9", HOME, "1 of 3")
    yield "slide.png", slide_png(store, views[1], "ar", "light", "4:3", HOME, "2 of 3")
    yield "deck.pptx", pptx(store, [*views, *Deck("article", base).slides[6:9]], "ru", HOME)
    yield "briefing.docx", docx(store, base.changed(party="KEN"), "es", HOME)


def built(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What build and import write, and the table to fill in."""
    copy = folder / "data"
    shutil.copytree(DATAPACKAGE.parent / "source", copy / "source")
    for file in DATAPACKAGE.parent.glob("*.json"):
        shutil.copy(file, copy)
    build(copy / DATAPACKAGE.name)
    answers, into = folder / "answers.csv", folder / "imported"
    answers.write_bytes(csv_file(LONG))
    with redirect_stdout(io.StringIO()):
        assert run(["import", str(answers), "--data", "trial", "--folder", str(into)]) == 0
    for file in sorted([*(copy / "parquet").iterdir(), *into.rglob("*.parquet")]):
        yield file.name, file.read_bytes()
    yield "template.xlsx", template(2025, to=language("ar"))


def main(folder: Path) -> None:
    """Print it all."""
    # As a program does that shows dates and numbers as its user's country writes them.
    locale.setlocale(locale.LC_ALL, "")
    point = locale.localeconv()["decimal_point"]
    zone = time.strftime("%z", time.localtime(1_767_225_600))
    print(locale.getpreferredencoding().lower(), point, zone, hash("Part V"))
    store = Warehouse(imported=folder / "none")
    base = Selection.default(store.vocabulary)
    for made in (rows(store, base), drawn(store, base), built(folder)):
        for name, content in made:
            print(name, hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
