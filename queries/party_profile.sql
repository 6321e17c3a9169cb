-- One Party ($party) of $data: a row an indicator and cycle, with the rate of its region beside.
SELECT
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
    party_answers.source_row,
    peers.yes AS region_yes,
    peers.denominator AS region_whole
FROM party_answers
LEFT JOIN rates_of($of, []::VARCHAR[], true) AS peers
    ON peers.data = party_answers.data
    AND peers.cycle = party_answers.cycle
    AND peers.region = party_answers.region
    AND peers.indicator_id = party_answers.indicator_id
WHERE party_answers.data = $data AND party_answers.iso3 = $party
    AND wanted($articles::INTEGER[], party_answers.article)
ORDER BY party_answers.article, party_answers.position, party_answers.cycle;
