/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/scratch.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "pupitre/store/acts.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/gate.h"

#define OK_OR_FAIL(s, call)                                                                        \
	do {                                                                                       \
		if (call)                                                                          \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, (s)->err.text);                  \
	} while (0)

static const struct store_options anywhere = { .any_file_system = true };

void
scratch_init(struct scratch *s)
{
	struct change agents[] = {
		scratch_change("agent", "a.martin", "name", "", "Anne Martin"),
		scratch_change("agent", "a.martin", "roles", "", "instructor"),
		scratch_change("agent", "b.durand", "name", "", "Bruno Durand"),
	};

	assert_true(hash_start());
	*s = (struct scratch){ .ids = { .seed = 7 }, .now = 1633694400000 };
	snprintf(s->dir, sizeof(s->dir), "/tmp/pupitre-store-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->path, sizeof(s->path), "%s/base.db", s->dir);
	OK_OR_FAIL(s, store_create(s->path, &anywhere, &s->ids, &s->st, &s->err));
	scratch_act(s, "init", 0, agents, 3, NULL);
}

void
scratch_done(struct scratch *s)
{
	char path[400];
	struct dirent *e;
	DIR *dir;

	store_close(s->st);
	arena_done(&s->a);
	dir = opendir(s->dir);
	assert_non_null(dir);
	while ((e = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", s->dir, e->d_name);
		unlink(path);
	}
	closedir(dir);
	assert_int_equal(rmdir(s->dir), 0);
}

void
scratch_reopen(struct scratch *s)
{
	store_close(s->st);
	s->st = NULL;
	OK_OR_FAIL(s, store_open(s->path, &anywhere, &s->st, &s->err));
}

static struct str
maybe(const char *z)
{
	return *z ? str_z(z) : STR_NONE;
}

struct change
scratch_change(
	const char *entity, const char *key, const char *field, const char *was, const char *now)
{
	struct change c = { .key = str_z(key), .was = maybe(was), .now = maybe(now) };

	assert_true(entity_find(str_z(entity), &c.entity));
	c.field = entity_field_find(c.entity, str_z(field));
	assert_true(c.field >= 0);
	return c;
}

static struct act
new_act(struct scratch *s, const char *verb, int64_t dossier)
{
	struct act act = { .id = uid_new(&s->ids),
		.at = { s->now += 1000 },
		.agent = STR("a.martin"),
		.role = STR("instructor"),
		.origin = STR("command"),
		.verb = str_z(verb),
		.dossier = dossier };

	act.batch = act.id;
	return act;
}

struct uid
scratch_act(struct scratch *s, const char *verb, int64_t dossier, const struct change *changes,
	size_t n, const struct uid *undoes)
{
	struct act act = new_act(s, verb, dossier);

	if (undoes)
		act.undoes = *undoes;
	OK_OR_FAIL(s, store_begin(s->st, act.agent, NULL, &s->err));
	OK_OR_FAIL(s, act_append(s->st, &act, changes, n, &s->ids, &s->a, &s->err));
	OK_OR_FAIL(s, store_commit(s->st, &s->err));
	return act.id;
}

struct uid
scratch_act1(struct scratch *s, const char *verb, int64_t dossier, const char *entity,
	const char *key, const char *field, const char *was, const char *now)
{
	struct change c = scratch_change(entity, key, field, was, now);

	return scratch_act(s, verb, dossier, &c, 1, NULL);
}

struct dossier
scratch_dossier(struct scratch *s, int64_t number)
{
	struct field *fields = ARENA_ARRAY(&s->a, struct field, 3);
	struct funding_line *funding = ARENA_ARRAY(&s->a, struct funding_line, 2);
	struct attachment *files = ARENA_ARRAY(&s->a, struct attachment, 1);

	fields[0] = (struct field){ SECTION_FORM, FIELD_TEXT, STR("Q2hhbXAtMQ=="), STR_NONE,
		STR("Intitulé du projet"), 0,
		str_z(arena_printf(&s->a, "Portail famille n° %lld", (long long)number)), STR_NONE,
		0, { 0 } };
	fields[1] = (struct field){ SECTION_FORM, FIELD_YES_NO, STR_NONE, STR("ligne-2"),
		STR("Attestation"), 1, STR_NONE, STR_NONE, 0, { 1632999999999 } };
	fields[2] = (struct field){ SECTION_ANNOTATION, FIELD_TEXT, STR("Q2hhbXAtMg=="), STR_NONE,
		STR("Remarque"), 0, STR("Cœur de bourg\nœuvre"), STR("C\303\234ur\033[31m"), 2,
		{ 0 } };
	funding[0] = (struct funding_line){ STR("Région"), { 1250000 } };
	funding[1] = (struct funding_line){ STR_NONE, { -5 } };
	files[0] =
		(struct attachment){ STR("Devis"), STR("devis.pdf"), STR("application/pdf"), -1 };
	return (struct dossier){ .number = number,
		.source = SOURCE_JSON,
		.modified = { 1633000000123 },
		.answered = { 1631999999000 },
		.demarche = STR("1234"),
		.demarche_title = STR("ITN7"),
		.platform_state = STR("en_instruction"),
		.submitted_at = { 1632000000000 },
		.instruction_at = { 1632500000000 },
		.decided_at = INSTANT_NONE,
		.motivation = STR_NONE,
		.group = STR(""),
		.title = fields[0].value,
		.department = STR("45"),
		.category = STR("Relation à l'usager"),
		.volet = 1,
		.total = { true, { 7500000 } },
		.requested = { true, { 6000000 + number } },
		.other_funding = { false, { 0 } },
		.start = day_of(2021, 11, 1),
		.end = DAY_NONE,
		.contact = STR("Zoé Élie"),
		.applicant = { .siret = STR("21450001200011"),
			.name = STR("Commune d'Adon"),
			.kind = STR("commune"),
			.insee = STR("45001"),
			.department = STR("45"),
			.epci = STR_NONE,
			.population = 211,
			.address = STR("1 rue du Puits"),
			.city = STR("Adon"),
			.email = STR_NONE },
		.fields = fields,
		.field_count = 3,
		.funding = funding,
		.funding_count = 2,
		.attachments = files,
		.attachment_count = 1 };
}

static void
import_one(struct scratch *s, const struct dossier *d, struct uid act)
{
	struct import_line line = { .dossier = d->number,
		.version = dossier_hash(d),
		.outcome = LINE_CREATED,
		.decided_at = INSTANT_NONE };
	struct hash held;
	enum state state;
	bool found;

	OK_OR_FAIL(s, store_dossier_version(s->st, d->number, &held, &found, &s->err));
	if (found)
		line.outcome = hash_eq(held, line.version) ? LINE_UNCHANGED : LINE_CHANGED;
	if (!found) {
		assert_true(state_of_platform(d->platform_state, &state));
		line.state = str_z(state_rows[state].code);
		if (state == STATE_AWARDED) {
			line.decision = STR("award");
			line.decided_at = d->decided_at;
		}
	}
	if (line.outcome != LINE_UNCHANGED)
		OK_OR_FAIL(s, store_dossier_save(s->st, d, act, &s->err));
	OK_OR_FAIL(s, store_import_line(s->st, act, &line, &s->err));
}

struct uid
scratch_import(struct scratch *s, const struct dossier *d, size_t n)
{
	struct act act = new_act(s, "import", 0);
	struct hex_text id = uid_hex(act.id), hex;
	struct change c;
	struct hash root;

	OK_OR_FAIL(s, store_begin(s->st, act.agent, NULL, &s->err));
	for (size_t i = 0; i < n; i++)
		import_one(s, &d[i], act.id);
	OK_OR_FAIL(s, store_import_root(s->st, act.id, &root, &s->err));
	hex = hash_hex(root);
	c = scratch_change("import", id.s, "root", "", hex.s);
	OK_OR_FAIL(s, act_append(s->st, &act, &c, 1, &s->ids, &s->a, &s->err));
	OK_OR_FAIL(s, store_commit(s->st, &s->err));
	return act.id;
}

static sqlite3 *
own_connection(struct scratch *s)
{
	sqlite3 *h;

	assert_int_equal(sqlite3_open(s->path, &h), SQLITE_OK);
	sqlite3_exec(h, "PRAGMA wal_autocheckpoint = 0", NULL, NULL, NULL);
	/* The store keeps the log: closing this connection is no last one. */
	return h;
}

void
scratch_sql(struct scratch *s, const char *sql)
{
	sqlite3 *h = own_connection(s);
	char *why = NULL;

	if (sqlite3_exec(h, sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
	sqlite3_close(h);
}

void
scratch_sql_refused(struct scratch *s, const char *sql, const char *why)
{
	sqlite3 *h = own_connection(s);
	char *text = NULL;

	if (sqlite3_exec(h, sql, NULL, NULL, &text) == SQLITE_OK)
		fail_msg("not refused: %s", sql);
	if (!strstr(text, why))
		fail_msg("%s: %s", sql, text);
	sqlite3_free(text);
	sqlite3_close(h);
}

int64_t
scratch_int(struct scratch *s, const char *sql)
{
	sqlite3 *h = own_connection(s);
	sqlite3_stmt *q;
	int64_t v;

	if (sqlite3_prepare_v2(h, sql, -1, &q, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(h));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	v = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(h);
	return v;
}

static void
keep(void *ctx, const char *text)
{
	struct findings *f = ctx;
	size_t len = strlen(f->text);

	f->count++;
	snprintf(f->text + len, sizeof(f->text) - len, "%s\n", text);
}

void
scratch_check(struct scratch *s, unsigned proofs, struct findings *out)
{
	struct check_sink sink = { .ctx = out, .problem = keep };
	struct chain_facts facts;

	*out = (struct findings){ 0 };
	if (proofs & PROOF_CHAIN)
		OK_OR_FAIL(s, check_chain(s->st, &sink, &facts, &s->err));
	if (proofs & PROOF_SCHEMA)
		OK_OR_FAIL(s, check_schema(s->st, &sink, &s->err));
	if (proofs & PROOF_REPLAY)
		OK_OR_FAIL(s, check_replay(s->st, &sink, &s->err));
	if (proofs & PROOF_PLATFORM)
		OK_OR_FAIL(s, check_platform(s->st, &sink, &s->err));
	if (proofs & PROOF_FILE)
		OK_OR_FAIL(s, check_integrity(s->st, true, &sink, &s->err));
}
