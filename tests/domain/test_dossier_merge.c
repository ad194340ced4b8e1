/* SPDX-License-Identifier: EUPL-1.2 */
/* What the base holds once one more record came: newest wins, JSON over CSV at equal date, a poorer
 * or older record only completes; the order of arrival does not count. */
#include "pupitre/domain/dossier.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/collect.h"

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	arena = (struct arena){ 0 };
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static struct dossier
record(enum source source, int64_t date, struct field *fields, size_t n)
{
	return (struct dossier){
		.number = 1,
		.source = source,
		.modified = { date },
		.platform_state = STR("en_instruction"),
		.submitted_at = { 100 },
		.instruction_at = INSTANT_NONE,
		.decided_at = INSTANT_NONE,
		.start = DAY_NONE,
		.end = DAY_NONE,
		.applicant = { .siret = STR("21530170600010"),
			.name = STR("OISSEAU"),
			.population = -1 },
		.fields = fields,
		.field_count = n,
	};
}

#define J(kind_, id, label_, value_)                                                               \
	{                                                                                          \
		.kind = kind_, .descriptor = STR(id), .label = STR(label_), .value = value_        \
	}
#define NOTE(label_, value_)                                                                       \
	{                                                                                          \
		.section = SECTION_ANNOTATION, .descriptor = STR("note"), .label = STR(label_),    \
		.value = value_                                                                    \
	}
#define C(label_, value_)                                                                          \
	{                                                                                          \
		.label = STR(label_), .value = STR(value_)                                         \
	}
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
same(const struct dossier *a, const struct dossier *b)
{
	return hash_eq(dossier_hash(a), dossier_hash(b));
}

/* The same dossier as an answer and as an export: blank numbers are 0, boxes on and off, lists joined
 * otherwise, hidden questions have columns. */
static struct field answer_fields[] = {
	{ .kind = FIELD_HEADER,
		.descriptor = STR("h"),
		.label = STR("1. Projet"),
		.value = STR("1") },
	J(FIELD_TEXT, "a", "Intitulé", STR("Toit \U0001F600 neuf")),
	J(FIELD_YES_NO, "b", "Délégué ?", STR("false")),
	J(FIELD_CHECKBOX, "c", "Je m'engage", STR("true")),
	J(FIELD_CHECKBOX, "d", "QPV", STR_NONE),
	J(FIELD_INTEGER, "e", "Coût", STR("744980")),
	J(FIELD_INTEGER, "e2", "Population", STR("1136")),
	J(FIELD_DECIMAL, "e3", "Recettes", STR("-0.50")),
	J(FIELD_INTEGER, "f", "dont DSIL", STR_NONE),
	J(FIELD_DECIMAL, "g", "Retenu", STR("1286443.00")),
	J(FIELD_LINKED, "i", "EPCI", STR("53 - Mayenne / 245 - CC")),
	J(FIELD_DEPARTMENT, "j", "Département", STR("53 - Mayenne")),
	J(FIELD_DATETIME, "k", "Visite", STR("2026-01-15T14:52:35+01:00")),
	J(FIELD_RNA, "l", "Association", STR("W442000000")),
	J(FIELD_TEXT, "m", "Précisez lequel.", STR_NONE),
	{ .kind = FIELD_TEXT,
		.descriptor = STR("n"),
		.label = STR("Précisez lequel."),
		.occurrence = 1,
		.value = STR("CRTE") },
	{ .section = SECTION_FORM,
		.kind = FIELD_FILES,
		.descriptor = STR("o"),
		.row = STR("01J"),
		.label = STR("Pièce"),
		.value = STR("a.pdf") },
	NOTE("Avis", STR("bon")),
};
static struct field export_fields[] = {
	C("Intitulé", "Toit   neuf"),
	C("Délégué ?", "Non"),
	C("Je m'engage", "on"),
	C("QPV", "off"),
	C("Coût", "744980"),
	C("Population", "1136.0"),
	C("Recettes", "-00.5"),
	C("dont DSIL", "0"),
	C("Retenu", "1286443.0"),
	C("EPCI", "53 - Mayenne;245 - CC"),
	C("Département", "Mayenne"),
	C("Visite", "2026-01-15 14:52:35 +0100"),
	C("Association", "W442000000 (Les amis)"),
	{ .label = STR("Précisez lequel."), .occurrence = 2, .value = STR("CRTE") },
	C("Avis", "bon"),
	C("Caché", "0"),
	C("Case cachée", "off"),
};

