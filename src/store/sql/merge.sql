-- SPDX-License-Identifier: EUPL-1.2
-- Acts received from other copies, what became of them, who knew what.

-- name: merge_line_add
-- in: :act blob, :merge blob, :outcome text, :why text
INSERT INTO merge_line (act, merge, outcome, why) VALUES (:act, :merge, :outcome, :why);
-- name: merge_line_get
-- in: :act blob
-- out: act blob, merge blob, outcome text, why text
SELECT act, merge, outcome, why FROM merge_line WHERE act = :act;
-- name: merge_line_list
-- in: :merge blob
-- out: act blob, merge blob, outcome text, why text
-- scan: sorts the lines of one merge
SELECT l.act, l.merge, l.outcome, l.why
FROM merge_line l CROSS JOIN act a ON a.id = l.act WHERE l.merge = :merge ORDER BY a.n;
-- name: merge_line_any
-- in: :merge blob
-- out: one int
SELECT 1 FROM merge_line WHERE merge = :merge LIMIT 1;
-- name: line_any
-- in: :act blob
-- out: one int
SELECT 1 FROM import_line WHERE act = :act LIMIT 1;
-- name: merge_line_orphan
-- out: act blob
-- scan: verification reads everything
SELECT l.act FROM merge_line l
WHERE NOT EXISTS (SELECT 1 FROM act a WHERE a.id = l.act)
	OR NOT EXISTS (SELECT 1 FROM act m WHERE m.id = l.merge AND m.verb = 'merge') LIMIT 1;

-- name: converged_any
-- in: :dossier int
-- out: one int
SELECT 1 FROM act a CROSS JOIN merge_line l ON l.act = a.id
WHERE a.dossier = :dossier AND instr(l.outcome, 'c') LIMIT 1;

-- name: act_walk
-- in: :dossier int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
-- out: outcome text
SELECT a.n, a.id, a.station, a.seq, a.at, a.agent, a.role, a.origin, a.verb, a.dossier, a.batch,
	a.undoes, a.payload, a.prev, a.hash, l.outcome
FROM act a LEFT JOIN merge_line l ON l.act = a.id
WHERE a.dossier = :dossier ORDER BY a.n DESC;
-- name: act_creating
-- in: :dossier int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
-- out: dossier int, version blob, outcome text, state text, decision text, decided_at int
-- scan: sorts the imports of one dossier
SELECT a.n, a.id, a.station, a.seq, a.at, a.agent, a.role, a.origin, a.verb, a.dossier, a.batch,
	a.undoes, a.payload, a.prev, a.hash,
	l.dossier, l.version, l.outcome, l.state, l.decision, l.decided_at
FROM import_line l CROSS JOIN act a ON a.id = l.act
WHERE l.dossier = :dossier AND l.outcome = 'created' ORDER BY a.n LIMIT 1;

-- name: station_heads
-- out: station text, seq int
-- scan: one step per station: each leap is a look-up in the index
WITH RECURSIVE stations (station) AS (
	SELECT min(station) FROM act
	UNION ALL
	SELECT (SELECT min(station) FROM act WHERE station > stations.station)
	FROM stations WHERE station IS NOT NULL)
SELECT station, (SELECT max(seq) FROM act a WHERE a.station = stations.station)
FROM stations WHERE station IS NOT NULL;
-- name: merge_known
-- in: :station text, :seq int
-- out: known text
SELECT known FROM merge WHERE station = :station AND seq < :seq ORDER BY seq DESC LIMIT 1;
-- name: bundle_known
-- in: :station text
-- out: known text
SELECT known FROM bundle WHERE station = :station LIMIT 1;
-- name: station_first
-- in: :station text
-- out: n int
SELECT n FROM act WHERE station = :station AND seq = 1;

-- name: question_open
-- out: id text, dossier int, kind text, status text, bundle text, station text, act text
-- out: agent text, at int, why text, reason text, answered_by text, answered_at int
-- scan: sorts the open questions
SELECT id, dossier, kind, status, bundle, station, act, agent, at, why, reason, answered_by,
	answered_at
FROM question INDEXED BY question_open WHERE status = 'open' ORDER BY at, id;
-- name: question_open_of
-- in: :dossier int
-- out: id text, dossier int, kind text, status text, bundle text, station text, act text
-- out: agent text, at int, why text, reason text, answered_by text, answered_at int
-- scan: sorts the open questions of one dossier
SELECT id, dossier, kind, status, bundle, station, act, agent, at, why, reason, answered_by,
	answered_at
FROM question WHERE dossier = :dossier AND status = 'open' ORDER BY at, id;
-- name: question_field_list
-- in: :question text
-- out: question text, position int, entity text, row text, field text, base text, here text
-- out: theirs text, answer text
SELECT question, position, entity, row, field, base, here, theirs, answer
FROM question_field WHERE question = :question ORDER BY position;

-- name: version_of_import
-- in: :act blob
-- out: dossier int, version blob, size int, content blob
SELECT v.dossier, v.version, v.size, v.content
FROM import_line l CROSS JOIN dossier_version v ON v.dossier = l.dossier AND v.version = l.version
WHERE l.act = :act AND v.act = l.act ORDER BY l.dossier;
-- name: away_list
-- in: :bundle text
-- out: dossier int, bundle text, since int
SELECT dossier, bundle, since FROM away WHERE bundle = :bundle ORDER BY dossier;
