"""Pieces of pages: an exhibit, a notice, the footer."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

from partv import __version__
from partv.address.parameters import DEMONSTRATION, LONGEST_DECK, Problem
from partv.data.warehouse import Warehouse
from partv.exhibits.about import Document, Milestone, Section
from partv.exhibits.article import Measure
from partv.exhibits.catalog import PAGES
from partv.exhibits.catalog import exhibit as composed
from partv.exhibits.coverage import Absence
from partv.exhibits.coverage import coverage as coverage_of
from partv.exhibits.coverage import nearest as nearest_figures
from partv.exhibits.coverage import no_regions as no_figures_of_regions
from partv.exhibits.exhibit import Exhibit
from partv.exhibits.links import Leads
from partv.exhibits.parties import Profile
from partv.exhibits.party_names import finder, party_names
from partv.i18n import wording
from partv.i18n.language import Language
from partv.i18n.wording import dataset, stamp
from partv.streamlit_patches.finished_charts import chart
from partv.ui import address_bar, downloads, navigation
from partv.ui.filters import region_names, unofficial_regions
from partv.ui.html_tables import to_read
from partv.ui.view import View

_PLOTLY = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}

_WEB = re.compile(
    r"(https?://(?:\([^\s()<>]*\)|[^\s<>\"«»“”„()])*(?:\([^\s()<>]*\)|[^\s<>\"«»“”„()\].,;:!?}…'’]))"
)
"""An address of the web, without the sign that ends its sentence or the bracket around it."""


def plain(text: str) -> str:
    """A text for Markdown that reads as it stands: nothing in it is markup, and the addresses of
    the web in it, letter for letter, lead to where they say."""
    parts = _WEB.split(text)  # every second part is an address
    return "".join(
        f"[{_escaped(part)}]({_address(part)})" if place % 2 else _escaped(part)
        for place, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    """The same without links, as a link's own text is.

    What looks like an address or like the name of an icon would be made one after all escapes are
    taken away. Small print of no words keeps its parts apart; a character that is not seen would
    go along when the text is copied.
    """
    text = re.sub(r"([\\`*_{}\[\]<>()#+\-.!|$:~&])", r"\\\1", text)
    return re.sub(r"(?i)www(?=\\\.)|@(?=\w)|\\:(?=material/)", r"\g<0>:small[]", text)


def with_code(text: str) -> str:
    """The same for a text in which backticks mark the names of machines."""
    return "`".join(
        part if place % 2 else plain(part) for place, part in enumerate(text.split("`"))
    )


def show(exhibit: Exhibit, view: View) -> None:
    """An exhibit: title, measure, chart, marks, notes, source; its table and rows a step away."""
    say = view.say
    with st.container(key=f"exhibit-{exhibit.key}", gap="small"):
        stamped(exhibit.stamp)
        st.markdown(f"## {plain(exhibit.title)}")
        with st.container(key=f"measure-{exhibit.key}"):
            st.markdown(plain(exhibit.subtitle))
        for form, figure in exhibit.figures.items():
            with st.container(key=f"{form}-{exhibit.key}"):
                st.plotly_chart(
                    chart(figure),
                    theme=None,
                    config=_PLOTLY,
                    key=f"chart-{form}-{exhibit.key}",
                    alt=exhibit.alt,
                )
        if exhibit.marks:
            spans = "".join(f"<span>{escape(mark)}</span>" for mark in exhibit.marks)
            st.html(f'<p class="marks">{spans}</p>')
        lines = (*exhibit.notes, exhibit.source)
        with st.container(key=f"notes-{exhibit.key}"):
            st.markdown("  \n".join(plain(line) for line in lines if line))
        with st.expander(say.text("The same data as a table")):
            stamped(exhibit.stamp)
            to_read(exhibit.table, exhibit.title, exhibit.leads)
        downloads.computed(exhibit.extract, view, exhibit.key)
        downloads.downloads(exhibit.extract, view, exhibit.key)
        downloads.pictures(exhibit.key, exhibit.extract, view)


def exhibit(key: str, view: View) -> Exhibit:
    """Return the exhibit ``key`` as the page shows it."""
    page = navigation.page_shown()
    return composed(view.store, page, key, view.selection, view.say.code, view.theme)


def exhibits(view: View) -> list[Exhibit]:
    """Return all that the page shows of the view, in order."""
    page = PAGES[navigation.page_shown()]
    return [exhibit(key, view) for key in page.shows(view.store, page.seen(view.selection))]


def one_article(view: View, shown: int) -> None:
    """Of several chosen Articles: that the page is of one, and which others are chosen."""
    others = [str(article) for article in view.selection.articles if article != shown]
    if others:
        st.markdown(
            plain(
                view.say.text(
                    "This page shows one Article at a time. Also chosen: {articles}.",
                    articles=view.say.list(others),
                )
            )
        )


def coverage(view: View) -> None:
    """Who was due and who reported in the cycle."""
    st.markdown(plain(coverage_of(view.store, view.selection, view.say.code)))


def absence(item: Absence, view: View) -> None:
    """Why there is no figure, the way to the nearest ones, and what is known instead."""
    page = navigation.page_shown()
    st.info(plain(item.body), title=item.title, icon=":material/info:")
    with st.container(horizontal=True):
        navigation.link(page, item.selection, view.say, item.label, navigation.arrow(view.say))
        if not view.selection.party_level:
            to_party_level(view)
    if view.selection.invented:
        return
    show(exhibit("parties-due", view), view)
    demonstration(view)


def published_only(view: View, title: str) -> None:
    """On pages about single Parties: the published figures name none; the way to data that do.

    ``title`` says what is missing.
    """
    say = view.say
    st.info(
        plain(
            say.text(
                "The published figures name no Party. What is known of single Parties is which of "
                "them were due to report."
            )
        ),
        title=title.rstrip(".。"),
        icon=":material/info:",
    )
    every = view.selection.changed(articles=())
    label, there = nearest_figures(view.store, every, say.code)
    with st.container(horizontal=True):
        there = there.changed(articles=view.selection.articles)
        navigation.link("overview", there, say, label, navigation.arrow(say))
        to_party_level(view)


def to_party_level(view: View) -> None:
    """The same view on each data set that has answers of real Parties."""
    for name in view.selection.vocabulary.datasets:
        there = view.selection.changed(data=name)
        if there.party_level and not there.invented:
            label = view.say.text("Show: {name}", name=dataset(name, view.say))
            here = navigation.page_shown()
            navigation.link(here, there, view.say, label, navigation.arrow(view.say))


def demonstration(view: View) -> None:
    """The last way out of published data that say nothing here: the page with invented Parties.

    Named for what it is, and not a button among those that lead to real figures.
    """
    there = view.selection.changed(data=DEMONSTRATION)
    if not view.selection.party_level and there.data in there.vocabulary.datasets:
        label = view.say.text("See how this page works, with invented Parties")
        with st.container(key="demonstration"):
            navigation.link(navigation.page_shown(), there, view.say, label, quiet=True)


def party_finder(view: View) -> None:
    """A searchable list of the Parties of the data set and regions; one leads to its profile."""
    say, selection = view.say, view.selection
    labels = finder(view.store, selection, say.code)

    def turn() -> None:
        # Kept until the next run, and with it what is named here: not the view, which has the data.
        code = st.session_state["find_party"]
        if code and navigation.is_here("parties"):
            address_bar.go(selection.changed(party=code))

    picked = st.selectbox(
        say.text("Profile of a Party"),
        list(labels),
        index=None,
        format_func=labels.get,
        placeholder=say.text("Type a name"),
        key="find_party",
        on_change=turn,
        width=420,
    )
    if picked and not navigation.is_here("parties"):
        navigation.turn_to("parties", selection.changed(party=picked), say)


def profile(item: Profile, view: View) -> None:
    """One Party: who it is, what it answered beside its region, and the way back."""
    say, names = view.say, region_names(view.store, view.say)
    stamped(stamp(item.invented, say))
    st.title(plain(item.name))
    st.markdown(f"**{item.region}** {plain(names[item.region])}")
    if unofficial_regions(view.store, say):
        st.markdown(plain(wording.unofficial_regions(say)))
    st.markdown("  \n".join(plain(say.pair(*fact)) for fact in item.facts))
    with st.container(horizontal=True):
        back = view.selection.changed(party="")
        icon = navigation.arrow(say, back=True)
        navigation.link("parties", back, say, say.text("All Parties"), icon=icon)
        region = back.changed(regions=(item.region,))
        navigation.link(
            "regions", region, say, say.text("Its region: {region}", region=item.region)
        )
        navigation.link("briefing", view.selection, say, say.text("Briefing on this Party"))
    if item.answers.empty:
        st.info(plain(say.text("This data set has no answers of this Party.")))
    else:
        st.header(say.text("Answers, and its region beside"))
        to_read(item.answers, item.name, item.leads)
        cited(item.cited, "profile")


def measures(items: Sequence[Measure], view: View) -> None:
    """What was published, or answered, on each indicator of an Article."""
    published = not view.selection.party_level
    say = view.say
    st.header(say.text("What was published") if published else say.text("What was asked"))
    for item in items:
        _measure(item)


def no_regions(view: View) -> None:
    """That the publication has no regional figure, and the way to data that have."""
    say = view.say
    st.markdown(
        plain(
            " ".join(
                [
                    no_figures_of_regions(view.store, view.selection, say),
                    say.text("What is known is which Parties were due to report."),
                ]
            )
        )
    )
    with st.container(horizontal=True):
        to_party_level(view)


def _measure(item: Measure) -> None:
    """One indicator: its figure, what the figure counts, the statement, where it is from."""
    with st.container(border=True):
        st.markdown(f"### {plain(item.label)}")
        st.markdown(f"**{plain(item.figure)}**  \n{plain(item.wording)}")
        if item.statement:
            st.markdown(f"> {plain(item.statement)}")
        with st.container(key=f"notes-{item.label}"):
            st.markdown("  \n".join(plain(detail) for detail in item.details))


def section(item: Section, say: Language) -> None:
    """A heading, its sentences and its terms."""
    st.header(item.title)
    for paragraph in item.paragraphs:
        st.markdown(plain(paragraph))
    if item.terms:
        terms = (f"- {say.pair(f'**{plain(t)}**', plain(meaning))}" for t, meaning in item.terms)
        st.markdown("\n".join(terms))


def milestones(items: Sequence[Milestone], say: Language) -> None:
    """Milestones as a list in order of time, each with its source."""
    lines = []
    for item in items:
        when = f"**{plain(item.when)}** · " if item.when else ""
        source = plain(item.source)
        if item.link:
            source += f" · [{_escaped(say.text('public page'))}]({_address(item.link)})"
        lines.append(f"- {when}{plain(item.what)}  \n{plain(item.text)}  \n*{source}*")
    st.markdown("\n".join(lines))


def documents(items: Sequence[Document], say: Language) -> None:
    """Documents as a list, linked where a public address is known."""
    lines = []
    for item in items:
        title = _escaped(item.title)
        title = f"[{title}]({_address(item.link)})" if item.link else f"**{title}**"
        lines.append(f"- {title}" + (f"  \n{plain(item.details)}" if item.details else ""))
    st.markdown("\n".join(lines))


def table(frame: pd.DataFrame, alt: str, view: View, leads: Leads | None = None) -> None:
    """A table to read, stamped where it is about invented Parties."""
    stamped(stamp(view.selection.invented, view.say))
    to_read(frame, alt, leads or {})


def cited(lines: Sequence[str], key: str) -> None:
    """What stands under figures: the notes of their marks, and where they are from."""
    if lines:
        with st.container(key=f"notes-{key}"):
            st.markdown("  \n".join(plain(line) for line in lines))


def stamped(words: str) -> None:
    """The mark of invented data, where there is one."""
    if words:
        st.html(f'<p class="stamp">{escape(words)}</p>')


def out_of_date(say: Language) -> None:
    """A notice that the data on disk have changed and cannot be read."""
    text = say.text(
        "Newer data were put in place and cannot be read. What is shown is from before, and whole."
    )
    st.warning(plain(text), icon=":material/database_off:")


def not_understood(problems: list[Problem], say: Language, store: Warehouse) -> None:
    """A notice that names every value of the link that was not understood, and a Party that went
    because the data set does not have it."""
    names = party_names(store, say.code)
    for problem in problems:
        if problem.data:
            told = say.text(
                "{party} is not in the data set “{name}”. What is shown is of all Parties in it.",
                party=names.get(problem.value, problem.value),
                name=dataset(problem.data, say),
            )
            st.info(plain(told), icon=":material/info:")
    problems = [problem for problem in problems if not problem.data]
    if not problems:
        return
    lines = []
    for problem in problems:
        asked = f"`{_code(problem.name)}={_code(problem.value)}`"
        if problem.accepted is None:
            lines.append(say.text("{asked}: there is no such setting.", asked=asked))
        elif problem.repeated and problem.name == "deck":
            lines.append(
                say.plural(
                    "{asked}: a deck holds at most {n} view.",
                    "{asked}: a deck holds at most {n} views.",
                    LONGEST_DECK,
                    asked=asked,
                )
            )
        elif problem.beside:
            told = say.text("{asked}: a Party is shown by itself, not with regions.", asked=asked)
            lines.append(told)
        elif problem.repeated:
            lines.append(say.text("{asked}: only one value can be shown at a time.", asked=asked))
        else:
            accepted = say.list(problem.accepted)
            lines.append(
                say.text("{asked}: accepted are {accepted}.", asked=asked, accepted=accepted)
            )
    shown = lines[:5]
    if len(lines) > 5:
        rest = len(lines) - 5
        shown.append(say.plural("and {n} more value", "and {n} more values", rest))
    title = wording.not_understood(say)
    st.warning("\n".join(f"- {line}" for line in shown), title=title, icon=":material/link_off:")


def footer(store: Warehouse, say: Language, address: str) -> None:
    """Source, version of the data, and that this is unofficial; on paper also the ``address`` of
    the view, where it has one."""
    st.divider()
    with st.container(key="foot"):
        lines = (
            wording.unofficial(say),
            say.text(
                "Sources: public reports of the Convention Secretariat; a register of Parties "
                "compiled from public pages. Every figure names its own."
            ),
            say.text(
                "Part V Dashboard {version}, data {data}",
                version=__version__,
                data=store.version,
            ),
        )
        st.markdown("  \n".join(plain(line) for line in lines))
        if address:
            st.html(f'<p class="on-paper">{escape(address)}</p>')


def _code(text: str) -> str:
    """Text for a Markdown code span: printable, short, without backticks."""
    kept = "".join(character for character in text if character.isprintable()).replace("`", "'")
    return (kept[:40] + "…" if len(kept) > 40 else kept) or " "


def _address(link: str) -> str:
    """A link's address, safe inside Markdown's parentheses."""
    return quote(link, safe=":/?#=&%@+,;~-._!")
