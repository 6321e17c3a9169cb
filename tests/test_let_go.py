"""A visit keeps no data from one run to the next: replaced ones end although somebody looks on."""

import gc
import weakref

import pytest
from streamlit.testing.v1 import AppTest

from partv.data.warehouse import Warehouse
from partv.paths import ROOT
from partv.ui import view


@pytest.mark.parametrize("page", ["overview", "parties", "briefing", "data"])
def test_a_visit_that_only_looks_does_not_keep_the_data(page, monkeypatch):
    opened = [Warehouse()]
    monkeypatch.setattr(view, "warehouse", lambda: opened[0])
    visit = AppTest.from_file(str(ROOT / "partv/ui/shell.py"), default_timeout=60)
    visit.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not visit.exception
    assert visit.main.children
    data = weakref.ref(opened.pop())
    gc.collect()
    assert data() is None
