-- Who was due and who reported in $data and $cycle, by region and in all ('ALL').
-- due, due_certain: from the register (see cycles.sql). reported, not_reported: empty where the
-- publication gives no regional figure, or the data set nothing for the cycle. absent: Parties
-- due of which the data set says nothing. reported_basis: published (printed), derived, counted.
SELECT
    coverage.region,
    regions.name,
    coverage.due,
    coverage.due_certain,
    coverage.reported,
    coverage.reported_basis,
    coverage.not_reported,
    coverage.due - coverage.reported - coverage.not_reported AS absent,
    wanted($regions::VARCHAR[], coverage.region) AS chosen
FROM coverage
LEFT JOIN regions ON regions.region = coverage.region
WHERE coverage.data = $data AND coverage.cycle = $cycle
ORDER BY regions.position NULLS FIRST;
