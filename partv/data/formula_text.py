"""Text that a spreadsheet would run as a formula, made harmless and back.

Excel and LibreOffice take a cell of a CSV file for a formula by its first character. An apostrophe
before it makes it text. Taking one apostrophe away again gives the text back, whatever it was: a
text that already begins with apostrophes before such a character gets one more.
"""

import re

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠].", re.DOTALL)
_HARMLESS = re.compile(r"'+[=+\-@\t\r\n＝＋－＠].", re.DOTALL)


def harmless(text: str) -> str:
    """The text as it stands in a CSV file; a lone sign, such as "-", is left as it is."""
    return "'" + text if _RUN.match(text) else text


def as_written(text: str) -> str:
    """The text of a cell as it was before ``harmless``."""
    return text[1:] if _HARMLESS.match(text) else text
