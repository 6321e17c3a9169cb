-- What was printed, statement by statement, with the basis of every value.
-- region: empty for all Parties together. With $regions chosen: what is printed of each of them.
SELECT
    published.cycle,
    indicators.article,
    published.indicator_id,
    indicators.label AS indicator,
    indicators.wording,
    published.region,
    published.count,
    published.count_basis,
    published.percent,
    published.percent_basis,
    published.denominator,
    published.denominator_basis,
    published.statement,
    documents.title AS document,
    quoted.number AS quotes,
    published.paragraph,
    published.flag,
    published.flag_reason
FROM published
JOIN indicators ON indicators.indicator_id = published.indicator_id
LEFT JOIN documents ON documents.document_id = published.document_id
LEFT JOIN documents AS quoted ON quoted.document_id = published.quotes
WHERE published.cycle = $cycle
    AND wanted($articles::INTEGER[], indicators.article)
    AND wanted($regions::VARCHAR[], published.region)
ORDER BY indicators.article, indicators.position, published.region NULLS FIRST;
