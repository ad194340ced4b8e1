-- SPDX-License-Identifier: EUPL-1.2
-- What the language of lists asks beyond the columns of the list (share/doc/language.md). Every
-- statement gives numbers of dossiers, in any order, the same one possibly several times.
--
-- Keys of the list itself are read from covering indexes. The applicant's rarer data have none, which
-- would slow every import down: their statements walk one table and can be interrupted.

-- name: find_digits
-- in: :digits text
-- out: number int
-- scan: digits inside a number have no order; one pass over the narrowest index
SELECT number FROM listing INDEXED BY listing_by_number WHERE instr(number, :digits) > 0;
-- name: find_next_category
-- in: :after text
-- out: category text
SELECT category FROM listing INDEXED BY listing_by_category
WHERE category > :after ORDER BY category LIMIT 1;
-- name: find_insee
-- in: :low text, :high text
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_insee WHERE insee BETWEEN :low AND :high;
-- name: find_siret
-- in: :low text, :high text
-- out: number int
SELECT dossier FROM applicant INDEXED BY applicant_siret WHERE siret BETWEEN :low AND :high;
-- name: find_warned
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_warning WHERE warning = 1;

-- name: find_{C}
-- out: number int
-- for: C = question proposal
SELECT number FROM listing INDEXED BY listing_by_{C} WHERE {C} = 1;
-- name: find_away
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_away WHERE away > '';
-- name: find_away_agent
-- in: :values text
-- out: dossier int
-- scan: the mallettes are few
SELECT w.dossier FROM json_each(:values) v
CROSS JOIN bundle b ON b.agent = v.value AND b.status = 'open'
CROSS JOIN away w INDEXED BY away_bundle ON w.bundle = b.id;
-- name: find_proposal_kind
-- in: :values text
-- out: number int
SELECT p.dossier FROM json_each(:values) v
CROSS JOIN proposal p INDEXED BY proposal_by_kind ON p.kind = v.value;

-- name: find_dossier_{C}
-- in: :low any, :high any
-- out: number int
-- for: C = volet other_funding_cents start_day end_day modified
-- scan: rare key without index
SELECT number FROM dossier WHERE {C} BETWEEN :low AND :high;
-- name: find_platform
-- in: :values text
-- out: number int
-- scan: rare key without index
SELECT number FROM dossier WHERE platform_state IN (SELECT value FROM json_each(:values));
-- name: find_words_{C}
-- out: number int, {C} text
-- for: C = contact group_name
-- scan: rare key without index
SELECT number, {C} FROM dossier WHERE {C} > '';
-- name: find_words_{C}
-- out: dossier int, {C} text
-- for: C = city epci address email
-- scan: rare key without index
SELECT dossier, {C} FROM applicant WHERE {C} > '';
-- name: find_words_motivation
-- out: number int, text text
-- scan: rare key without index
SELECT dossier, text FROM decision WHERE text > ''
UNION ALL SELECT number, motivation FROM dossier WHERE motivation > '';
-- name: find_words_note
-- out: dossier int, text text
-- scan: rare key without index
SELECT dossier, text FROM note WHERE text > '';
-- name: find_words_attachment
-- out: dossier int, name text
-- scan: rare key without index
SELECT dossier, name FROM attachment WHERE name > ''
UNION ALL SELECT dossier, field FROM attachment WHERE field > '';

-- name: find_evaluator
-- in: :values text
-- out: number int
SELECT a.dossier FROM json_each(:values) v
CROSS JOIN assignment a INDEXED BY assignment_agent ON a.agent = v.value;
-- name: find_assigned
-- out: number int
-- scan: every assignment is asked for
SELECT dossier FROM assignment INDEXED BY assignment_agent;
-- name: find_noted
-- out: number int
-- scan: every note is asked for
SELECT dossier FROM note INDEXED BY note_dossier;
-- name: find_attached
-- out: number int
-- scan: every attachment is asked for
SELECT dossier FROM attachment;
-- name: find_evaluated
-- out: number int
SELECT dossier FROM evaluation INDEXED BY evaluation_by_final WHERE final = 1;

-- name: find_decision_{C}
-- in: :values text
-- out: number int
-- for: C = agent reason
SELECT d.dossier FROM json_each(:values) v
CROSS JOIN decision d INDEXED BY decision_by_{C} ON d.{C} = v.value;
-- name: find_decided_{C}
-- in: :low any, :high any
-- out: number int
-- for: C = agent reason decided_at
SELECT dossier FROM decision INDEXED BY decision_by_{C} WHERE {C} BETWEEN :low AND :high;
-- name: find_decision_envelope
-- in: :values text
-- out: number int
SELECT d.dossier FROM json_each(:values) v
CROSS JOIN decision d INDEXED BY decision_envelope ON d.envelope = v.value;
-- name: find_charged
-- out: number int
-- scan: every decision charged to an envelope is asked for, by the index of these only
SELECT dossier FROM decision INDEXED BY decision_envelope WHERE envelope IS NOT NULL;

-- A sheet is seen by everybody once the dossier has its points, before that by its author alone.
-- name: find_opinion
-- in: :values text, :agent text
-- out: number int
SELECT e.dossier FROM json_each(:values) v
CROSS JOIN evaluation e INDEXED BY evaluation_by_opinion ON e.opinion = v.value
CROSS JOIN listing l ON l.number = e.dossier
WHERE CASE WHEN l.points > -1000000000000000000 THEN e.final = 1 AND e.points_milli IS NOT NULL
	ELSE e.agent = :agent END;
-- name: find_sheets
-- in: :agent text
-- out: dossier int, agent text, grid text, volet int, item text, value int
-- scan: the marks of every sheet that this person may see, in the order of the dossiers
SELECT e.dossier, e.agent, e.grid, e.volet, m.item, m.value
FROM evaluation e
CROSS JOIN listing l ON l.number = e.dossier
LEFT JOIN mark m ON m.dossier = e.dossier AND m.agent = e.agent
WHERE CASE WHEN l.points > -1000000000000000000 THEN e.final = 1 AND e.points_milli IS NOT NULL
	ELSE e.agent = :agent END
ORDER BY e.dossier, e.agent;
