-- In which cycles the Party $party was due to report, by the register (of an invented Party: by the
-- demonstration): a row a cycle.
-- certain: due even if an unverified date of entry into force is off.
SELECT
    cycles.cycle,
    cycles.closing_date,
    cycles.closing_basis,
    coalesce(parties.entry_into_force, parties.entry_latest) <= cycles.closing_date AS due,
    parties.entry_latest <= cycles.closing_date AS certain
FROM cycles
CROSS JOIN parties
WHERE parties.iso3 = $party
UNION ALL
SELECT
    cycles.cycle,
    cycles.closing_date,
    cycles.closing_basis,
    coalesce(demo_members.due_from <= cycles.cycle, false),
    coalesce(demo_members.due_from <= cycles.cycle, false)
FROM cycles
CROSS JOIN demo_members
WHERE demo_members.iso3 = $party
ORDER BY cycle;
