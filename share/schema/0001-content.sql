-- SPDX-License-Identifier: EUPL-1.2
--
-- The content half, version 1: what cannot be computed again. Numbered migrations change it; the
-- derived half (derived.sql) is made from it.
--
-- Units: amounts in integer cents, points in integer thousandths, instants in UTC milliseconds since
-- 1970 (_at, since, modified), calendar days as ISO text (_day, received). Absent is NULL.
-- Sources: [P] the platform's export, [A] an act of a person (columns of domain/act.h entity_rows),
-- [S] made by this program.

-- Which base and which copy this file is; one row.
CREATE TABLE identity (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	base    BLOB NOT NULL CHECK (length(base) = 16), -- [S] 128-bit id shared by all copies of a base
	station TEXT NOT NULL CHECK (length(station) = 32), -- [S] hex id of this copy: its chain of acts
	bundle  BLOB CHECK (length(bundle) = 16), -- [S] the mallette that this copy is; NULL: a host
	origin  TEXT CHECK (length(origin) = 32)  -- [S] hex station of the host it was copied from
) STRICT;

-- ---------------------------------------------------------------------------------------------
-- The register. Append only: the triggers at the end refuse anything else.

CREATE TABLE act (
	n       INTEGER PRIMARY KEY, -- [S] order of arrival in this base, 1, 2, 3... without hole
	id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16), -- [S] 128-bit id
	station TEXT NOT NULL,       -- [S] copy that made it, hex
	seq     INTEGER NOT NULL CHECK (seq > 0), -- [S] 1, 2, 3... in its station
	at      INTEGER NOT NULL,    -- [S] instant; informs, never orders
	agent   TEXT NOT NULL,       -- [A] login
	role    TEXT NOT NULL,       -- [S] roles held then, codes separated by commas
	origin  TEXT NOT NULL,       -- [S] screen, command, import, bundle, platform
	verb    TEXT NOT NULL,       -- [A] code of domain/act.h verb_rows
	dossier INTEGER NOT NULL,    -- [A] number; 0: none
	batch   BLOB NOT NULL CHECK (length(batch) = 16), -- [S] id of the batch; its own id when alone
	undoes  BLOB CHECK (length(undoes) = 16), -- [A] id of the act that this one undoes
	payload BLOB NOT NULL,       -- [A] changes, format of domain/act.h
	prev    BLOB CHECK (length(prev) = 32), -- [S] hash of seq - 1 of the station; NULL for the first
	hash    BLOB NOT NULL CHECK (length(hash) = 32), -- [S] BLAKE2b-256, domain/act.h
	UNIQUE (station, seq)
) STRICT;
CREATE INDEX act_dossier ON act (dossier, n);
CREATE INDEX act_agent ON act (agent, n);
CREATE INDEX act_batch ON act (batch, n);
CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;