static void
test_poorer_export_changes_nothing(void **state)
{
	struct dossier answer = record(SOURCE_JSON, 2000, answer_fields, COUNT(answer_fields));
	struct dossier poor = record(SOURCE_CSV, 2000, export_fields, COUNT(export_fields)), merged;

	(void)state;
	merged = dossier_merge(&arena, &answer, &poor);
	assert_true(same(&merged, &answer));
	merged = dossier_merge(&arena, &poor, &answer);
	assert_true(same(&merged, &answer));
	poor.modified.ms = 1000;
	merged = dossier_merge(&arena, &answer, &poor);
	assert_true(same(&merged, &answer));
	merged = dossier_merge(&arena, &poor, &answer);
	assert_true(same(&merged, &answer));
}

/* A newer export that says the same in its own words brings its date, and no visible difference. */
static void
test_newer_export_that_agrees(void **state)
{
	struct dossier answer = record(SOURCE_JSON, 2000, answer_fields, COUNT(answer_fields));
	struct dossier poor = record(SOURCE_CSV, 3000, export_fields, COUNT(export_fields)), merged,
		       again;
	struct difference *diff;
	size_t n;

	(void)state;
	merged = dossier_merge(&arena, &answer, &poor);
	diff = dossier_diff(&arena, &answer, &merged, &n);
	assert_int_equal(n, 1);
	assert_string_equal(diff[0].what, "modifié le");
	again = dossier_merge(&arena, &merged, &poor);
	assert_true(same(&again, &merged));
	again = dossier_merge(&arena, &merged, &answer);
	assert_true(same(&again, &merged));
	again = dossier_merge(&arena, &poor, &answer);
	assert_true(same(&again, &merged));
}

static void
test_newer_export_states_values(void **state)
{
	static struct field cells[] = { C("Intitulé", "Toit rouge"), C("Je m'engage", "off"),
		C("Délégué ?", "Oui"), C("Coût", "0"), C("EPCI", "53 - Mayenne;999 - CA"),
		C("dont DSIL", "12"), C("Nouvelle question", "oui") };
	struct dossier answer = record(SOURCE_JSON, 2000, answer_fields, COUNT(answer_fields));
	struct dossier poor = record(SOURCE_CSV, 3000, cells, COUNT(cells)), merged, newest;

	(void)state;
	merged = dossier_merge(&arena, &answer, &poor);
	assert_str(field_of(&merged, "Intitulé", 0)->value, "Toit rouge");
	assert_str(field_of(&merged, "Intitulé", 0)->descriptor, "a");
	assert_str(field_of(&merged, "Je m'engage", 0)->value, "false");
	assert_str(field_of(&merged, "Délégué ?", 0)->value, "true");
	assert_str(field_of(&merged, "Coût", 0)->value, "0");
	assert_str(field_of(&merged, "EPCI", 0)->value, "53 - Mayenne / 999 - CA");
	assert_int_equal(field_of(&merged, "EPCI", 0)->kind, FIELD_LINKED);
	assert_str(field_of(&merged, "dont DSIL", 0)->value, "12");
	assert_str(field_of(&merged, "Nouvelle question", 0)->value, "oui");
	/* what a CSV does not say stays */
	assert_str(field_of(&merged, "Précisez lequel.", 1)->value, "CRTE");
	assert_str(field_of(&merged, "Pièce", 0)->value, "a.pdf");
	assert_str(field_of(&merged, "Avis", 0)->value, "bon");
	/* the next answer says all again */
	newest = record(SOURCE_JSON, 3000, answer_fields, COUNT(answer_fields));
	merged = dossier_merge(&arena, &merged, &newest);
	assert_true(same(&merged, &newest));
}

