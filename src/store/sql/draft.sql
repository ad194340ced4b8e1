-- SPDX-License-Identifier: EUPL-1.2
-- Drafts, their steps, preferences.

-- name: draft_get
-- in: :agent text, :form text, :dossier int, :field text
-- out: value text
SELECT value FROM draft
WHERE agent = :agent AND form = :form AND dossier = :dossier AND field = :field;
-- name: draft_put
-- in: :agent text, :form text, :dossier int, :field text, :value text
INSERT INTO draft (agent, form, dossier, field, value) VALUES (:agent, :form, :dossier, :field,
	:value)
ON CONFLICT DO UPDATE SET value = excluded.value;
-- name: draft_delete
-- in: :agent text, :form text, :dossier int, :field text
DELETE FROM draft WHERE agent = :agent AND form = :form AND dossier = :dossier AND field = :field;
-- name: draft_list
-- in: :agent text, :form text, :dossier int
-- out: field text, value text
SELECT field, value FROM draft WHERE agent = :agent AND form = :form AND dossier = :dossier
ORDER BY field;
-- name: draft_clear
-- in: :agent text, :form text, :dossier int
DELETE FROM draft WHERE agent = :agent AND form = :form AND dossier = :dossier;
-- name: draft_dossiers
-- in: :agent text, :form text
-- out: dossier int
SELECT DISTINCT dossier FROM draft WHERE agent = :agent AND form = :form ORDER BY dossier;

-- name: draft_own_sheets
-- in: :agent text, :form text, :numbers text
-- out: number int
SELECT v.value FROM json_each(:numbers) v
WHERE EXISTS (SELECT 1 FROM draft d
		WHERE d.agent = :agent AND d.form = :form AND d.dossier = v.value)
	OR EXISTS (SELECT 1 FROM evaluation e WHERE e.dossier = v.value AND e.agent = :agent);

-- name: step_add
-- in: :agent text, :form text, :dossier int, :field text, :was text, :now text
INSERT INTO draft_step (agent, form, dossier, field, was, now)
VALUES (:agent, :form, :dossier, :field, :was, :now);
-- name: step_last_done
-- in: :agent text, :form text, :dossier int
-- out: id int, field text, was text, now text
SELECT id, field, was, now FROM draft_step
WHERE agent = :agent AND form = :form AND dossier = :dossier AND undone = 0
ORDER BY id DESC LIMIT 1;
-- name: step_first_undone
-- in: :agent text, :form text, :dossier int
-- out: id int, field text, was text, now text
SELECT id, field, was, now FROM draft_step
WHERE agent = :agent AND form = :form AND dossier = :dossier AND undone = 1
ORDER BY id LIMIT 1;
-- name: step_mark
-- in: :id int, :undone int
UPDATE draft_step SET undone = :undone WHERE id = :id;
-- name: step_forget
-- in: :agent text, :form text, :dossier int
DELETE FROM draft_step
WHERE agent = :agent AND form = :form AND dossier = :dossier AND undone = 1;
-- name: step_clear
-- in: :agent text, :form text, :dossier int
DELETE FROM draft_step WHERE agent = :agent AND form = :form AND dossier = :dossier;

-- name: preference_get
-- in: :agent text, :name text
-- out: value text
SELECT value FROM preference WHERE agent = :agent AND name = :name;
-- name: preference_list
-- in: :agent text, :prefix text
-- out: name text, value text
SELECT name, value FROM preference WHERE agent = :agent AND name >= :prefix ORDER BY name;
-- name: preference_put
-- in: :agent text, :name text, :value text
INSERT INTO preference (agent, name, value) VALUES (:agent, :name, :value)
ON CONFLICT DO UPDATE SET value = excluded.value;
-- name: preference_delete
-- in: :agent text, :name text
DELETE FROM preference WHERE agent = :agent AND name = :name;
