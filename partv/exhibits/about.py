"""The About page's content: method, definitions, milestones, databases and documents."""

from dataclasses import dataclass

from partv.data.warehouse import Warehouse
from partv.i18n import wording
from partv.i18n.language import Language, language


@dataclass(frozen=True)
class Section:
    """A heading, sentences, and a list of terms with their meaning."""

    title: str
    paragraphs: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Milestone:
    """One act on Part V, in words ready to read."""

    when: str
    what: str
    text: str
    source: str
    link: str


@dataclass(frozen=True)
class Document:
    """One document, as much of it as is known."""

    title: str
    details: str
    link: str


def method(say: Language) -> list[Section]:
    """How the figures are made, defined and limited."""
    t = say.text
    return [
        Section(
            t("What it shows"),
            (
                t(
                    "The Protocol to Eliminate Illicit Trade in Tobacco Products obliges its "
                    "Parties, in Part V (Articles 20 to 31), to cooperate across borders. Parties "
                    "report on it every cycle. This dashboard shows how far each Article is "
                    "implemented, with the source and the denominator of every figure."
                ),
                t(
                    "It is unofficial. It is not endorsed by WHO or by the Secretariat of the WHO "
                    "Framework Convention on Tobacco Control."
                ),
            ),
        ),
        Section(
            t("Where the figures come from"),
            (
                t(
                    "The published figures are those of the Convention Secretariat's report to the "
                    "fourth session of the Meeting of the Parties, paragraph 5, which quotes "
                    "document FCTC/MOP/3/4 on the second reporting cycle (2023). The report was "
                    "read in Chinese; the English wording is ours. The text of the questionnaire's "
                    "questions on Part V has not been seen."
                ),
                t(
                    "The report prints counts and percentages but no denominator. 62 reporting "
                    "Parties is derived: it is the only number for which eight of the nine printed "
                    "pairs of count and percentage agree by ordinary rounding. The ninth, 36% for "
                    "Article 22, is shown as printed and flagged."
                ),
                t(
                    "The register of Parties is compiled from public sources, not copied from an "
                    "official list. Dates that no source shows are marked unverified wherever they "
                    "appear. For Paraguay and the Republic of Moldova the day of entry into force "
                    "is not known, but both were Parties by 18 January 2023."
                ),
                t(
                    "No figure on Part V of the 2020 and 2025 cycles was available to this "
                    "dashboard. The closing days of the 2023 and 2025 cycles (30 June) are assumed."
                ),
            ),
        ),
        Section(
            t("Definitions"),
            terms=(
                (t("Due"), t("The Protocol was in force for the Party when the cycle closed.")),
                (t("Reported"), t("The Party sent a report in the cycle.")),
                (t("Answered"), t("The Party answered the question with Yes or No.")),
                (
                    t("Share"),
                    t(
                        "Parties that reported the measure, divided by the Parties that reported "
                        "(the Secretariat's own denominator and the default), that answered, or "
                        "that were due."
                    ),
                ),
                (
                    t("Lowest rate"),
                    t("Yes divided by Parties due: every Party that gave no answer counted as No."),
                ),
                (
                    t("Highest rate"),
                    t(
                        "The same with every Party that gave no answer counted as Yes. Parties are "
                        "a census, not a sample, so there are no confidence intervals."
                    ),
                ),
                (
                    t("Article mean"),
                    t(
                        "The mean of the shares of an Article's measures, as in the Secretariat's "
                        "global progress reports, with the number of measures."
                    ),
                ),
                (
                    t("Small groups"),
                    t(
                        "Below ten Parties in the denominator, a fraction is shown without "
                        "percentage."
                    ),
                ),
                (
                    t("Series break"),
                    t(
                        "The reporting instrument was completely revised after the 2023 cycle. "
                        "Answers of 2025 are not comparable with those of 2020 and 2023 unless the "
                        "wording of the question is checked."
                    ),
                ),
            ),
        ),
        Section(
            t("Kinds of missing"),
            (t("They are never merged, because they mean different things."),),
            terms=(
                (t("Not due"), t("Not yet a Party when the cycle closed.")),
                (t("Not reported"), t("Due, but sent no report.")),
                (t("Not answered"), t("Reported, but left the question blank.")),
                (t("Not applicable"), t("The question does not apply to the Party.")),
                (
                    t("Not in this data set"),
                    t(
                        "Due, but the imported answers say nothing of the Party: not whether it "
                        "reported either."
                    ),
                ),
                (t("No figure"), t("The publication gives none, or could not be read.")),
                (
                    t("No indicator"),
                    t(
                        "Nothing is published on the Article (25 and 31). That is not the same as "
                        "not being asked."
                    ),
                ),
            ),
        ),
        Section(
            t("Data sets"),
            terms=(
                (t("Published"), t("What the Secretariat printed. The default.")),
                (
                    t("Demonstration"),
                    t(
                        "Invented answers of invented Parties, to show what Party-level data can "
                        "show. As many are due in each region and cycle as in the register. "
                        "Everything else in it is invented: no figure is taken from what was "
                        "published, and it is marked wherever it appears."
                    ),
                ),
                (
                    t("Your upload"),
                    t(
                        "Answers that you bring on the Data page. They stay in your visit and are "
                        "seen by nobody else."
                    ),
                ),
            ),
        ),
        Section(
            t("Marks"),
            terms=(
                (wording.DERIVED, t("Derived or computed here, not printed.")),
                (
                    wording.FLAGGED,
                    t(
                        "Printed, but does not fit its own count and denominator; the note says "
                        "why."
                    ),
                ),
            ),
        ),
    ]


