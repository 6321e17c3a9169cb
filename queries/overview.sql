-- Every Article of Part V, those without an indicator too: one row an indicator, or one for the
-- Article where none is published. Rates as in rates.sql, with the Article's title in $lang
-- (English where there is none; title_verified: yes, term only or no), its mean rate, and what was
-- printed about the indicator, for all Parties or for the one region chosen. note: why an Article
-- has no indicator.
SELECT
    articles.article,
    titles.title,
    titles.verified AS title_verified,
    rates.indicator_id,
    rates.indicator,
    indicators.kind,
    indicators.wording,
    indicators.wording_one,
    indicators.note AS wording_note,
    rates.region,
    rates.yes,
    rates.no,
    rates.not_answered,
    rates.not_applicable,
    rates.not_reported,
    rates.reported,
    rates.due,
    rates.denominator,
    rates.percent,
    rates.low,
    rates.high,
    rates.small,
    coalesce(rates.basis, 'no_indicator') AS basis,
    rates.flag,
    printed.flag_reason,
    printed.statement,
    rates.document,
    rates.paragraph,
    quoted.number AS quotes,
    means.article_percent,
    means.figures,
    means.small AS mean_small,
    CASE WHEN rates.indicator_id IS NULL THEN articles.note END AS note
FROM articles
JOIN titles_in($lang) AS titles ON titles.article = articles.article
LEFT JOIN (
    FROM rates_of($of, $regions::VARCHAR[], false) WHERE data = $data AND cycle = $cycle
) AS rates ON rates.article = articles.article
LEFT JOIN indicators ON indicators.indicator_id = rates.indicator_id
LEFT JOIN (
    FROM article_rates_of($of, $regions::VARCHAR[]) WHERE data = $data AND cycle = $cycle
) AS means ON means.article = articles.article
LEFT JOIN published AS printed
    ON $data = 'published' AND printed.cycle = $cycle
    AND printed.indicator_id = rates.indicator_id
    AND coalesce(printed.region, 'ALL') = rates.region
LEFT JOIN (
    SELECT
        published.indicator_id,
        string_agg(DISTINCT documents.number, ', ' ORDER BY documents.number) AS number
    FROM published
    JOIN documents ON documents.document_id = published.quotes
    WHERE $data = 'published' AND published.cycle = $cycle
        AND CASE
            WHEN len($regions::VARCHAR[]) = 0 THEN published.region IS NULL
            ELSE list_contains($regions::VARCHAR[], published.region)
        END
    GROUP BY published.indicator_id
) AS quoted ON quoted.indicator_id = rates.indicator_id
WHERE wanted($articles::INTEGER[], articles.article)
ORDER BY articles.article, rates.position;