static void
test_newest_answer_is_complete(void **state)
{
	static struct field old[] = { J(FIELD_TEXT, "a", "A", STR("un")),
		J(FIELD_TEXT, "b", "B", STR("b")), J(FIELD_TEXT, "x", "Masquée depuis", STR("x")),
		NOTE("Avis", STR("bon")) };
	static struct field new[] = { J(FIELD_TEXT, "a", "A", STR("deux")),
		J(FIELD_TEXT, "b", "B", STR_NONE), NOTE("Avis", STR_NONE) };
	struct dossier before = record(SOURCE_JSON, 1000, old, COUNT(old)), merged;
	struct dossier after = record(SOURCE_JSON, 2000, new, COUNT(new));

	(void)state;
	before.title = STR("vieux titre");
	before.motivation = STR("motif d'avant");
	merged = dossier_merge(&arena, &before, &after);
	assert_true(same(&merged, &after));
	merged = dossier_merge(&arena, &after, &before);
	assert_true(same(&merged, &after));
}

/* An answer asked without annotations says nothing about them. */
static void
test_partial_answer_keeps_the_rest(void **state)
{
	static struct field whole[] = { J(FIELD_TEXT, "a", "A", STR("un")),
		NOTE("Avis", STR("bon")) };
	static struct field half[] = { J(FIELD_TEXT, "a", "A", STR("deux")) };
	struct dossier before = record(SOURCE_JSON, 1000, whole, COUNT(whole)), merged, other;
	struct dossier after = record(SOURCE_JSON, 2000, half, COUNT(half));

	(void)state;
	merged = dossier_merge(&arena, &before, &after);
	assert_int_equal(merged.field_count, 2);
	assert_str(field_of(&merged, "A", 0)->value, "deux");
	assert_str(field_of(&merged, "Avis", 0)->value, "bon");
	other = dossier_merge(&arena, &after, &before);
	assert_true(same(&merged, &other));
	other = dossier_merge(&arena, &merged, &after);
	assert_true(same(&merged, &other));
}

/* State, its dates and the motivation move together; identity is completed, never mixed. */
static void
test_facts_of_the_dossier(void **state)
{
	struct dossier held = record(SOURCE_JSON, 1000, NULL, 0), in, merged;

	(void)state;
	held.platform_state = STR("refuse");
	held.decided_at = (struct instant){ 900 };
	held.motivation = STR("hors délai");
	held.demarche = STR("900001");
	held.applicant.email = STR("mairie@example.fr");
	in = record(SOURCE_CSV, 2000, NULL, 0);
	merged = dossier_merge(&arena, &held, &in);
	assert_str(merged.platform_state, "en_instruction");
	assert_false(instant_is(merged.decided_at));
	assert_str(merged.motivation, "(absent)");
	assert_str(merged.demarche, "900001");
	assert_str(merged.applicant.email, "mairie@example.fr");
	assert_int_equal(merged.source, SOURCE_CSV);
	assert_int_equal(merged.answered.ms, 1000);
	in.applicant.siret = STR("21450234600012");
	in.applicant.name = STR("ORLEANS");
	merged = dossier_merge(&arena, &held, &in);
	assert_str(merged.applicant.email, "(absent)");
	in.modified.ms = 500;
	merged = dossier_merge(&arena, &held, &in);
	assert_true(same(&merged, &held));
}

static void
test_two_exports(void **state)
{
	static struct field old[] = { C("A", "un"), C("B", "b"),
		{ .label = STR("L"), .value = STR("l0") },
		{ .label = STR("L"), .occurrence = 1, .value = STR("l1") } };
	static struct field new[] = { C("A", "deux"),
		{ .label = STR("L"), .occurrence = 1, .value = STR("l0") } };
	struct dossier before = record(SOURCE_CSV, 1000, old, COUNT(old)), merged, other;
	struct dossier after = record(SOURCE_CSV, 2000, new, COUNT(new));

	(void)state;
	merged = dossier_merge(&arena, &before, &after);
	assert_str(field_of(&merged, "A", 0)->value, "deux");
	assert_str(field_of(&merged, "B", 0)->value, "b");
	assert_str(field_of(&merged, "L", 0)->value, "l0");
	assert_str(field_of(&merged, "L", 1)->value, "l0");
	other = dossier_merge(&arena, &after, &before);
	assert_true(same(&merged, &other));
	other = dossier_merge(&arena, &merged, &before);
	assert_true(same(&merged, &other));
}

