-- What is published of each cycle: one row a cycle.
-- figures: measures of all Parties with a count or a percentage. regions: WHO regions of which at
-- least one measure has one, in order, joined with +; empty without any.
SELECT
    cycles.cycle,
    count(*) FILTER (numbers.region IS NULL AND numbers.cycle IS NOT NULL) AS figures,
    string_agg(DISTINCT numbers.region, '+' ORDER BY numbers.region) AS regions
FROM cycles
LEFT JOIN (
    SELECT cycle, region FROM published WHERE coalesce(count, percent) IS NOT NULL
) AS numbers ON numbers.cycle = cycles.cycle
GROUP BY cycles.cycle
ORDER BY cycles.cycle;
