/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The same synthetic dossiers in each form that is measured:
 *
 *   corpus pupitre|floor|csv|mbox|git COUNT OUT
 *
 * pupitre  a base, through the store; people's rows are written as they would stand, without acts
 * floor    the base that floor.c reads: one table, its indexes, its FTS5 index
 * csv      for lnav and visidata; mbox for neomutt; git a stream for `git fast-import`, for tig
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "made.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/env.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/list.h"
#include "pupitre/store/record.h"

static struct err err;

#define MUST(call)                                                                                 \
	do {                                                                                       \
		if (call)                                                                          \
			die("%s", err.text);                                                       \
	} while (0)

struct making {
	struct store *st;
	struct uid import;
	struct str grid;
};

static struct dossier
platform_side(const struct made *m, struct arena *a)
{
	static const char *const labels[] = { "Description du projet", "Bénéficiaires",
		"Calendrier", "Prestataire", "Mutualisation", "Données personnelles", "Hébergement",
		"Maintenance" };
	size_t n = sizeof labels / sizeof labels[0];
	struct field *f = ARENA_ARRAY(a, struct field, n);
	struct instant at = instant_of_day(m->submitted, 36000000);

	for (size_t i = 0; i < n; i++)
		f[i] = (struct field){ .kind = FIELD_TEXT,
			.descriptor = str_z(arena_printf(a, "Q2hhbXAt%zu", i)),
			.label = str_z(labels[i]),
			.value = i ? m->title : m->description };
	return (struct dossier){ .number = m->number,
		.source = SOURCE_JSON,
		.modified = at,
		.platform_state = STR("en_instruction"),
		.submitted_at = at,
		.instruction_at = at,
		.decided_at = INSTANT_NONE,
		.title = m->title,
		.department = m->department,
		.category = m->category,
		.volet = 1,
		.total = { true, { m->total_cents } },
		.requested = { true, { m->requested_cents } },
		.start = DAY_NONE,
		.end = DAY_NONE,
		.applicant = { .siret = m->siret,
			.name = m->applicant,
			.kind = m->kind,
			.insee = m->insee,
			.department = m->department,
			.population = m->population },
		.fields = f,
		.field_count = n };
}

static struct change
set(enum entity e, const char *key, const char *field, const char *now)
{
	return (struct change){ e, str_z(key), entity_field_find(e, str_z(field)), STR_NONE,
		str_z(now) };
}

static void
people_side(struct making *k, const struct made *m, struct arena *a)
{
	const char *number = arena_printf(a, "%lld", (long long)m->number);
	const char *sheet = arena_printf(a, "%s/a.martin", number);
	const char *cents = arena_printf(a, "%lld", (long long)(m->requested_cents * 7 / 10));
	const char *grid = k->grid.ptr;
	struct change c[16];
	size_t n = 0;

	c[n++] = set(ENTITY_INSTRUCTION, number, "state", state_rows[m->state].code);
	if (m->state >= STATE_INSTRUCTION)
		c[n++] = set(ENTITY_ASSIGNMENT, sheet, "since", "1633000000000");
	if (m->points_milli != MADE_POINTS_NONE) {
		c[n++] = set(ENTITY_EVALUATION, sheet, "final", "1");
		c[n++] = set(ENTITY_EVALUATION, sheet, "grid", grid);
		c[n++] = set(ENTITY_EVALUATION, sheet, "points_milli",
			arena_printf(a, "%d", m->points_milli));
		c[n++] = set(ENTITY_EVALUATION, sheet, "opinion", "favourable");
	}
	if (m->state == STATE_AWARDED || m->state == STATE_REFUSED) {
		c[n++] = set(ENTITY_DECISION, number, "kind",
			m->state == STATE_AWARDED ? "award" : "refuse");
		c[n++] = set(ENTITY_DECISION, number, "agent", "a.martin");
	}
	if (m->state == STATE_AWARDED) {
		c[n++] = set(ENTITY_DECISION, number, "eligible_cents", cents);
		c[n++] = set(ENTITY_DECISION, number, "amount_cents", cents);
	}
	MUST(store_put(k->st, c, n, &err));
	MUST(store_listing_set_deadline(
		k->st, m->number, (struct day){ m->submitted.n + 240 }, false, &err));
}

static void
save(struct making *k, const struct made *m, struct arena *a)
{
	struct dossier d = platform_side(m, a);
	struct import_line line = { .dossier = m->number,
		.version = dossier_hash(&d),
		.outcome = LINE_CREATED,
		.state = STR("admissible"),
		.decided_at = INSTANT_NONE };

	MUST(store_dossier_save(k->st, &d, k->import, &err));
	MUST(store_import_line(k->st, k->import, &line, &err));
	people_side(k, m, a);
}

