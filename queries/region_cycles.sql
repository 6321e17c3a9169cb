-- Parties due in every cycle among $regions (all, when none is chosen), with the closing date.
SELECT cycles.cycle, cycles.closing_date, sum(parties_due.due)::BIGINT AS due
FROM cycles
JOIN parties_due ON parties_due.cycle = cycles.cycle
WHERE CASE
    WHEN len($regions::VARCHAR[]) = 0 THEN parties_due.region = 'ALL'
    ELSE list_contains($regions::VARCHAR[], parties_due.region)
END
GROUP BY ALL
ORDER BY cycles.cycle;
