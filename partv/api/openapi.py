"""The API's OpenAPI document: parameters with the values that the data accept just now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi

from partv.address.deck import PAGES
from partv.address.exported_tables import TABLES, Table
from partv.address.parameters import (
    DENOMINATORS,
    PARAMETERS,
    PRESENTING,
    Parameter,
    Vocabulary,
)
from partv.address.selection import Selection
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

_OWN = {
    "table": PARAMETERS["table"].help,
    "paper": "Colours of the picture.",
    "size": "Shape of the screen.",
    "page": "The page on which the deck begins, where nothing is pinned.",
}
"""Settings of single paths, beside those of every view."""
_VIEWS = tuple(name for name in PARAMETERS if name not in (*PRESENTING, "table"))
"""The parameters of what is shown, whether it is presented or not."""
_SLIDES = (*_VIEWS, *PRESENTING)
_PARTS = {
    "ending": "The format, as the ending of the file.",
    "exhibit": "The chart.",
    "page": "The page on which the deck begins.",
}
THEMES = ("light", "dark")
"""The colours of a picture."""
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
            taken = [setting for setting in _VIEWS if name in PARAMETERS[setting].tables]
            _ask(operation, vocabulary, taken, {"table": (name,)})
        elif name == "briefing":
            _ask(operation, vocabulary, _VIEWS, {})
        elif name == "picture":
            _path(operation, exhibit=list(EXHIBITS), ending=["svg", "png"])
            _ask(operation, vocabulary, _VIEWS, {"paper": THEMES})
        elif name == "slide":
            _path(operation, page=list(PAGES), ending=["svg", "png"])
            _ask(
                operation,
                vocabulary,
                (*_VIEWS, *PRESENTING),
                {"paper": THEMES, "size": tuple(SIZES)},
            )
        elif name == "deck":
            _ask(operation, vocabulary, _SLIDES, {"page": PAGES})
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
    known = [_parameter(PARAMETERS[name], vocabulary) for name in names if name not in own]
    more = [_described(n, _OWN[n], {"type": "string", "enum": list(v)}) for n, v in own.items()]
    operation["parameters"] = operation.get("parameters", []) + known + more


def _described(name: str, words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": schema,
    }


def _parameter(parameter: Parameter, vocabulary: Vocabulary) -> dict[str, Any]:
    name, words = parameter.name, parameter.help
    if name == "of":
        meanings = (f"`{of}`: {denominator_meaning(of, language('en'))}." for of in DENOMINATORS)
        words = " ".join((words, *meanings))
    if parameter.pattern:
        return _described(name, words, {"type": "integer", "minimum": 1, "maximum": 999})
    accepted: list[Any] = [value for value in parameter.values(vocabulary) if value != "…"]
    schema: dict[str, Any] = {"type": "integer" if parameter.number else "string", "enum": accepted}
    default = getattr(Selection.default(vocabulary), parameter.attribute)
    if default:
        schema["default"] = default
    if not parameter.repeats:
        return _described(name, words, schema)
    schema = {"type": "array", "items": schema}
    if name == "deck":
        schema["maxItems"] = parameter.repeats
    return _described(name, words, schema) | {"style": "form", "explode": True}
