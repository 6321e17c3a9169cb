"""Contact sheets: the screenshots of ``make screens`` side by side, a sheet a page.

``python -m tests.contact`` writes ``test-artefacts/screens/sheets/PAGE-WIDTH.png``: light paper
above dark, six languages beside one another for a phone, three and three for a laptop.
"""

from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw

from partv.paths import ROOT

SCREENS = ROOT / "test-artefacts" / "screens"
_HEAD = 24
"""Room for the name above a screenshot, in pixels."""
_PHONE, _LAPTOP = (6, 480, 900), (3, 960, 600)
"""Screenshots in a row, and the width and greatest height of each on the sheet."""


def sheets(folder: Path = SCREENS) -> list[Path]:
    """Write a sheet for every page and width there are screenshots of; returns their files."""
    groups = defaultdict(dict)
    for file in sorted(folder.glob("*.png")):
        code, *page, width, paper = file.stem.split("-")
        groups["-".join([*page, width])][code, paper] = file
    (folder / "sheets").mkdir(exist_ok=True)
    return [_sheet(found, folder / "sheets" / f"{name}.png") for name, found in groups.items()]


def _sheet(found: dict[tuple[str, str], Path], file: Path) -> Path:
    columns, width, most = _PHONE if int(file.stem.rpartition("-")[2]) < 800 else _LAPTOP
    papers = sorted({paper for _, paper in found}, reverse=True)
    codes = sorted({code for code, _ in found})
    rows = -(-len(codes) // columns)
    size = (width * min(columns, len(codes)), (most + _HEAD) * rows * len(papers))
    sheet = Image.new("RGB", size, "#888888")
    draw = ImageDraw.Draw(sheet)
    for (code, paper), screenshot in found.items():
        row, column = divmod(codes.index(code), columns)
        left, top = column * width, (papers.index(paper) * rows + row) * (most + _HEAD)
        draw.text((left + 6, top + 6), f"{code} {paper}", fill="#ffffff")
        with Image.open(screenshot) as image:
            high = round(image.height * (width - 8) / image.width)
            small = image.convert("RGB").resize((width - 8, high))
        sheet.paste(small.crop((0, 0, width - 8, min(high, most))), (left + 4, top + _HEAD))
    sheet.save(file)
    return file


if __name__ == "__main__":
    for written in sheets():
        print(written.relative_to(ROOT))
