-- SPDX-License-Identifier: EUPL-1.2
-- Rows of people's work, one family of statements per entity of domain/act.h (in its order): columns
-- and keys are those of entity_rows, keys first. Inputs of put come as text, which STRICT converts.

-- name: campaign_get
-- in: :id text
-- out: id text, name text, region text, kind text, frozen_day text, grid text
SELECT id, name, region, kind, frozen_day, grid FROM campaign WHERE id = :id;
-- name: agent_get
-- in: :login text
-- out: login text, name text, roles text, departments text, active int
SELECT login, name, roles, departments, active FROM agent WHERE login = :login;
-- name: envelope_get
-- in: :code text
-- out: code text, amount_cents int, label text, parent text
SELECT code, amount_cents, label, parent FROM envelope WHERE code = :code;
-- name: grid_get
-- in: :hash text
-- out: hash text, version text, loaded_at int
SELECT hash, version, loaded_at FROM grid WHERE hash = :hash;
-- name: instruction_get
-- in: :dossier int
-- out: dossier int, state text, eligible_cents int, reason text
SELECT dossier, state, eligible_cents, reason FROM instruction WHERE dossier = :dossier;
-- name: assignment_get
-- in: :dossier int, :agent text
-- out: dossier int, agent text, since int
SELECT dossier, agent, since FROM assignment WHERE dossier = :dossier AND agent = :agent;
-- name: evaluation_get
-- in: :dossier int, :agent text
-- out: dossier int, agent text, final int, grid text, volet int, points_milli int, opinion text
-- out: comment text, finalised_at int, version text
SELECT dossier, agent, final, grid, volet, points_milli, opinion, comment, finalised_at, version
FROM evaluation WHERE dossier = :dossier AND agent = :agent;
-- name: mark_get
-- in: :dossier int, :agent text, :item text
-- out: dossier int, agent text, item text, value int, comment text
SELECT dossier, agent, item, value, comment
FROM mark WHERE dossier = :dossier AND agent = :agent AND item = :item;
-- name: decision_get
-- in: :dossier int
-- out: dossier int, kind text, eligible_cents int, amount_cents int, envelope text, reason text
-- out: text text, origin text, agent text, decided_at int
SELECT dossier, kind, eligible_cents, amount_cents, envelope, reason, text, origin, agent,
	decided_at
FROM decision WHERE dossier = :dossier;
-- name: suspension_get
-- in: :dossier int, :from_day text
-- out: dossier int, from_day text, pieces text, received text
SELECT dossier, from_day, pieces, received
FROM suspension WHERE dossier = :dossier AND from_day = :from_day;
-- name: note_get
-- in: :id text
-- out: id text, dossier int, agent text, text text, written_at int
SELECT id, dossier, agent, text, written_at FROM note WHERE id = :id;
-- name: import_get
-- in: :act text
-- out: act text, root text, file text, digest text, created int, changed int, unchanged int
-- out: refused int
SELECT act, root, file, digest, created, changed, unchanged, refused FROM import WHERE act = :act;
-- name: tag_get
-- in: :dossier int, :tag text
-- out: dossier int, tag text, since int
SELECT dossier, tag, since FROM tag WHERE dossier = :dossier AND tag = :tag;
-- name: shared_view_get
-- in: :id text
-- out: id text, name text, query text, sorts text, columns text, agent text
SELECT id, name, query, sorts, columns, agent FROM shared_view WHERE id = :id;
-- name: proposal_get
-- in: :dossier int, :agent text
-- out: dossier int, agent text, kind text, eligible_cents int, amount_cents int
-- out: envelope text, reason text, text text, proposed_at int
SELECT dossier, agent, kind, eligible_cents, amount_cents, envelope, reason, text, proposed_at
FROM proposal WHERE dossier = :dossier AND agent = :agent;
-- name: device_get
-- in: :key text
-- out: key text, owner text, kind text, station text, status text, since int
SELECT key, owner, kind, station, status, since FROM device WHERE key = :key;
-- name: bundle_get
-- in: :id text
-- out: id text, agent text, departments text, query text, dossiers int, station text
-- out: signer text, known text, created_at int, expires_day text, status text
SELECT id, agent, departments, query, dossiers, station, signer, known, created_at, expires_day,
	status
