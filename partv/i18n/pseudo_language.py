"""The pseudo-language: English with accents, 40 % longer, in brackets. For tests only.

A server started with ``PARTV_PSEUDO`` set speaks it in place of English. On its pages a text
without brackets came past the catalogue, and a text without its end was cut off. It has no code
of its own, so it is in no switcher, no address and no file for people.
"""

import gettext
import re
from math import ceil

from babel.messages.pofile import read_po

from partv.paths import LOCALES

GROWTH = 0.4
_ACCENTED = dict(zip("aeiouAEIOU", "àéíóúÀÉÍÓÚ", strict=True))
# A placeholder, and the name of a machine between backticks: both stay as they are.
_KEPT = re.compile(r"(\{\w*\}|`[^`]*`)")


class Pseudo(gettext.NullTranslations):
    """A catalogue of what the template has; any other text comes back as it is."""

    def __init__(self) -> None:
        super().__init__()
        with (LOCALES / "partv.pot").open("rb") as file:
            template = read_po(file)
        self._known = {
            form
            for message in template
            for form in ([message.id] if isinstance(message.id, str) else message.id)
        }

    def gettext(self, message: str) -> str:
        """The message in brackets, if a catalogue would have it."""
        return lengthened(message) if message in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for ``n``, as in English."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def lengthened(text: str) -> str:
    """``"Parties due"`` as ``"«Pààrtííéés dúéo»"``: placeholders kept, 40 % longer."""
    parts = _KEPT.split(text)
    more = ceil(GROWTH * sum(map(len, parts[::2])))
    longer = []
    for place, part in enumerate(parts):
        for letter in part:
            accented = letter if place % 2 else _ACCENTED.get(letter)
            twice = more > 0 and accented is not None and not place % 2
            longer.append((accented or letter) * (2 if twice else 1))
            more -= twice
    return f"«{''.join(longer)}{'o' * more}»"
