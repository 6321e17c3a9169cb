-- The one place where a rate is computed. Pages, exports and API read these and compute nothing.

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

-- Counts of answers before any denominator is chosen: one row a data set, cycle, region and
-- indicator. For `published`, region 'ALL' has what was printed; the six regions have only what
-- the register knows (due), because the publication has no regional breakdown.
CREATE VIEW counts AS
SELECT
    'published' AS data,
    cycles.cycle,
    parties_due.region,
    indicators.article,
    indicators.indicator_id,
    indicators.position,
    indicators.label AS indicator,
    published.count AS yes,
    CAST(NULL AS BIGINT) AS no,
    CAST(NULL AS BIGINT) AS not_answered,
    CAST(NULL AS BIGINT) AS not_applicable,
    CASE WHEN parties_due.region = 'ALL' THEN parties_due.due - cycles.reported END
        AS not_reported,
    parties_due.due,
    CASE WHEN parties_due.region = 'ALL' THEN cycles.reported END AS reported,
    published.percent AS printed_percent,
    published.count_basis,
    published.percent_basis,
    published.flag,
    published.indicator_id IS NOT NULL AS stated,
    documents.title AS document,
    published.paragraph
FROM cycles
CROSS JOIN indicators
JOIN parties_due ON parties_due.cycle = cycles.cycle
LEFT JOIN published
    ON published.cycle = cycles.cycle
    AND published.indicator_id = indicators.indicator_id
    AND coalesce(published.region, 'ALL') = parties_due.region
LEFT JOIN documents ON documents.document_id = published.document_id;

-- A sum that is unknown as soon as one of its parts is.
CREATE MACRO total(part) AS CASE WHEN count(part) = count(*) THEN sum(part)::BIGINT END;

-- Per cent, one decimal; empty without a denominator.
CREATE MACRO per_cent(part, whole) AS
    CASE WHEN whole > 0 THEN round(100.0 * part / whole, 1)::DOUBLE END;

-- Rates with the denominator `of` (reported, answered, due) for chosen regions, pooled: sums over
-- sums. No region chosen: the row 'ALL'. `split`: one row a region instead.
-- A percentage that was printed is kept as printed; every other one is computed here.
-- low = yes / due: every Party that gave no answer counted as No.
-- high = (yes + not answered + not reported) / due: every one of them counted as Yes.
CREATE MACRO rates_of(of_, regions_, split) AS TABLE
WITH chosen AS (
    SELECT *, CASE WHEN split THEN region END AS part
    FROM counts
    WHERE CASE
        WHEN split THEN region <> 'ALL' AND (len(regions_) = 0 OR list_contains(regions_, region))
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
        CASE WHEN bool_or(count_basis = 'derived') THEN 'derived' ELSE any_value(count_basis) END
            AS count_basis,
        CASE WHEN of_ = 'reported' AND count(*) = 1 AND any_value(printed_percent) IS NOT NULL
            THEN any_value(percent_basis) ELSE 'derived' END AS percent_basis,
        CASE WHEN of_ = 'reported' AND count(*) = 1 THEN any_value(flag) END AS flag,
        bool_and(stated) AS stated,
        any_value(document) AS document,
        any_value(paragraph) AS paragraph
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
    per_cent(yes + not_answered + not_reported, due) AS high,
    CASE
        WHEN yes IS NULL AND printed_percent IS NULL AND stated THEN 'statement'
        WHEN yes IS NULL AND printed_percent IS NULL THEN 'no_figure'
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
-- progress reports; `figures` says over how many.
CREATE MACRO article_rates_of(of_, regions_) AS TABLE
SELECT
    data,
    cycle,
    article,
    count(*) AS indicators,
    count(percent) AS figures,
    round(avg(percent), 1) AS article_percent
FROM rates_of(of_, regions_, false)
GROUP BY data, cycle, article;
