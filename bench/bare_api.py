"""Baseline: a bare FastAPI route that returns the same bytes, made once."""

from fastapi import FastAPI, Response

from bench.api import PATH
from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.exhibits.extracts import extract
from partv.exports.row_formats import to_csv

store = warehouse()
content = to_csv(extract(store, Selection.default(store.vocabulary), "rates").rows)
app = FastAPI()


@app.get(PATH)
def rates() -> Response:
    """The published rates as CSV."""
    return Response(content, media_type="text/csv; charset=utf-8")
