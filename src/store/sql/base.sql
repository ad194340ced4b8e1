-- SPDX-License-Identifier: EUPL-1.2
-- The base itself: transactions, identity, counters.

-- name: begin
BEGIN IMMEDIATE;
-- name: begin_read
BEGIN DEFERRED;
-- name: commit
COMMIT;
-- name: rollback
ROLLBACK;
-- name: savepoint
SAVEPOINT part;
-- name: savepoint_keep
RELEASE part;
-- name: savepoint_back
ROLLBACK TO part;
-- name: data_version
-- out: data_version int
PRAGMA data_version;

-- name: identity_get
-- out: base blob, station text, bundle blob, origin text
SELECT base, station, bundle, origin FROM identity WHERE id = 1;
-- name: identity_add
-- in: :base blob, :station text
INSERT INTO identity (id, base, station) VALUES (1, :base, :station);
-- name: identity_set
-- in: :station text, :bundle blob, :origin text
UPDATE identity SET station = :station, bundle = :bundle, origin = :origin WHERE id = 1;
-- name: forget_{T}
-- for: T = draft draft_step preference personal_tag
-- scan: all of it goes
DELETE FROM {T};

-- name: counter_get
-- in: :name text
-- out: value int
SELECT value FROM counter WHERE name = :name;
-- name: counter_set
-- in: :name text, :value int
UPDATE counter SET value = :value WHERE name = :name;
-- name: rank_add
-- in: :what text, :code text, :rank int
INSERT INTO rank (what, code, rank) VALUES (:what, :code, :rank);

-- name: act_count
-- out: n int
SELECT coalesce(max(n), 0) FROM act;
-- name: agent_count
-- out: n int
-- scan: some dozens of agents
SELECT count(*) FROM agent;
-- name: envelopes
-- out: code text, label text, parent text, amount_cents int, own_awarded int, dossiers int
-- scan: some hundreds of envelopes
SELECT e.code, e.label, e.parent, e.amount_cents,
	(SELECT coalesce(sum(d.amount_cents),
		0) FROM decision d JOIN instruction i ON i.dossier = d.dossier
		WHERE d.envelope = e.code AND d.kind = 'award' AND d.origin IS NOT 'platform'
			AND i.state NOT IN ('lapsed', 'withdrawn', 'renounced')),
	(SELECT count(*) FROM decision d JOIN instruction i ON i.dossier = d.dossier
		WHERE d.envelope = e.code AND d.kind = 'award' AND d.origin IS NOT 'platform'
			AND i.state NOT IN ('lapsed', 'withdrawn', 'renounced'))
FROM envelope e ORDER BY e.code;
-- name: envelope_proposed
-- in: :dossier int, :agent text
-- out: envelope text, cents int
-- scan: the proposals of awards, by the index of those that name an envelope
SELECT p.envelope, sum(p.amount_cents)
FROM proposal p INDEXED BY proposal_envelope CROSS JOIN instruction i ON i.dossier = p.dossier
WHERE p.envelope IS NOT NULL AND p.kind = 'award'
	AND i.state NOT IN ('awarded', 'refused', 'dismissed', 'redirected', 'postponed',
		'notified', 'lapsed', 'withdrawn', 'renounced')
	AND NOT (p.dossier = :dossier AND p.agent = :agent)
GROUP BY p.envelope;
