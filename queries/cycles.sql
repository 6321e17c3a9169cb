-- The reporting cycles with the Parties due in each: 2020, 2023, 2025.
-- closing_date: reports after it count in the next cycle; closing_basis: stated or assumed.
-- due: Parties in force at the closing date, by the register; due_certain: without those whose
-- date is unverified and might lie after it. reported: Parties that sent a report.
SELECT
    cycles.*,
    documents.number AS document_number,
    parties_due.due,
    parties_due.due_certain
FROM cycles
JOIN parties_due ON parties_due.cycle = cycles.cycle AND parties_due.region = 'ALL'
LEFT JOIN documents ON documents.document_id = cycles.document_id
ORDER BY cycles.cycle;
