-- One Article in every cycle: a row an indicator and cycle, with what is known of the cycle.
-- Rates as in rates.sql; comparable: whether the cycle used the same reporting instrument as the
-- first cycle (a series break is drawn where it did not).
SELECT
    rates.article,
    rates.indicator_id,
    rates.indicator,
    rates.cycle,
    rates.yes,
    rates.denominator,
    rates.percent,
    rates.small,
    rates.basis,
    rates.flag,
    rates.due,
    rates.reported,
    cycles.instrument,
    cycles.instrument = 'first' AS comparable
FROM rates_of($of, $regions::VARCHAR[], false) AS rates
JOIN cycles ON cycles.cycle = rates.cycle
WHERE rates.data = $data
    AND list_contains($articles::INTEGER[], rates.article)
ORDER BY rates.position, rates.cycle;
