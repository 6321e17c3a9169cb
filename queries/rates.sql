-- Rates of every indicator for one data set, cycle and denominator; regions pooled.
-- yes ... not_reported, due, reported, denominator: numbers of Parties.
-- percent: of the denominator; the printed one where one is printed. low, high: bounds over the
-- Parties due. small: fewer than ten Parties in the denominator, to be read as a fraction.
-- Empty where unknown. region: ALL, or the codes joined with +.
-- $of: reported, answered or due. $regions, $articles: empty lists for all.
-- $by_region: one row a region instead of the pooled one.
SELECT * EXCLUDE (position)
FROM rates_of($of, $regions::VARCHAR[], $by_region)
WHERE data = $data
    AND cycle = $cycle
    AND wanted($articles::INTEGER[], article)
ORDER BY article, position, region;
