"""What a request asks and how it is answered: settings, faults, files under their names."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from partv.address.parameters import Problem, foreign
from partv.address.public_url import public_url
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse

PREFIX = "/api/v1"


class NotAccepted(Exception):
    """Values of a request that are not accepted."""

    def __init__(self, problems: list[Problem], where: str = "query") -> None:
        self.problems, self.where = problems, where


def asked(
    request: Request,
    store: Warehouse,
    table: str | None = None,
    extra: Mapping[str, Sequence[str]] | None = None,
) -> Selection:
    """The Selection of a request; raises NotAccepted with all that was not understood in it.

    ``extra``: settings of this path alone, with the values that they accept.
    """
    extra = extra or {}
    pairs = request.query_params.multi_items()
    own = [(name, value) for name, value in pairs if name not in extra]
    selection, problems = Selection.parse(own, store.vocabulary)
    problems += [
        Problem(name, value, tuple(extra[name]))
        for name, value in pairs
        if name in extra and value not in extra[name]
    ]
    if table:
        problems += foreign(pairs, table)
    others = [value for name, value in pairs if name == "table" and table and value != table]
    if table and others:
        problems = [problem for problem in problems if problem.name != "table"]
        problems += [Problem("table", value, (table,)) for value in others]
    if problems:
        raise NotAccepted(problems)
    return selection


def fingerprint(content: bytes) -> str:
    """The ETag of a content. Weak: on its way it may be compressed."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def answer(request: Request, content: bytes, media_type: str, name: str, etag: str) -> Response:
    """A file under its name; 304 without it for who has it already."""
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {etag, etag.removeprefix("W/"), "*"}:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    return Response(content, media_type=media_type, headers=headers)


def offer(api: FastAPI, path: str, endpoint: Callable, **described: Any) -> None:
    """GET, described; and HEAD, which FastAPI does not add by itself."""
    api.add_api_route(path, endpoint, methods=["GET"], **described)
    api.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def server(request: Request) -> str:
    """The address of the server, as the caller reached it or as it is set."""
    return public_url(str(request.base_url).rstrip("/").removesuffix(PREFIX))


async def not_accepted(request: Request, error: NotAccepted) -> JSONResponse:
    """422: every value that is not accepted, with what is."""
    return JSONResponse({"detail": [_told(p, error.where) for p in error.problems]}, 422)


def _told(problem: Problem, where: str) -> dict[str, object]:
    name, value = problem.name, problem.value[:200]
    if problem.accepted is None:
        message = "There is no such parameter."
    elif problem.repeated:
        message = f'{name} takes one value; "{value}" is one too many.'
    elif problem.beside:
        message = f'"{value}" is not accepted together with {problem.beside}.'
    elif problem.tables:
        message = f"{name} is accepted of these tables only: {', '.join(problem.tables)}."
    elif problem.data:
        message = f'"{value}" is not a Party of the data set {problem.data}.'
    else:
        message = f'"{value}" is not accepted. Accepted: {", ".join(problem.accepted)}.'
    return {
        "loc": [where, name[:200]],
        "msg": message,
        "input": value,
        "accepted": list(problem.accepted or ()),
    }
