-- SPDX-License-Identifier: EUPL-1.2
--
-- The derived half: dropped and made again at will (pupitre check --rebuild), and whenever this
-- script is not the one that made it. Everything in it is computed from the content half, except
-- deadline and warning of listing, which the rules of the day decide.
--
-- Triggers keep what people's tables say; the program writes the platform's part and the search
-- index in the same transaction (a trigger may not touch FTS5 with trusted_schema off).

DROP TRIGGER IF EXISTS listing_counted;
DROP TRIGGER IF EXISTS listing_uncounted;
DROP TRIGGER IF EXISTS listing_totalled;
DROP TRIGGER IF EXISTS listing_retotalled;
DROP TRIGGER IF EXISTS listing_untotalled;
DROP TRIGGER IF EXISTS instruction_listed;
DROP TRIGGER IF EXISTS instruction_relisted;
DROP TRIGGER IF EXISTS instruction_unlisted;
DROP TRIGGER IF EXISTS decision_listed;
DROP TRIGGER IF EXISTS decision_relisted;
DROP TRIGGER IF EXISTS decision_unlisted;
DROP TRIGGER IF EXISTS assignment_listed;
DROP TRIGGER IF EXISTS assignment_unlisted;
DROP TRIGGER IF EXISTS evaluation_listed;
DROP TRIGGER IF EXISTS evaluation_relisted;
DROP TRIGGER IF EXISTS evaluation_unlisted;
DROP TRIGGER IF EXISTS away_listed;
DROP TRIGGER IF EXISTS away_relisted;
DROP TRIGGER IF EXISTS away_unlisted;
DROP TRIGGER IF EXISTS question_listed;
DROP TRIGGER IF EXISTS question_relisted;
DROP TRIGGER IF EXISTS question_unlisted;
DROP TRIGGER IF EXISTS proposal_listed;
DROP TRIGGER IF EXISTS proposal_unlisted;
DROP TRIGGER IF EXISTS bundle_listed;
DROP TRIGGER IF EXISTS bundle_relisted;
DROP TRIGGER IF EXISTS bundle_unlisted;
DROP VIEW IF EXISTS shared_points;
DROP VIEW IF EXISTS on_tour;
DROP VIEW IF EXISTS granted;
DROP INDEX IF EXISTS proposal_by_kind;
DROP INDEX IF EXISTS evaluation_by_final;
DROP INDEX IF EXISTS evaluation_by_opinion;
DROP INDEX IF EXISTS decision_by_agent;
DROP INDEX IF EXISTS decision_by_reason;
DROP INDEX IF EXISTS decision_by_decided_at;
DROP TABLE IF EXISTS search;
DROP TABLE IF EXISTS listing;
DROP TABLE IF EXISTS group_total;
DROP TABLE IF EXISTS counter;
DROP TABLE IF EXISTS rank;
DROP TABLE IF EXISTS field_rev;

-- Rank of a code in its table of the domain: states in the order of the workflow.
CREATE TABLE rank (
	what TEXT NOT NULL,    -- 'state' or 'decision'
	code TEXT NOT NULL,
	rank INTEGER NOT NULL, -- index in the table
	PRIMARY KEY (what, code)
) STRICT, WITHOUT ROWID;