/* At the date of an answer the answer wins, even when a newer export, silent here, came between. */
static void
test_export_of_the_answers_date(void **state)
{
	static struct field answer[] = { J(FIELD_TEXT, "a", "A", STR("réponse")),
		NOTE("Avis", STR_NONE) };
	static struct field same_date[] = { C("A", "export") };
	static struct field later[] = { C("B", "b") };
	struct dossier json = record(SOURCE_JSON, 2000, answer, COUNT(answer)), merged, other;
	struct dossier first = record(SOURCE_CSV, 2000, same_date, COUNT(same_date));
	struct dossier second = record(SOURCE_CSV, 3000, later, COUNT(later));

	(void)state;
	merged = dossier_merge(&arena, &first, &second);
	assert_str(field_of(&merged, "A", 0)->value, "export");
	merged = dossier_merge(&arena, &merged, &json);
	assert_str(field_of(&merged, "A", 0)->value, "réponse");
	assert_str(field_of(&merged, "B", 0)->value, "b");
	other = dossier_merge(&arena, &json, &second);
	other = dossier_merge(&arena, &other, &first);
	assert_true(same(&merged, &other));
}

/* ---- random histories against a model --------------------------------------------------- */

enum { QUESTIONS = 8, DATES = 4, RECORDS = 4 };
static const enum field_kind kinds[QUESTIONS] = { FIELD_TEXT, FIELD_INTEGER, FIELD_YES_NO,
	FIELD_CHOICE, FIELD_DECIMAL, FIELD_LINKED, FIELD_TEXT, FIELD_DATE };

struct history {
	int value[DATES][QUESTIONS]; /* 0: unanswered */
};

static unsigned seed;

static int
draw(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int)(seed >> 16) % n;
}

static struct str
label_of(int q)
{
	return q == 6 ? STR("Question 0") : str_z(arena_printf(&arena, "Question %d", q));
}

static struct str
value_of(int q, int v)
{
	switch (kinds[q]) {
	case FIELD_INTEGER:
		return str_z(arena_printf(&arena, "%d", v * 10));
	case FIELD_DECIMAL:
		return str_z(arena_printf(&arena, "%d.50", v));
	case FIELD_YES_NO:
		return v % 2 ? STR("true") : STR("false");
	case FIELD_LINKED:
		return str_z(arena_printf(&arena, "A%d / B%d", v, v));
	case FIELD_DATE:
		return str_z(arena_printf(&arena, "2026-01-%02d", v));
	default:
		/* question 6 has the label of question 0 and other values */
		return str_z(arena_printf(&arena, "texte %d", q == 6 ? v + 10 : v));
	}
}

static struct dossier
answer_at(const struct history *h, int date)
{
	struct field *fields = ARENA_ARRAY(&arena, struct field, QUESTIONS + 2);

	for (int q = 0; q < QUESTIONS; q++)
		fields[q] = (struct field){ .kind = kinds[q],
			.descriptor = str_z(arena_printf(&arena, "id%d", q)),
			.label = label_of(q),
			.occurrence = q == 6,
			.value = h->value[date][q] ? value_of(q, h->value[date][q]) : STR_NONE };
	fields[QUESTIONS] =
		(struct field){ .kind = FIELD_HEADER, .label = STR("T"), .value = STR("1") };
	fields[QUESTIONS + 1] = (struct field)NOTE("Avis", STR_NONE);
	return record(SOURCE_JSON, 1000 + date, fields, QUESTIONS + 2);
}

static struct dossier
export_at(const struct history *h, int date)
{
	struct field *fields = ARENA_ARRAY(&arena, struct field, QUESTIONS);
	size_t n = 0;

	for (int q = 0; q < QUESTIONS; q++) {
		struct field f = { .kind = kinds[q], .label = label_of(q), .occurrence = q == 6 };

		if (h->value[date][q])
			f.value = value_of(q, h->value[date][q]);
		f.value = field_csv_form(&arena, &f);
		f.kind = FIELD_TEXT;
		if (f.value.len)
			fields[n++] = f;
	}
	return record(SOURCE_CSV, 1000 + date, fields, n);
}

/* What is known of a question once all records came: the newest answer, then the newer exports that
 * state something else than the 0 of a number that the answer leaves blank. */