FROM bundle WHERE id = :id;
-- name: away_get
-- in: :dossier int, :bundle text
-- out: dossier int, bundle text, since int
SELECT dossier, bundle, since FROM away WHERE dossier = :dossier AND bundle = :bundle;
-- name: merge_get
-- in: :act text
-- out: act text, station text, seq int, known text, bundle text, sender text, label text
-- out: digest text, root text, applied int, convergent int, questions int, received int
-- out: refused int
SELECT act, station, seq, known, bundle, sender, label, digest, root, applied, convergent,
	questions, received, refused
FROM merge WHERE act = :act;
-- name: question_get
-- in: :id text
-- out: id text, dossier int, kind text, status text, bundle text, station text, act text
-- out: agent text, at int, why text, reason text, answered_by text, answered_at int
SELECT id, dossier, kind, status, bundle, station, act, agent, at, why, reason, answered_by,
	answered_at
FROM question WHERE id = :id;
-- name: question_field_get
-- in: :question text, :position int
-- out: question text, position int, entity text, row text, field text, base text, here text
-- out: theirs text, answer text
SELECT question, position, entity, row, field, base, here, theirs, answer
FROM question_field WHERE question = :question AND position = :position;

-- name: campaign_put
-- in: :id text, :name text, :region text, :kind text, :frozen_day text, :grid text
INSERT INTO campaign (id, name, region, kind, frozen_day, grid)
VALUES (:id, :name, :region, :kind, :frozen_day, :grid)
ON CONFLICT DO UPDATE SET name = excluded.name, region = excluded.region, kind = excluded.kind,
	frozen_day = excluded.frozen_day, grid = excluded.grid;
-- name: agent_put
-- in: :login text, :name text, :roles text, :departments text, :active int
INSERT INTO agent (login, name, roles, departments, active)
VALUES (:login, :name, :roles, :departments, :active)
ON CONFLICT DO UPDATE SET name = excluded.name, roles = excluded.roles,
	departments = excluded.departments, active = excluded.active;
-- name: envelope_put
-- in: :code text, :amount_cents int, :label text, :parent text
INSERT INTO envelope (code, amount_cents, label, parent)
VALUES (:code, :amount_cents, :label, :parent)
ON CONFLICT DO UPDATE SET amount_cents = excluded.amount_cents, label = excluded.label,
	parent = excluded.parent;
-- name: grid_put
-- in: :hash text, :version text, :loaded_at int
INSERT INTO grid (hash, version, loaded_at)
VALUES (:hash, :version, :loaded_at)
ON CONFLICT DO UPDATE SET version = excluded.version, loaded_at = excluded.loaded_at;
-- name: instruction_put
-- in: :dossier int, :state text, :eligible_cents int, :reason text
INSERT INTO instruction (dossier, state, eligible_cents, reason)
VALUES (:dossier, :state, :eligible_cents, :reason)
ON CONFLICT DO UPDATE SET state = excluded.state, eligible_cents = excluded.eligible_cents,
	reason = excluded.reason;
-- name: assignment_put
-- in: :dossier int, :agent text, :since int
INSERT INTO assignment (dossier, agent, since)
VALUES (:dossier, :agent, :since)
ON CONFLICT DO UPDATE SET since = excluded.since;
-- name: evaluation_put
-- in: :dossier int, :agent text, :final int, :grid text, :volet int, :points_milli int
-- in: :opinion text, :comment text, :finalised_at int, :version text
INSERT INTO evaluation (dossier, agent, final, grid, volet, points_milli, opinion, comment,
	finalised_at, version)
VALUES (:dossier, :agent, :final, :grid, :volet, :points_milli, :opinion, :comment, :finalised_at,
	:version)
ON CONFLICT DO UPDATE SET final = excluded.final, grid = excluded.grid, volet = excluded.volet,
	points_milli = excluded.points_milli, opinion = excluded.opinion,
	comment = excluded.comment, finalised_at = excluded.finalised_at,
	version = excluded.version;
-- name: mark_put
-- in: :dossier int, :agent text, :item text, :value int, :comment text
INSERT INTO mark (dossier, agent, item, value, comment)
VALUES (:dossier, :agent, :item, :value, :comment)
ON CONFLICT DO UPDATE SET value = excluded.value, comment = excluded.comment;
-- name: decision_put
-- in: :dossier int, :kind text, :eligible_cents int, :amount_cents int, :envelope text
-- in: :reason text, :text text, :origin text, :agent text, :decided_at int
INSERT INTO decision (dossier, kind, eligible_cents, amount_cents, envelope, reason, text, origin,
	agent, decided_at)
