-- SPDX-License-Identifier: EUPL-1.2
-- The register.

-- name: act_add
-- in: :n int, :id blob, :station text, :seq int, :at int, :agent text, :role text, :origin text
-- in: :verb text, :dossier int, :batch blob, :undoes blob, :payload blob, :prev blob, :hash blob
INSERT INTO act (n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes,
	payload, prev, hash)
VALUES (:n, :id, :station, :seq, :at, :agent, :role, :origin, :verb, :dossier, :batch, :undoes,
	:payload, :prev, :hash);
-- name: act_text_add
-- in: :hash blob, :salt blob, :text text
INSERT INTO act_text (hash, salt, text) VALUES (:hash, :salt, :text);
-- name: act_text_get
-- in: :hash blob
-- out: salt blob, text text
SELECT salt, text FROM act_text WHERE hash = :hash;
-- name: act_text_count
-- out: n int
-- scan: verification reads everything
SELECT count(*) FROM act_text;

-- name: act_head
-- in: :station text
-- out: seq int, hash blob
SELECT seq, hash FROM act WHERE station = :station ORDER BY seq DESC LIMIT 1;
-- name: act_find
-- in: :id blob
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE id = :id;
-- name: act_at
-- in: :station text, :seq int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE station = :station AND seq = :seq;
-- name: act_since
-- in: :after int, :max int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE n > :after ORDER BY n LIMIT :max;
-- name: act_page
-- in: :before int, :max int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE n < :before ORDER BY n DESC LIMIT :max;
-- name: act_page_dossier
-- in: :dossier int, :before int, :max int
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE dossier = :dossier AND n < :before ORDER BY n DESC LIMIT :max;
-- name: act_batch
-- in: :batch blob
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob
SELECT n, id, station, seq, at, agent, role, origin, verb, dossier, batch, undoes, payload, prev,
	hash
FROM act WHERE batch = :batch ORDER BY n;
-- name: act_batch_count
-- in: :batch blob
-- out: n int
SELECT count(*) FROM act WHERE batch = :batch;
-- name: act_of_agent
-- in: :agent text, :before int
-- out: n int, id blob, verb text, redo int
SELECT n, id, verb,
	EXISTS (SELECT 1 FROM act t WHERE t.id = act.undoes AND t.undoes IS NOT NULL) AS redo
FROM act WHERE agent = :agent AND n < :before
	AND NOT EXISTS (SELECT 1 FROM act m WHERE m.batch = act.batch AND m.verb = 'merge')
	AND NOT EXISTS (SELECT 1 FROM act o CROSS JOIN merge_line l ON l.act = o.id
		WHERE o.batch = act.batch AND l.outcome GLOB '*[qr]*')
ORDER BY n DESC LIMIT 1;
-- name: act_undoer
-- in: :id blob, :after int
-- out: id blob, n int
SELECT id, n FROM act WHERE undoes = :id AND n > :after ORDER BY n DESC LIMIT 1;
-- name: act_seen
-- in: :dossier int
-- out: id blob
SELECT id FROM act WHERE dossier = :dossier ORDER BY n DESC LIMIT 1;
-- name: act_all
-- out: n int, id blob, station text, seq int, at int, agent text, role text, origin text, verb text
-- out: dossier int, batch blob, undoes blob, payload blob, prev blob, hash blob, outcome text
-- scan: verification and replay read everything
SELECT a.n, a.id, a.station, a.seq, a.at, a.agent, a.role, a.origin, a.verb, a.dossier, a.batch,
	a.undoes, a.payload, a.prev, a.hash, l.outcome
FROM act a LEFT JOIN merge_line l ON l.act = a.id ORDER BY a.n;

-- name: field_rev_set
-- in: :entity text, :key text, :field text, :act blob
INSERT INTO field_rev (entity, key, field, act) VALUES (:entity, :key, :field, :act)
ON CONFLICT DO UPDATE SET act = excluded.act;
-- name: field_rev_get
-- in: :entity text, :key text, :field text
-- out: act blob
SELECT act FROM field_rev WHERE entity = :entity AND key = :key AND field = :field;
