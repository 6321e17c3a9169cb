"""What is remembered is keyed by all that it depends on: language, data, address, theme."""

import ast
from pathlib import Path

import pytest

from partv.data.warehouse import Warehouse
from partv.exhibits.catalog import EXHIBITS
from partv.exhibits.picture_files import picture_svg
from partv.paths import ROOT

CACHES = {"cache", "lru_cache", "cache_data", "cache_resource", "remembered", "sees"}


def remembering(code: str) -> dict[str, list[str]]:
    """Function under a cache -> its parameters."""
    found = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if getattr(called, "attr", getattr(called, "id", "")) in CACHES:
                    found[node.name] = [argument.arg for argument in node.args.args]
    return found


@pytest.mark.parametrize("file", sorted((ROOT / "partv").rglob("*.py")), ids=lambda file: file.stem)
def test_no_cache_leaves_a_parameter_out_of_its_key(file: Path):
    """Streamlit's caches leave out those that begin with an underscore."""
    hidden = {
        name: [parameter for parameter in parameters if parameter.startswith("_")]
        for name, parameters in remembering(file.read_text("utf-8")).items()
    }
    assert {name: left for name, left in hidden.items() if left} == {}


def test_a_parameter_that_is_left_out_would_be_found():
    code = "@st.cache_data(max_entries=16)\ndef template(cycle, _say): ..."
    assert remembering(code) == {"template": ["cycle", "_say"]}


@pytest.mark.parametrize("key", EXHIBITS)
def test_the_same_view_in_another_language_theme_or_place_is_another_picture(key, store, base):
    chosen = base.changed(data="demo")
    asked = [
        (lang, theme, home)
        for lang in ("en", "fr")
        for theme in ("light", "dark")
        for home in ("https://one.example", "https://two.example")
    ]
    made = [picture_svg(store, key, chosen, *one) for one in asked]
    assert len(set(made)) == len(asked)
    assert made == [picture_svg(store, key, chosen, *one) for one in asked]


def test_other_data_remember_nothing_of_the_first(store, base):
    other = Warehouse()
    for kept in EXHIBITS.values():
        first, second = (kept.compose(each, base, "en", "light") for each in (store, other))
        assert first is kept.compose(store, base, "en", "light")
        assert first is not second
