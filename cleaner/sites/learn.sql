-- What repeats on a host. In: `lines` (host, document, key, line, place, day, long), one row for each different line of a
-- document. A host's rows are all that its part of the result depends on, so hosts can be spread over machines at will.
--
-- A story that a host prints several times, or takes from an agency in several versions, would make templates of its
-- paragraphs. So documents that share most of their long lines are counted once. Lines weigh by rarity: what stands on all
-- pages of a host (its own long footer) makes no two pages alike, and what stands on two of a hundred does. Comparing
-- all pairs would cost the square of a host's pages, so pairs are proposed by sketches: the line that comes first of a
-- document's lines in each of 8 weighted random orders (MinHash; two documents agree in one order with the chance of
-- their weighted similarity), and only proposed pairs are compared in full. All sums are of whole numbers, so that the result
-- does not depend on the order in which rows come.

-- Copies of a document, line for line, have the same number: here each is there once.
CREATE TABLE seen AS
SELECT host, document, key, line, long, min(place) AS place, min(day) AS first, max(day) AS last
FROM lines
GROUP BY host, document, key, line, long;

CREATE TABLE documents AS
SELECT host, document, min(first) AS first, max(last) AS last
FROM seen
GROUP BY host, document;

-- A long line on up to half of the host's pages weighs full, one on more of them the logarithm of its rarity, in
-- thousandths of a unit; never nothing: all the same is the same. (Without the first, many versions of a story would be
-- told apart by the few lines that each has to itself.)
CREATE TABLE weighed AS
SELECT host, document, key,
    CAST(round(1000 * greatest(0.001, least(ln(2), ln((host_documents + 1) / line_documents)))) AS BIGINT) AS weight
FROM seen
JOIN (SELECT host, key, count(*) AS line_documents FROM seen WHERE long GROUP BY host, key) USING (host, key)
JOIN (SELECT host, count(*) AS host_documents FROM documents GROUP BY host) USING (host)
WHERE long;

CREATE TABLE weights AS
SELECT host, document, sum(weight) AS weight
FROM weighed
GROUP BY host, document;

-- The smallest of exponentially distributed numbers, each with the rate of its line's weight; the numbers come from the key by
-- (a * key + b) modulo the prime 2^31 - 1, which no product of two of its remainders takes out of 64 bits.
CREATE TABLE sketches AS
SELECT DISTINCT host, document, key
FROM (
    SELECT host, document, orders.a, min_by(key, -ln(((key % 2147483647 * orders.a + orders.b) % 2147483647 + 1) / 2147483648.0) / weight) AS key
    FROM weighed
    CROSS JOIN (VALUES
        (1140293511, 816402117), (2038074743, 1370018923), (512927377, 96043309), (1683268614, 2008174237),
        (374761393, 668265263), (1779033703, 1013904242), (905711239, 1541459225), (1465212041, 340573321)
    ) AS orders (a, b)
    GROUP BY host, document, orders.a
);

-- Who shares a line of the sketch is compared with the first of them.
CREATE TABLE pairs AS
SELECT DISTINCT host, document, leader
FROM (SELECT host, document, min(document) OVER (PARTITION BY host, key) AS leader FROM sketches)
WHERE leader < document;

-- Most: at least 2/5 of the weight of all lines that either of the two has, which of two documents of the same length is 4/7 of each.
CREATE TABLE copies AS
SELECT DISTINCT host, document
FROM (
    SELECT pairs.host, pairs.document, pairs.leader, sum(mine.weight) AS shared
    FROM pairs
    JOIN weighed AS mine ON mine.host = pairs.host AND mine.document = pairs.document
    JOIN weighed AS theirs ON theirs.host = pairs.host AND theirs.document = pairs.leader AND theirs.key = mine.key
    GROUP BY pairs.host, pairs.document, pairs.leader
) AS compared
JOIN weights AS mine USING (host, document)
JOIN weights AS theirs ON theirs.host = compared.host AND theirs.document = compared.leader
WHERE 5 * shared >= 2 * (mine.weight + theirs.weight - shared);
