/* SPDX-License-Identifier: EUPL-1.2 */
/* What an export says: rows and control total against the base, nothing that the reader may not see. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/export.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/totals.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"

static struct fixture f;
static struct arena a;
static struct err err;

/* Three dossiers of the Loiret and one of Indre-et-Loire; 1001 awarded 5 000 €, 1002 marked by jean and begun
 * by lise, who are both its evaluators. */
static int
setup(void **state)
{
	static const struct fixture_dossier d[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002,
			.department = "45",
			.total = 20000,
			.requested = 16000,
			.title = "=HYPERLINK(\\\"http://x\\\")" },
		{ .number = 1003, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1004, .department = "37", .total = 20000, .requested = 16000 },
	};
	const struct decision_input award = { .d = { .kind = DECISION_AWARD,
						      .amount = { true, { 500000 } } } };
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 50000, NULL);
	fixture_import(&f, d, 4);
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "*");
	fixture_agent(&f, "lise", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&f, NULL);
	fixture_mark_all(s, 1001, 4);
	MUST(decide(s, 1001, &award, &a, &r, &err));
	session_close(s);
	s = fixture_session(&f, "jean");
	fixture_mark_all(s, 1002, 3);
	session_close(s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	sql_leave();
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static struct str
exported(const char *login, const struct export_order *o, struct export_done *done)
{
	struct session *s = fixture_session(&f, login);
	struct str bytes;
	char path[128];

	fixture_path(&f, "export", path);
	MUST(export_write(s, o, path, true, NULL, NULL, NULL, &a, done, &err));
	session_close(s);
	MUST(fs_read(path, 1 << 24, &a, &bytes, &err));
	return bytes;
}

static void
rows_and_control_total_are_those_of_the_base(void **state)
{
	const struct export_order o = {
		.preset = STR("recapitulatif"), .query = STR("dep:45"), .format = "csv-machine"
	};
	struct export_done done;

	(void)state;
	exported(NULL, &o, &done);
	assert_int_equal(done.rows,
		sql_number(f.base, "SELECT count(*) FROM dossier WHERE department = '45'"));
	assert_int_equal(done.total.cents,
		sql_number(f.base, "SELECT sum(amount_cents) FROM decision WHERE kind = 'award'"));
	assert_true(done.provisional);
}

static void
a_list_that_is_decided_is_not_provisional(void **state)
{
	const struct export_order o = { .preset = STR("laureats"), .format = "csv" };
	struct export_done done;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	assert_int_equal(done.rows, 1);
	assert_false(done.provisional);
	assert_true(str_find(bytes, STR("1001")) > 0);
	assert_true(str_find(bytes, STR("1003")) < 0);
}

/* Marks of a colleague are nobody's until every evaluator is final. */
static void
evaluators_stay_independent(void **state)
{
	const struct export_order o = { .preset = STR("notations"), .format = "csv-machine" };
	struct session *s = fixture_session(&f, "lise");
	struct export_done done;

	(void)state;
	MUST(mark_set(s, 1002, 0, 1, &err));
	session_close(s);
	s = fixture_session(&f, NULL);
	session_close(s);
	assert_true(str_find(exported("jean", &o, &done), STR("1002")) > 0);
	sql_do(f.base, "INSERT INTO assignment (dossier, agent, since) VALUES (1002, 'lise', 1)");
	assert_true(str_find(exported("lise", &o, &done), STR("1002")) < 0);
	assert_true(str_find(exported("jean", &o, &done), STR("1002")) > 0);
}

static void
only_the_agents_departments(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv-machine" };
	struct export_done done;
	struct str bytes = exported("lise", &o, &done);

	(void)state;
	assert_int_equal(done.rows, 3);
	assert_true(str_find(bytes, STR("1004")) < 0);
}

static void
no_formula_in_a_csv(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_done done;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	assert_true(str_find(bytes, STR("\"'=HYPERLINK(\"\"http://x\"\")\"")) > 0);
	assert_true(str_find(bytes, STR("\"=HYPERLINK")) < 0);
}

/* Marks and private columns have no place in what is published. */
static void
public_presets_refuse_private_columns(void **state)
{
	const struct export_order o = {
		.preset = STR("laureats"), .columns = STR("number,points_milli"), .format = "csv"
	};
	struct session *s = fixture_session(&f, NULL);
	struct export_preview p;

	(void)state;
	assert_int_equal(export_preview(s, &o, 3, &a, &p, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "place dans un export public"));
	session_close(s);
}

static int64_t
rows_of(struct session *s, struct str preset)
{
	const struct export_order o = { .preset = preset, .format = "csv" };
	struct export_preview p;

	MUST(export_preview(s, &o, 3, &a, &p, &err));
	return p.count;
}

static int64_t
cents_of(struct session *s, struct str preset)
{
	const struct export_order o = { .preset = preset, .format = "csv" };
	struct export_preview p;

	MUST(export_preview(s, &o, 3, &a, &p, &err));
	return p.total.cents;
}

/* 5 000 EUR were awarded and are given up: every file says that nothing is granted, as the envelope does. */
static void
counts_nowhere(enum state end)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;
	struct totals t;
	int at;

	MUST(move_state(s, 1001, STATE_NOTIFIED, STR_NONE, &a, &r, &err));
	assert_int_equal(rows_of(s, STR("laureats")), 1);
	assert_int_equal(rows_of(s, STR("chorus")), 1);
	assert_int_equal(cents_of(s, STR("recapitulatif")), 500000);
	MUST(move_state(s, 1001, end, STR("projet abandonné"), &a, &r, &err));
	assert_int_equal(rows_of(s, STR("laureats")), 0);
	assert_int_equal(rows_of(s, STR("chorus")), 0);
	assert_int_equal(rows_of(s, STR("recapitulatif")), 4);
	assert_int_equal(cents_of(s, STR("recapitulatif")), 0);
	assert_int_equal(cents_of(s, STR("enveloppes")), 0);
	MUST(totals_read(s, TOTAL_DEPARTMENT, STR(""), &a, &t, &at, &err));
	assert_int_equal(t.all.awarded.cents, 0);
	session_close(s);
	fixture_proves(&f);
}