static void
end_import(struct making *k, struct arena *a)
{
	struct act act = { .id = k->import,
		.batch = k->import,
		.at = { 1633000000000 },
		.agent = STR("bench"),
		.role = STR("administrator"),
		.origin = STR("import"),
		.verb = STR("import") };
	struct hash root;
	struct change c;

	MUST(store_import_root(k->st, k->import, &root, &err));
	c = set(ENTITY_IMPORT, arena_printf(a, "%s", uid_hex(k->import).s), "root",
		arena_printf(a, "%s", hash_hex(root).s));
	MUST(act_append(k->st, &act, &c, 1, NULL, a, &err));
	MUST(store_deadlines_done(k->st, &err));
}

/* The base with its agents, by the program's own use cases. */
static void
make_base(const char *path, struct arena *a)
{
	struct session_options o = {
		.base = path, .login = "bench", .any_file_system = true, .origin = ORIGIN_COMMAND
	};
	struct base_options b = { "Banc d'essai", "24", BASE_TEST, day_of(2021, 10, 8) };
	struct agent_view martin = { STR("a.martin"), STR("Anne Martin"), STR("*"),
		ROLE_INSTRUCTOR | ROLE_SUPERVISOR, true };
	struct session *s;
	struct receipt r;

	MUST(base_create(&o, &b, &err));
	MUST(session_open(&o, &s, &err));
	MUST(agent_set(s, &martin, true, a, &r, &err));
	MUST(envelope_set(s, STR("24"), (struct money){ INT64_C(100000000000000) }, STR_NONE,
		STR_NONE, a, &r, &err));
	session_close(s);
}

static void
make_pupitre(const struct made_places *places, int64_t n, const char *path)
{
	struct making k = { .import = uid_new(&(struct uid_source){ .seed = 7 }) };
	struct store_options so = { .any_file_system = true };
	struct arena a = { 0 }, keep = { 0 };
	struct record *grids;
	struct made m;
	size_t grid_count;

	make_base(path, &keep);
	MUST(store_open(path, &so, &k.st, &err));
	MUST(store_rows(k.st, ENTITY_GRID, 0, &keep, &grids, &grid_count, &err));
	k.grid = grids[0].key;
	MUST(store_begin(k.st, STR("bench"), NULL, &err));
	for (int64_t i = 0; i < n; i++) {
		made_dossier(places, i, n, &a, &m);
		save(&k, &m, &a);
		arena_reset(&a);
	}
	end_import(&k, &keep);
	MUST(store_commit(k.st, &err));
	store_close(k.st);
	arena_done(&a);
	arena_done(&keep);
}

static void
sql(sqlite3 *h, const char *text)
{
	if (sqlite3_exec(h, text, NULL, NULL, NULL))
		die("%s: %s", text, sqlite3_errmsg(h));
}

static void
bind(sqlite3_stmt *q, int i, struct str s)
{
	sqlite3_bind_text(q, i, s.ptr, (int)s.len, SQLITE_TRANSIENT);
}

static void
floor_row(sqlite3_stmt *q, const struct made *m, struct arena *a)
{
	struct str day = str_z(arena_printf(a, "%s", day_iso(m->submitted).s));
	struct str text[] = { str_z(arena_printf(a, "%lld", (long long)m->number)), m->title,
		m->description, m->applicant, m->kind, m->siret, m->department };

	sqlite3_bind_int64(q, 1, m->number);
	for (int i = 0; i < 7; i++)
		bind(q, 2 + i, text[i]);
	bind(q, 9, m->category);
	sqlite3_bind_int64(q, 10, m->requested_cents / 100);
	sqlite3_bind_int64(q, 11, m->total_cents / 100);
	bind(q, 12, day);
	bind(q, 13, str_z(state_rows[m->state].label));
	sqlite3_bind_int64(q, 14, m->population);
	if (m->points_milli != MADE_POINTS_NONE)
		sqlite3_bind_int(q, 15, m->points_milli / 1000);
	if (sqlite3_step(q) != SQLITE_DONE)
		die("floor: insert");
	sqlite3_reset(q);
	sqlite3_clear_bindings(q);
}