VALUES (:dossier, :kind, :eligible_cents, :amount_cents, :envelope, :reason, :text, :origin,
	:agent, :decided_at)
ON CONFLICT DO UPDATE SET kind = excluded.kind, eligible_cents = excluded.eligible_cents,
	amount_cents = excluded.amount_cents, envelope = excluded.envelope,
	reason = excluded.reason, text = excluded.text, origin = excluded.origin,
	agent = excluded.agent, decided_at = excluded.decided_at;
-- name: suspension_put
-- in: :dossier int, :from_day text, :pieces text, :received text
INSERT INTO suspension (dossier, from_day, pieces, received)
VALUES (:dossier, :from_day, :pieces, :received)
ON CONFLICT DO UPDATE SET pieces = excluded.pieces, received = excluded.received;
-- name: note_put
-- in: :id text, :dossier int, :agent text, :text text, :written_at int
INSERT INTO note (id, dossier, agent, text, written_at)
VALUES (:id, :dossier, :agent, :text, :written_at)
ON CONFLICT DO UPDATE SET dossier = excluded.dossier, agent = excluded.agent, text = excluded.text,
	written_at = excluded.written_at;
-- name: import_put
-- in: :act text, :root text, :file text, :digest text, :created int, :changed int, :unchanged int
-- in: :refused int
INSERT INTO import (act, root, file, digest, created, changed, unchanged, refused)
VALUES (:act, :root, :file, :digest, :created, :changed, :unchanged, :refused)
ON CONFLICT DO UPDATE SET root = excluded.root, file = excluded.file, digest = excluded.digest,
	created = excluded.created, changed = excluded.changed, unchanged = excluded.unchanged,
	refused = excluded.refused;
-- name: tag_put
-- in: :dossier int, :tag text, :since int
INSERT INTO tag (dossier, tag, since)
VALUES (:dossier, :tag, :since)
ON CONFLICT DO UPDATE SET since = excluded.since;
-- name: shared_view_put
-- in: :id text, :name text, :query text, :sorts text, :columns text, :agent text
INSERT INTO shared_view (id, name, query, sorts, columns, agent)
VALUES (:id, :name, :query, :sorts, :columns, :agent)
ON CONFLICT DO UPDATE SET name = excluded.name, query = excluded.query, sorts = excluded.sorts, columns = excluded.columns, agent = excluded.agent;
-- name: proposal_put
-- in: :dossier int, :agent text, :kind text, :eligible_cents int, :amount_cents int
-- in: :envelope text, :reason text, :text text, :proposed_at int
INSERT INTO proposal (dossier, agent, kind, eligible_cents, amount_cents, envelope, reason,
	text, proposed_at)
VALUES (:dossier, :agent, :kind, :eligible_cents, :amount_cents, :envelope, :reason, :text,
	:proposed_at)
ON CONFLICT DO UPDATE SET kind = excluded.kind, eligible_cents = excluded.eligible_cents,
	amount_cents = excluded.amount_cents, envelope = excluded.envelope,
	reason = excluded.reason, text = excluded.text, proposed_at = excluded.proposed_at;
-- name: device_put
-- in: :key text, :owner text, :kind text, :station text, :status text, :since int
INSERT INTO device (key, owner, kind, station, status, since)
VALUES (:key, :owner, :kind, :station, :status, :since)
ON CONFLICT DO UPDATE SET owner = excluded.owner, kind = excluded.kind,
	station = excluded.station, status = excluded.status, since = excluded.since;
-- name: bundle_put
-- in: :id text, :agent text, :departments text, :query text, :dossiers int, :station text
-- in: :signer text, :known text, :created_at int, :expires_day text, :status text
INSERT INTO bundle (id, agent, departments, query, dossiers, station, signer, known, created_at,
	expires_day, status)
VALUES (:id, :agent, :departments, :query, :dossiers, :station, :signer, :known, :created_at,
	:expires_day, :status)
ON CONFLICT DO UPDATE SET agent = excluded.agent, departments = excluded.departments,
	query = excluded.query, dossiers = excluded.dossiers, station = excluded.station,
	signer = excluded.signer, known = excluded.known, created_at = excluded.created_at,
	expires_day = excluded.expires_day, status = excluded.status;
