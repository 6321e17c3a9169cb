-- The Parties that $data is about, with their region and whether they were due in $cycle.
SELECT members.iso3, members.name, members.region, members.due
FROM members
JOIN regions ON regions.region = members.region
WHERE members.data = $data AND members.cycle = $cycle
    AND wanted($regions::VARCHAR[], members.region)
ORDER BY regions.position, members.name;