static void
make_floor(const struct made_places *places, int64_t n, const char *path)
{
	struct arena a = { 0 };
	struct made m;
	sqlite3_stmt *q;
	sqlite3 *h;

	if (sqlite3_open(path, &h))
		die("%s", path);
	sql(h, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE dossier("
	       "id INTEGER PRIMARY KEY, numero TEXT NOT NULL UNIQUE, titre TEXT NOT NULL,"
	       "description TEXT NOT NULL, demandeur TEXT NOT NULL, type_demandeur TEXT NOT NULL,"
	       "siret TEXT NOT NULL, departement TEXT NOT NULL, categorie TEXT NOT NULL,"
	       "montant_demande INTEGER NOT NULL, cout_total INTEGER NOT NULL,"
	       "date_depot TEXT NOT NULL, etat TEXT NOT NULL, population INTEGER NOT NULL,"
	       "note INTEGER); BEGIN");
	if (sqlite3_prepare_v2(
		    h, "INSERT INTO dossier VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &q, NULL))
		die("floor: %s", sqlite3_errmsg(h));
	for (int64_t i = 0; i < n; i++) {
		made_dossier(places, i, n, &a, &m);
		floor_row(q, &m, &a);
		arena_reset(&a);
	}
	sqlite3_finalize(q);
	sql(h, "COMMIT; CREATE INDEX dossier_depot ON dossier(date_depot DESC, id DESC);"
	       "CREATE INDEX dossier_etat ON dossier(etat, date_depot DESC, id DESC);"
	       "CREATE INDEX dossier_montant ON dossier(montant_demande, id);"
	       "CREATE VIRTUAL TABLE dossier_fts USING fts5(titre, description, demandeur,"
	       "content='dossier', content_rowid='id', tokenize='unicode61 remove_diacritics 2');"
	       "INSERT INTO dossier_fts(dossier_fts) VALUES('rebuild'); PRAGMA optimize;"
	       "PRAGMA journal_mode = WAL");
	sqlite3_close(h);
	arena_done(&a);
}

static void
put_csv(FILE *out, const struct made *m)
{
	fprintf(out, "%lld,%s,\"%.*s\",\"%.*s\",%lld,%s,\"%.*s\"\n", (long long)m->number,
		day_iso(m->submitted).s, STR_ARG(m->applicant), STR_ARG(m->title),
		(long long)(m->requested_cents / 100), state_rows[m->state].label,
		STR_ARG(m->description));
}

/* The rare word stands in the subject too, where neomutt looks for words. */
static void
put_mbox(FILE *out, const struct made *m)
{
	bool rare = str_find(m->description, STR(MADE_RARE)) >= 0;

	fprintf(out,
		"From a@b.fr Thu Jan  1 00:00:00 2018\nFrom: \"%.*s\" <a@b.fr>\n"
		"Subject: %.*s%s\nMessage-ID: <%lld@b.fr>\nContent-Type: text/plain; "
		"charset=utf-8\n"
		"Content-Transfer-Encoding: 8bit\n\n%.*s\n\n",
		STR_ARG(m->applicant), STR_ARG(m->title), rare ? " " MADE_RARE : "",
		(long long)m->number, STR_ARG(m->description));
}

static void
put_git(FILE *out, const struct made *m)
{
	long long at = 1514800000 + (m->number - MADE_FIRST);

	fprintf(out,
		"commit refs/heads/main\nauthor %.*s <a@b.fr> %lld +0000\n"
		"committer a <a@b.fr> %lld +0000\ndata %zu\n%.*s\n",
		STR_ARG(m->applicant), at, at, m->title.len, STR_ARG(m->title));
}

static void
make_text(const struct made_places *places, int64_t n, const char *path,
	void (*put)(FILE *out, const struct made *m))
{
	struct arena a = { 0 };
	FILE *out = fopen(path, "w");
	struct made m;

	if (!out)
		die("%s", path);
	if (put == put_csv)
		fputs("numero,depot,demandeur,titre,montant,etat,description\n", out);
	for (int64_t i = 0; i < n; i++) {
		made_dossier(places, i, n, &a, &m);
		put(out, &m);
		arena_reset(&a);
	}
	if (fclose(out))
		die("%s", path);
	arena_done(&a);
}

int
main(int argc, char **argv)
{
	struct arena a = { 0 };
	const struct made_places *places;
	int64_t n;

	if (argc != 4 || !str_int(str_z(argv[2]), &n) || n < 1) {
		fputs("usage: corpus pupitre|floor|csv|mbox|git COUNT OUT\n", stderr);
		return 2;
	}
	env_read();
	places = made_places_load(&a, "share/territories/territories.tsv");
	if (!places || !hash_start())
		die("share/territories/territories.tsv");
	if (strcmp(argv[1], "pupitre") == 0)
		make_pupitre(places, n, argv[3]);
	else if (strcmp(argv[1], "floor") == 0)
		make_floor(places, n, argv[3]);
	else
		make_text(places, n, argv[3],
			strcmp(argv[1], "csv") == 0    ? put_csv
			: strcmp(argv[1], "mbox") == 0 ? put_mbox
						       : put_git);
	arena_done(&a);
	return 0;
}
