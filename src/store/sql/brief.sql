-- SPDX-License-Identifier: EUPL-1.2
-- One dossier for a table of decisions.

-- name: brief
-- in: :number int
-- out: volet int, epci text, city text, other_funding_cents int, start_day text, end_day text
-- out: reason text, kind text, eligible_cents int, envelope text, reason text, text text, agent text
-- out: decided_at int, evaluators int, finals int, motivation text, instruction_at int
SELECT d.volet, p.epci, p.city, d.other_funding_cents, d.start_day, d.end_day, i.reason, c.kind,
	c.eligible_cents, c.envelope, c.reason, c.text, c.agent, c.decided_at,
	(SELECT count(*) FROM assignment s WHERE s.dossier = d.number) AS evaluators,
	(SELECT count(*) FROM evaluation e WHERE e.dossier = d.number AND e.final = 1) AS finals,
	d.motivation, d.instruction_at
FROM dossier d
LEFT JOIN applicant p ON p.dossier = d.number
LEFT JOIN instruction i ON i.dossier = d.number
LEFT JOIN decision c ON c.dossier = d.number
WHERE d.number = :number;

-- name: decided
-- in: :dossier int
-- out: reason text, envelope text, decided_at int
SELECT reason, envelope, decided_at FROM decision WHERE dossier = :dossier;

-- name: voices
-- in: :dossier int
-- out: agent text, opinion text
SELECT s.agent, e.opinion FROM assignment s
LEFT JOIN evaluation e ON e.dossier = s.dossier AND e.agent = s.agent AND e.final = 1
WHERE s.dossier = :dossier ORDER BY s.agent;

-- name: voices_proposed
-- in: :dossier int
-- out: agent text, kind text, amount_cents int
SELECT agent, kind, amount_cents FROM proposal WHERE dossier = :dossier ORDER BY agent;

-- name: final_points
-- in: :dossier int
-- out: agent text, points_milli int
SELECT agent, points_milli FROM evaluation
WHERE dossier = :dossier AND final = 1 AND points_milli IS NOT NULL ORDER BY agent;

-- The newest act that brought the dossier to the state notified, if it still is.
-- name: notified_by
-- in: :dossier int
-- out: at int
SELECT a.at FROM instruction i
JOIN field_rev f ON f.entity = 'instruction' AND f.key = CAST(i.dossier AS TEXT) AND f.field = 'state'
JOIN act a ON a.id = f.act
WHERE i.dossier = :dossier AND i.state = 'notified';
