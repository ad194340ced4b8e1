-- SPDX-License-Identifier: EUPL-1.2
-- Tags. Shared ones are written as rows of entity tag (record.sql); names are found by leaps in the
-- index, one per name, whatever the number of dossiers.

-- name: tag_names
-- out: name text
-- scan: one step per name: each leap is a look-up in the index
WITH RECURSIVE names (name) AS (
	SELECT min(tag) FROM tag
	UNION ALL
	SELECT (SELECT min(tag) FROM tag WHERE tag > name) FROM names WHERE name IS NOT NULL)
SELECT name FROM names WHERE name IS NOT NULL;
-- name: personal_tag_names
-- in: :agent text
-- out: name text
-- scan: one step per name: each leap is a look-up in the index
WITH RECURSIVE names (name) AS (
	SELECT min(tag) FROM personal_tag WHERE agent = :agent
	UNION ALL
	SELECT (SELECT min(tag) FROM personal_tag WHERE agent = :agent AND tag > name)
	FROM names WHERE name IS NOT NULL)
SELECT name FROM names WHERE name IS NOT NULL;

-- name: tag_dossiers
-- in: :tag text
-- out: dossier int
SELECT dossier FROM tag WHERE tag = :tag ORDER BY dossier;
-- name: personal_tag_dossiers
-- in: :agent text, :tag text
-- out: dossier int
SELECT dossier FROM personal_tag WHERE agent = :agent AND tag = :tag ORDER BY dossier;

-- name: tags_of
-- in: :dossier int
-- out: tag text
SELECT tag FROM tag WHERE dossier = :dossier ORDER BY tag;
-- name: personal_tags_of
-- in: :agent text, :dossier int
-- out: tag text
SELECT tag FROM personal_tag WHERE agent = :agent AND dossier = :dossier ORDER BY tag;

-- name: personal_tag_add
-- in: :agent text, :dossier int, :tag text
INSERT INTO personal_tag (agent, dossier, tag) VALUES (:agent, :dossier, :tag);
-- name: personal_tag_delete
-- in: :agent text, :dossier int, :tag text
DELETE FROM personal_tag WHERE agent = :agent AND dossier = :dossier AND tag = :tag;
-- name: personal_tag_is
-- in: :agent text, :dossier int, :tag text
-- out: n int
SELECT count(*) FROM personal_tag WHERE agent = :agent AND dossier = :dossier AND tag = :tag;