-- name: away_put
-- in: :dossier int, :bundle text, :since int
INSERT INTO away (dossier, bundle, since)
VALUES (:dossier, :bundle, :since)
ON CONFLICT DO UPDATE SET since = excluded.since;
-- name: merge_put
-- in: :act text, :station text, :seq int, :known text, :bundle text, :sender text
-- in: :label text, :digest text, :root text, :applied int, :convergent int, :questions int
-- in: :received int, :refused int
INSERT INTO merge (act, station, seq, known, bundle, sender, label, digest, root, applied,
	convergent, questions, received, refused)
VALUES (:act, :station, :seq, :known, :bundle, :sender, :label, :digest, :root, :applied,
	:convergent, :questions, :received, :refused)
ON CONFLICT DO UPDATE SET station = excluded.station, seq = excluded.seq,
	known = excluded.known, bundle = excluded.bundle, sender = excluded.sender,
	label = excluded.label, digest = excluded.digest, root = excluded.root,
	applied = excluded.applied, convergent = excluded.convergent,
	questions = excluded.questions, received = excluded.received, refused = excluded.refused;
-- name: question_put
-- in: :id text, :dossier int, :kind text, :status text, :bundle text, :station text
-- in: :act text, :agent text, :at int, :why text, :reason text, :answered_by text
-- in: :answered_at int
INSERT INTO question (id, dossier, kind, status, bundle, station, act, agent, at, why, reason,
	answered_by, answered_at)
VALUES (:id, :dossier, :kind, :status, :bundle, :station, :act, :agent, :at, :why, :reason,
	:answered_by, :answered_at)
ON CONFLICT DO UPDATE SET dossier = excluded.dossier, kind = excluded.kind,
	status = excluded.status, bundle = excluded.bundle, station = excluded.station,
	act = excluded.act, agent = excluded.agent, at = excluded.at, why = excluded.why,
	reason = excluded.reason, answered_by = excluded.answered_by,
	answered_at = excluded.answered_at;
-- name: question_field_put
-- in: :question text, :position int, :entity text, :row text, :field text, :base text
-- in: :here text, :theirs text, :answer text
INSERT INTO question_field (question, position, entity, row, field, base, here, theirs, answer)
VALUES (:question, :position, :entity, :row, :field, :base, :here, :theirs, :answer)
ON CONFLICT DO UPDATE SET entity = excluded.entity, row = excluded.row, field = excluded.field,
	base = excluded.base, here = excluded.here, theirs = excluded.theirs,
	answer = excluded.answer;

-- name: campaign_delete
-- in: :id text
DELETE FROM campaign WHERE id = :id;
-- name: agent_delete
-- in: :login text
DELETE FROM agent WHERE login = :login;
-- name: envelope_delete
-- in: :code text
DELETE FROM envelope WHERE code = :code;
-- name: grid_delete
-- in: :hash text
DELETE FROM grid WHERE hash = :hash;
-- name: instruction_delete
-- in: :dossier int
DELETE FROM instruction WHERE dossier = :dossier;
-- name: assignment_delete
-- in: :dossier int, :agent text
DELETE FROM assignment WHERE dossier = :dossier AND agent = :agent;
-- name: evaluation_delete
-- in: :dossier int, :agent text
DELETE FROM evaluation WHERE dossier = :dossier AND agent = :agent;
-- name: mark_delete
-- in: :dossier int, :agent text, :item text
DELETE FROM mark WHERE dossier = :dossier AND agent = :agent AND item = :item;
-- name: decision_delete
-- in: :dossier int
DELETE FROM decision WHERE dossier = :dossier;
-- name: suspension_delete
-- in: :dossier int, :from_day text
DELETE FROM suspension WHERE dossier = :dossier AND from_day = :from_day;
-- name: note_delete
-- in: :id text
DELETE FROM note WHERE id = :id;
-- name: import_delete
-- in: :act text
DELETE FROM import WHERE act = :act;
-- name: tag_delete
-- in: :dossier int, :tag text
DELETE FROM tag WHERE dossier = :dossier AND tag = :tag;
-- name: shared_view_delete
-- in: :id text
DELETE FROM shared_view WHERE id = :id;
-- name: proposal_delete
-- in: :dossier int, :agent text
DELETE FROM proposal WHERE dossier = :dossier AND agent = :agent;
-- name: device_delete
-- in: :key text
DELETE FROM device WHERE key = :key;
-- name: bundle_delete
-- in: :id text
DELETE FROM bundle WHERE id = :id;
-- name: away_delete
-- in: :dossier int, :bundle text
DELETE FROM away WHERE dossier = :dossier AND bundle = :bundle;
-- name: merge_delete
-- in: :act text
DELETE FROM merge WHERE act = :act;
-- name: question_delete
-- in: :id text
DELETE FROM question WHERE id = :id;
-- name: question_field_delete
-- in: :question text, :position int
DELETE FROM question_field WHERE question = :question AND position = :position;

