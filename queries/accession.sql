-- The register as a history: one row a day on which the Protocol entered into force for a Party.
-- day: the date, or the latest possible one where no date is known. parties: in force from then
-- on. firm: no date of that day is unverified or a window. codes: the Parties of that day.
-- $regions: an empty list for all.
SELECT
    coalesce(entry_into_force, entry_latest) AS day,
    sum(count(*)) OVER (ORDER BY coalesce(entry_into_force, entry_latest))::BIGINT AS parties,
    bool_and(entry_basis IN ('seen', 'computed')) AS firm,
    list(iso3 ORDER BY name) AS codes
FROM parties
WHERE wanted($regions::VARCHAR[], region)
GROUP BY day
ORDER BY day;
