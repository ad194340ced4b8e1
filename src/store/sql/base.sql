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
-- name: data_version
-- out: data_version int
PRAGMA data_version;

-- name: identity_get
-- out: base blob, station text
SELECT base, station FROM identity WHERE id = 1;
-- name: identity_add
-- in: :base blob, :station text
INSERT INTO identity (id, base, station) VALUES (1, :base, :station);

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
