-- The WHO regions' names in $lang, in English where there is none; verified: how sure the name is.
SELECT
    regions.region,
    coalesce(region_names.name, regions.name) AS name,
    coalesce(region_names.verified, 'yes') AS verified
FROM regions
LEFT JOIN region_names ON region_names.region = regions.region AND region_names.lang = $lang
ORDER BY regions.position;
