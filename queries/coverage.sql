-- Who was due and who reported in $cycle, by region and in all ('ALL').
-- due, due_certain: from the register (see cycles.sql). reported, not_reported: empty where the
-- publication gives no regional figure.
SELECT
    parties_due.region,
    regions.name,
    parties_due.due,
    parties_due.due_certain,
    CASE WHEN parties_due.region = 'ALL' THEN cycles.reported END AS reported,
    CASE WHEN parties_due.region = 'ALL' THEN parties_due.due - cycles.reported END AS not_reported,
    len($regions::VARCHAR[]) = 0 OR list_contains($regions::VARCHAR[], parties_due.region)
        AS chosen
FROM parties_due
JOIN cycles ON cycles.cycle = parties_due.cycle
LEFT JOIN regions ON regions.region = parties_due.region
WHERE parties_due.cycle = $cycle
ORDER BY regions.position NULLS FIRST;
