/* SPDX-License-Identifier: EUPL-1.2 */
/* Presets, their columns and the words that name them; what a column says of a dossier or an envelope. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/export.h"
#include "support/exports.h"
#include "support/must.h"
#include "support/sql.h"

static struct err err;

static void
a_saved_preset_is_its_authors(void **state)
{
	const struct export_preset mine = {
		.code = STR("À moi"), .query = STR("dep:37"), .columns = STR("number,title")
	};
	const struct export_order o = { .preset = STR("À moi"), .format = "csv" };
	struct session *s = fixture_session(&exports, "jean"),
		       *other = fixture_session(&exports, NULL);
	struct export_preview p;
	struct receipt r;

	(void)state;
	MUST(export_preset_save(s, &mine, &exports_arena, &r, &err));
	MUST(export_preview(s, &o, 3, &exports_arena, &p, &err));
	assert_int_equal(p.count, 1);
	assert_int_equal(p.columns, 2);
	REFUSED(export_preview(other, &o, 3, &exports_arena, &p, &err), ERR_USAGE, "À moi");
	session_close(other);
	session_close(s);
}

/* The Loiret is a part of the région, whose own code takes what no part takes: 1004, of Indre-et-Loire. */
static void
make_envelopes(void)
{
	fixture_envelope(&exports, "R24", 90000, NULL);
	fixture_envelope(&exports, "45", 50000, "R24");
}

/* What is granted in a part of an envelope is granted in the whole too: it counts once. */
static void
envelopes_count_each_award_once(void **state)
{
	struct export_order o = { .preset = STR("enveloppes"), .format = "csv" };
	struct session *s = fixture_session(&exports, NULL);
	struct export_preview p;
	struct export_done done;

	(void)state;
	make_envelopes();
	exported(NULL, &o, &done);
	assert_int_equal(done.rows, 2);
	assert_int_equal(done.total.cents, 500000);
	assert_true(done.provisional);
	o.sort = STR("-montant");
	REFUSED(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_USAGE, "retirez le tri");
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
	struct session *s = fixture_session(&exports, NULL);
	struct export_done done;
	struct str bytes;
	struct receipt r;

	(void)state;
	make_envelopes();
	fixture_mark_all(s, 1003, 0);
	MUST(decide(s, 1003, &refuse, &exports_arena, &r, &err));
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
	struct session *s = fixture_session(&exports, NULL);
	struct export_preset from, p;
	struct export_order o = { .format = "csv" };
	struct export_preview v;
	struct receipt r;

	(void)state;
	for (int shared = 0; shared < 2; shared++) {
		MUST(export_preset_find(s, STR("notations"), &exports_arena, &from, &err));
		o.columns = STR("number,item,note");
		p = export_preset_from(&exports_arena, &from, &o);
		p.code = shared ? STR("notes communes") : STR("notes");
		p.shared = shared;
		MUST(export_preset_save(s, &p, &exports_arena, &r, &err));
		MUST(export_preset_find(s, STR("enveloppes"), &exports_arena, &from, &err));
		o.columns = STR("code,left_cents");
		p = export_preset_from(&exports_arena, &from, &o);
		p.code = shared ? STR("restes communs") : STR("restes");
		p.shared = shared;
		MUST(export_preset_save(s, &p, &exports_arena, &r, &err));
		o.columns = STR_NONE;
		o.preset = shared ? STR("notes communes") : STR("notes");
		MUST(export_preview(s, &o, 3, &exports_arena, &v, &err));
		assert_int_equal(v.columns, 3);
		assert_string_equal(v.titles[1], "Sous-critère");
		o.preset = p.code;
		MUST(export_preview(s, &o, 3, &exports_arena, &v, &err));
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
	struct session *s = fixture_session(&exports, NULL);
	struct export_preview p;

	(void)state;
	MUST(export_preview(s, &o, 3, &exports_arena, &p, &err));
	assert_string_equal(p.titles[0], "Note totale /100");
	assert_string_equal(p.titles[1], "Montant demandé");
	assert_string_equal(p.titles[2], "Département");
	assert_string_equal(p.titles[3], "Date de décision");
	assert_string_equal(p.titles[4], "Note Impact /40");
	o.columns = STR("montant,requested_cents");
	REFUSED(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_USAGE, "deux fois");
	o.columns = STR(" ");
	REFUSED(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_USAGE,
		"au moins une colonne");
	o.columns = STR_NONE;
	o.sort = STR("bidon");
	REFUSED(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_USAGE, "bidon");
	session_close(s);
}

static void
a_preset_made_from_a_public_one_is_public(void **state)
{
	struct session *s = fixture_session(&exports, NULL);
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
		REFUSED(export_preset_save(s, &mine, &exports_arena, &r, &err), ERR_INPUT,
			"export public");
		mine.columns = STR("title");
		MUST(export_preset_save(s, &mine, &exports_arena, &r, &err));
		o.preset = mine.code;
		REFUSED(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_INPUT,
			"export public");
	}
	mine.code = STR("comite");
	REFUSED(export_preset_save(s, &mine, &exports_arena, &r, &err), ERR_INPUT,
		"choisissez un autre nom");
	session_close(s);
}