static void
an_award_that_lapsed_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_LAPSED);
}

static void
an_award_withdrawn_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_WITHDRAWN);
}

static void
an_award_given_up_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_RENOUNCED);
}

static bool
stop(void *ctx, const char *what, int64_t done, int64_t total)
{
	(void)ctx, (void)what, (void)done, (void)total;
	return false;
}

static void
nothing_is_left_nor_replaced(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct session *s = fixture_session(&f, NULL);
	const struct export_hooks hooks = { NULL, stop };
	struct export_done done;
	struct stat sb;
	char path[128];

	(void)state;
	fixture_path(&f, "export", path);
	fixture_write(&f, "export", "à moi");
	REFUSED(export_write(s, &o, path, false, NULL, NULL, &hooks, &a, &done, &err), ERR_INPUT,
		"existe déjà");
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_size, 6);
	session_close(s);
}

/* Not by its name, nor by another name of the same file, nor by what is not there yet. */
static void
the_base_is_never_written_over(void **state)
{
	static const char *const names[] = { "base.db", "base.db-wal", "base.db-journal",
		"base.db.verrou", "base.db.cle", "other name", "link", "fifo", "." };
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct session *s = fixture_session(&f, NULL);
	struct export_done done;
	struct stat before, after;
	char path[128];

	(void)state;
	fixture_path(&f, "other name", path);
	assert_int_equal(link(f.base, path), 0);
	fixture_path(&f, "link", path);
	assert_int_equal(symlink("base.db", path), 0);
	fixture_path(&f, "fifo", path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(stat(f.base, &before), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		fixture_path(&f, names[i], path);
		REFUSED(export_write(s, &o, path, true, NULL, NULL, NULL, &a, &done, &err),
			ERR_INPUT,
			i < 7   ? "est la base"
			: i < 8 ? "fichier ordinaire"
				: "est un dossier");
		REFUSED(base_backup(s, path, &err), ERR_INPUT, "");
	}
	REFUSED(export_write(s, &o, "-", true, NULL, NULL, NULL, &a, &done, &err), ERR_INPUT,
		"sortie standard");
	session_close(s);
	assert_int_equal(stat(f.base, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	fixture_proves(&f);
}

static void
a_saved_preset_is_its_authors(void **state)
{
	const struct export_preset mine = {
		.code = STR("À moi"), .query = STR("dep:37"), .columns = STR("number,title")
	};
	const struct export_order o = { .preset = STR("À moi"), .format = "csv" };
	struct session *s = fixture_session(&f, "jean"), *other = fixture_session(&f, NULL);
	struct export_preview p;
	struct receipt r;

	(void)state;
	MUST(export_preset_save(s, &mine, &a, &r, &err));
	MUST(export_preview(s, &o, 3, &a, &p, &err));
	assert_int_equal(p.count, 1);
	assert_int_equal(p.columns, 2);
	REFUSED(export_preview(other, &o, 3, &a, &p, &err), ERR_USAGE, "À moi");
	session_close(other);
	session_close(s);
}

/* The Loiret is a part of the région, whose own code takes what no part takes: 1004, of Indre-et-Loire. */
static void
make_envelopes(void)
{
	fixture_envelope(&f, "R24", 90000, NULL);
	fixture_envelope(&f, "45", 50000, "R24");
}

/* What is granted in a part of an envelope is granted in the whole too: it counts once. */
static void
envelopes_count_each_award_once(void **state)
{
	struct export_order o = { .preset = STR("enveloppes"), .format = "csv" };
	struct session *s = fixture_session(&f, NULL);
	struct export_preview p;
	struct export_done done;

	(void)state;
	make_envelopes();
	exported(NULL, &o, &done);
	assert_int_equal(done.rows, 2);
	assert_int_equal(done.total.cents, 500000);
	assert_true(done.provisional);
	o.sort = STR("-montant");
	REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_USAGE, "retirez le tri");
	session_close(s);
}

/* 4 dossiers of 16 000 EUR; of the Loiret 1001 is awarded, 1003 refused, and all have one applicant. */
static void
a_query_restricts_envelopes(void **state)
{
	static const struct decision_input refuse = {
		.d = { .kind = DECISION_REFUSE, .reason = STR("impact_insuffisant") }
	};
	struct export_order o = { .preset = STR("enveloppes"),
		.columns = STR("code,requested_cents,awarded_cents,dossiers,refused,dismissed,"
			       "waiting,deposited,applicants"),
		.format = "csv-machine" };
	struct session *s = fixture_session(&f, NULL);
	struct export_done done;
	struct str bytes;
	struct receipt r;

	(void)state;
	make_envelopes();
	fixture_mark_all(s, 1003, 0);
	MUST(decide(s, 1003, &refuse, &a, &r, &err));
	session_close(s);
	bytes = exported(NULL, &o, &done);
	assert_true(str_find(bytes, STR("\nR24,6400000,500000,1,1,0,2,4,1\n")) > 0);
	assert_true(str_find(bytes, STR("\n45,4800000,500000,1,1,0,1,3,1\n")) > 0);
	o.query = STR("dep:37");
	bytes = exported(NULL, &o, &done);
	assert_int_equal(done.rows, 1);
	assert_true(str_find(bytes, STR("\nR24,1600000,0,0,0,0,1,1,1\n")) > 0);
	o.query = STR("décision:refusé");
	bytes = exported(NULL, &o, &done);
	assert_int_equal(done.rows, 2);
	assert_false(done.provisional);
	assert_true(str_find(bytes, STR("\n45,1600000,0,0,1,0,0,1,1\n")) > 0);
}

/* Its rows stay those of the preset that it was made from. */
static void
presets_of_marks_and_envelopes_are_saved(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct export_preset from, p;
	struct export_order o = { .format = "csv" };
	struct export_preview v;
	struct receipt r;

	(void)state;
	for (int shared = 0; shared < 2; shared++) {
		MUST(export_preset_find(s, STR("notations"), &a, &from, &err));
		o.columns = STR("number,item,note");
		p = export_preset_from(&a, &from, &o);
		p.code = shared ? STR("notes communes") : STR("notes");
		p.shared = shared;
		MUST(export_preset_save(s, &p, &a, &r, &err));
		MUST(export_preset_find(s, STR("enveloppes"), &a, &from, &err));
		o.columns = STR("code,left_cents");
		p = export_preset_from(&a, &from, &o);
		p.code = shared ? STR("restes communs") : STR("restes");
		p.shared = shared;
		MUST(export_preset_save(s, &p, &a, &r, &err));
		o.columns = STR_NONE;
		o.preset = shared ? STR("notes communes") : STR("notes");
		MUST(export_preview(s, &o, 3, &a, &v, &err));
		assert_int_equal(v.columns, 3);
		assert_string_equal(v.titles[1], "Sous-critère");
		o.preset = p.code;
		MUST(export_preview(s, &o, 3, &a, &v, &err));
		assert_int_equal(v.columns, 2);
		assert_int_equal(v.count, 1);
		assert_string_equal(v.titles[1], "Reste à attribuer");
	}
	session_close(s);
}

static void
columns_by_the_words_of_the_language(void **state)
{
	struct export_order o = { .preset = STR("recapitulatif"),
		.columns = STR("note,montant,dep,décidé,impact"),
		.format = "csv" };
	struct session *s = fixture_session(&f, NULL);
	struct export_preview p;

	(void)state;
	MUST(export_preview(s, &o, 3, &a, &p, &err));
	assert_string_equal(p.titles[0], "Note totale /100");
	assert_string_equal(p.titles[1], "Montant demandé");
	assert_string_equal(p.titles[2], "Département");
	assert_string_equal(p.titles[3], "Date de décision");
	assert_string_equal(p.titles[4], "Note Impact /40");
	o.columns = STR("montant,requested_cents");
	REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_USAGE, "deux fois");
	o.columns = STR(" ");
	REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_USAGE, "au moins une colonne");
	o.columns = STR_NONE;
	o.sort = STR("bidon");
	REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_USAGE, "bidon");
	session_close(s);
}

