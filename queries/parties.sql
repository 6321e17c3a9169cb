-- The register: every Party, with how its dates are known.
-- *_basis: seen in a source, computed or derived from one, unverified, not_known, or window.
-- entry_earliest, entry_latest: the window in which the Protocol entered into force for the Party;
-- both are the date itself where it is firm. due: due to report in $cycle.
-- $regions: an empty list for all; $party: the code of one Party, or empty for all.
SELECT
    parties.*,
    coalesce(parties.entry_into_force, parties.entry_latest) <= cycles.closing_date AS due
FROM parties
CROSS JOIN cycles
WHERE cycles.cycle = $cycle
    AND wanted($regions::VARCHAR[], parties.region)
    AND ($party = '' OR parties.iso3 = $party)
ORDER BY strip_accents(parties.name);