-- Long free texts of payloads, apart so that one can be erased without breaking the chain.
CREATE TABLE act_text (
	hash BLOB PRIMARY KEY CHECK (length(hash) = 32), -- [S] of salt and text
	salt BLOB NOT NULL, -- [S] 16 random bytes
	text TEXT NOT NULL  -- [A]
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------
-- What the platform sent. Replaced by each newer import; dossier_version keeps every version.

CREATE TABLE dossier (
	number              INTEGER PRIMARY KEY, -- [P] the platform's; negative: entered by hand
	version             BLOB NOT NULL CHECK (length(version) = 32), -- [S] hash of the canonical content
	source              INTEGER NOT NULL CHECK (source IN (0, 1)), -- [S] 0 CSV, 1 JSON
	modified            INTEGER, -- [P] instant: dateDerniereModification
	answered            INTEGER NOT NULL, -- [P] instant of the JSON answer under a newer CSV; 0 none
	demarche            TEXT,    -- [P] number of the démarche
	demarche_title      TEXT,    -- [P]
	platform_state      TEXT,    -- [P] en_construction, en_instruction, accepte, refuse, sans_suite
	submitted_at        INTEGER, -- [P] instant
	instruction_at      INTEGER, -- [P] instant
	decided_at          INTEGER, -- [P] instant of the platform's decision
	motivation          TEXT,    -- [P] of the platform's decision
	group_name          TEXT,    -- [P] groupe instructeur
	title               TEXT,    -- [P] by mapping.yaml, like the columns below
	department          TEXT,    -- [P] code of the project's département
	category            TEXT,    -- [P]
	volet               INTEGER NOT NULL CHECK (volet >= 0), -- [P] 0 unknown
	total_cents         INTEGER, -- [P] total cost
	requested_cents     INTEGER, -- [P]
	other_funding_cents INTEGER, -- [P] sum of the other public funding
	start_day           TEXT,    -- [P] planned
	end_day             TEXT,    -- [P] planned
	contact             TEXT     -- [P] person in charge
) STRICT;

-- Who applies, as known from the platform and from the reference of territories; one per dossier.
CREATE TABLE applicant (
	dossier    INTEGER PRIMARY KEY REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	siret      TEXT, -- [P] NULL for a person
	name       TEXT, -- [P]
	kind       TEXT, -- [S] code of domain/territory.h, from the SIREN
	insee      TEXT, -- [S] commune or EPCI
	department TEXT, -- [S] of the reference
	epci       TEXT, -- [S] name of the commune's EPCI
	population INTEGER NOT NULL, -- [S] inhabitants; -1 unknown
	address    TEXT, -- [P]
	city       TEXT, -- [P]
	email      TEXT  -- [P]
) STRICT;
CREATE INDEX applicant_siret ON applicant (siret, dossier);

-- Everything the applicant wrote, in order.
CREATE TABLE dossier_field (
	dossier    INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	position   INTEGER NOT NULL, -- [P] 0, 1, 2... as sent
	section    INTEGER NOT NULL CHECK (section IN (0, 1)), -- [P] 0 form, 1 private annotation
	kind       TEXT NOT NULL,    -- [P] code of domain/dossier.h field_kind_codes
	descriptor TEXT,             -- [P] platform id of the descriptor; NULL from a CSV
	row        TEXT,             -- [P] id of the row inside a repetition
	label      TEXT,             -- [P]
	occurrence INTEGER NOT NULL, -- [S] 0 for the first field of this label in its section
	value      TEXT,             -- [P] cleaned; NULL unanswered
	raw        BLOB,             -- [P] bytes as sent, only where cleaning changed something
	flags      INTEGER NOT NULL, -- [S] CLEAN_* bits found by cleaning
	stated     INTEGER NOT NULL, -- [P] instant of the CSV that says it, when not the record's; 0
	PRIMARY KEY (dossier, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE funding_line (
	dossier      INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	position     INTEGER NOT NULL, -- [P] 0, 1, 2...
	funder       TEXT,             -- [P]
	amount_cents INTEGER NOT NULL, -- [P]
	PRIMARY KEY (dossier, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
	dossier  INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	position INTEGER NOT NULL, -- [P] 0, 1, 2...
	field    TEXT,             -- [P] label that it answers
	name     TEXT,             -- [P] of the file
	type     TEXT,             -- [P] MIME
	bytes    INTEGER NOT NULL, -- [P] size; -1 unknown
	PRIMARY KEY (dossier, position)
) STRICT, WITHOUT ROWID;

-- Each content a dossier ever had. Append only.
CREATE TABLE dossier_version (
	dossier  INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	version  BLOB NOT NULL CHECK (length(version) = 32), -- [S] hash of the canonical content
	source   INTEGER NOT NULL, -- [S] 0 CSV, 1 JSON
	modified INTEGER,          -- [P] instant
	act      BLOB NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED, -- [S] import that brought it
	size     INTEGER NOT NULL, -- [S] bytes of the canonical content
	content  BLOB NOT NULL,    -- [S] canonical content, zlib
	PRIMARY KEY (dossier, version)
) STRICT, WITHOUT ROWID;

-- What an import did of each dossier of its file. Append only.
CREATE TABLE import_line (
	act        BLOB NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED, -- [S] the import
	dossier    INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	version    BLOB NOT NULL CHECK (length(version) = 32), -- [S] held after the import
	outcome    TEXT NOT NULL CHECK (outcome IN ('created', 'changed', 'unchanged')), -- [S]
	state      TEXT,    -- [S] first state, when created
	decision   TEXT,    -- [P] kind decided on the platform, when created
	decided_at INTEGER, -- [P] instant of that decision
	CHECK ((outcome = 'created') = (state IS NOT NULL)),
	PRIMARY KEY (act, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_line_dossier ON import_line (dossier, act);

-- Questions of the platform's forms, by démarche.
CREATE TABLE descriptor (
	demarche TEXT NOT NULL,    -- [P] number of the démarche
	id       TEXT NOT NULL,    -- [P] of the platform
	section  INTEGER NOT NULL CHECK (section IN (0, 1)), -- [P] 0 form, 1 private annotation
	position INTEGER NOT NULL, -- [P] in the form
	kind     TEXT NOT NULL,    -- [P] code of domain/dossier.h field_kind_codes
	label    TEXT,             -- [P]
	PRIMARY KEY (demarche, id)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------
-- What people did: the state that the acts lead to. Columns are entity_rows of domain/act.h.

CREATE TABLE campaign (
	id         TEXT PRIMARY KEY CHECK (id = '1'), -- one campaign per base
	name       TEXT NOT NULL, -- [A] shown in the title
	region     TEXT,          -- [A] code of the région
	kind       TEXT CHECK (kind IN ('live', 'demo', 'test')), -- [A]
	frozen_day TEXT,          -- [A] its calendar stands still on this day; NULL: it runs
	grid       TEXT REFERENCES grid (hash) DEFERRABLE INITIALLY DEFERRED -- [A] in force
) STRICT, WITHOUT ROWID;

CREATE TABLE agent (
	login       TEXT PRIMARY KEY CHECK (length(login) BETWEEN 1 AND 64),
	name        TEXT NOT NULL, -- [A]
	roles       TEXT,          -- [A] codes of domain/role.h, separated by commas
	departments TEXT,          -- [A] scope: "*" or "45,37"
	active      INTEGER CHECK (active IN (0, 1)) -- [A]
) STRICT, WITHOUT ROWID;

CREATE TABLE envelope (
	code         TEXT PRIMARY KEY,
	amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0), -- [A]
	label        TEXT, -- [A]
	parent       TEXT REFERENCES envelope (code) DEFERRABLE INITIALLY DEFERRED -- [A] NULL: a root
) STRICT, WITHOUT ROWID;

CREATE TABLE grid (
	hash      TEXT PRIMARY KEY CHECK (length(hash) = 64), -- hex, of the exact YAML bytes
	version   TEXT NOT NULL, -- [A] as the file calls itself
	loaded_at INTEGER        -- [A] instant
) STRICT, WITHOUT ROWID;

-- The exact bytes of each grid that was ever loaded.
CREATE TABLE grid_yaml (
	hash TEXT PRIMARY KEY CHECK (length(hash) = 64), -- [S] hex
	yaml BLOB NOT NULL -- [A]
) STRICT, WITHOUT ROWID;

CREATE TABLE instruction (
	dossier        INTEGER PRIMARY KEY REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	state          TEXT NOT NULL, -- [A] code of domain/workflow.h
	eligible_cents INTEGER CHECK (eligible_cents >= 0), -- [A] assiette
	reason         TEXT           -- [A] of the last move that asked for one
) STRICT;

CREATE TABLE assignment (
	dossier INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	agent   TEXT NOT NULL REFERENCES agent (login) DEFERRABLE INITIALLY DEFERRED,
	since   INTEGER NOT NULL, -- [A] instant
	PRIMARY KEY (dossier, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_agent ON assignment (agent, dossier);

CREATE TABLE evaluation (
	dossier      INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	agent        TEXT NOT NULL REFERENCES agent (login) DEFERRABLE INITIALLY DEFERRED,
	final        INTEGER NOT NULL CHECK (final IN (0, 1)), -- [A] 1: counts
	grid         TEXT REFERENCES grid (hash) DEFERRABLE INITIALLY DEFERRED, -- [A] marked under
	volet        INTEGER, -- [A] variant of the grid
	points_milli INTEGER CHECK (points_milli BETWEEN 0 AND 100000), -- [A] rounded total
	opinion      TEXT,    -- [A] favourable, reserved, unfavourable
	comment      TEXT,    -- [A] of the opinion
	finalised_at INTEGER, -- [A] instant
	version      TEXT,    -- [A] instant of the platform's last modification that was judged
	PRIMARY KEY (dossier, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_agent ON evaluation (agent, dossier);

CREATE TABLE mark (
	dossier INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	agent   TEXT NOT NULL REFERENCES agent (login) DEFERRABLE INITIALLY DEFERRED,
	item    TEXT NOT NULL, -- id of the grid's item: I3
	value   INTEGER NOT NULL CHECK (value BETWEEN -2 AND 9), -- [A] mark; -1 NE, -2 SO
	comment TEXT,          -- [A]
	PRIMARY KEY (dossier, agent, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
	dossier        INTEGER PRIMARY KEY REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	kind           TEXT NOT NULL, -- [A] award, refuse, dismiss, redirect, postpone
	eligible_cents INTEGER CHECK (eligible_cents >= 0), -- [A]
	amount_cents   INTEGER CHECK (amount_cents >= 0),   -- [A] awards only
	envelope       TEXT REFERENCES envelope (code) DEFERRABLE INITIALLY DEFERRED, -- [A] charged to
	reason         TEXT,    -- [A] code of motives.yaml
	text           TEXT,    -- [A]
	origin         TEXT,    -- [A] screen, command...; platform: decided there, charged to none
	agent          TEXT,    -- [A] login; NULL for the platform's
	decided_at     INTEGER, -- [A] instant
	CHECK (kind = 'award' OR amount_cents IS NULL),
	CHECK (amount_cents <= eligible_cents)
) STRICT;
CREATE INDEX decision_envelope ON decision (envelope, dossier) WHERE envelope IS NOT NULL;

CREATE TABLE suspension (
	dossier  INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	from_day TEXT NOT NULL, -- the pieces were asked on
	pieces   TEXT NOT NULL, -- [A] what was asked
	received TEXT,          -- [A] day on which they came; NULL: still waiting
	PRIMARY KEY (dossier, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
	id         TEXT PRIMARY KEY CHECK (length(id) = 32), -- hex of a 128-bit id
	dossier    INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED, -- [A]
	agent      TEXT,    -- [A] author's login
	text       TEXT,    -- [A]
	written_at INTEGER  -- [A] instant
) STRICT, WITHOUT ROWID;
CREATE INDEX note_dossier ON note (dossier, id);

CREATE TABLE import (
	act       TEXT PRIMARY KEY CHECK (length(act) = 32), -- hex id of the import act
	root      TEXT NOT NULL CHECK (length(root) = 64),   -- [A] hex hash over its import lines
	file      TEXT,    -- [A] name of the file
	digest    TEXT,    -- [A] hex hash of its bytes
	created   INTEGER, -- [A] dossiers
	changed   INTEGER, -- [A] dossiers
	unchanged INTEGER, -- [A] dossiers
	refused   INTEGER  -- [A] records
) STRICT, WITHOUT ROWID;

-- Shared tags; personal_tag has the others.
CREATE TABLE tag (
	dossier INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	tag     TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 40), -- domain/tag.h
	since   INTEGER NOT NULL, -- [A] instant
	PRIMARY KEY (dossier, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_name ON tag (tag, dossier);

-- Views of the list that belong to the team; private ones are preferences.
CREATE TABLE shared_view (
	id      TEXT PRIMARY KEY CHECK (length(id) = 32), -- hex of a 128-bit id
	name    TEXT NOT NULL, -- [A]
	query   TEXT,          -- [A] text of the language; NULL: everything
	sorts   TEXT,          -- [A] "-points,requested_cents"; NULL: by number
	columns TEXT,          -- [A] JSON names of domain/columns.h, separated by commas
	agent   TEXT           -- [A] login of who saved it last
) STRICT, WITHOUT ROWID;

-- A decision that somebody proposes; it spends nothing.
CREATE TABLE proposal (
	dossier        INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	agent          TEXT NOT NULL REFERENCES agent (login) DEFERRABLE INITIALLY DEFERRED,
	kind           TEXT NOT NULL, -- [A] as in decision, like the five columns below
	eligible_cents INTEGER CHECK (eligible_cents >= 0), -- [A]
	amount_cents   INTEGER CHECK (amount_cents >= 0),   -- [A]
	envelope       TEXT REFERENCES envelope (code) DEFERRABLE INITIALLY DEFERRED, -- [A]
	reason         TEXT,    -- [A]
	text           TEXT,    -- [A]
	proposed_at    INTEGER, -- [A] instant
	PRIMARY KEY (dossier, agent),
	CHECK (kind = 'award' OR amount_cents IS NULL),
	CHECK (amount_cents <= eligible_cents)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_envelope ON proposal (envelope, dossier) WHERE envelope IS NOT NULL;

-- ---------------------------------------------------------------------------------------------
-- Copies that travel: mallettes, other hosts, what comes back.

-- Public keys: laptops that may open mallettes, hosts that may send.
CREATE TABLE device (
	key     TEXT PRIMARY KEY CHECK (length(key) = 64), -- hex, Ed25519
	owner   TEXT NOT NULL, -- [A] login of the delegate, or name of the host
	kind    TEXT CHECK (kind IN ('laptop', 'host')), -- [A]
	station TEXT,    -- [A] hex, of a host
	status  TEXT CHECK (status IN ('pending', 'active', 'revoked')), -- [A]
	since   INTEGER  -- [A] instant of this status
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
	id          TEXT PRIMARY KEY CHECK (length(id) = 32), -- hex of a 128-bit id
	agent       TEXT NOT NULL REFERENCES agent (login) DEFERRABLE INITIALLY DEFERRED, -- [A] who takes it
	departments TEXT,    -- [A] "45" or "45,41"
	query       TEXT,    -- [A] text of the language that chose the dossiers; NULL: all of its départements
	dossiers    INTEGER, -- [A] how many
	station     TEXT,    -- [A] hex: the mallette's chain of acts
	signer      TEXT,    -- [A] hex: public key that signs its returns
	known       TEXT,    -- [A] "station:seq ...": acts that it left with
	created_at  INTEGER, -- [A] instant
	expires_day TEXT,    -- [A] last day on which a return is taken
	status      TEXT CHECK (status IN ('open', 'closed', 'revoked')) -- [A]
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_station ON bundle (station);

-- Dossiers of the open mallettes.
CREATE TABLE away (
	dossier INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	bundle  TEXT NOT NULL REFERENCES bundle (id) DEFERRABLE INITIALLY DEFERRED,
	since   INTEGER NOT NULL, -- [A] instant
	PRIMARY KEY (dossier, bundle)
) STRICT, WITHOUT ROWID;
CREATE INDEX away_bundle ON away (bundle, dossier);

-- Returns taken, here and at other hosts: since its act, a station knows what known says.
CREATE TABLE merge (
	act        TEXT PRIMARY KEY CHECK (length(act) = 32), -- hex id of the merge act
	station    TEXT NOT NULL, -- [S] hex: where it was merged
	seq        INTEGER,       -- [S] of the merge act in that station
	known      TEXT,          -- [S] "station:seq ..."
	bundle     TEXT,          -- [S] hex id of the mallette; NULL: from another host
	sender     TEXT,          -- [S] hex station that signed
	label      TEXT,          -- [S] who, for people
	digest     TEXT,          -- [S] hex hash of the file
	root       TEXT,          -- [S] hex hash over its merge lines
	applied    INTEGER,       -- [S] acts, like the four below
	convergent INTEGER,
	questions  INTEGER,
	received   INTEGER,
	refused    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_station ON merge (station, seq);

-- What became of each act that a merge brought. Append only.
CREATE TABLE merge_line (
	act     BLOB PRIMARY KEY REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED, -- [S] the act received
	merge   BLOB NOT NULL, -- [S] the merge act, which comes after its lines; no foreign key, since one that waits
		-- makes each further act search all that refers to acts; proved by check
	outcome TEXT NOT NULL CHECK (outcome NOT GLOB '*[^acqrn]*'), -- [S] one letter per change: applied,
		-- convergent, question, refused, noted
	why     TEXT -- [S] what stood against it, in French; NULL: nothing
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_line_merge ON merge_line (merge);

-- Where two people really differ: one asks, one answers.
CREATE TABLE question (
	id          TEXT PRIMARY KEY CHECK (length(id) = 32), -- hex of a 128-bit id
	dossier     INTEGER NOT NULL, -- [S] 0: none (an agent, an envelope)
	kind        TEXT, -- [S] value, state, grid, envelope, missing, authority, rule
	status      TEXT CHECK (status IN ('open', 'kept', 'taken', 'set', 'superseded', 'released')), -- [A]
		-- superseded: by a later act; released: its money was there in the end
	bundle      TEXT, -- [S] hex id of the mallette; NULL: from another host
	station     TEXT, -- [S] hex: who differs
	act         TEXT, -- [S] hex id of the newest act received on it
	agent       TEXT, -- [S] its author
	at          INTEGER, -- [S] its instant
	why         TEXT,    -- [S] the rule's sentence; NULL: two values
	reason      TEXT,    -- [A] of the answer
	answered_by TEXT,    -- [A] login
	answered_at INTEGER  -- [A] instant
) STRICT, WITHOUT ROWID;
CREATE INDEX question_dossier ON question (dossier, status);
CREATE INDEX question_open ON question (status, dossier) WHERE status = 'open';

CREATE TABLE question_field (
	question TEXT NOT NULL REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
	position INTEGER NOT NULL CHECK (position >= 0), -- [S] 0, 1, 2...
	entity   TEXT NOT NULL, -- [S] code of entity_rows
	row      TEXT, -- [S] key of the row
	field    TEXT, -- [S] column
	base     TEXT, -- [S] value when the copies parted, as the sender knew it
	here     TEXT, -- [S] value here when the question was asked
	theirs   TEXT, -- [S] value received
	answer   TEXT, -- [A] value decided
	PRIMARY KEY (question, position)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------
-- Private to a person; not acts.

CREATE TABLE personal_tag (
	agent   TEXT NOT NULL,    -- login
	dossier INTEGER NOT NULL REFERENCES dossier (number) DEFERRABLE INITIALLY DEFERRED,
	tag     TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 40), -- domain/tag.h, without "~"
	PRIMARY KEY (agent, dossier, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_tag_name ON personal_tag (agent, tag, dossier);

CREATE TABLE draft (
	agent   TEXT NOT NULL,    -- login of the author
	dossier INTEGER NOT NULL, -- number; 0: none
	form    TEXT NOT NULL,    -- score, decide...
	field   TEXT NOT NULL,    -- of the form
	value   TEXT NOT NULL,    -- as typed
	PRIMARY KEY (agent, form, dossier, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_step (
	id      INTEGER PRIMARY KEY, -- [S] order of the steps
	agent   TEXT NOT NULL,       -- like draft
	dossier INTEGER NOT NULL,
	form    TEXT NOT NULL,
	field   TEXT NOT NULL,
	was     TEXT,                -- value before; NULL: none
	now     TEXT,                -- value after; NULL: none
	undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)) -- taken back, can be done again
) STRICT;
CREATE INDEX draft_step_draft ON draft_step (agent, form, dossier, undone, id);

CREATE TABLE preference (
	agent TEXT NOT NULL, -- login
	name  TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------
-- Append only. An existing key is refused before the insertion: REPLACE would pass the others.

CREATE TRIGGER act_no_update BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'registre : un acte ne se modifie pas'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'registre : un acte ne se supprime pas'); END;
CREATE TRIGGER act_next BEFORE INSERT ON act
BEGIN
	SELECT RAISE(ABORT, 'registre : rang déjà pris ou sauté')
	WHERE NEW.n <> coalesce((SELECT max(n) FROM act), 0) + 1;
	SELECT RAISE(ABORT, 'registre : acte déjà inscrit')
	WHERE EXISTS (SELECT 1 FROM act WHERE id = NEW.id);
	SELECT RAISE(ABORT, 'registre : trou dans la suite de la station')
	WHERE NEW.seq <> coalesce((SELECT max(seq) FROM act WHERE station = NEW.station), 0) + 1;
	SELECT RAISE(ABORT, 'registre : le chaînon précédent ne correspond pas')
	WHERE NEW.prev IS NOT
		(SELECT hash FROM act WHERE station = NEW.station AND seq = NEW.seq - 1);
END;

CREATE TRIGGER act_text_no_update BEFORE UPDATE ON act_text
BEGIN SELECT RAISE(ABORT, 'registre : un texte ne se modifie pas'); END;
CREATE TRIGGER act_text_no_delete BEFORE DELETE ON act_text
BEGIN SELECT RAISE(ABORT, 'registre : un texte ne se supprime pas'); END;
CREATE TRIGGER act_text_next BEFORE INSERT ON act_text
BEGIN
	SELECT RAISE(ABORT, 'registre : texte déjà inscrit')
	WHERE EXISTS (SELECT 1 FROM act_text WHERE hash = NEW.hash);
END;

CREATE TRIGGER dossier_version_no_update BEFORE UPDATE ON dossier_version
BEGIN SELECT RAISE(ABORT, 'une version de dossier ne se modifie pas'); END;
CREATE TRIGGER dossier_version_no_delete BEFORE DELETE ON dossier_version
BEGIN SELECT RAISE(ABORT, 'une version de dossier ne se supprime pas'); END;
CREATE TRIGGER dossier_version_next BEFORE INSERT ON dossier_version
BEGIN
	SELECT RAISE(ABORT, 'version de dossier déjà gardée') WHERE EXISTS
		(SELECT 1 FROM dossier_version WHERE dossier = NEW.dossier AND version = NEW.version);
END;

CREATE TRIGGER import_line_no_update BEFORE UPDATE ON import_line
BEGIN SELECT RAISE(ABORT, 'une ligne d''import ne se modifie pas'); END;
CREATE TRIGGER import_line_no_delete BEFORE DELETE ON import_line
BEGIN SELECT RAISE(ABORT, 'une ligne d''import ne se supprime pas'); END;
CREATE TRIGGER import_line_next BEFORE INSERT ON import_line
BEGIN
	SELECT RAISE(ABORT, 'import déjà inscrit') WHERE EXISTS
		(SELECT 1 FROM import_line WHERE act = NEW.act AND dossier = NEW.dossier);
	SELECT RAISE(ABORT, 'import clos') WHERE EXISTS (SELECT 1 FROM act WHERE id = NEW.act);
END;

CREATE TRIGGER merge_line_no_update BEFORE UPDATE ON merge_line
BEGIN SELECT RAISE(ABORT, 'une issue de fusion ne se modifie pas'); END;
CREATE TRIGGER merge_line_no_delete BEFORE DELETE ON merge_line
BEGIN SELECT RAISE(ABORT, 'une issue de fusion ne se supprime pas'); END;
CREATE TRIGGER merge_line_next BEFORE INSERT ON merge_line
BEGIN
	SELECT RAISE(ABORT, 'issue de fusion déjà inscrite')
	WHERE EXISTS (SELECT 1 FROM merge_line WHERE act = NEW.act);
	SELECT RAISE(ABORT, 'fusion close') WHERE EXISTS (SELECT 1 FROM act WHERE id = NEW.merge);
END;
