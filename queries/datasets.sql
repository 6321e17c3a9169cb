-- The data sets there are, the default first; party_level: it has answers of single Parties.
SELECT data, party_level
FROM datasets
ORDER BY data = 'published' DESC, data = 'demo' DESC, data;