static void
a_preset_made_from_a_public_one_is_public(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct export_preset mine = {
		.code = STR("pub"), .columns = STR("title,points_milli"), .is_public = true
	};
	struct export_order o = {
		.preset = STR("pub"), .columns = STR("points_milli"), .format = "csv"
	};
	struct export_preview p;
	struct receipt r;

	(void)state;
	for (int shared = 0; shared < 2; shared++) {
		mine.shared = shared;
		mine.code = shared ? STR("pub commun") : STR("pub");
		mine.columns = STR("title,points_milli");
		REFUSED(export_preset_save(s, &mine, &a, &r, &err), ERR_INPUT, "export public");
		mine.columns = STR("title");
		MUST(export_preset_save(s, &mine, &a, &r, &err));
		o.preset = mine.code;
		REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_INPUT, "export public");
	}
	mine.code = STR("comite");
	REFUSED(export_preset_save(s, &mine, &a, &r, &err), ERR_INPUT, "choisissez un autre nom");
	session_close(s);
}

/* ---- verifying ---- */

static void
verified(const char *login, struct export_check *k)
{
	struct session *s = fixture_session(&f, login);
	char path[128];

	fixture_path(&f, "export", path);
	MUST(export_verify(s, path, &a, k, &err));
	session_close(s);
}