-- 'dossiers': rows of listing. 'stale': 1 until the deadlines were computed after a rebuild.
-- 'schema': first 8 bytes of the hash of this script.
CREATE TABLE counter (
	name  TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('dossiers', 0), ('stale', 1), ('schema', 0);

-- Last act that wrote a field: the optimistic check, undo and merge look here.
CREATE TABLE field_rev (
	entity TEXT NOT NULL, -- code of entity_rows
	key    TEXT NOT NULL, -- parts joined by "/"
	field  TEXT NOT NULL,
	act    BLOB NOT NULL,
	PRIMARY KEY (entity, key, field)
) STRICT, WITHOUT ROWID;

-- One row per dossier: sortable keys, never NULL, and what a line of the list shows.
-- Absent numbers are -10^18 (10^18 for a deadline, so that it comes last), absent texts ''.
CREATE TABLE listing (
	number         INTEGER PRIMARY KEY,
	department     TEXT NOT NULL,    -- code
	applicant      TEXT NOT NULL,    -- folded name, at most 120 bytes
	title          TEXT NOT NULL,    -- folded, at most 120 bytes
	requested      INTEGER NOT NULL, -- cents
	total          INTEGER NOT NULL, -- cents
	eligible       INTEGER NOT NULL DEFAULT -1000000000000000000, -- cents
	points         INTEGER NOT NULL DEFAULT -1000000000000000000, -- thousandths, when every evaluator is final
	deadline       INTEGER NOT NULL DEFAULT 1000000000000000000,  -- days since 1970
	state          INTEGER NOT NULL DEFAULT -1, -- rank
	submitted      INTEGER NOT NULL, -- days since 1970, in Paris
	decision       INTEGER NOT NULL DEFAULT -1, -- rank; -1 none
	amount         INTEGER NOT NULL DEFAULT -1000000000000000000, -- cents awarded that still hold
	kind           TEXT NOT NULL,    -- code of the applicant's kind
	population     INTEGER NOT NULL, -- inhabitants
	category       TEXT NOT NULL,    -- folded, at most 120 bytes
	by_platform    INTEGER NOT NULL DEFAULT 0, -- 1: decided on the platform
	warning        INTEGER NOT NULL DEFAULT 0, -- 1: a warning stands
	away           TEXT NOT NULL DEFAULT '',   -- logins of the delegates of its open mallettes
	question       INTEGER NOT NULL DEFAULT 0, -- 1: a question is open
	proposal       INTEGER NOT NULL DEFAULT 0, -- 1: somebody proposes a decision
	applicant_text TEXT,             -- shown
	title_text     TEXT,             -- shown
	category_text  TEXT,             -- shown
	siret          TEXT,
	insee          TEXT
) STRICT;
CREATE INDEX listing_by_number ON listing (number);
CREATE INDEX listing_by_department ON listing (department, number);
CREATE INDEX listing_by_applicant ON listing (applicant, number);
CREATE INDEX listing_by_title ON listing (title, number);
CREATE INDEX listing_by_requested ON listing (requested, number);
CREATE INDEX listing_by_total ON listing (total, number);
CREATE INDEX listing_by_eligible ON listing (eligible, number);
CREATE INDEX listing_by_points ON listing (points, number);
CREATE INDEX listing_by_deadline ON listing (deadline, number);
CREATE INDEX listing_by_state ON listing (state, number);
CREATE INDEX listing_by_submitted ON listing (submitted, number);
CREATE INDEX listing_by_decision ON listing (decision, number);
CREATE INDEX listing_by_amount ON listing (amount, number);
CREATE INDEX listing_by_kind ON listing (kind, number);
CREATE INDEX listing_by_population ON listing (population, number);
CREATE INDEX listing_by_category ON listing (category, number);
CREATE INDEX listing_by_insee ON listing (insee, number);
CREATE INDEX listing_by_warning ON listing (warning, number) WHERE warning = 1;
CREATE INDEX listing_by_away ON listing (away, number) WHERE away > '';
CREATE INDEX listing_by_question ON listing (question, number) WHERE question = 1;
CREATE INDEX listing_by_proposal ON listing (proposal, number) WHERE proposal = 1;

-- What the language of lists asks of people's work.
CREATE INDEX evaluation_by_final ON evaluation (final, dossier);
CREATE INDEX evaluation_by_opinion ON evaluation (opinion, dossier);
CREATE INDEX proposal_by_kind ON proposal (kind, dossier);
CREATE INDEX decision_by_agent ON decision (agent, dossier);
CREATE INDEX decision_by_reason ON decision (reason, dossier);
CREATE INDEX decision_by_decided_at ON decision (decided_at, dossier);

-- Totals of the dossiers that share these five values: group totals are sums of some of its rows. Few
-- rows whatever the number of dossiers; none with no dossier.
CREATE TABLE group_total (
	department TEXT NOT NULL,    -- as in listing, like the four columns below
	kind       TEXT NOT NULL,
	state      INTEGER NOT NULL,
	category   TEXT NOT NULL,
	decision   INTEGER NOT NULL,
	dossiers   INTEGER NOT NULL,
	requested  INTEGER NOT NULL, -- cents
	awarded    INTEGER NOT NULL, -- cents
	marked     INTEGER NOT NULL, -- dossiers whose points exist
	points     INTEGER NOT NULL, -- their sum, thousandths
	PRIMARY KEY (department, kind, state, category, decision)
) STRICT, WITHOUT ROWID;

-- Words of each dossier, folded by the program; rowid is the number. The texts are not kept here: to
-- leave the index a row is given again as it was.
CREATE VIRTUAL TABLE search USING fts5 (
	title, applicant, number, body,
	content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

-- Mean of the final evaluations, half up, once every assigned evaluator is final.
CREATE VIEW shared_points AS
SELECT d.number AS dossier,
	CASE WHEN EXISTS (SELECT 1 FROM assignment a WHERE a.dossier = d.number)
		AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.dossier = d.number AND NOT EXISTS
			(SELECT 1 FROM evaluation e
			WHERE e.dossier = d.number AND e.agent = a.agent AND e.final = 1
				AND e.points_milli IS NOT NULL))
	THEN (SELECT (2 * sum(e.points_milli) + count(*)) / (2 * count(*))
		FROM evaluation e
		WHERE e.dossier = d.number AND e.final = 1 AND e.points_milli IS NOT NULL)
	END AS points
FROM listing d;

-- What is granted and still holds: an award that lapsed, was withdrawn or given up stays a decision, its
-- money goes back.
CREATE VIEW granted AS
SELECT c.dossier, c.amount_cents AS cents
FROM decision c
WHERE c.amount_cents IS NOT NULL AND NOT EXISTS (SELECT 1 FROM instruction i
	WHERE i.dossier = c.dossier AND i.state IN ('lapsed', 'withdrawn', 'renounced'));

-- Who has a dossier on tour, newest first, each once: '' when nobody.
CREATE VIEW on_tour AS
SELECT d.number AS dossier,
	coalesce((SELECT group_concat(agent, ', ') FROM
		(SELECT b.agent AS agent FROM away w JOIN bundle b ON b.id = w.bundle
			WHERE w.dossier = d.number AND b.status = 'open'
			GROUP BY b.agent ORDER BY max(w.since) DESC, b.agent)), '') AS login
FROM listing d;

CREATE TRIGGER listing_counted AFTER INSERT ON listing
BEGIN UPDATE counter SET value = value + 1 WHERE name = 'dossiers'; END;
CREATE TRIGGER listing_uncounted AFTER DELETE ON listing
BEGIN UPDATE counter SET value = value - 1 WHERE name = 'dossiers'; END;

CREATE TRIGGER listing_totalled AFTER INSERT ON listing
BEGIN
	INSERT INTO group_total VALUES (NEW.department, NEW.kind, NEW.state, NEW.category, NEW.decision,
		1, max(NEW.requested, 0), max(NEW.amount, 0), NEW.points >= 0, max(NEW.points, 0))
	ON CONFLICT DO UPDATE SET dossiers = dossiers + 1, requested = requested + excluded.requested,
		awarded = awarded + excluded.awarded, marked = marked + excluded.marked,
		points = points + excluded.points;
END;
CREATE TRIGGER listing_untotalled AFTER DELETE ON listing
BEGIN
	UPDATE group_total SET dossiers = dossiers - 1, requested = requested - max(OLD.requested, 0),
		awarded = awarded - max(OLD.amount, 0), marked = marked - (OLD.points >= 0),
		points = points - max(OLD.points, 0)
	WHERE (department, kind, state, category, decision) =
		(OLD.department, OLD.kind, OLD.state, OLD.category, OLD.decision);
	DELETE FROM group_total WHERE dossiers = 0 AND (department, kind, state, category, decision) =
		(OLD.department, OLD.kind, OLD.state, OLD.category, OLD.decision);
END;
CREATE TRIGGER listing_retotalled
AFTER UPDATE OF department, kind, state, category, decision, requested, amount, points ON listing
WHEN (OLD.department, OLD.kind, OLD.state, OLD.category, OLD.decision, OLD.requested, OLD.amount,
	OLD.points) IS NOT (NEW.department, NEW.kind, NEW.state, NEW.category, NEW.decision, NEW.requested,
	NEW.amount, NEW.points)
BEGIN
	UPDATE group_total SET dossiers = dossiers - 1, requested = requested - max(OLD.requested, 0),
		awarded = awarded - max(OLD.amount, 0), marked = marked - (OLD.points >= 0),
		points = points - max(OLD.points, 0)
	WHERE (department, kind, state, category, decision) =
		(OLD.department, OLD.kind, OLD.state, OLD.category, OLD.decision);
	DELETE FROM group_total WHERE dossiers = 0 AND (department, kind, state, category, decision) =
		(OLD.department, OLD.kind, OLD.state, OLD.category, OLD.decision);
	INSERT INTO group_total VALUES (NEW.department, NEW.kind, NEW.state, NEW.category, NEW.decision,
		1, max(NEW.requested, 0), max(NEW.amount, 0), NEW.points >= 0, max(NEW.points, 0))
	ON CONFLICT DO UPDATE SET dossiers = dossiers + 1, requested = requested + excluded.requested,
		awarded = awarded + excluded.awarded, marked = marked + excluded.marked,
		points = points + excluded.points;
END;

CREATE TRIGGER instruction_listed AFTER INSERT ON instruction
BEGIN
	UPDATE listing SET eligible = coalesce(NEW.eligible_cents, -1000000000000000000), state =
		coalesce((SELECT rank FROM rank WHERE what = 'state' AND code = NEW.state), -1),
		amount = coalesce((SELECT cents FROM granted WHERE dossier = NEW.dossier),
			-1000000000000000000)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER instruction_relisted AFTER UPDATE ON instruction
BEGIN
	UPDATE listing SET eligible = coalesce(NEW.eligible_cents, -1000000000000000000), state =
		coalesce((SELECT rank FROM rank WHERE what = 'state' AND code = NEW.state), -1),
		amount = coalesce((SELECT cents FROM granted WHERE dossier = NEW.dossier),
			-1000000000000000000)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER instruction_unlisted AFTER DELETE ON instruction
BEGIN
	UPDATE listing SET eligible = -1000000000000000000, state = -1,
		amount = coalesce((SELECT cents FROM granted WHERE dossier = OLD.dossier),
			-1000000000000000000)
	WHERE number = OLD.dossier;
END;

CREATE TRIGGER decision_listed AFTER INSERT ON decision
BEGIN
	UPDATE listing SET amount = coalesce((SELECT cents FROM granted WHERE dossier = NEW.dossier),
			-1000000000000000000),
		by_platform = coalesce(NEW.origin = 'platform', 0), decision =
		coalesce((SELECT rank FROM rank WHERE what = 'decision' AND code = NEW.kind), -1)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER decision_relisted AFTER UPDATE ON decision
BEGIN
	UPDATE listing SET amount = coalesce((SELECT cents FROM granted WHERE dossier = NEW.dossier),
			-1000000000000000000),
		by_platform = coalesce(NEW.origin = 'platform', 0), decision =
		coalesce((SELECT rank FROM rank WHERE what = 'decision' AND code = NEW.kind), -1)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER decision_unlisted AFTER DELETE ON decision
BEGIN
	UPDATE listing SET amount = -1000000000000000000, by_platform = 0, decision = -1
	WHERE number = OLD.dossier;
END;

CREATE TRIGGER assignment_listed AFTER INSERT ON assignment
BEGIN
	UPDATE listing SET points = coalesce((SELECT points FROM shared_points
		WHERE dossier = NEW.dossier), -1000000000000000000) WHERE number = NEW.dossier;
END;
CREATE TRIGGER assignment_unlisted AFTER DELETE ON assignment
BEGIN
	UPDATE listing SET points = coalesce((SELECT points FROM shared_points
		WHERE dossier = OLD.dossier), -1000000000000000000) WHERE number = OLD.dossier;
END;
CREATE TRIGGER evaluation_listed AFTER INSERT ON evaluation
BEGIN
	UPDATE listing SET points = coalesce((SELECT points FROM shared_points
		WHERE dossier = NEW.dossier), -1000000000000000000) WHERE number = NEW.dossier;
END;
CREATE TRIGGER evaluation_relisted AFTER UPDATE ON evaluation
BEGIN
	UPDATE listing SET points = coalesce((SELECT points FROM shared_points
		WHERE dossier = NEW.dossier), -1000000000000000000) WHERE number = NEW.dossier;
END;
CREATE TRIGGER evaluation_unlisted AFTER DELETE ON evaluation
BEGIN
	UPDATE listing SET points = coalesce((SELECT points FROM shared_points
		WHERE dossier = OLD.dossier), -1000000000000000000) WHERE number = OLD.dossier;
END;

CREATE TRIGGER away_listed AFTER INSERT ON away
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = NEW.dossier)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER away_relisted AFTER UPDATE ON away
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = NEW.dossier)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER away_unlisted AFTER DELETE ON away
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = OLD.dossier)
	WHERE number = OLD.dossier;
