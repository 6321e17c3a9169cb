-- The codes of every Party of every data set: the register's, and those of the demonstration.
SELECT iso3 FROM parties
UNION
SELECT iso3 FROM demo_members
ORDER BY iso3;