/* Who has all départements verifies the file of who has one; not the other way round. */
static void
a_file_is_verified_in_its_own_scope(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_check k;
	struct export_done done;

	(void)state;
	exported(NULL, &o, &done);
	verified("lise", &k);
	assert_false(k.within_scope);
	verified("jean", &k);
	assert_true(k.within_scope && k.same_rows && k.intact);
	exported("lise", &o, &done);
	verified(NULL, &k);
	assert_true(k.within_scope && k.same_rows && k.intact && k.head_known);
	assert_int_equal(k.rows_now, 3);
	assert_int_equal(k.altered_count, 0);
}

static void
replace_in_file(struct str bytes, const char *was, const char *now)
{
	ptrdiff_t at = str_find(bytes, str_z(was));
	struct buf b = { 0 };

	if (at < 0)
		fail_msg("not in the file: %s", was);
	buf_adds(&b, (struct str){ bytes.ptr, (size_t)at });
	buf_addz(&b, now);
	buf_adds(&b,
		(struct str){ bytes.ptr + at + strlen(was), bytes.len - (size_t)at - strlen(was) });
	buf_addc(&b, '\0');
	fixture_write(&f, "export", b.ptr);
	buf_done(&b);
}

static void
every_fact_is_worked_out_again(void **state)
{
	static const struct {
		const char *was, *now, *label;
	} forgeries[] = {
		{ "\"provisoire\";\"status\"", "\"définitif\";\"status\"", "Caractère" },
		{ "\"tous\";\"scope\"", "\"45\";\"scope\"", "Périmètre (départements)" },
		{ "\"4\";\"rows\"", "\"5\";\"rows\"", "Lignes" },
		{ "accordé 5\u00a0000,00", "accordé 9\u00a0000,00", "Total de contrôle" },
		{ "\"recapitulatif\";\"preset\"", "\"laureats\";\"preset\"", "Modèle" },
		{ "\"Recherche\";\"", "\"Recherche\";\"dep:45", "Recherche" },
		{ "\"Campagne\";\"", "\"Campagne\";\"Autre ", "Campagne" },
		{ "\"Grille en vigueur\";\"", "\"Grille en vigueur\";\"9", "Grille en vigueur" },
		{ "-o export.csv", "-o export.csv --force", "Pour refaire ce fichier" },
		{ "\"Par\";\"chef (chef)\";\"author\"\r\n", "", "Provenance" },
	};
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_done done;
	struct export_check k;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	verified(NULL, &k);
	assert_int_equal(k.altered_count, 0);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		replace_in_file(bytes, forgeries[i].was, forgeries[i].now);
		verified(NULL, &k);
		if (!k.altered_count)
			fail_msg("%s is not seen", forgeries[i].label);
		assert_string_equal(k.altered[0].label, forgeries[i].label);
		assert_true(k.altered[0].sure);
	}
	replace_in_file(bytes, "\"Tête du registre\";\"", "\"Tête du registre\";\"1");
	verified(NULL, &k);
	assert_false(k.head_known);
}

