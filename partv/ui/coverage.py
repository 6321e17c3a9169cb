"""Who was due and who reported; and what is known where nothing is published."""

import streamlit as st

from partv.exhibits.parties_due import parties_due
from partv.ui import navigation
from partv.ui.panels import plain, show
from partv.ui.view import View


def line(view: View) -> None:
    """Parties due, reported and silent in the cycle, each with where the number is from."""
    say = view.say
    rows = view.ask("coverage")
    whole = rows[rows["region"] == "ALL"].iloc[0]
    due = int(whole["due"])
    facts = [
        say.plural(
            "{n} Party was due to report (register)",
            "{n} Parties were due to report (register)",
            due,
        )
    ]
    if int(whole["due_certain"]) < due:
        facts[0] += ", " + say.text("{n} for certain", n=say.number(whole["due_certain"]))
    if whole.notna()["reported"]:
        facts.append(
            say.text(
                "{reported} reported (derived from the printed percentages), {silent} did not",
                reported=say.number(whole["reported"]),
                silent=say.number(whole["not_reported"]),
            )
        )
    else:
        facts.append(say.text("how many reported is not known here"))
    st.markdown(
        plain(
            say.text("{cycle} cycle: {facts}.", cycle=view.selection.cycle, facts="; ".join(facts))
        )
    )


def nothing_to_show(view: View) -> bool:
    """Whether the data set has nothing at all for this cycle and these regions."""
    rates = view.ask("rates", articles=[])
    return bool((rates["basis"] == "no_figure").all())


def without_figures(view: View, page: str = "overview") -> None:
    """What can be said, and shown, where the publication gives no figure for the choice.

    ``page`` is the page this stands on, and leads on to.
    """
    say, chosen = view.say, view.selection
    cycle = view.ask("cycles").set_index("cycle").loc[chosen.cycle]
    if cycle["status"] == "no_figure":
        title = say.text("No figure on Part V is available here for {cycle}", cycle=chosen.cycle)
        body = say.text(
            "The figures of this cycle belong to the {report} ({document}), which this dashboard "
            "has not been able to read.",
            report=say.text(cycle["report"]),
            document=cycle["document_number"],
        )
        link = chosen.changed(cycle=chosen.vocabulary.default_cycle, regions=())
        label = say.text("Show {cycle}", cycle=link.cycle)
    elif chosen.regions:
        title = say.text("The published figures have no regional breakdown")
        body = say.text(
            "The Secretariat's report counts Parties of all regions together and names none. "
            "What is known for {regions} is which Parties were due to report, from the register.",
            regions=say.list(chosen.regions),
        )
        link, label = chosen.changed(regions=()), say.text("Show the figures for all regions")
    else:
        title = say.text("No number is available for this choice")
        body = say.text(
            "The report describes these measures in words only, or says nothing about the Article."
        )
        link, label = chosen.changed(articles=()), say.text("Show all Articles")
    st.info(plain(body), title=title, icon=":material/info:")
    navigation.link(page, link, say, label, icon=":material/public:")
    show(parties_due(view.store, chosen, say.code, view.paper), view)
