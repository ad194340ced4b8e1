-- SPDX-License-Identifier: EUPL-1.2
-- What the platform sent.

-- name: dossier_put
-- in: :number int, :version blob, :source int, :modified int, :answered int, :demarche text
-- in: :demarche_title text
-- in: :platform_state text, :submitted_at int, :instruction_at int, :decided_at int
-- in: :motivation text
-- in: :group_name text, :title text, :department text, :category text, :volet int, :total_cents int
-- in: :requested_cents int, :other_funding_cents int, :start_day text, :end_day text, :contact text
INSERT INTO dossier (number, version, source, modified, answered, demarche, demarche_title,
	platform_state,
	submitted_at, instruction_at, decided_at, motivation, group_name, title, department,
		category,
	volet, total_cents, requested_cents, other_funding_cents, start_day, end_day, contact)
VALUES (:number, :version, :source, :modified, :answered, :demarche, :demarche_title,
	:platform_state,
	:submitted_at, :instruction_at, :decided_at, :motivation, :group_name, :title, :department,
		:category,
	:volet, :total_cents, :requested_cents, :other_funding_cents, :start_day, :end_day,
		:contact)
ON CONFLICT DO UPDATE SET version = excluded.version, source = excluded.source,
	modified = excluded.modified, answered = excluded.answered, demarche = excluded.demarche,
	demarche_title = excluded.demarche_title, platform_state = excluded.platform_state,
	submitted_at = excluded.submitted_at, instruction_at = excluded.instruction_at,
	decided_at = excluded.decided_at, motivation = excluded.motivation,
	group_name = excluded.group_name, title = excluded.title, department = excluded.department,
	category = excluded.category, volet = excluded.volet, total_cents = excluded.total_cents,
	requested_cents = excluded.requested_cents,
		other_funding_cents = excluded.other_funding_cents,
	start_day = excluded.start_day, end_day = excluded.end_day, contact = excluded.contact;
-- name: dossier_get
-- in: :number int
-- out: version blob, source int, modified int, answered int, demarche text, demarche_title text
-- out: platform_state text, submitted_at int, instruction_at int, decided_at int, motivation text
-- out: group_name text, title text, department text, category text, volet int, total_cents int
-- out: requested_cents int, other_funding_cents int, start_day text, end_day text, contact text
SELECT version, source, modified, answered, demarche, demarche_title, platform_state,
	submitted_at, instruction_at, decided_at, motivation, group_name, title, department,
		category,
	volet, total_cents, requested_cents, other_funding_cents, start_day, end_day, contact
FROM dossier WHERE number = :number;
-- name: dossier_version_held
-- in: :number int
-- out: version blob
SELECT version FROM dossier WHERE number = :number;
-- name: dossier_next
-- in: :after int
-- out: number int
SELECT number FROM dossier WHERE number > :after ORDER BY number LIMIT 1;
-- name: dossier_count
-- out: n int
-- scan: a check counts what it will read
SELECT count(*) FROM dossier;
-- name: dossiers_of_siret
-- in: :siret text
-- out: number int
SELECT dossier FROM applicant WHERE siret = :siret ORDER BY dossier;

-- name: applicant_put
-- in: :dossier int, :siret text, :name text, :kind text, :insee text, :department text, :epci text
-- in: :population int, :address text, :city text, :email text
INSERT INTO applicant (dossier, siret, name, kind, insee, department, epci, population, address,
	city, email)
VALUES (:dossier, :siret, :name, :kind, :insee, :department, :epci, :population, :address, :city,
	:email)
ON CONFLICT DO UPDATE SET siret = excluded.siret, name = excluded.name, kind = excluded.kind,
	insee = excluded.insee, department = excluded.department, epci = excluded.epci,
	population = excluded.population, address = excluded.address, city = excluded.city,
	email = excluded.email;
-- name: applicant_get
-- in: :dossier int
-- out: siret text, name text, kind text, insee text, department text, epci text
-- out: population int, address text, city text, email text
SELECT siret, name, kind, insee, department, epci, population, address, city, email
FROM applicant WHERE dossier = :dossier;

-- name: field_clear
-- in: :dossier int
DELETE FROM dossier_field WHERE dossier = :dossier;
-- name: field_add
-- in: :dossier int, :position int, :section int, :kind text, :descriptor text, :row text
-- in: :label text, :occurrence int, :value text, :raw blob, :flags int, :stated int
INSERT INTO dossier_field (dossier, position, section, kind, descriptor, row, label, occurrence,
	value, raw, flags, stated)
