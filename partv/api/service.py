"""The API as a FastAPI application; ``app.py`` mounts it at ``PREFIX``."""

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from partv import __version__
from partv.api.openapi import describe, responses
from partv.api.reference import reference
from partv.exhibits.rows import extract
from partv.exports.bundle import to_zip
from partv.exports.formats import FORMATS
from partv.language import language
from partv.selection import Problem, Selection
from partv.tables import TABLES
from partv.warehouse import DataUnavailable, Warehouse, warehouse

PREFIX = "/api/v1"

ENDINGS = {ending: form.media_type for ending, form in FORMATS.items()} | {"zip": "application/zip"}
"""What a table is given away as, and the media type of each."""

_log = logging.getLogger(__name__)


class NotAccepted(Exception):
    """Values of a request that are not accepted."""

    def __init__(self, problems: list[Problem], where: str = "query") -> None:
        self.problems, self.where = problems, where


def create(open_store: Callable[[], Warehouse] = warehouse) -> FastAPI:
    """The application over the data that ``open_store`` opens; nothing is opened before a call."""
    api = FastAPI(
        title="Part V Dashboard",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers={
            NotAccepted: _not_accepted,
            DataUnavailable: _unavailable,
            405: _only_reads,
            Exception: _apologise,
        },
    )
    api.add_middleware(GZipMiddleware, minimum_size=1000)
    api.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Content-Disposition"],
    )
    for name in TABLES:
        _serve(api, name, open_store)
    _serve_itself(api, open_store)
    return api


def asked(request: Request, store: Warehouse, table: str) -> Selection:
    """The Selection of a request; raises NotAccepted with all that was not understood in it."""
    selection, problems = Selection.parse(request.query_params.multi_items(), store.vocabulary)
    others = [value for value in request.query_params.getlist("table") if value != table]
    if others:
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


def address(request: Request, path: str, selection: Selection) -> str:
    """The whole address of a path of this API, as the caller reached it."""
    return f"{base(request)}/{path}?{selection.query_string()}".rstrip("?")


def base(request: Request) -> str:
    """The address of this API, as the caller reached it. ``Request.base_url`` is the server's."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"


def _serve(api: FastAPI, table: str, open_store: Callable[[], Warehouse]) -> None:
    def rows(request: Request, ending: str) -> Response:
        store = open_store()
        selection = asked(request, store, table)
        if ending not in ENDINGS:
            raise NotAccepted([Problem("ending", ending, tuple(ENDINGS))], "path")
        item = extract(store, selection.changed(table="rates"), table)
        if ending == "zip":
            link = address(request, f"{table}.zip", selection)
            now = datetime.now(UTC)
            content = to_zip(item, language(selection.lang or "en"), now, link)
            # The time of retrieval is in the file and makes no other content of it.
            etag = fingerprint(f"{store.version} {__version__} {link}".encode())
        else:
            content, etag = store.composed(_rendered, selection, table, ending)
        return answer(request, content, ENDINGS[ending], f"{item.name}.{ending}", etag)

    described = TABLES[table]
    _offer(
        api,
        f"/{table}.{{ending}}",
        rows,
        name=table,
        operation_id=table,
        summary=described.title,
        description=described.description,
        responses=responses(described, ENDINGS),
        response_class=Response,
    )


def _offer(api: FastAPI, path: str, endpoint: Callable, **described: object) -> None:
    """GET, described; and HEAD, which FastAPI does not add by itself."""
    api.add_api_route(path, endpoint, methods=["GET"], **described)
    api.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


def _rendered(store: Warehouse, selection: Selection, table: str, ending: str) -> tuple[bytes, str]:
    item = extract(store, selection.changed(table="rates"), table)
    content = FORMATS[ending].render(item, language(selection.lang or "en"))
    return content, fingerprint(content)


def _serve_itself(api: FastAPI, open_store: Callable[[], Warehouse]) -> None:
    """What the API says of itself: whether it is well, its description, its reference page."""

    def health() -> dict[str, str]:
        store = open_store()
        store.check()
        return {"status": "ok", "data": store.version, "version": __version__}

    def openapi(request: Request) -> JSONResponse:
        return JSONResponse(describe(api, open_store().vocabulary, request))

    def docs(request: Request) -> HTMLResponse:
        described = describe(api, open_store().vocabulary, request)
        return HTMLResponse(reference(described, base(request)))

    _offer(api, "/health", health, summary="Whether the data can be read", responses={503: {}})
    _offer(api, "/openapi.json", openapi, include_in_schema=False)
    _offer(api, "/docs", docs, include_in_schema=False)


async def _not_accepted(request: Request, error: NotAccepted) -> JSONResponse:
    return JSONResponse({"detail": [_told(p, error.where) for p in error.problems]}, 422)


def _told(problem: Problem, where: str) -> dict[str, object]:
    name, value = problem.name, problem.value[:200]
    if problem.accepted is None:
        message = "There is no such parameter."
    elif problem.repeated:
        message = f'{name} takes one value; "{value}" is one too many.'
    else:
        message = f'"{value}" is not accepted. Accepted: {", ".join(problem.accepted)}.'
    return {
        "loc": [where, name[:200]],
        "msg": message,
        "input": value,
        "accepted": list(problem.accepted or ()),
    }


async def _unavailable(request: Request, error: DataUnavailable) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 503)


async def _only_reads(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "Only GET and HEAD."}, 405, {"Allow": "GET, HEAD"})


async def _apologise(request: Request, error: Exception) -> JSONResponse:
    _log.error("A request failed", exc_info=error)
    return JSONResponse({"detail": "The fault is ours and has been logged."}, 500)
