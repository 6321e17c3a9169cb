-- Every Article of Part V, those without an indicator too: one row an indicator, or one for the
-- Article where none is published. Rates as in rates.sql, with the Article's title in $lang
-- (English where there is none; title_verified: yes, term only or no), its mean rate, and what was printed about the indicator.
SELECT
    articles.article,
    coalesce(local_title.title, english_title.title) AS title,
    coalesce(local_title.verified, english_title.verified) AS title_verified,
    rates.indicator_id,
    rates.indicator,
    indicators.kind,
    indicators.wording,
    indicators.wording_one,
    indicators.note AS wording_note,
    rates.yes,
    rates.denominator,
    rates.percent,
    rates.low,
    rates.high,
    rates.small,
    coalesce(rates.basis, 'no_indicator') AS basis,
    rates.flag,
    published.flag_reason,
    published.statement,
    rates.document,
    rates.paragraph,
    quoted.number AS quotes,
    means.article_percent,
    means.figures,
    articles.note
FROM articles
JOIN article_titles AS english_title
    ON english_title.article = articles.article AND english_title.lang = 'en'
LEFT JOIN article_titles AS local_title
    ON local_title.article = articles.article AND local_title.lang = $lang
LEFT JOIN (
    FROM rates_of($of, $regions::VARCHAR[], false) WHERE data = $data AND cycle = $cycle
) AS rates ON rates.article = articles.article
LEFT JOIN indicators ON indicators.indicator_id = rates.indicator_id
LEFT JOIN (
    FROM article_rates_of($of, $regions::VARCHAR[]) WHERE data = $data AND cycle = $cycle
) AS means ON means.article = articles.article
LEFT JOIN published
    ON $data = 'published' AND published.cycle = $cycle
    AND published.indicator_id = rates.indicator_id AND published.region IS NULL
    AND len($regions::VARCHAR[]) = 0
LEFT JOIN documents AS quoted ON quoted.document_id = published.quotes
WHERE len($articles::INTEGER[]) = 0 OR list_contains($articles::INTEGER[], articles.article)
ORDER BY articles.article, rates.position;
