-- The six WHO regions in the order of their codes, with their English names.
SELECT region, name FROM regions ORDER BY position;
