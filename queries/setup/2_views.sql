-- The one place where a rate is computed. Pages, exports and API read these and compute nothing.
-- What is counted over all answers (coverage, counts) is counted once, when the data are loaded.

-- Whether a value was chosen; where nothing was, everything is.
CREATE MACRO wanted(chosen, value) AS len(chosen) = 0 OR list_contains(chosen, value);

-- The titles of Articles in a language, in English where there is none: one row an Article.
-- verified: yes, term only or no.
CREATE MACRO titles_in(lang_) AS TABLE
SELECT
    english.article,
    coalesce(local_title.title, english.title) AS title,
    coalesce(local_title.verified, english.verified) AS verified
FROM article_titles AS english
LEFT JOIN article_titles AS local_title
    ON local_title.article = english.article AND local_title.lang = lang_
WHERE english.lang = 'en';

-- Parties that were due to report: the Protocol was in force for them when the cycle closed.
-- Where no date of entry into force is known, the latest possible one counts.
-- `due_certain` leaves out Parties whose unverified date might lie after the closing date.
-- One row a cycle and region, and one a cycle with region 'ALL'.
CREATE VIEW parties_due AS
SELECT
    cycles.cycle,
    coalesce(regions.region, 'ALL') AS region,
    count(parties.iso3) AS due,
    count(parties.iso3) FILTER (parties.entry_latest <= cycles.closing_date) AS due_certain
FROM cycles
CROSS JOIN regions
LEFT JOIN parties
    ON parties.region = regions.region
    AND coalesce(parties.entry_into_force, parties.entry_latest) <= cycles.closing_date
GROUP BY GROUPING SETS ((cycles.cycle, regions.region), (cycles.cycle));

-- The data sets there are, and whether they have answers of single Parties.
CREATE VIEW datasets AS
SELECT 'published' AS data, false AS party_level
UNION ALL
SELECT DISTINCT data, true FROM answers;

-- Who could answer: one row a Party-level data set, cycle and Party; due as in parties_due.
CREATE VIEW members AS
SELECT data, cycle, iso3, name, region, coalesce(due_from <= cycle, false) AS due
FROM demo_members
CROSS JOIN cycles
UNION ALL
SELECT
    datasets.data,
    cycles.cycle,
    parties.iso3,
    parties.name,
    parties.region,
    coalesce(parties.entry_into_force, parties.entry_latest) <= cycles.closing_date AS due
FROM datasets
CROSS JOIN cycles
CROSS JOIN parties
WHERE datasets.party_level AND datasets.data <> 'demo';

-- What each Party said, the kinds of missing told apart: one row a data set, cycle, Party and
-- indicator that the data set has for the cycle. A Party that was due and has no row is `absent`:
-- the data set does not say whether it reported, so neither do we.
CREATE VIEW party_answers AS
SELECT
    members.data,
    members.cycle,
    members.region,
    members.iso3,
    members.name,
    members.due,
    indicators.article,
    indicators.position,
    indicators.indicator_id,
    indicators.label AS indicator,
    indicators.kind,
    CASE
        WHEN NOT members.due THEN 'not_due'
        ELSE coalesce(answers.status, 'absent')
    END AS status,
    answers.text,
    answers.source_file,
    answers.source_row
FROM members
JOIN (SELECT DISTINCT data, cycle, indicator_id FROM answers) AS asked
    ON asked.data = members.data AND asked.cycle = members.cycle
JOIN indicators ON indicators.indicator_id = asked.indicator_id
LEFT JOIN answers
    ON answers.data = members.data
    AND answers.cycle = members.cycle
    AND answers.iso3 = members.iso3
    AND answers.indicator_id = asked.indicator_id;

-- Who was due and who reported in each data set: one row a cycle and region, and 'ALL'.
-- `published` gives the number that reported for all regions together, and for a region where its
-- figures have a denominator. A Party-level data set says of some Parties that they reported or did
-- not, and nothing of those that are not in it. reported_basis: published (printed), derived or counted.
CREATE TABLE coverage AS
SELECT
    'published' AS data,
    parties_due.cycle,
    parties_due.region,
    parties_due.due,
    parties_due.due_certain,
    CASE WHEN parties_due.region = 'ALL' THEN cycles.reported ELSE of_region.reported END
        AS reported,
    parties_due.due
    - CASE WHEN parties_due.region = 'ALL' THEN cycles.reported ELSE of_region.reported END
        AS not_reported,
    CASE WHEN parties_due.region = 'ALL' THEN cycles.reported_basis ELSE of_region.basis END
        AS reported_basis