/* Marks and private columns have no place in what is published. */
static void
public_presets_refuse_private_columns(void **state)
{
	const struct export_order o = {
		.preset = STR("laureats"), .columns = STR("number,points_milli"), .format = "csv"
	};
	struct session *s = fixture_session(&exports, NULL);
	struct export_preview p;

	(void)state;
	assert_int_equal(export_preview(s, &o, 3, &exports_arena, &p, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "place dans un export public"));
	session_close(s);
}

/* A refusal of the platform has its words there; an award of the platform has no amount, and no place in what is
 * committed: how many is told. */
static void
decisions_of_the_platform(void **state)
{
	static const struct fixture_dossier d[] = {
		{ .number = 1005, .department = "45", .requested = 16000, .state = "refuse" },
		{ .number = 1006, .department = "45", .requested = 16000, .state = "accepte" },
	};
	const struct export_order refused = {
		.preset = STR("refus"), .columns = STR("number,text"), .format = "csv-machine"
	};
	struct export_order chorus = { .preset = STR("chorus"), .format = "csv" };
	struct session *s;
	struct export_done done;
	struct export_preview p;
	struct str bytes;

	(void)state;
	fixture_import(&exports, d, 2);
	sql_do(exports.base, "UPDATE dossier SET motivation = 'matériel seul' WHERE number = 1005");
	bytes = exported(NULL, &refused, &done);
	assert_true(str_find(bytes, STR("\n1005,matériel seul\n")) > 0);
	s = fixture_session(&exports, NULL);
	MUST(export_preview(s, &chorus, 3, &exports_arena, &p, &err));
	assert_int_equal(p.count, 1);
	assert_string_equal(p.warning, "1 dossier accordé sans montant n'y est pas");
	chorus.query = STR("1001-1002");
	MUST(export_preview(s, &chorus, 3, &exports_arena, &p, &err));
	assert_null(p.warning);
	session_close(s);
}

/* 1001 and 1003 have full marks, 1002 three quarters of them, 1004 none: whatever the order of the rows. */
static void
ranks_are_by_points(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"),
		.columns = STR("number,rank,opinion,evaluator_names"),
		.format = "csv-machine" };
	struct session *s = fixture_session(&exports, NULL);
	struct export_done done;
	struct str bytes;

	(void)state;
	fixture_mark_all(s, 1003, 4);
	session_close(s);
	bytes = exported(NULL, &o, &done);
	assert_true(str_find(bytes, STR("\n1001,1,favorable,chef\n1002,3,favorable,jean\n"
					"1003,1,favorable,chef\n1004,,,\n")) > 0);
}

/* An opinion is everybody's once every evaluator is final, as the points are. */
static void
opinions_stay_independent(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"),
		.query = STR("1002"),
		.columns = STR("number,opinion,evaluator_names"),
		.format = "csv-machine" };
	struct session *s = fixture_session(&exports, "lise");
	struct export_done done;

	(void)state;
	MUST(mark_set(s, 1002, 0, 1, &err));
	session_close(s);
	sql_do(exports.base,
		"INSERT INTO assignment (dossier, agent, since) VALUES (1002, 'lise', 1)");
	assert_true(str_find(exported("lise", &o, &done), STR("\n1002,,\"jean, lise\"\n")) > 0);
	assert_true(str_find(exported("jean", &o, &done), STR("\n1002,,\"jean, lise\"\n")) > 0);
}

static void
a_proposal_is_told(void **state)
{
	const struct decision_input award = { .d = { .kind = DECISION_AWARD,
						      .amount = { true, { 300000 } } } };
	const struct export_order o = { .preset = STR("recapitulatif"),
		.query = STR("1002"),
		.columns = STR("proposal"),
		.format = "csv-machine" };
	struct session *s = fixture_session(&exports, "jean");
	struct export_done done;
	struct receipt r;

	(void)state;
	MUST(propose(s, 1002, &award, &exports_arena, &r, &err));
	session_close(s);
	assert_true(str_find(exported(NULL, &o, &done),
			    STR("accordé 3\u00a0000,00\u00a0€ (jean)")) > 0);
}

static void
a_long_name_is_refused(void **state)
{
	struct export_preset p = { .columns = STR("number") };
	struct session *s = fixture_session(&exports, NULL);
	struct receipt r;

	(void)state;
	p.code = STR("éééééééééééééééééééééééééééééé"
		     "ééééééééééééééééééééééééééééééé");
	REFUSED(export_preset_save(s, &p, &exports_arena, &r, &err), ERR_INPUT,
		"au plus 60 caractères");
	p.code.len -= 2;
	MUST(export_preset_save(s, &p, &exports_arena, &r, &err));
	session_close(s);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, exports_setup, exports_teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_saved_preset_is_its_authors),
		CASE(envelopes_count_each_award_once),
		CASE(a_query_restricts_envelopes),
		CASE(presets_of_marks_and_envelopes_are_saved),
		CASE(columns_by_the_words_of_the_language),
		CASE(a_preset_made_from_a_public_one_is_public),
		CASE(public_presets_refuse_private_columns),
		CASE(decisions_of_the_platform),
		CASE(ranks_are_by_points),
		CASE(opinions_stay_independent),
		CASE(a_proposal_is_told),
		CASE(a_long_name_is_refused),
	};

	return cmocka_run_group_tests_name("app: export columns", tests, NULL, NULL);
}