END;
CREATE TRIGGER bundle_listed AFTER INSERT ON bundle
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = listing.number)
	WHERE number IN (SELECT dossier FROM away WHERE bundle = NEW.id);
END;
CREATE TRIGGER bundle_relisted AFTER UPDATE OF agent, status ON bundle
WHEN (OLD.agent, OLD.status) IS NOT (NEW.agent, NEW.status)
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = listing.number)
	WHERE number IN (SELECT dossier FROM away WHERE bundle = NEW.id);
END;
CREATE TRIGGER bundle_unlisted AFTER DELETE ON bundle
BEGIN
	UPDATE listing SET away = (SELECT login FROM on_tour WHERE dossier = listing.number)
	WHERE number IN (SELECT dossier FROM away WHERE bundle = OLD.id);
END;

CREATE TRIGGER question_listed AFTER INSERT ON question
BEGIN
	UPDATE listing SET question = EXISTS (SELECT 1 FROM question
		WHERE dossier = NEW.dossier AND status = 'open')
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER question_relisted AFTER UPDATE ON question
BEGIN
	UPDATE listing SET question = EXISTS (SELECT 1 FROM question
		WHERE dossier = NEW.dossier AND status = 'open')
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER question_unlisted AFTER DELETE ON question
BEGIN
	UPDATE listing SET question = EXISTS (SELECT 1 FROM question
		WHERE dossier = OLD.dossier AND status = 'open')
	WHERE number = OLD.dossier;
END;

CREATE TRIGGER proposal_listed AFTER INSERT ON proposal
BEGIN
	UPDATE listing SET proposal = EXISTS (SELECT 1 FROM proposal WHERE dossier = NEW.dossier)
	WHERE number = NEW.dossier;
END;
CREATE TRIGGER proposal_unlisted AFTER DELETE ON proposal
BEGIN
	UPDATE listing SET proposal = EXISTS (SELECT 1 FROM proposal WHERE dossier = OLD.dossier)
	WHERE number = OLD.dossier;
END;