FROM parties_due
JOIN cycles ON cycles.cycle = parties_due.cycle
LEFT JOIN (
    SELECT cycle, region, max(denominator) AS reported, max(denominator_basis) AS basis
    FROM published
    WHERE region IS NOT NULL
    GROUP BY ALL
) AS of_region
    ON of_region.cycle = parties_due.cycle AND of_region.region = parties_due.region
UNION ALL
SELECT
    members.data,
    members.cycle,
    coalesce(members.region, 'ALL') AS region,
    count(*) FILTER (members.due) AS due,
    count(*) FILTER (members.due) AS due_certain,
    CASE WHEN bool_or(has.data IS NOT NULL) THEN
        count(*) FILTER (members.due AND reports.reported)
    END AS reported,
    CASE WHEN bool_or(has.data IS NOT NULL) THEN
        count(*) FILTER (members.due AND NOT reports.reported)
    END AS not_reported,
    'counted' AS reported_basis
FROM members
LEFT JOIN (SELECT DISTINCT data, cycle FROM answers) AS has
    ON has.data = members.data AND has.cycle = members.cycle
LEFT JOIN (
    SELECT data, cycle, iso3, bool_or(status <> 'not_reported') AS reported
    FROM answers
    GROUP BY ALL
) AS reports
    ON reports.data = members.data
    AND reports.cycle = members.cycle
    AND reports.iso3 = members.iso3
GROUP BY GROUPING SETS (
    (members.data, members.cycle, members.region), (members.data, members.cycle)
);

-- Counts of answers before any denominator is chosen: one row a data set, cycle, region (and
-- 'ALL') and indicator. For `published`, each has what was printed of it; a region of which nothing
-- is printed has what the register knows (due). Indicators answered in free text are not counted.
CREATE TABLE counts AS
SELECT
    'published' AS data,
    coverage.cycle,
    coverage.region,
    indicators.article,
    indicators.indicator_id,
    indicators.position,
    indicators.label AS indicator,
    published.count AS yes,
    CAST(NULL AS BIGINT) AS no,
    CAST(NULL AS BIGINT) AS not_answered,
    CAST(NULL AS BIGINT) AS not_applicable,
    coverage.not_reported,
    coverage.due,
    coverage.reported,
    published.percent AS printed_percent,
    published.count_basis,
    published.percent_basis,
    published.flag,
    CASE WHEN published.indicator_id IS NOT NULL THEN 'statement' ELSE 'no_figure' END AS missing,
    documents.title AS document,
    published.paragraph
FROM coverage
CROSS JOIN indicators
LEFT JOIN published
    ON published.cycle = coverage.cycle
    AND published.indicator_id = indicators.indicator_id
    AND coalesce(published.region, 'ALL') = coverage.region
LEFT JOIN documents ON documents.document_id = published.document_id
WHERE coverage.data = 'published'
UNION ALL
SELECT
    coverage.data,
    coverage.cycle,
    coverage.region,
    indicators.article,
    indicators.indicator_id,
    indicators.position,
    indicators.label,
    CASE WHEN indicators.kind = 'yes_no' AND asked.known THEN coalesce(tally.yes, 0) END,
    CASE WHEN indicators.kind = 'yes_no' AND asked.known THEN coalesce(tally.no, 0) END,
    CASE WHEN asked.known THEN coalesce(tally.not_answered, 0) END,
    CASE WHEN indicators.kind = 'yes_no' AND asked.known THEN coalesce(tally.not_applicable, 0) END,
    CASE WHEN asked.known THEN coalesce(tally.not_reported, 0) ELSE coverage.not_reported END,
    coverage.due,
    CASE WHEN asked.known THEN coalesce(tally.reported, 0) ELSE coverage.reported END,
    NULL,
    'counted',
    'counted',
    NULL,
    CASE WHEN asked.known THEN 'free_text' ELSE 'no_figure' END,
    CASE WHEN coverage.data = 'demo' THEN 'Invented demonstration data' ELSE tally.files END,
    NULL
