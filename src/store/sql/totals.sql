-- SPDX-License-Identifier: EUPL-1.2
-- Group totals: the kept ones, and what a dossier adds to its group.

-- name: group_totals
-- out: department text, kind text, state int, category text, decision int, dossiers int
-- out: requested int, awarded int, marked int, points int
-- scan: some thousand rows whatever the base
SELECT department, kind, state, category, decision, dossiers, requested, awarded, marked, points
FROM group_total;
-- name: listing_total
-- in: :number int
-- out: department text, kind text, state int, category text, decision int, dossiers int
-- out: requested int, awarded int, marked int, points int
SELECT department, kind, state, category, decision, 1, max(requested, 0), max(amount, 0), points >= 0,
	max(points, 0)
FROM listing WHERE number = :number;
-- name: category_text
-- in: :category text
-- out: category_text text
SELECT category_text FROM listing WHERE category = :category LIMIT 1;
-- name: group_totals_wrong
-- out: n int
-- scan: checks everything
SELECT (SELECT count(*) FROM (
	SELECT department, kind, state, category, decision, count(*) AS n,
		sum(max(requested, 0)) AS requested, sum(max(amount, 0)) AS amount,
		sum(points >= 0) AS marked, sum(max(points, 0)) AS points
	FROM listing GROUP BY department, kind, state, category, decision
	EXCEPT SELECT * FROM group_total))
	+ abs((SELECT count(*) FROM group_total) - (SELECT count(*) FROM (
		SELECT DISTINCT department, kind, state, category, decision FROM listing))) AS n;
