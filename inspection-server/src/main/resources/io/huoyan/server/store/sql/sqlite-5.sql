-- Version 5 of the store: what is kept in all is counted by what entries name, in their transactions. Earlier versions
-- counted what was written, and drifted; it is counted anew here, once.

UPDATE picture_total SET
    pictures = (SELECT count(DISTINCT sha256) FROM picture_use WHERE bytes > 0),
    bytes = (SELECT coalesce(sum(kept.bytes), 0)
        FROM (SELECT max(bytes) AS bytes FROM picture_use GROUP BY sha256) AS kept)
WHERE id = 1;
