"""Texts of others in a Markdown file."""

import re


def as_text(text: str) -> str:
    """A text that reads as it stands: on one line, no markup, no formula, no link.

    An address and nothing else stays one: that is how the register names its sources.
    """
    if re.fullmatch(r"https?://[\w./%?=&:#~,+-]+", text):
        return text
    line = "".join(c if c.isprintable() else " " for c in text)
    line = re.sub(r"([\\`*_\[\]<>&$~|])", r"\\\1", line)
    # What looks like an address becomes a link without any markup.
    return re.sub(r"(?i)(www|@)(?=\.|\w)|(:)(?=//)", lambda m: _broken(m[0]), line)


def _broken(start: str) -> str:
    return f"\\{start}" if start in ":@" else f"{start}\\"
