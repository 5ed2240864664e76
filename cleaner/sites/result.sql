-- The table, out of what learn.sql made: a row for each line on at least $least documents, and one with an empty line for
-- each host. Dates are of all documents, copies too.
WITH hosts AS (
    SELECT host, count(*) FILTER (WHERE copies.document IS NULL) AS pages, min(first) AS first, max(last) AS last
    FROM documents
    LEFT JOIN copies USING (host, document)
    GROUP BY host
),
counted AS (
    SELECT host, line, count(*) FILTER (WHERE copies.document IS NULL) AS documents,
        CAST(sum(place) FILTER (WHERE copies.document IS NULL) AS BIGINT) AS places, min(first) AS first, max(last) AS last
    FROM seen
    LEFT JOIN copies USING (host, document)
    GROUP BY host, line
)
SELECT host, line, documents, pages, places / (1000.0 * documents) AS position, counted.first, counted.last
FROM counted
JOIN hosts USING (host)
WHERE documents >= $least
UNION ALL
SELECT host, '' AS line, pages AS documents, pages, CAST(0 AS DOUBLE) AS position, first, last
FROM hosts
ORDER BY host, line;