FROM coverage
CROSS JOIN indicators
LEFT JOIN (SELECT DISTINCT data, cycle, indicator_id, true AS known FROM answers) AS asked
    ON asked.data = coverage.data
    AND asked.cycle = coverage.cycle
    AND asked.indicator_id = indicators.indicator_id
    AND coverage.due > 0
LEFT JOIN (
    SELECT
        answers.data,
        answers.cycle,
        coalesce(members.region, 'ALL') AS region,
        answers.indicator_id,
        count(*) FILTER (status = 'yes') AS yes,
        count(*) FILTER (status = 'no') AS no,
        count(*) FILTER (status = 'not_answered') AS not_answered,
        count(*) FILTER (status = 'not_applicable') AS not_applicable,
        count(*) FILTER (status = 'not_reported') AS not_reported,
        count(*) FILTER (status <> 'not_reported') AS reported,
        string_agg(DISTINCT source_file, ', ' ORDER BY source_file) AS files
    FROM answers
    JOIN members
        ON members.data = answers.data
        AND members.cycle = answers.cycle
        AND members.iso3 = answers.iso3
    WHERE members.due
    GROUP BY GROUPING SETS (
        (answers.data, answers.cycle, members.region, answers.indicator_id),
        (answers.data, answers.cycle, answers.indicator_id)
    )
) AS tally
    ON tally.data = coverage.data
    AND tally.cycle = coverage.cycle
    AND tally.region = coverage.region
    AND tally.indicator_id = indicators.indicator_id
WHERE coverage.data <> 'published';

-- A sum that is unknown as soon as one of its parts is.
CREATE MACRO total(part) AS CASE WHEN count(part) = count(*) THEN sum(part)::BIGINT END;

-- Per cent, one decimal; empty without a denominator.
CREATE MACRO per_cent(part, whole) AS
    CASE WHEN whole > 0 THEN round(100.0 * part / whole, 1)::DOUBLE END;

-- Rates with the denominator `of` (reported, answered, due) for chosen regions, pooled: sums over
-- sums. No region chosen: the row 'ALL'. `split`: one row a region instead.
-- A percentage that was printed is kept as printed; every other one is computed here.
-- low = yes / due: every Party that gave no answer counted as No.
-- high = (due - no - not applicable) / due: every one of them counted as Yes, be it not answered,
-- not reported or absent from the data set.
-- small: fewer than ten Parties in the denominator, to be read as a fraction.
CREATE MACRO rates_of(of_, regions_, split) AS TABLE
WITH chosen AS (
    SELECT
        *,
        CASE WHEN split THEN region END AS part,
        CASE WHEN split THEN 1 ELSE greatest(len(regions_), 1) END AS parts
    FROM counts
    WHERE CASE
        WHEN split THEN region <> 'ALL' AND wanted(regions_, region)
        WHEN len(regions_) = 0 THEN region = 'ALL'
        ELSE list_contains(regions_, region)
    END
),
pooled AS (
    SELECT
        data,
        cycle,
        coalesce(part, string_agg(region, '+' ORDER BY region)) AS region,
        article,
        indicator_id,
        position,
        indicator,
        total(yes) AS yes,
        total(no) AS no,
        total(not_answered) AS not_answered,
        total(not_applicable) AS not_applicable,
        total(not_reported) AS not_reported,
        total(due) AS due,
        total(reported) AS reported,
        CASE of_
            WHEN 'reported' THEN total(reported)
            WHEN 'answered' THEN total(yes) + total(no)
            WHEN 'due' THEN total(due)
        END AS denominator,
        CASE WHEN of_ = 'reported' AND count(*) = 1 THEN any_value(printed_percent) END
            AS printed_percent,
        -- Of several regions a count is a sum made here, though its parts are printed.
        CASE WHEN bool_or(count_basis = 'derived' OR (count_basis = 'published' AND parts > 1))
            THEN 'derived' ELSE any_value(count_basis) END AS count_basis,
        CASE WHEN of_ = 'reported' AND count(*) = 1 AND any_value(printed_percent) IS NOT NULL
            THEN any_value(percent_basis) ELSE 'derived' END AS percent_basis,
        CASE WHEN of_ = 'reported' AND count(*) = 1 THEN any_value(flag) END AS flag,
        CASE WHEN count(DISTINCT missing) = 1 THEN any_value(missing) ELSE 'no_figure' END
            AS missing,
        string_agg(DISTINCT document, ', ' ORDER BY document) AS document,
        string_agg(DISTINCT paragraph, ', ' ORDER BY paragraph) AS paragraph
    FROM chosen
    GROUP BY data, cycle, article, indicator_id, position, indicator, part
)
SELECT
    data,
    cycle,
    region,
    article,
    indicator_id,
    indicator,
    yes,
    no,
    not_answered,
    not_applicable,
    not_reported,
    due,
    reported,
    denominator,
    coalesce(printed_percent, per_cent(yes, denominator)) AS percent,
    per_cent(yes, due) AS low,
    per_cent(due - no - not_applicable, due) AS high,
    denominator < 10 AS small,
    CASE
        WHEN yes IS NULL AND printed_percent IS NULL THEN missing
        WHEN count_basis = 'counted' THEN 'counted'
        WHEN coalesce(printed_percent, denominator) IS NULL THEN count_basis
        WHEN count_basis = 'derived' AND percent_basis = 'derived' THEN 'derived'
        WHEN count_basis = 'derived' THEN 'count_derived'
        WHEN percent_basis = 'derived' THEN 'percent_derived'
        ELSE 'published'
    END AS basis,
    flag,
    document,
    paragraph,
    position
