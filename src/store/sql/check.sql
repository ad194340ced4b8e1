-- SPDX-License-Identifier: EUPL-1.2
-- Proofs and care.

-- name: schema_all
-- out: type text, name text, tbl_name text, sql text
-- scan: the schema itself
SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name;
-- name: quick_check
-- out: text text
PRAGMA quick_check(20);
-- name: integrity_check
-- out: text text
PRAGMA integrity_check(20);
-- name: foreign_key_check
-- out: table text, row int, parent text, key int
PRAGMA foreign_key_check;
-- name: vacuum_into
-- in: :path text
VACUUM INTO :path;
-- name: page_count
-- out: n int
PRAGMA page_count;
-- name: page_size
-- out: n int
PRAGMA page_size;
-- name: user_version
-- out: n int
PRAGMA user_version;

-- name: listing_count
-- out: n int
-- scan: a check counts what is there
SELECT count(*) FROM listing;
-- name: listing_stale
-- out: number int
-- scan: a check compares every row
SELECT l.number FROM listing l
WHERE l.state IS NOT coalesce((SELECT r.rank FROM instruction i
		JOIN rank r ON r.what = 'state' AND r.code = i.state WHERE i.dossier = l.number),
			-1)
	OR l.eligible IS NOT coalesce((SELECT i.eligible_cents FROM instruction i
		WHERE i.dossier = l.number), -1000000000000000000)
	OR l.points IS NOT coalesce((SELECT p.points FROM shared_points p
		WHERE p.dossier = l.number), -1000000000000000000)
	OR l.decision IS NOT coalesce((SELECT r.rank FROM decision c
		JOIN rank r ON r.what = 'decision' AND r.code = c.kind WHERE c.dossier = l.number),
			-1)
	OR l.amount IS NOT coalesce((SELECT g.cents FROM granted g
		WHERE g.dossier = l.number), -1000000000000000000)
	OR l.by_platform IS NOT coalesce((SELECT c.origin = 'platform' FROM decision c
		WHERE c.dossier = l.number), 0)
	OR l.away IS NOT (SELECT t.login FROM on_tour t WHERE t.dossier = l.number)
	OR l.question IS NOT (EXISTS (SELECT 1 FROM question q
		WHERE q.dossier = l.number AND q.status = 'open'))
	OR l.proposal IS NOT (EXISTS (SELECT 1 FROM proposal p WHERE p.dossier = l.number))
LIMIT 20;
