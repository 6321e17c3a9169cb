"""What files with answers do not say, and their owner is asked before anything is stored: whether
a text in a recognised encoding reads right, and the cycle of tables that name none."""

import streamlit as st

from partv.i18n.language import Language
from partv.ingest.encodings import ENCODINGS, AsRead, recognised
from partv.ingest.faults import Refused
from partv.ingest.register import Register
from partv.ui.panels import plain
from partv.ui.view import View

Files = tuple[tuple[str, bytes], ...]

_WITHOUT_CYCLE, _READ = "upload_without_cycle", "upload_as_read"
_RIGHT, _CYCLE, _AS = "upload_reads_right", "upload_cycle_asked", "upload_read_as"


def encodings(files: Files, say: Language) -> dict[str, str] | None:
    """Show lines of the texts whose encoding was recognised; return the encodings that the visitor
    says are right, by file (empty: no file needs one), or None as long as there is no answer."""
    ticket = hash(files)
    chosen = {
        name: st.session_state[key]
        for name, _ in files
        if st.session_state.get(key := f"{_AS}-{ticket}-{name}")
    }
    found = _as_read(files, chosen, say)
    if not found:
        return {}
    readable = {read.file: read.encoding for read in found if read.lines}
    confirmed = (ticket, tuple(readable.items()))
    right = st.session_state.get(_RIGHT) == confirmed
    with st.container(border=True, key="reads-right"):
        if not right:
            st.markdown(f"**{plain(say.text('Does this read right?'))}**")
            st.markdown(
                plain(
                    say.text(
                        "The file does not say how its characters are written, so this was "
                        "recognised. Nothing is stored yet."
                    )
                )
            )
        for read in found:
            _one(read, f"{_AS}-{ticket}-{read.file}", say)
        ready = not right and len(readable) == len(found)
        if ready and st.button(say.text("Yes, this reads right"), icon=":material/check:"):
            st.session_state[_RIGHT] = confirmed
            st.rerun()
    return readable if right else None


def _as_read(files: Files, chosen: dict[str, str], say: Language) -> list[AsRead]:
    """What the files read as; once for the same files and choices."""
    ticket = hash((files, tuple(sorted(chosen.items()))))
    known = st.session_state.get(_READ)
    if known is None or known[0] != ticket:
        try:
            names = Register.load().names()
        except Refused:  # said where the answers are read
            return []
        st.session_state[_READ] = ticket, recognised(files, chosen, names.knows, say)
    return st.session_state[_READ][1]


def _one(read: AsRead, key: str, say: Language) -> None:
    """A file as it reads, and the other encodings to choose from."""
    if read.lines:
        words = say.text("{file}, read as {encoding}:", file=read.file, encoding=read.encoding)
        st.markdown(plain(words))
        st.code("\n".join(read.lines), language=None, wrap_lines=True)
    else:
        words = say.text(
            "{file}: the characters cannot be read. Save the file as UTF-8, or choose another "
            "encoding.",
            file=read.file,
        )
        st.warning(plain(words), icon=":material/report:")
    st.selectbox(
        say.text("Read {file} as", file=read.file),
        list(ENCODINGS),
        index=None,
        placeholder=read.encoding or say.text("Not recognised"),
        key=key,
    )


def ask_cycle(files: Files, tables: tuple[str, ...]) -> bool:
    """Note the tables whose cycle is to be asked for; return whether that is news."""
    news = (hash(files), tables) if tables else None
    if not tables or st.session_state.get(_WITHOUT_CYCLE) == news:
        return False
    st.session_state[_WITHOUT_CYCLE] = news
    return True


def cycle(files: Files, view: View) -> int | None:
    """Ask for the cycle of tables that name none; return what was chosen, or None."""
    asked, tables = st.session_state.get(_WITHOUT_CYCLE, (None, ()))
    if asked != hash(files):
        return None
    say = view.say
    with st.container(border=True, key="which-cycle"):
        st.markdown(f"**{plain(say.text('Of which cycle are these answers?'))}**")
        st.markdown(
            plain(
                say.pair(
                    say.text(
                        "Neither a column nor the name of the sheet or the file says it. Nothing "
                        "is stored until you choose"
                    ),
                    say.series(tables),
                )
            )
        )
        return st.segmented_control(
            say.text("Cycle of these answers"),
            view.selection.vocabulary.cycles,
            default=None,
            key=f"{_CYCLE}-{asked}",
        )


def forget() -> None:
    """Forget what was asked and answered."""
    for key in (_WITHOUT_CYCLE, _READ, _RIGHT):
        st.session_state.pop(key, None)
