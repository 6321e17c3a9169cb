"""The API's OpenAPI document: parameters with the values that the data accept just now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi

from partv.address.deck import PAGES
from partv.address.exported_tables import TABLES, Table
from partv.address.selection import DENOMINATORS, LONGEST_DECK, Selection, Vocabulary
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.picture_files import SIZES
from partv.i18n.language import language
from partv.i18n.wording import denominator_meaning

DESCRIPTION = (
    "The rows of the dashboard's pages, read-only. The query string of a page, put after the name "
    "of a table, gives the rows of that page. Unofficial; not endorsed by WHO or by the Convention "
    "Secretariat. Every number comes with its source and its denominator; data of the set `demo` "
    "are about invented Parties."
)

_PARAMETERS = {
    "data": "The data set: `published`, what was printed; `demo`, invented Parties; or the name of "
    "a set of imported answers.",
    "cycle": "The reporting cycle.",
    "base": "The cycle to compare with, in the table `panel`: another one than `cycle`; none: the "
    "one before.",
    "region": "A WHO region; repeat for several. None: all.",
    "article": "An Article of Part V; repeat for several. None: all.",
    "of": "The denominator. "
    + " ".join(f"`{of}`: {denominator_meaning(of, language('en'))}." for of in DENOMINATORS),
    "by": "In the table `rates`: `all`, the chosen regions pooled in one row an indicator; "
    "`region`, one row an indicator and region.",
    "lang": "Language of the titles in the table `articles` and of the words in XLSX and ZIP; all "
    "else is in English.",
    "sort": "Of the pages; accepted and without effect here.",
    "party": "The Party of a briefing, one of the data set: of `demo` an invented one, of any "
    "other one of the register. Accepted and without effect elsewhere.",
}
_PRESENTING = {
    "present": "Of the pages; accepted and without effect here.",
    "slide": "Which slide of the deck, from 1.",
    "deck": "The pinned views in order; repeat for several. None: the Articles, after the view "
    "that the page begins with.",
}
_ALL = _PARAMETERS | _PRESENTING
_SETTINGS = _ALL | {
    "table": "Of the page Data; the name of the table that is asked for.",
    "paper": "Colours of the picture.",
    "size": "Shape of the screen.",
    "page": "The page on which the deck begins, where nothing is pinned.",
}
_PARTS = {
    "ending": "The format, as the ending of the file.",
    "exhibit": "The chart.",
    "page": "The page on which the deck begins.",
}
THEMES = ("light", "dark")
"""The colours of a picture."""
_REPEATED = ("region", "article", "deck")
_NUMBERS = ("cycle", "base", "article")
_TYPES = {"number": "number", "integer": "integer", "boolean": "boolean"}


def responses(table: Table, endings: Mapping[str, str]) -> dict[int | str, dict[str, Any]]:
    """What a table's path answers, for FastAPI: each media type, 304, and the faults."""
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in table.fields],
        "properties": {
            field.name: {
                "type": [_TYPES.get(field.type, "string"), "null"],
                "title": field.title,
                "description": field.description + (f" ({field.unit})" if field.unit else ""),
            }
            for field in table.fields
        },
    }
    content: dict[str, Any] = {media.split(";")[0]: {"schema": {}} for media in endings.values()}
    content["application/json"] = {"schema": {"type": "array", "items": row}}
    return {
        200: {
            "description": "The rows; the file name says the filters",
            "content": content,
        },
        **_OTHERS,
    }