-- name: campaign_all
-- out: id text, name text, region text, kind text, frozen_day text, grid text
-- scan: reads all of it
SELECT id, name, region, kind, frozen_day, grid FROM campaign ORDER BY id;
-- name: agent_all
-- out: login text, name text, roles text, departments text, active int
-- scan: reads all of it
SELECT login, name, roles, departments, active FROM agent ORDER BY login;
-- name: envelope_all
-- out: code text, amount_cents int, label text, parent text
-- scan: reads all of it
SELECT code, amount_cents, label, parent FROM envelope ORDER BY code;
-- name: grid_all
-- out: hash text, version text, loaded_at int
-- scan: reads all of it
SELECT hash, version, loaded_at FROM grid ORDER BY hash;
-- name: instruction_all
-- out: dossier int, state text, eligible_cents int, reason text
-- scan: reads all of it
SELECT dossier, state, eligible_cents, reason FROM instruction ORDER BY dossier;
-- name: assignment_all
-- out: dossier int, agent text, since int
-- scan: reads all of it
SELECT dossier, agent, since FROM assignment ORDER BY dossier, agent;
-- name: evaluation_all
-- out: dossier int, agent text, final int, grid text, volet int, points_milli int, opinion text
-- out: comment text, finalised_at int, version text
-- scan: reads all of it
SELECT dossier, agent, final, grid, volet, points_milli, opinion, comment, finalised_at, version
FROM evaluation ORDER BY dossier, agent;
-- name: mark_all
-- out: dossier int, agent text, item text, value int, comment text
-- scan: reads all of it
SELECT dossier, agent, item, value, comment FROM mark ORDER BY dossier, agent, item;
-- name: decision_all
-- out: dossier int, kind text, eligible_cents int, amount_cents int, envelope text, reason text
-- out: text text, origin text, agent text, decided_at int
-- scan: reads all of it
SELECT dossier, kind, eligible_cents, amount_cents, envelope, reason, text, origin, agent,
	decided_at
FROM decision ORDER BY dossier;
-- name: suspension_all
-- out: dossier int, from_day text, pieces text, received text
-- scan: reads all of it
SELECT dossier, from_day, pieces, received FROM suspension ORDER BY dossier, from_day;
-- name: note_all
-- out: id text, dossier int, agent text, text text, written_at int
-- scan: reads all of it
SELECT id, dossier, agent, text, written_at FROM note ORDER BY id;
-- name: import_all
-- out: act text, root text, file text, digest text, created int, changed int, unchanged int
-- out: refused int
-- scan: reads all of it
SELECT act, root, file, digest, created, changed, unchanged, refused FROM import ORDER BY act;
-- name: tag_all
-- out: dossier int, tag text, since int
-- scan: reads all of it
SELECT dossier, tag, since FROM tag ORDER BY dossier, tag;
-- name: shared_view_all
-- out: id text, name text, query text, sorts text, columns text, agent text
-- scan: reads all of it
SELECT id, name, query, sorts, columns, agent FROM shared_view ORDER BY id;
-- name: proposal_all
-- out: dossier int, agent text, kind text, eligible_cents int, amount_cents int
-- out: envelope text, reason text, text text, proposed_at int
-- scan: reads all of it
SELECT dossier, agent, kind, eligible_cents, amount_cents, envelope, reason, text, proposed_at
FROM proposal ORDER BY dossier, agent;
-- name: device_all
-- out: key text, owner text, kind text, station text, status text, since int
-- scan: reads all of it
SELECT key, owner, kind, station, status, since FROM device ORDER BY key;
-- name: bundle_all
-- out: id text, agent text, departments text, query text, dossiers int, station text
-- out: signer text, known text, created_at int, expires_day text, status text
-- scan: reads all of it
SELECT id, agent, departments, query, dossiers, station, signer, known, created_at, expires_day,
	status
FROM bundle ORDER BY id;
-- name: away_all
-- out: dossier int, bundle text, since int
-- scan: reads all of it
SELECT dossier, bundle, since FROM away ORDER BY dossier, bundle;
-- name: merge_all
-- out: act text, station text, seq int, known text, bundle text, sender text, label text
-- out: digest text, root text, applied int, convergent int, questions int, received int
-- out: refused int
-- scan: reads all of it
SELECT act, station, seq, known, bundle, sender, label, digest, root, applied, convergent,
	questions, received, refused
