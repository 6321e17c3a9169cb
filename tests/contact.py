"""Contact sheets: the screenshots of ``make screens`` side by side, a sheet a page.

``python -m tests.contact`` writes ``test-artefacts/screens/sheets/PAGE-WIDTH.png``: a row a paper,
a column a language.
"""

from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw

from partv.paths import ROOT

SCREENS = ROOT / "test-artefacts" / "screens"
_WIDTH, _MOST, _HEAD = 480, 900, 24
"""Of a screenshot on the sheet: its width, its greatest height, and room for its name."""


def sheets(folder: Path = SCREENS) -> list[Path]:
    """Write a sheet for every page and width there are screenshots of; returns their files."""
    groups = defaultdict(dict)
    for file in sorted(folder.glob("*.png")):
        code, *page, width, paper = file.stem.split("-")
        groups["-".join([*page, width])][code, paper] = file
    (folder / "sheets").mkdir(exist_ok=True)
    return [_sheet(found, folder / "sheets" / f"{name}.png") for name, found in groups.items()]


def _sheet(found: dict[tuple[str, str], Path], file: Path) -> Path:
    codes = sorted({code for code, _ in found})
    papers = sorted({paper for _, paper in found}, reverse=True)
    sheet = Image.new("RGB", (_WIDTH * len(codes), (_MOST + _HEAD) * len(papers)), "#888888")
    draw = ImageDraw.Draw(sheet)
    for (code, paper), screenshot in found.items():
        left, top = codes.index(code) * _WIDTH, papers.index(paper) * (_MOST + _HEAD)
        draw.text((left + 6, top + 6), f"{code} {paper}", fill="#ffffff")
        with Image.open(screenshot) as image:
            high = round(image.height * (_WIDTH - 8) / image.width)
            small = image.convert("RGB").resize((_WIDTH - 8, high)).crop((0, 0, _WIDTH - 8, _MOST))
        sheet.paste(small.crop((0, 0, _WIDTH - 8, min(high, _MOST))), (left + 4, top + _HEAD))
    sheet.save(file)
    return file


if __name__ == "__main__":
    for written in sheets():
        print(written.relative_to(ROOT))
