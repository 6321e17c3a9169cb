-- What the Meeting of the Parties and the Secretariat did on Part V, in order of time.
-- date: as far as it is known (year, month or day); kind: decision, report, database, ...
SELECT
    milestones.milestone_id,
    milestones.date,
    milestones.date_basis,
    milestones.session,
    milestones.kind,
    milestones.body,
    milestones.reference,
    milestones.articles,
    milestones.text,
    documents.title AS document,
    milestones.paragraph,
    milestones.link
FROM milestones
LEFT JOIN documents ON documents.document_id = milestones.document_id
ORDER BY milestones.position;
