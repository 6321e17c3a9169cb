-- The codes of every Party of every data set: the register's, and those of the demonstration.
-- invented: whether the Party is one of the demonstration only.
SELECT iso3, false AS invented FROM parties
UNION
SELECT iso3, true AS invented FROM demo_members
ORDER BY iso3;