/* What a shell would cut, what looks like an option, and names that are both. */
static void
a_command_is_read_as_a_shell_reads_it(void **state)
{
	static const struct {
		struct str name, query;
	} cases[] = {
		{ STR("Pour le préfet"), STR("dep:45") },
		{ STR("--format json"), STR("\" --format json \" OU 1001") },
		{ STR("L'avis 'final'"), STR("-dep:37") },
		{ STR("-o -"), STR("--sort") },
	};
	struct session *s = fixture_session(&f, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct export_preset p = { .code = cases[i].name,
			.columns = STR("number,title") };
		const struct export_order o = {
			.preset = cases[i].name, .query = cases[i].query, .format = "csv"
		};
		struct export_done done;
		struct export_check k;
		struct receipt r;

		MUST(export_preset_save(s, &p, &a, &r, &err));
		exported(NULL, &o, &done);
		verified(NULL, &k);
		if (k.altered_count)
			fail_msg("%s: %s", k.altered[0].label, k.altered[0].told);
		assert_true(k.same_rows && k.intact);
	}
	session_close(s);
}

/* ---- long exports ---- */

enum { MANY = 250 };

static struct session *
many_dossiers(void)
{
	static struct fixture_dossier d[MANY];

	for (int i = 0; i < MANY; i++)
		d[i] = (struct fixture_dossier){
			.number = 2001 + i, .department = "45", .total = 20000, .requested = 16000
		};
	fixture_import(&f, d, MANY);
	return fixture_session(&f, NULL);
}

struct told {
	int times, stop_at; /* stop_at 0: never */
	int64_t last, total;
};

