-- What the Parties of $data said in $cycle, one row a Party and indicator, with where it was said.
-- status: yes, no, text, not_answered, not_reported, not_applicable. What nobody said has no row:
-- Parties not yet due, and those of which the data set says nothing (all in party_status.sql).
-- $regions, $articles: empty lists for all; $party: the code of one Party, or empty for all.
-- The published figures name no Party: no row.
SELECT
    party_answers.data,
    party_answers.cycle,
    party_answers.region,
    party_answers.iso3,
    party_answers.name,
    party_answers.article,
    party_answers.indicator_id,
    party_answers.indicator,
    party_answers.status,
    party_answers.text,
    party_answers.source_file,
    party_answers.source_row
FROM party_answers
JOIN regions ON regions.region = party_answers.region
WHERE party_answers.data = $data AND party_answers.cycle = $cycle
    AND party_answers.status NOT IN ('absent', 'not_due')
    AND wanted($regions::VARCHAR[], party_answers.region)
    AND wanted($articles::INTEGER[], party_answers.article)
    AND ($party = '' OR party_answers.iso3 = $party)
ORDER BY regions.position, party_answers.name, party_answers.article, party_answers.position;