def files(media_types: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """What a path of files answers, for FastAPI."""
    return {
        200: {
            "description": "The file; its name says the filters",
            "content": {media: {"schema": {}} for media in media_types},
        },
        **_OTHERS,
    }


def _fault() -> dict[str, Any]:
    problem = {
        "type": "object",
        "properties": {
            "loc": {"type": "array", "items": {"type": "string"}},
            "msg": {"type": "string"},
            "input": {"type": "string"},
            "accepted": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["loc", "msg", "input", "accepted"],
    }
    detail = {"type": "array", "items": problem}
    schema = {"type": "object", "properties": {"detail": detail}, "required": ["detail"]}
    return {"application/json": {"schema": schema}}


_OTHERS: dict[int | str, dict[str, Any]] = {
    304: {"description": "The content is the one whose ETag was sent in If-None-Match"},
    404: {"description": "There is no such path"},
    422: {"description": "Values that are not accepted", "content": _fault()},
    429: {"description": "Too many requests from one address; Retry-After says when to come again"},
    503: {"description": "The data cannot be read, or too many files are being made"},
}


def describe(api: FastAPI, vocabulary: Vocabulary, request: Request) -> dict[str, Any]:
    """The document, with the parameters of every table and their accepted values."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=DESCRIPTION,
        routes=api.routes,
        servers=[{"url": request.scope.get("root_path", "") or "/"}],
    )
    for operations in document["paths"].values():
        operation = operations["get"]
        name = operation["operationId"]
        if name in TABLES:
            _path(operation, ending=_endings(operation))
            _ask(operation, vocabulary, _PARAMETERS, {"table": (name,)})
        elif name == "briefing":
            _ask(operation, vocabulary, _PARAMETERS, {})
        elif name == "picture":
            _path(operation, exhibit=list(EXHIBITS), ending=["svg", "png"])
            _ask(operation, vocabulary, _PARAMETERS, {"paper": THEMES})
        elif name == "slide":
            _path(operation, page=list(PAGES), ending=["svg", "png"])
            _ask(operation, vocabulary, _ALL, {"paper": THEMES, "size": tuple(SIZES)})
        elif name == "deck":
            _ask(operation, vocabulary, _ALL, {"page": PAGES})
    # FastAPI describes its own faults, which this API never gives.
    document.pop("components", None)
    return document


def _endings(operation: Mapping) -> list[str]:
    kinds = {"csv": "csv", "json": "json", "parquet": "parquet", "sheet": "xlsx", "zip": "zip"}
    found = operation["responses"]["200"]["content"]
    return [ending for tail, ending in kinds.items() if any(m.endswith(tail) for m in found)]


def _path(operation: dict[str, Any], **accepted: list[str]) -> None:
    """Say what the variable parts of the path accept."""
    for parameter in operation["parameters"]:
        parameter["schema"] = {"type": "string", "enum": accepted[parameter["name"]]}
        parameter["description"] = _PARTS[parameter["name"]]


def _ask(
    operation: dict[str, Any],
    vocabulary: Vocabulary,
    names: Iterable[str],
    own: Mapping[str, Sequence[str]],
) -> None:
    """Add the settings: those of every page, and those of this path with what they accept."""
    known = [_parameter(name, vocabulary) for name in names if name not in own]
    more = [
        _described(n, _SETTINGS[n], {"type": "string", "enum": list(v)}) for n, v in own.items()
    ]
    operation["parameters"] = operation.get("parameters", []) + known + more


def _described(name: str, words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": schema,
    }


def _parameter(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    if name == "slide":
        schema: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 999}
        return _described(name, _SETTINGS[name], schema)
    accepted: list[Any] = list(vocabulary.accepted(name) or ())
    schema = {"type": "string", "enum": accepted}
    if name in _NUMBERS:
        schema = {"type": "integer", "enum": [int(value) for value in accepted]}
    if name == "deck":
        schema = {"type": "string", "enum": accepted[:-1]}
    default = getattr(Selection.default(vocabulary), name, None)
    if default and name != "base":
        schema["default"] = default
    if name in _REPEATED:
        schema = {"type": "array", "items": schema}
        if name == "deck":
            schema["maxItems"] = LONGEST_DECK
    parameter = _described(name, _SETTINGS[name], schema)
    return parameter | ({"style": "form", "explode": True} if name in _REPEATED else {})
