"""Texts that something might take for more than text, and files in which Parties wrote them."""

from tests.making import LONG, csv_file

HOSTILE = (
    '<img src="http://127.0.0.1:9/x.png" onerror="window.owned=1">',
    "<script>window.owned=1</script>",
    '"><svg onload="window.owned=1">',
    "![picture](http://127.0.0.1:9/y.png) [link](http://127.0.0.1:9/z)",
    "http://127.0.0.1:9/bare www.example.org a@example.org",
    "**bold** _slant_ `code` ~~gone~~ # heading :material/star: :red[red] :smile:",
    "$x^2$ $$\\frac{1}{2}$$ \\(y\\)",
    "<b>bold</b><br><sup>2</sup> <a href='javascript:window.owned=1'>go</a>",
    "%{x} {0} {n} {title} %s %(x)s ${x} {{x}} &lt; &amp; &#60;",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200f",
    "😀👩‍👩‍👧‍👦🏴‍☠️ e\u0301 \ufeffx",
    "long " * 2000,
    "x" * 10_000,
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>&b; ]]> <!--",
    "line\nline\r\n# heading\n- point\n\n---",
    '=HYPERLINK("http://127.0.0.1:9/","x") \\input{/etc/passwd} {{7*7}}',
)
_PARTIES = (
    *("AUT", "BEL", "CZE", "ESP", "FRA", "HUN", "LTU", "PRT"),
    *("SRB", "TUR", "GBR", "KEN", "BRA", "IND", "EGY", "FJI"),
)
FILE = "<img src=x onerror=window.owned=1> **f** $a$ [l](http://127.0.0.1:9/f).csv"


def answers() -> bytes:
    """A table that is imported without a fault: free texts, and answers with a remark."""
    rows = [
        [party, 2023, "20.seizures", "", text]
        for party, text in zip(_PARTIES, HOSTILE, strict=True)
    ]
    rows += [
        [party, 2023, "27.domestic", "Yes", text]
        for party, text in zip(_PARTIES, reversed(HOSTILE), strict=True)
    ]
    return csv_file([LONG[0], *rows])


def refused() -> bytes:
    """A table in whose every place that a sentence names stands such a text."""
    rows = [[text, 2023, text, text, text] for text in HOSTILE]
    return csv_file([[*LONG[0], *HOSTILE[:6]], *rows])