FROM merge ORDER BY act;
-- name: question_all
-- out: id text, dossier int, kind text, status text, bundle text, station text, act text
-- out: agent text, at int, why text, reason text, answered_by text, answered_at int
-- scan: reads all of it
SELECT id, dossier, kind, status, bundle, station, act, agent, at, why, reason, answered_by,
	answered_at
FROM question ORDER BY id;
-- name: question_field_all
-- out: question text, position int, entity text, row text, field text, base text, here text
-- out: theirs text, answer text
-- scan: reads all of it
SELECT question, position, entity, row, field, base, here, theirs, answer
FROM question_field ORDER BY question, position;

-- name: instruction_of
-- in: :dossier int
-- out: dossier int, state text, eligible_cents int, reason text
SELECT dossier, state, eligible_cents, reason
FROM instruction WHERE dossier = :dossier ORDER BY dossier;
-- name: assignment_of
-- in: :dossier int
-- out: dossier int, agent text, since int
SELECT dossier, agent, since FROM assignment WHERE dossier = :dossier ORDER BY dossier, agent;
-- name: evaluation_of
-- in: :dossier int
-- out: dossier int, agent text, final int, grid text, volet int, points_milli int, opinion text
-- out: comment text, finalised_at int, version text
SELECT dossier, agent, final, grid, volet, points_milli, opinion, comment, finalised_at, version
FROM evaluation WHERE dossier = :dossier ORDER BY dossier, agent;
-- name: mark_of
-- in: :dossier int
-- out: dossier int, agent text, item text, value int, comment text
SELECT dossier, agent, item, value, comment
FROM mark WHERE dossier = :dossier ORDER BY dossier, agent, item;
-- name: decision_of
-- in: :dossier int
-- out: dossier int, kind text, eligible_cents int, amount_cents int, envelope text, reason text
-- out: text text, origin text, agent text, decided_at int
SELECT dossier, kind, eligible_cents, amount_cents, envelope, reason, text, origin, agent,
	decided_at
FROM decision WHERE dossier = :dossier ORDER BY dossier;
-- name: suspension_of
-- in: :dossier int
-- out: dossier int, from_day text, pieces text, received text
SELECT dossier, from_day, pieces, received
FROM suspension WHERE dossier = :dossier ORDER BY dossier, from_day;
-- name: note_of
-- in: :dossier int
-- out: id text, dossier int, agent text, text text, written_at int
SELECT id, dossier, agent, text, written_at FROM note WHERE dossier = :dossier ORDER BY id;
-- name: tag_of
-- in: :dossier int
-- out: dossier int, tag text, since int
SELECT dossier, tag, since FROM tag WHERE dossier = :dossier ORDER BY dossier, tag;
-- name: proposal_of
-- in: :dossier int
-- out: dossier int, agent text, kind text, eligible_cents int, amount_cents int
-- out: envelope text, reason text, text text, proposed_at int
SELECT dossier, agent, kind, eligible_cents, amount_cents, envelope, reason, text, proposed_at
FROM proposal WHERE dossier = :dossier ORDER BY dossier, agent;
-- name: away_of
-- in: :dossier int
-- out: dossier int, bundle text, since int
SELECT dossier, bundle, since FROM away WHERE dossier = :dossier ORDER BY dossier, bundle;
-- name: question_of
-- in: :dossier int
-- out: id text, dossier int, kind text, status text, bundle text, station text, act text
-- out: agent text, at int, why text, reason text, answered_by text, answered_at int
-- scan: sorts the questions of one dossier
SELECT id, dossier, kind, status, bundle, station, act, agent, at, why, reason, answered_by,
	answered_at
FROM question WHERE dossier = :dossier ORDER BY id;

-- name: grid_yaml_add
-- in: :hash text, :yaml blob
INSERT INTO grid_yaml (hash, yaml) VALUES (:hash, :yaml) ON CONFLICT DO NOTHING;
-- name: grid_yaml_get
-- in: :hash text
-- out: yaml blob
SELECT yaml FROM grid_yaml WHERE hash = :hash;
-- name: grid_yaml_all
-- out: hash text, yaml blob
-- scan: some grids
SELECT hash, yaml FROM grid_yaml ORDER BY hash;
