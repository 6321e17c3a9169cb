"""The API's OpenAPI document: parameters with the values that the data accept just now."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi

from partv.reading import DENOMINATORS
from partv.selection import Selection, Vocabulary
from partv.tables import Table

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
    + " ".join(f"`{name}`: {meaning}." for name, meaning in DENOMINATORS.items()),
    "by": "In the table `rates`: `all`, the chosen regions pooled in one row an indicator; "
    "`region`, one row an indicator and region.",
    "lang": "Language of the titles in the table `articles` and of the words in XLSX and ZIP; all "
    "else is in English.",
    "sort": "Of the pages; accepted and without effect here.",
    "party": "Of the pages; accepted and without effect here.",
    "table": "Of the page Data; the name of the table that is asked for.",
}
_REPEATED = ("region", "article")
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
        304: {"description": "The rows are those whose ETag was sent in If-None-Match"},
        404: {"description": "There is no such path"},
        422: {"description": "Values that are not accepted", "content": _fault()},
        503: {"description": "The data cannot be read"},
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


def describe(api: FastAPI, vocabulary: Vocabulary, request: Request) -> dict[str, Any]:
    """The document, with the parameters of every table and their accepted values."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=DESCRIPTION,
        routes=api.routes,
        servers=[{"url": request.scope.get("root_path", "") or "/"}],
    )
    for path, operations in document["paths"].items():
        if path.endswith(".{ending}"):
            operation = operations["get"]
            (ending,) = operation["parameters"]
            ending |= {"schema": {"type": "string", "enum": _endings(operation)}}
            ending["description"] = "The format, as the ending of the file."
            table = operation["operationId"]
            operation["parameters"] += [_parameter(n, vocabulary, table) for n in _PARAMETERS]
    # FastAPI describes its own faults, which this API never gives.
    document.pop("components", None)
    return document


def _endings(operation: Mapping) -> list[str]:
    kinds = {"csv": "csv", "json": "json", "parquet": "parquet", "sheet": "xlsx", "zip": "zip"}
    found = operation["responses"]["200"]["content"]
    return [ending for tail, ending in kinds.items() if any(m.endswith(tail) for m in found)]


def _parameter(name: str, vocabulary: Vocabulary, table: str) -> dict[str, Any]:
    accepted: list[Any] = list(vocabulary.accepted(name) or ())
    if name == "table":
        accepted = [table]
    schema: dict[str, Any] = {"type": "string", "enum": accepted}
    if name in _NUMBERS:
        schema = {"type": "integer", "enum": [int(value) for value in accepted]}
    default = getattr(Selection.default(vocabulary), name, None)
    if default and name not in ("base", "table"):
        schema["default"] = default
    if name in _REPEATED:
        schema = {"type": "array", "items": schema}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": _PARAMETERS[name],
        "schema": schema,
    } | ({"style": "form", "explode": True} if name in _REPEATED else {})
