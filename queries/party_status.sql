-- What every Party of $data said in $cycle, one row a Party and indicator.
-- status: yes, no, text, not_answered, not_reported, not_applicable, not_due, absent (the Party
-- was due, and the data set does not say).
SELECT
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
    AND wanted($regions::VARCHAR[], party_answers.region)
    AND wanted($articles::INTEGER[], party_answers.article)
ORDER BY regions.position, party_answers.name, party_answers.article, party_answers.position;