static struct str
expected(const struct history *h, const struct dossier *records, int q)
{
	int answered = -1, last;
	struct str value = STR_NONE;

	for (int r = 0; r < RECORDS; r++)
		if (records[r].source == SOURCE_JSON && records[r].modified.ms - 1000 > answered)
			answered = (int)(records[r].modified.ms - 1000);
	if (answered >= 0 && h->value[answered][q])
		value = value_of(q, h->value[answered][q]);
	last = answered;
	for (int date = answered + 1; date < DATES; date++)
		for (int r = 0; r < RECORDS; r++) {
			int v = h->value[date][q];
			bool number = kinds[q] == FIELD_INTEGER || kinds[q] == FIELD_DECIMAL;

			if (records[r].modified.ms - 1000 != date || date <= last)
				continue;
			if (v)
				value = value_of(q, v);
			else if (number && value.ptr)
				value = STR("0");
		}
	return value;
}

/* An export does not tell a blank number from 0: neither do we here. */
static double
number_of(const char *text)
{
	return text[0] == '(' ? 0 : strtod(text, NULL);
}

static void
check_order(const struct history *h, const struct dossier *records, const int *order)
{
	struct dossier held = records[order[0]], again;
	bool answered = records[order[0]].source == SOURCE_JSON;

	for (int i = 1; i < RECORDS; i++) {
		const struct dossier *in = &records[order[i]];

		held = dossier_merge(&arena, &held, in);
		answered |= in->source == SOURCE_JSON;
		for (int k = 0; k <= i; k++) {
			again = dossier_merge(&arena, &held, &records[order[k]]);
			assert_true(same(&again, &held));
		}
	}
	for (int q = 0; q < QUESTIONS && answered; q++) {
		struct str value = expected(h, records, q);
		const char *got = collect_z(field_of(&held, collect_z(label_of(q)), q == 6)->value);

		if (kinds[q] == FIELD_INTEGER || kinds[q] == FIELD_DECIMAL)
			assert_true(number_of(got) == number_of(collect_z(value)));
		else
			assert_string_equal(got, collect_z(value));
	}
}

static void
each_order(const struct history *h, const struct dossier *records, int *order, int n)
{
	if (n == RECORDS) {
		check_order(h, records, order);
		return;
	}
	for (int r = 0; r < RECORDS; r++) {
		bool used = false;

		for (int i = 0; i < n; i++)
			used |= order[i] == r;
		if (used)
			continue;
		order[n] = r;
		each_order(h, records, order, n + 1);
	}
}

/* Two answers and two exports of random dates, in the 24 orders; an export may have the date of an
 * answer, which then wins. The label shared by two questions
 * is answered in both or in none, since an export does not say which of them a lone cell is. */
static void
test_random_histories(void **state)
{
	(void)state;
	for (seed = 1; seed <= 120; seed++) {
		unsigned start = seed;
		struct history h = { 0 };
		struct dossier records[RECORDS];
		int order[RECORDS], dates[DATES] = { 0, 1, 2, 3 };

		for (int date = 0; date < DATES; date++) {
			for (int q = 0; q < QUESTIONS; q++)
				h.value[date][q] = draw(3) ? 1 + draw(9) : 0;
			h.value[date][0] = 1 + draw(9);
			h.value[date][6] = 1 + draw(9);
		}
		for (int i = DATES - 1; i > 0; i--) {
			int j = draw(i + 1), t = dates[i];

			dates[i] = dates[j];
			dates[j] = t;
		}
		int first = draw(DATES), second = (first + 1 + draw(DATES - 1)) % DATES;

		records[0] = answer_at(&h, dates[0]);
		records[1] = answer_at(&h, dates[1]);
		records[2] = export_at(&h, first);
		records[3] = export_at(&h, second);
		each_order(&h, records, order, 0);
		seed = start;
		arena_reset(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_poorer_export_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_newer_export_that_agrees, setup, teardown),
		cmocka_unit_test_setup_teardown(test_newer_export_states_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_newest_answer_is_complete, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_partial_answer_keeps_the_rest, setup, teardown),
		cmocka_unit_test_setup_teardown(test_facts_of_the_dossier, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_exports, setup, teardown),
		cmocka_unit_test_setup_teardown(test_export_of_the_answers_date, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_histories, setup, teardown),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
