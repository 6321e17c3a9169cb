"""Baseline: a bare FastAPI route that returns the same bytes, made once."""

from fastapi import FastAPI, Response

from bench.api import PATH
from partv.current import warehouse
from partv.exhibits.rows import extract
from partv.exports.tables import to_csv
from partv.selection import Selection

store = warehouse()
content = to_csv(extract(store, Selection.default(store.vocabulary), "rates").rows)
app = FastAPI()


@app.get(PATH)
def rates() -> Response:
    """The published rates as CSV."""
    return Response(content, media_type="text/csv; charset=utf-8")