FROM pooled;

-- The relation of every chart: rates of reporting Parties, one row a data set, cycle, region
-- (the six, and 'ALL') and indicator.
CREATE VIEW rates AS
SELECT * EXCLUDE (position) FROM rates_of('reported', []::VARCHAR[], false)
UNION ALL
SELECT * EXCLUDE (position) FROM rates_of('reported', []::VARCHAR[], true);

-- An Article's rate is the mean over its indicators that have one, as in the Secretariat's global
-- progress reports; `figures` says over how many. small: one of them is of fewer than ten Parties,
-- so that the mean orders Articles but is no percentage to show.
CREATE MACRO article_rates_of(of_, regions_) AS TABLE
SELECT
    data,
    cycle,
    article,
    count(*) AS indicators,
    count(percent) AS figures,
    round(avg(percent), 1) AS article_percent,
    coalesce(bool_or(small) FILTER (percent IS NOT NULL), false) AS small
FROM rates_of(of_, regions_, false)
GROUP BY data, cycle, article;

-- The same Parties in two cycles: one row an indicator. `both`: Parties that reported in both;
-- base_yes, yes: how many of these answered Yes in the earlier and the later cycle.
-- gained, lost: No to Yes, Yes to No. newly_reporting: reported later but not earlier, not yet due
-- or without a report (of these newly_yes answered Yes); no_longer_reporting: the other way round.
-- A Party that is absent from the data set in one of the cycles counts in none of these.
CREATE MACRO panel_of(data_, base_, cycle_, regions_) AS TABLE
SELECT
    now.data,
    now.article,
    now.position,
    now.indicator_id,
    now.indicator,
    count(*) FILTER (was.told AND now.told) AS both,
    count(*) FILTER (was.told AND now.told AND was.status = 'yes') AS base_yes,
    count(*) FILTER (was.told AND now.told AND now.status = 'yes') AS yes,
    count(*) FILTER (was.status = 'no' AND now.status = 'yes') AS gained,
    count(*) FILTER (was.status = 'yes' AND now.status = 'no') AS lost,
    count(*) FILTER (was.silent AND now.told) AS newly_reporting,
    count(*) FILTER (was.silent AND now.status = 'yes') AS newly_yes,
    count(*) FILTER (was.told AND now.silent) AS no_longer_reporting
FROM (
    SELECT
        *,
        status IN ('not_due', 'not_reported') AS silent,
        status NOT IN ('not_due', 'not_reported', 'absent') AS told
    FROM party_answers
    WHERE cycle = cycle_
) AS now
JOIN (
    SELECT
        *,
        status IN ('not_due', 'not_reported') AS silent,
        status NOT IN ('not_due', 'not_reported', 'absent') AS told
    FROM party_answers
    WHERE cycle = base_
) AS was
    ON was.data = now.data AND was.iso3 = now.iso3 AND was.indicator_id = now.indicator_id
WHERE now.data = data_ AND now.kind = 'yes_no'
    AND wanted(regions_, now.region)
GROUP BY ALL;
