-- Every Party of the register by code, with its English name.
SELECT iso3, name FROM parties ORDER BY iso3;
