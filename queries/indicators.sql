-- The indicators there are, in the order of the Articles: what a count of each counts (wording),
-- and whether it is answered Yes or No (yes_no) or in free text (text).
-- $articles: an empty list for all.
SELECT indicator_id, article, label, wording, kind, note
FROM indicators
WHERE wanted($articles::INTEGER[], article)
ORDER BY article, position;
