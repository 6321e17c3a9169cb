-- Each Party due to report in $cycle, by region; a region without one has a row without a name.
-- certain: the Party was in force at the closing date even if an unverified date is off.
-- region_verified: how sure the region's name in $lang is (yes, term only or no).
-- chosen: the region is among $regions (all, when none is chosen).
SELECT
    regions.region,
    coalesce(region_names.name, regions.name) AS region_name,
    coalesce(region_names.verified, 'yes') AS region_verified,
    parties.iso3,
    parties.name,
    parties.entry_into_force,
    parties.entry_basis,
    parties.entry_earliest,
    parties.entry_latest,
    parties.entry_latest <= cycles.closing_date AS certain,
    wanted($regions::VARCHAR[], regions.region) AS chosen
FROM regions
CROSS JOIN cycles
LEFT JOIN region_names ON region_names.region = regions.region AND region_names.lang = $lang
LEFT JOIN parties
    ON parties.region = regions.region
    AND coalesce(parties.entry_into_force, parties.entry_latest) <= cycles.closing_date
WHERE cycles.cycle = $cycle
ORDER BY regions.position, parties.entry_latest, parties.name;
