-- One table out of several of different documents: counts add up, and places by the documents they are the mean of. In:
-- `tables` (host, line, documents, pages, position, first, last); a host's row with an empty line has all its pages.
WITH hosts AS (
    SELECT host, CAST(sum(documents) AS BIGINT) AS pages
    FROM tables
    WHERE line = ''
    GROUP BY host
),
added AS (
    SELECT host, line, CAST(sum(documents) AS BIGINT) AS documents, CAST(sum(round(1000 * position * documents)) AS BIGINT) AS places,
        min(first) AS first, max(last) AS last
    FROM tables
    GROUP BY host, line
)
SELECT host, line, documents, pages, places / (1000.0 * documents) AS position, added.first, added.last
FROM added
JOIN hosts USING (host)
WHERE line = '' OR documents >= $least
ORDER BY host, line;
