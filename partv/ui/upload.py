"""A visitor's own answers: read, checked and kept in this visit only.

The upload becomes a warehouse of its own in the visitor's session: nobody else sees it, nothing is
written to disk, and it ends with the session.
"""

import pyarrow as pa
import streamlit as st

from partv.address.parameters import UPLOAD
from partv.address.selection import Selection
from partv.data.current import warehouse
from partv.data.warehouse import DataUnavailable, Warehouse
from partv.i18n.language import Language, language
from partv.ingest.answers import read_answers
from partv.ingest.faults import Refused
from partv.ingest.import_report import Imported
from partv.ingest.imported_sets import SCHEMA
from partv.ingest.register import Register
from partv.ingest.template import template
from partv.ui import address_bar, navigation, upload_questions
from partv.ui.panels import plain
from partv.ui.upload_questions import Files
from partv.ui.view import UPLOADED_STORE, View

_REPORT = "upload_report"
_EMPTIED = "uploads_taken_back"
_SHOWN_FAULTS = 50


def panel(view: View) -> None:
    """Template, upload, and what was read or why it was refused."""
    say, vocabulary = view.say, view.selection.vocabulary
    st.header(say.text("Your own answers"))
    st.markdown(
        plain(
            say.text(
                "Bring answers of Parties as a table (CSV or XLSX) or as saved pages of the "
                "implementation database. They stay in this visit only: nobody else sees them and "
                "nothing is stored."
            )
        )
    )
    cycle = st.segmented_control(
        say.text("Cycle of the template"),
        vocabulary.cycles,
        default=vocabulary.cycles[-1],
        required=True,
        key="upload_cycle",
    )
    try:
        made = template_of(warehouse(), cycle, say)
    except Refused as refused:
        # The register on disk is damaged: the last good data are shown, but nothing is read in.
        st.error("\n".join(f"- {plain(line)}" for line in _sentences(refused, say)))
        return
    st.download_button(
        say.text("Template for {cycle} (XLSX)", cycle=cycle),
        made,
        file_name=f"part-v_answers_{cycle}.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
    indicators = view.ask("indicators", articles=[])
    names = dict(zip(indicators["indicator_id"], indicators["label"], strict=True))
    indicator = st.selectbox(
        say.text("Measure of a page or table that names none"),
        list(names),
        index=None,
        format_func=lambda name: f"{name} · {say.text(names[name])}",
        placeholder=say.text("The file names it"),
        key="upload_indicator",
    )
    files = st.file_uploader(
        say.text("Files with answers"),
        # Any: what cannot be read is refused in words of ours, with the way out.
        accept_multiple_files=True,
        # Another key, another uploader: the only way to empty one.
        key=f"upload_files_{st.session_state.get(_EMPTIED, 0)}",
    )
    if files:
        given = tuple((file.name, file.getvalue()) for file in files)
        _take(given, indicator, view)
    _report(view)


def _take(files: Files, indicator: str | None, view: View) -> None:
    """Read the files once; a rerun with the same files and choices finds them read.

    Nothing is stored before the visitor has said what the files do not: that the lines of a text
    in a recognised encoding read right, and the cycle of tables that name none.
    """
    encodings = upload_questions.encodings(files, view.say)
    if encodings is None:
        return
    cycle = upload_questions.cycle(files, view)
    ticket = hash((files, cycle, indicator, tuple(sorted(encodings.items()))))
    if st.session_state.get("upload_ticket") != ticket:
        st.session_state["upload_ticket"] = ticket
        _read(files, cycle, indicator, encodings, view)


def _read(
    files: Files,
    cycle: int | None,
    indicator: str | None,
    encodings: dict[str, str],
    view: View,
) -> None:
    say = view.say
    bar = st.progress(0.0, text=say.text("Reading the answers"))
    try:
        imported = read_answers(
            files,
            Register.load(),
            UPLOAD,
            default_cycle=cycle,
            indicator=indicator,
            say=say,
            progress=lambda done, total: bar.progress(done / max(total, 1)),
            encodings=encodings,
            on_page=True,
        )
        store = _store(imported)
    except Refused as refused:
        st.session_state[_REPORT] = _sentences(refused, say), False
        if upload_questions.ask_cycle(files, refused.without_cycle):
            st.rerun()
    except DataUnavailable as error:
        st.session_state[_REPORT] = [str(error)], False
    else:
        st.session_state[UPLOADED_STORE] = store
        st.session_state[_REPORT] = imported.counted.sentences(say), True
        _show(imported, store, view)
        st.rerun()
    finally:
        bar.empty()


def _show(imported: Imported, store: Warehouse, view: View) -> None:
    """Turn the page to the upload, in the cycle that it is of: of several the chosen, or the
    last."""
    cycles = {row["cycle"] for row in imported.rows}
    there, _ = Selection.parse(view.selection.pairs(), store.vocabulary)
    cycle = there.cycle if there.cycle in cycles else max(cycles)
    address_bar.go(there.changed(data=UPLOAD, cycle=cycle))


def _sentences(refused: Refused, say: Language) -> list[str]:
    return [fault.sentence(say) for fault in refused.faults]


def _store(imported: Imported) -> Warehouse:
    return Warehouse(uploaded=pa.Table.from_pylist(imported.rows, schema=SCHEMA))


def _report(view: View) -> None:
    if _REPORT not in st.session_state:
        return
    say = view.say
    lines, accepted = st.session_state[_REPORT]
    if not lines:
        return
    body = "\n".join(f"- {plain(line)}" for line in lines[:_SHOWN_FAULTS])
    if accepted:
        st.success(body, title=say.text("The answers were read"), icon=":material/check_circle:")
        with st.container(horizontal=True):
            there = view.selection.changed(data=UPLOAD)
            for page, label in (
                ("overview", say.text("See them by Article")),
                ("regions", say.text("See them by region")),
            ):
                navigation.link(page, there, say, label, navigation.arrow(say))
            st.button(say.text("Remove my upload"), on_click=_remove, icon=":material/delete:")
        return
    if len(lines) > _SHOWN_FAULTS:
        rest = len(lines) - _SHOWN_FAULTS
        body += "\n- " + say.plural("and {n} more", "and {n} more", rest)
    title = say.plural(
        "{n} fault. Nothing was taken over.", "{n} faults. Nothing was taken over.", len(lines)
    )
    st.error(body, title=title, icon=":material/report:")


def _remove() -> None:
    upload_questions.forget()
    for key in (UPLOADED_STORE, _REPORT, "upload_ticket"):
        st.session_state.pop(key, None)
    st.session_state[_EMPTIED] = st.session_state.get(_EMPTIED, 0) + 1


def template_of(store: Warehouse, cycle: int, say: Language) -> bytes:
    """Return the template of a cycle in a language, as XLSX; remembered as long as its data.

    Raises Refused when the register on disk cannot be read.
    """
    return store.composed(_template, cycle, say.code)


def _template(store: Warehouse, cycle: int, lang: str) -> bytes:
    return template(cycle, Register.load(store.parquet), language(lang))