def milestones(store: Warehouse, lang: str) -> list[Milestone]:
    """What was done on Part V, in order of time, the databases left to ``databases``."""
    return _milestones(store, lang, databases=False)


def databases(store: Warehouse, lang: str) -> list[Milestone]:
    """The three databases that the Protocol's Parties fill."""
    return _milestones(store, lang, databases=True)


def documents(store: Warehouse, lang: str) -> list[Document]:
    """Every document that the figures, dates and milestones rest on."""
    say = language(lang)
    listed = []
    for row in store.ask("documents").to_dict("records"):
        parts = [row["number"], say.date(row["date"]) if wording.known(row["date"]) else None]
        parts.append(say.text(row["note"]) if wording.known(row["note"]) else None)
        details = " · ".join(part for part in parts if wording.known(part))
        link = row["link"] if wording.known(row["link"]) else ""
        listed.append(Document(say.text(row["title"]), details, link))
    return listed


def _milestones(store: Warehouse, lang: str, databases: bool) -> list[Milestone]:
    say = language(lang)
    listed = []
    for row in store.ask("milestones").to_dict("records"):
        if (row["kind"] == "database") != databases:
            continue
        when = [say.date(row["date"])] if wording.known(row["date"]) else []
        when += [row["session"]] if wording.known(row["session"]) else []
        what = [say.text(row["body"])]
        what += [row["reference"]] if wording.known(row["reference"]) else []
        if wording.known(row["articles"]):
            what.append(_articles(row["articles"].split(";"), say))
        listed.append(
            Milestone(
                when=say.text("{date}, {session}", date=when[0], session=when[1])
                if len(when) == 2
                else "".join(when),
                what=" · ".join(what),
                text=say.text(row["text"]),
                source=say.plural(
                    "Secretariat's report to MOP4, paragraph {paragraphs}",
                    "Secretariat's report to MOP4, paragraphs {paragraphs}",
                    len(row["paragraph"].split(";")),
                    paragraphs=say.list(row["paragraph"].split(";")),
                ),
                link=row["link"] if wording.known(row["link"]) else "",
            )
        )
    return listed


def _articles(articles: list[str], say: Language) -> str:
    if len(articles) > 5:
        return say.text("Part V")
    return say.plural(
        "Article {articles}", "Articles {articles}", len(articles), articles=say.list(articles)
    )
