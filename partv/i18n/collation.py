"""The order of an alphabet, as readers of a language look a name up; without ICU.

Good for names of States, not for any text: accents and marks do not count, Spanish has ñ after n,
Russian reads ё as е, Arabic leaves out the article and the hamza, and Chinese goes by pinyin.
"""

import re
import unicodedata

_ARABIC = str.maketrans("ٱىة", "ايه")
# Fiji begins with the one character of our names that is not among the 3755: 匪 sounds the same.
_CHINESE = str.maketrans("斐", "匪")
# ё is a letter with marks that is read as another; й and ñ are letters of their own.
_KEPT = {"ru": "й", "es": "ñ"}


def sort_key(text: str, lang: str) -> tuple[object, ...]:
    """What to sort ``text`` by in the language; equal texts, and only these, have equal keys."""
    return (_letters(text.casefold(), lang), text)


def _letters(text: str, lang: str) -> object:
    if lang == "zh":
        # The first 3755 characters of GB 2312, all that common names need, stand in the order of
        # their pinyin, and GB 18030 kept them there.
        return text.translate(_CHINESE).encode("gb18030")
    if lang == "ar":
        words = _bare(re.sub(r"\bال(?=\w)", "", text), "").translate(_ARABIC)
        return re.findall(r"\w+", words)
    bare = _bare(text.replace("œ", "oe").replace("æ", "ae"), _KEPT.get(lang, ""))
    # ñ comes after every n: n itself is followed by a letter, never by the last character there is.
    return re.findall(r"[\w\U0010ffff]+", bare.replace("ñ", "n\U0010ffff"))


def _bare(text: str, kept: str) -> str:
    """The text without accents and vowel marks, except on the letters that are kept."""
    return "".join(
        letter
        if letter in kept
        else "".join(
            c for c in unicodedata.normalize("NFKD", letter) if unicodedata.category(c) != "Mn"
        )
        for letter in unicodedata.normalize("NFC", text)
    )
