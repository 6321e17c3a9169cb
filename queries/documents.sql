-- Every document that a figure, date or milestone is taken from, or that these quote.
SELECT document_id, title, number, date, language, link, note FROM documents ORDER BY title;
