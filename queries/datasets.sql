-- The data sets there are, the default first.
SELECT DISTINCT data FROM counts ORDER BY data = 'published' DESC, data;
