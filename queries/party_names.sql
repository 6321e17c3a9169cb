-- Names of Parties in $lang that are kept here; all other Parties have theirs from ISO 3166-1.
-- verified: how sure the name is (yes, term only or no).
SELECT iso3, name, verified FROM party_names WHERE lang = $lang ORDER BY iso3;
