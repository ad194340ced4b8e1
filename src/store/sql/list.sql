-- SPDX-License-Identifier: EUPL-1.2
-- The list engine: walks of (key, number) indexes, sets of numbers, rows. {C} in the order of
-- domain/columns.h. Anchors are numbers: their keys are looked up here.

-- name: list_first_{C}
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
-- scan: in index order, stopped by the caller when the page is full
SELECT number FROM listing INDEXED BY listing_by_{C} ORDER BY {C}, number;
-- name: list_last_{C}
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
-- scan: in index order, stopped by the caller when the page is full
SELECT number FROM listing INDEXED BY listing_by_{C} ORDER BY {C} DESC, number DESC;
-- name: list_after_{C}
-- in: :anchor int
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C}
WHERE ({C}, number) > ((SELECT {C} FROM listing WHERE number = :anchor), :anchor)
ORDER BY {C}, number;
-- name: list_before_{C}
-- in: :anchor int
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C}
WHERE ({C}, number) < ((SELECT {C} FROM listing WHERE number = :anchor), :anchor)
ORDER BY {C} DESC, number DESC;
-- name: list_group_{C}
-- in: :anchor int
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C}
WHERE {C} = (SELECT {C} FROM listing WHERE number = :anchor) ORDER BY number;
-- name: list_above_{C}
-- in: :anchor int
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C}
WHERE {C} > (SELECT {C} FROM listing WHERE number = :anchor) ORDER BY {C}, number;
-- name: list_below_{C}
-- in: :anchor int
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C}
WHERE {C} < (SELECT {C} FROM listing WHERE number = :anchor) ORDER BY {C} DESC, number DESC;
-- name: list_any_{C}
-- in: :values text
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT l.number FROM json_each(:values) v
CROSS JOIN listing l INDEXED BY listing_by_{C} ON l.{C} = v.value;
-- name: list_range_{C}
-- in: :low any, :high any
-- out: number int
-- for: C = number department applicant title requested total eligible points
-- for: C = deadline state submitted decision amount kind population category
SELECT number FROM listing INDEXED BY listing_by_{C} WHERE {C} BETWEEN :low AND :high;

-- name: list_keys
-- in: :number int
-- out: number int, department text, applicant text, title text, requested int, total int
-- out: eligible int, points int, deadline int, state int, submitted int, decision int, amount int
-- out: kind text, population int, category text
SELECT number, department, applicant, title, requested, total, eligible, points, deadline, state,
	submitted, decision, amount, kind, population, category
FROM listing WHERE number = :number;
-- name: list_row
-- in: :number int
-- out: department text, applicant_text text, kind text, siret text, insee text, title_text text
-- out: category_text text, population int, state int, requested int, total int, eligible int
-- out: submitted int, deadline int, points int, decision int, amount int, by_platform int
-- out: warning int, away text, question int, proposal int
SELECT department, applicant_text, kind, siret, insee, title_text, category_text, population, state,
	requested, total, eligible, submitted, deadline, points, decision, amount, by_platform,
		warning, away, question, proposal
FROM listing WHERE number = :number;
-- name: list_run
-- in: :low int, :high int
-- out: department text, applicant_text text, kind text, siret text, insee text, title_text text
-- out: category_text text, population int, state int, requested int, total int, eligible int
-- out: submitted int, deadline int, points int, decision int, amount int, by_platform int
-- out: warning int, away text, question int, proposal int, number int
SELECT department, applicant_text, kind, siret, insee, title_text, category_text, population, state,
	requested, total, eligible, submitted, deadline, points, decision, amount, by_platform,
		warning, away, question, proposal, number
FROM listing WHERE number BETWEEN :low AND :high ORDER BY number;
-- name: search_match
-- in: :query text
-- out: number int
SELECT rowid FROM search WHERE search MATCH :query;

-- name: listing_put
-- in: :number int, :department text, :applicant text, :title text, :requested int, :total int
-- in: :submitted int, :kind text, :population int, :category text, :applicant_text text
-- in: :title_text text, :category_text text, :siret text, :insee text
INSERT INTO listing (number, department, applicant, title, requested, total, submitted, kind,
	population, category, applicant_text, title_text, category_text, siret, insee)
VALUES (:number, :department, :applicant, :title, :requested, :total, :submitted, :kind,
	:population, :category, :applicant_text, :title_text, :category_text, :siret, :insee)
ON CONFLICT DO UPDATE SET department = excluded.department, applicant = excluded.applicant,
	title = excluded.title, requested = excluded.requested, total = excluded.total,
	submitted = excluded.submitted, kind = excluded.kind, population = excluded.population,
	category = excluded.category, applicant_text = excluded.applicant_text,
	title_text = excluded.title_text, category_text = excluded.category_text,
	siret = excluded.siret, insee = excluded.insee;
-- name: listing_people
-- in: :number int
-- scan: sorts the mallettes that hold one dossier
UPDATE listing SET
	state = coalesce((SELECT r.rank FROM instruction i JOIN rank r ON r.what = 'state' AND r.code = i.state
		WHERE i.dossier = :number), -1),
	eligible = coalesce((SELECT i.eligible_cents FROM instruction i WHERE i.dossier = :number),
		-1000000000000000000),
	points = coalesce((SELECT p.points FROM shared_points p WHERE p.dossier = :number),
		-1000000000000000000),
	decision = coalesce((SELECT r.rank FROM decision c JOIN rank r ON r.what = 'decision' AND r.code = c.kind
		WHERE c.dossier = :number), -1),
	amount = coalesce((SELECT g.cents FROM granted g WHERE g.dossier = :number),
		-1000000000000000000),
	by_platform = coalesce((SELECT c.origin = 'platform' FROM decision c WHERE c.dossier = :number),
		0),
	away = (SELECT login FROM on_tour WHERE dossier = :number),
	question = EXISTS (SELECT 1 FROM question q WHERE q.dossier = :number AND q.status = 'open'),
	proposal = EXISTS (SELECT 1 FROM proposal p WHERE p.dossier = :number)
WHERE number = :number;
-- name: listing_deadline
-- in: :number int, :deadline int, :warning int
UPDATE listing SET deadline = :deadline, warning = :warning
WHERE number = :number AND (deadline, warning) <> (:deadline, :warning);
-- name: search_add
-- in: :number int, :title text, :applicant text, :digits text, :body text
INSERT INTO search (rowid, title, applicant, number, body)
VALUES (:number, :title, :applicant, :digits, :body);
-- name: search_remove
-- in: :number int, :title text, :applicant text, :digits text, :body text
INSERT INTO search (search, rowid, title, applicant, number, body)
VALUES ('delete', :number, :title, :applicant, :digits, :body);
-- name: search_check
INSERT INTO search (search) VALUES ('integrity-check');
