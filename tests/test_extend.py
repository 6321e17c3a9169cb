"""The recipe for a page, carried out as ``docs/extend.md`` has it, in a copy of the project."""

import re
import shutil
import subprocess
import sys
from textwrap import dedent

from partv.paths import ROOT

# Runs the page as the shell would, and says what the rest makes of it.
LOOK = """
import runpy
import streamlit as st
from partv.address.selection import Selection
from partv.data.warehouse import Warehouse
from partv.exhibits import prerender
from partv.exhibits.catalog import PAGES
from partv.i18n.language import language
from partv.ui import navigation, panels, view

store = Warehouse()
chosen = Selection.default(store.vocabulary)
st.title = print
panels.show = lambda exhibit, _: print(exhibit.key, exhibit.title)
navigation.page_shown = lambda: "accession"
view.current = lambda: view.View(chosen, language("en"), "light", store)
print(list(navigation.names(language("en")).values())[-2])
print(list(navigation.pages("en"))[-2])
runpy.run_path("pages/accession.py")
print(any(call.args[1] == "accession" for call in prerender.usual(store)))
"""


def test_a_page_is_added_as_the_recipe_says(tmp_path):
    for folder in ("partv", "pages", "queries", "locales", "data"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    recipe = (ROOT / "docs" / "extend.md").read_text("utf-8").split("\n## ")[1]
    script, row = map(dedent, re.findall(r" +```python\n(.*?) +```", recipe, flags=re.S))
    (tmp_path / "pages" / "accession.py").write_text(script, "utf-8")
    catalog = tmp_path / "partv" / "exhibits" / "catalog.py"
    text = catalog.read_text("utf-8")
    catalog.write_text(
        text.replace('    Page("about"', f'    {row.strip()},\n    Page("about"'), "utf-8"
    )
    table = tmp_path / "partv" / "address" / "parameters.py"
    text = table.read_text("utf-8")
    table.write_text(text.replace('"cycles", "parties")', '"cycles", "parties", "accession")'))
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    name, path, title, shown, ahead = done.stdout.splitlines()
    assert (name, path, title, ahead) == ("Accession", "accession", "Accession", "True")
    assert shown.startswith("accession 72 Parties by")