VALUES (:dossier, :position, :section, :kind, :descriptor, :row, :label, :occurrence, :value, :raw,
	:flags, :stated);
-- name: field_list
-- in: :dossier int
-- out: section int, kind text, descriptor text, row text, label text, occurrence int, value text
-- out: raw blob, flags int, stated int
SELECT section, kind, descriptor, row, label, occurrence, value, raw, flags, stated
FROM dossier_field WHERE dossier = :dossier ORDER BY position;
-- name: funding_clear
-- in: :dossier int
DELETE FROM funding_line WHERE dossier = :dossier;
-- name: funding_add
-- in: :dossier int, :position int, :funder text, :amount_cents int
INSERT INTO funding_line (dossier, position, funder, amount_cents)
VALUES (:dossier, :position, :funder, :amount_cents);
-- name: funding_list
-- in: :dossier int
-- out: funder text, amount_cents int
SELECT funder, amount_cents FROM funding_line WHERE dossier = :dossier ORDER BY position;
-- name: attachment_clear
-- in: :dossier int
DELETE FROM attachment WHERE dossier = :dossier;
-- name: attachment_add
-- in: :dossier int, :position int, :field text, :name text, :type text, :bytes int
INSERT INTO attachment (dossier, position, field, name, type, bytes)
VALUES (:dossier, :position, :field, :name, :type, :bytes);
-- name: attachment_list
-- in: :dossier int
-- out: field text, name text, type text, bytes int
SELECT field, name, type, bytes FROM attachment WHERE dossier = :dossier ORDER BY position;

-- name: version_has
-- in: :dossier int, :version blob
-- out: one int
SELECT 1 FROM dossier_version WHERE dossier = :dossier AND version = :version;
-- name: version_add
-- in: :dossier int, :version blob, :source int, :modified int, :act blob, :size int, :content blob
INSERT INTO dossier_version (dossier, version, source, modified, act, size, content)
VALUES (:dossier, :version, :source, :modified, :act, :size, :content);
-- name: version_get
-- in: :dossier int, :version blob
-- out: size int, content blob
SELECT size, content FROM dossier_version WHERE dossier = :dossier AND version = :version;
-- name: version_list
-- in: :dossier int
-- out: version blob, source int, modified int, size int, content blob
SELECT version, source, modified, size, content FROM dossier_version WHERE dossier = :dossier
ORDER BY version;

-- name: line_add
-- in: :act blob, :dossier int, :version blob, :outcome text, :state text, :decision text
-- in: :decided_at int
INSERT INTO import_line (act, dossier, version, outcome, state, decision, decided_at)
VALUES (:act, :dossier, :version, :outcome, :state, :decision, :decided_at);
-- name: line_list
-- in: :act blob
-- out: dossier int, version blob, outcome text, state text, decision text, decided_at int
SELECT dossier, version, outcome, state, decision, decided_at
FROM import_line WHERE act = :act ORDER BY dossier;
-- name: line_last
-- in: :dossier int
-- out: version blob
-- scan: sorts the imports of one dossier
SELECT l.version FROM import_line l CROSS JOIN act a ON a.id = l.act
WHERE l.dossier = :dossier ORDER BY a.n DESC LIMIT 1;
-- name: line_changed
-- in: :dossier int
-- out: at int
-- scan: sorts the imports of one dossier
SELECT a.at FROM import_line l CROSS JOIN act a ON a.id = l.act
WHERE l.dossier = :dossier AND l.outcome <> 'unchanged' ORDER BY a.n DESC LIMIT 1;
-- name: line_orphan
-- out: dossier int
-- scan: verification reads everything
SELECT l.dossier FROM import_line l
WHERE NOT EXISTS (SELECT 1 FROM act a WHERE a.id = l.act AND a.verb = 'import') LIMIT 1;
-- name: line_lost
-- out: dossier int
-- scan: verification reads everything
SELECT l.dossier FROM import_line l
WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.number = l.dossier) LIMIT 1;

-- name: descriptor_get
-- in: :demarche text, :id text
-- out: section int, position int, kind text, label text
SELECT section, position, kind, label FROM descriptor WHERE demarche = :demarche AND id = :id;
-- name: descriptor_put
-- in: :demarche text, :id text, :section int, :position int, :kind text, :label text
INSERT INTO descriptor (demarche, id, section, position, kind, label)
VALUES (:demarche, :id, :section, :position, :kind, :label)
ON CONFLICT DO UPDATE SET section = excluded.section, position = excluded.position,
	kind = excluded.kind, label = excluded.label;