static bool
listen_to(void *ctx, const char *what, int64_t done, int64_t total)
{
	struct told *t = ctx;

	assert_string_not_equal(what, "");
	assert_true(done >= t->last);
	t->last = done;
	t->total = total;
	return ++t->times != t->stop_at;
}

/* 3 of the Loiret, 250 more: told at 100 and 200, of 253. */
static void
a_long_export_says_where_it_is(void **state)
{
	const struct export_order o = {
		.preset = STR("recapitulatif"), .query = STR("dep:45"), .format = "csv"
	};
	struct session *s = many_dossiers();
	struct told t = { 0 };
	const struct export_hooks hooks = { &t, listen_to };
	struct export_done done;
	char path[128];

	(void)state;
	fixture_path(&f, "long", path);
	MUST(export_write(s, &o, path, false, NULL, NULL, &hooks, &a, &done, &err));
	session_close(s);
	assert_int_equal(done.rows, MANY + 3);
	assert_int_equal(t.times, 2);
	assert_int_equal(t.last, 200);
	assert_int_equal(t.total, MANY + 3);
}

static int
files_of_the_folder(void)
{
	char path[128];
	int n = 0;
	struct dirent *e;
	DIR *dir;

	fixture_path(&f, ".", path);
	dir = opendir(path);
	assert_non_null(dir);
	while ((e = readdir(dir)) != NULL)
		n++;
	closedir(dir);
	return n;
}

/* At its first word, at the second; the third one of an XLSX comes as its bytes leave. */
static void
an_export_that_is_stopped_leaves_nothing(void **state)
{
	static const struct {
		const char *format;
		int stop_at;
	} stops[] = { { "csv", 1 }, { "csv", 2 }, { "csv-machine", 1 }, { "csv-machine", 2 },
		{ "json", 1 }, { "json", 2 }, { "ods", 1 }, { "ods", 2 }, { "xlsx", 1 },
		{ "xlsx", 2 }, { "xlsx", 3 }, { "pdf", 1 }, { "note", 1 }, { "svg", 1 },
		{ "png", 1 } };
	struct session *s = many_dossiers();
	char path[128];
	int files;

	(void)state;
	fixture_path(&f, "stopped", path);
	files = files_of_the_folder();
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		const struct export_order o = { .preset = STR("recapitulatif"),
			.query = STR("dep:45"),
			.format = stops[i].format };
		struct told t = { .stop_at = stops[i].stop_at };
		const struct export_hooks hooks = { &t, listen_to };
		struct export_done done;

		REFUSED(export_write(s, &o, path, false, NULL, NULL, &hooks, &a, &done, &err),
			ERR_CANCELLED, "aucun fichier n'est laissé");
		assert_int_equal(t.times, t.stop_at);
		assert_int_equal(files_of_the_folder(), files);
	}
	session_close(s);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(rows_and_control_total_are_those_of_the_base),
		CASE(a_list_that_is_decided_is_not_provisional),
		CASE(evaluators_stay_independent),
		CASE(only_the_agents_departments),
		CASE(no_formula_in_a_csv),
		CASE(public_presets_refuse_private_columns),
		CASE(an_award_that_lapsed_counts_nowhere),
		CASE(an_award_withdrawn_counts_nowhere),
		CASE(an_award_given_up_counts_nowhere),
		CASE(nothing_is_left_nor_replaced),
		CASE(the_base_is_never_written_over),
		CASE(a_saved_preset_is_its_authors),
		CASE(envelopes_count_each_award_once),
		CASE(a_query_restricts_envelopes),
		CASE(presets_of_marks_and_envelopes_are_saved),
		CASE(columns_by_the_words_of_the_language),
		CASE(a_preset_made_from_a_public_one_is_public),
		CASE(a_file_is_verified_in_its_own_scope),
		CASE(every_fact_is_worked_out_again),
		CASE(a_command_is_read_as_a_shell_reads_it),
		CASE(a_long_export_says_where_it_is),
		CASE(an_export_that_is_stopped_leaves_nothing),
	};

	return cmocka_run_group_tests_name("app: export", tests, NULL, NULL);
}
