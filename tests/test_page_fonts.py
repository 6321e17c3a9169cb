"""The fonts of pages in Arabic and Chinese: whole, from here, kept, and on no other page."""

import asyncio
import base64
import io
import re

import httpx
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.routing import Route

from partv.i18n.language import available_languages, language
from partv.paths import FONTS, LOCALES
from partv.ui import web_fonts

APP = Starlette(routes=[Route(web_fonts.PREFIX + "/{version}/{name}", web_fonts.serve)])


def get(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path)

    return asyncio.run(ask())


def addresses(lang: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', web_fonts.links(lang))


@pytest.mark.parametrize("lang", web_fonts.LANGUAGES)
def test_the_head_of_a_page_names_files_that_are_there_and_kept(lang):
    for address in addresses(lang):
        answer = get(address)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    sheet = get(addresses(lang)[-1])
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert sheet.headers["content-encoding"] == "gzip"
    files = re.findall(r'url\("([^"]+)"\)', sheet.text)
    assert len(files) == 6
    folder = addresses(lang)[-1].rpartition("/")[0]
    for file in files:
        font = get(f"{folder}/{file}")
        assert font.headers["content-type"] == "font/woff2"
        assert font.content[:4] == b"wOF2"


def test_other_pages_have_no_such_fonts_and_no_other_file_is_served():
    assert [addresses(lang) for lang in ("en", "es", "fr", "ru")] == [[]] * 4
    folder = addresses("ar")[-1].rpartition("/")[0]
    for path in (f"{folder}/fonts.py", f"{folder}/..%2fREADME.md", "/fonts/0/fonts.css"):
        assert get(path).status_code == 404


@pytest.mark.parametrize("lang", web_fonts.LANGUAGES)
def test_every_letter_of_a_page_has_a_font(lang):
    sheet = (FONTS / "web" / "fonts.css").read_text("utf-8")
    listed: set[int] = set()
    for rule in sheet.splitlines():
        if "font-weight: 400" in rule:  # rare characters have no bold
            for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule):
                listed |= set(range(int(first, 16), int(last or first, 16) + 1))
    catalogue = (LOCALES / lang / "LC_MESSAGES" / "partv.po").read_text("utf-8")
    script = {"ar": r"[\u0600-\u06ff]", "zh": r"[\u3000-\u303f\u4e00-\u9fff]"}[lang]
    missing = {letter for letter in re.findall(script, catalogue) if ord(letter) not in listed}
    assert missing == set()


@pytest.mark.parametrize("lang", available_languages())
def test_the_names_of_the_languages_have_their_letters_on_every_page(lang):
    head = web_fonts.links(lang)
    faces = re.findall(r"@font-face {(.*?)}", head)
    others = [code for code in web_fonts.LANGUAGES if code != lang]
    assert len(faces) == len(others)
    for code, face in zip(others, faces, strict=True):
        font = TTFont(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", face)[1])))
        letters = {ord(letter) for letter in language(code).name}
        assert letters <= set(font.getBestCmap())
        ranges = re.search("unicode-range: ([^;]+)", face)[1]
        assert {int(one[2:], 16) for one in ranges.split(", ")} == letters
        # A rule that comes later goes before: no whole font is loaded for a name.
        assert head.index(face) > head.rfind("stylesheet")
    # The page is sent anew with every visit.
    assert len(web_fonts.links("en")) < 8_000
