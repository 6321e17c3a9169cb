"""What the tests of office files share: the checks of a file, and LibreOffice."""

import io
import subprocess
import zipfile
from pathlib import Path

from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

ROOT = Path(__file__).parents[1]

# What people may bring into a text, and what must be seen of it. Control characters go.
HOSTILE = {
    "=cmd()": "=cmd()",
    '<b>bold</b> & "quoted"': '<b>bold</b> & "quoted"',
    "con\x00tr\x0bol\x1b \ud800\ufffe": "control",
    "\u202eturned\u202c round": "turned round",
    "@SUM(1+1)*cmd|' /C calc'!A0": "@SUM(1+1)*cmd|' /C calc'!A0",
}


CHECK = OpenXmlValidator(FileFormat.MICROSOFT_365)


def faults(content: bytes, folder: Path, suffix: str) -> list[str]:
    """What is against the schema of the office programs, and names without a part."""
    file = folder / f"checked{suffix}"
    file.write_bytes(content)
    result = CHECK.validate(str(file))
    return [f"{error.part_uri} {error.path}: {error.description}" for error in result.errors]


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of an office file, each XML of them well-formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        read = {name: archive.read(name) for name in archive.namelist()}
    for name, part in read.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    return read


def pages(content: bytes, folder: Path, suffix: str) -> list[str]:
    """The text of each page as LibreOffice lays it out."""
    found = subprocess.run(
        ["sh", ROOT / "bin" / "find-libreoffice"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    source = folder / f"file{suffix}"
    source.write_bytes(content)
    subprocess.run(
        [
            found.stdout.strip(),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(source.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]
