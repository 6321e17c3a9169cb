"""The catalogues are whole and in step with the code, and no page speaks past them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from partv.i18n.language import DOMAIN
from partv.paths import LOCALES, ROOT
from tools.catalogues import rendered, template

CATALOGUES = sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
CODE = sorted(file for folder in ("pages", "partv") for file in (ROOT / folder).rglob("*.py"))
UI = sorted(file for folder in ("pages", "partv/ui") for file in (ROOT / folder).rglob("*.py"))
MARKS = "●○━┆◇□†‡"

# English texts that are rightly the same in another language: (language, text).
UNCHANGED = {("es", "No")} | {
    ("fr", text)
    for text in (
        "{count} Parties {did}",
        "Article {article}",
        "Articles {articles}",
        "Article",
        "Articles",
        "Parties",
        "Date",
        "Instrument",
        "Source",
        "Sources",
        "Cycle",
        "Cycles",
        "Documents",
        "ratification",
    )
}


@pytest.fixture(scope="module")
def fresh() -> Catalog:
    """The template as code and data ask for it now."""
    return template()


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda file: file.parts[-3])
def catalogue(request) -> Catalog:
    """One language's catalogue."""
    with request.param.open("rb") as file:
        return read_po(file, locale=request.param.parts[-3])


def texts_of(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def both(text: str | tuple | list) -> tuple[str, ...]:
    """The forms of a message or of a translation: one, or one for each plural form."""
    return (text,) if isinstance(text, str) else tuple(text)


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_template_is_what_code_and_data_ask_for(fresh):
    kept = (LOCALES / f"{DOMAIN}.pot").read_bytes()
    assert kept == rendered(fresh), "locales/partv.pot is out of date: run `make catalogues`"


def test_there_is_a_chinese_catalogue():
    assert "zh" in [file.parts[-3] for file in CATALOGUES]


def test_a_catalogue_has_exactly_the_messages_of_the_template(fresh, catalogue):
    wanted = {both(message.id) for message in texts_of(fresh)}
    kept = {both(message.id) for message in texts_of(catalogue)}
    assert (wanted - kept, kept - wanted) == (set(), set()), "run `make catalogues`"
    assert not catalogue.obsolete


def test_a_catalogue_is_complete(catalogue):
    for message in texts_of(catalogue):
        forms = both(message.string)
        assert len(forms) == (catalogue.num_plurals if message.pluralizable else 1)
        assert all(form.strip() for form in forms), f"no translation: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


def test_a_translation_has_the_placeholders_of_its_source(catalogue):
    for message in texts_of(catalogue):
        wanted = names_in(both(message.id)[-1])
        for form in both(message.string):
            assert names_in(form) == wanted, message.id


def test_a_translation_keeps_marks_and_the_space_around_them(catalogue):
    for message in texts_of(catalogue):
        source = both(message.id)[-1]
        for form in both(message.string):
            assert [c for c in form if c in MARKS] == [c for c in source if c in MARKS], message.id
            if source[0] in MARKS:
                assert form[:2] == source[:2], message.id


def test_a_translation_is_not_the_english(catalogue):
    for message in texts_of(catalogue):
        for source in both(message.id):
            words = re.sub(r"\{\w*\}", "", source)
            if re.search("[A-Za-z]{2}", words) and source in both(message.string):
                assert (catalogue.locale.language, source) in UNCHANGED


def test_chinese_punctuation_is_of_full_width():
    with (LOCALES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        chinese = read_po(file, locale="zh")
    for message in texts_of(chinese):
        for form in both(message.string):
            assert not re.search(r"[\u4e00-\u9fff][,;:?!.]|[,;:?!][\u4e00-\u9fff]", form), form


def asked_for(source: str) -> set[tuple[str, ...]]:
    """The texts that a module looks up: ``x.text("...")``, ``x.plural("...", "...")``, ``t``.

    A name that ``x.text`` was assigned to counts as well.
    """
    tree = ast.parse(source)
    lookups = {"text": 1, "plural": 2, "t": 1}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
            for target in node.targets:
                if isinstance(target, ast.Name) and node.value.attr in lookups:
                    lookups[target.id] = lookups[node.value.attr]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := called(node)) in lookups:
            given = [literal(argument) for argument in node.args[: lookups[name]]]
            if given and all(given):
                found.add(tuple(given))
    return found


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    """The last part of a called name: ``markdown`` of ``st.markdown(...)``."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_the_template_has_every_text_of_the_code_and_no_other(fresh):
    wanted = {text for file in CODE for text in asked_for(file.read_text("utf-8"))}
    kept = {
        both(message.id)
        for message in texts_of(fresh)
        if any(place.endswith(".py") for place, _ in message.locations)
    }
    assert wanted - kept == set(), "looked up by the code, but not in the template"
    assert kept - wanted == set(), "in the template, but no text of the code"


def test_texts_asked_for_are_found():
    planted = """
say = language.text
a = f"{view.say.text('in an f-string')}" + t("one " "of two") + say("by another name")
b = language.plural("{n} Party", "{n} Parties", 2) + say(row["note"]) + st.markdown("not this")
"""
    assert asked_for(planted) == {
        ("in an f-string",),
        ("one of two",),
        ("by another name",),
        ("{n} Party", "{n} Parties"),
    }


def words(text: str) -> set[str]:
    return set(text.split())


# Streamlit's calls whose first argument is read by people.
SHOWN = words(
    """
    audio_input badge button caption chat_input checkbox code color_picker date_input
    download_button error exception expander feedback file_uploader form_submit_button header html
    info latex link_button markdown metric multiselect number_input pills popover progress radio
    select_slider selectbox segmented_control slider spinner status subheader success tabs text
    text_area text_input time_input title toast toggle warning write
    """
)
# Of those, the ones that are also methods of other things (logs, files, Language).
AMBIGUOUS = words("code error exception info progress status text title warning write")
# Arguments that are read by people wherever they stand.
SHOWN_KEYWORDS = words("alt body caption help label page_title placeholder text title")


def bare_texts(source: str) -> list[tuple[int, str]]:
    """Literals with letters, by line, that a module shows without asking the catalogue."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            shown = [word.value for word in node.keywords if word.arg in SHOWN_KEYWORDS]
            of_streamlit = ast.unparse(node.func).startswith("st.")
            if called(node) in SHOWN and (of_streamlit or called(node) not in AMBIGUOUS):
                shown += node.args[:1]
            found += [
                (node.lineno, text)
                for argument in shown
                for text in literals(argument)
                if has_letters(text)
            ]
    return found


def literals(node: ast.AST) -> Iterator[str]:
    """The literals that an expression puts into the text it gives."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Call(func=function, args=arguments):
            if called(node) in ("text", "plural"):
                return
            if isinstance(function, ast.Attribute):
                yield from literals(function.value)
            for argument in arguments:
                yield from literals(argument)
        case ast.Subscript():
            return
        case ast.GeneratorExp(elt=item) | ast.ListComp(elt=item):
            yield from literals(item)
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one)
            yield from literals(other)
        case ast.JoinedStr(values=parts):
            yield "".join(filter(None, map(literal, parts)))
            for part in parts:
                yield from literals(part.value) if isinstance(part, ast.FormattedValue) else ()
        case ast.BinOp() | ast.BoolOp() | ast.List() | ast.Tuple():
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


def has_letters(text: str) -> bool:
    """Letters that are read: not those of an icon, of markup or of styles."""
    read = re.sub(r"(?s)<style>.*</style>|<[^>]*>|:[\w/]+:", "", text)
    return any(character.isalpha() for character in read)


@pytest.mark.parametrize("file", UI, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_visible_text_goes_through_the_catalogue(file: Path):
    assert bare_texts(file.read_text("utf-8")) == []


def test_bare_texts_are_found():
    planted = """
import streamlit as st
st.title("A title")
st.markdown(f"**{name}** of the Parties")
st.markdown("  \\n".join(f"and {line}" for line in lines))
st.page_link(page, label="See more", icon=":material/public:")
st.info(body, title="Please note" if many else say.text("Note"))
_seeded(st.pills, "region", label="Region", placeholder=say.text("All"))
left.caption("In a column")
st.set_page_config(page_title="Part V", page_icon="x")
"""
    assert bare_texts(planted) == [
        (3, "A title"),
        (4, "**** of the Parties"),
        (5, "and "),
        (6, "See more"),
        (7, "Please note"),
        (8, "Region"),
        (9, "In a column"),
        (10, "Part V"),
    ]


def test_what_is_not_read_by_people_is_allowed():
    allowed = """
import streamlit as st
st.container(key="page", vertical_alignment="center")
st.space("stretch")
st.html("<style>h1 { color: red }</style>")
st.warning(say.text("Part of this link"), icon=":material/link_off:")
st.markdown(f"## {plain(exhibit.title)}  \\n*{row['note']}*")
st.page_link(pages["about"], label=say.plural("{n} Party", "{n} Parties", 2))
_log.error("A page failed")
st.html(f'<b lang="{code}">{other.name}</b>', width="content")
"""
    assert bare_texts(allowed) == []
