/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of lists against the same selections written by hand in SQL; hostile texts; no
 * condition sorts (walks of whole tables are declared, and checked in test_statements.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "statements.h"
#include "support/language.h"

static struct language l;
static sqlite3 *h;

static int
setup(void **state)
{
	(void)state;
	language_init(&l);
	return sqlite3_open_v2(l.s.path, &h, SQLITE_OPEN_READONLY, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	sqlite3_close(h);
	language_done(&l);
	return 0;
}

/* w: words, folded, in every indexed text of a dossier. */
#define SELECTION                                                                                  \
	"WITH points AS (SELECT a.dossier AS number, (2 * sum(e.points_milli) + count(*)) / "      \
	"(2 * count(*)) AS milli FROM assignment a LEFT JOIN evaluation e ON e.dossier = "         \
	"a.dossier AND e.agent = a.agent AND e.final = 1 GROUP BY a.dossier HAVING "               \
	"count(*) = count(e.points_milli)), "                                                      \
	"sheet AS (SELECT e.* FROM evaluation e LEFT JOIN points p ON p.number = e.dossier WHERE " \
	"CASE WHEN p.milli IS NULL THEN e.agent = 'a.martin' ELSE e.final = 1 AND "                \
	"e.points_milli IS NOT NULL END) "                                                         \
	"SELECT d.number FROM dossier d JOIN applicant q ON q.dossier = d.number JOIN listing l "  \
	"ON l.number = d.number LEFT JOIN instruction i ON i.dossier = d.number LEFT JOIN "        \
	"decision c ON c.dossier = d.number LEFT JOIN points p ON p.number = d.number WHERE %s "   \
	"ORDER BY d.number"

static size_t
by_sql(const char *where, int64_t *numbers)
{
	char *sql = sqlite3_mprintf(SELECTION, where);
	sqlite3_stmt *q;
	size_t n = 0;

	if (sqlite3_prepare_v2(h, sql, -1, &q, NULL))
		fail_msg("%s: %s", where, sqlite3_errmsg(h));
	while (sqlite3_step(q) == SQLITE_ROW)
		numbers[n++] = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_free(sql);
	return n;
}

/* Days since 1970 of today, 8 October 2021, is 18908; the deposits are at noon. */
static const struct {
	const char *text, *where;
	bool may_be_empty;
} selections[] = {
	{ "", "1", false },
	{ "dep:45", "d.department = '45'", false },
	{ "dep:45,37", "d.department IN ('45', '37')", false },
	{ "dep:-45", "d.department IS NOT '45'", false },
	{ "-dep:45,2a", "coalesce(d.department, '') NOT IN ('45', '2A')", false },
	{ "sans:dep", "d.department IS NULL", false },
	{ "état:instruction", "i.state = 'instruction'", false },
	{ "état:\"en instruction\"", "i.state = 'instruction'", false },
	{ "état:\"En cours\"",
		"i.state IN ('admissible', 'ineligible', 'instruction', 'postponed')", false },
	{ "état:notifié", "i.state = 'notified'", false },
	{ "état:noté", "i.state IN ('marked', 'endorsed', 'committee')", false },
	{ "état:décidé,-refusé", "i.state IN ('awarded', 'dismissed', 'redirected')", false },
	{ "note>=40", "p.milli >= 40000", false },
	{ "note<60", "p.milli < 60000", false },
	{ "-note<60", "p.milli IS NULL OR p.milli >= 60000", false },
	{ "sans:note", "p.milli IS NULL", false },
	{ "montant>20000", "d.requested_cents > 2000000", false },
	{ "montant:5000..15000,50", "d.requested_cents BETWEEN 500000 AND 1500050", false },
	{ "montant:5000,50", "d.requested_cents = 500050", false },
	{ "-montant>20000", "d.requested_cents IS NULL OR d.requested_cents <= 2000000", false },
	{ "coût<=30000 avec:montant", "d.total_cents <= 3000000 AND d.requested_cents >= 0",
		false },
	{ "population>1000", "q.population > 1000", false },
	{ "dépôt>=2021-09-01", "d.submitted_at / 86400000 >= 18871", false },
	{ "dépôt<-30j", "d.submitted_at / 86400000 < 18878", false },
	{ "dépôt:2021-08", "d.submitted_at / 86400000 BETWEEN 18840 AND 18870", false },
	{ "échéance<15j", "l.deadline < 18923", false },
	{ "retard:oui", "l.deadline < 18908", false },
	{ "retard:non", "l.deadline >= 18908", false },
	{ "décision:accordé accordé>=1000",
		"c.kind = 'award' AND c.amount_cents >= 100000 AND i.state NOT IN "
		"('lapsed', 'withdrawn', 'renounced')",
		false },
	{ "sans:décision", "c.kind IS NULL", false },
	{ "décideur:b.durand motif:hors-axe", "c.agent = 'b.durand'", false },
	{ "décidé:2021-09-30", "c.decided_at >= 18900 * 86400000 - 7200000", false },
	{ "type:epci", "q.kind IN ('cc', 'ca', 'cu', 'metropole')", false },
	{ "demandeur:orl* ", "l.applicant LIKE 'orl%' OR l.applicant LIKE '%''orl%'", false },
	{ "projet:\"portail famille\"", "l.title = 'portail famille'", false },
	{ "portail -familles ", "l.title = 'portail famille'", false },
	{ "cimetière OU école ", "l.title LIKE 'cimetiere%' OR l.title LIKE 'ecole%'", false },
	{ "catégorie:usager ", "l.category LIKE '%usager%'", false },
	{ "ville:val ", "q.city = 'Saint-Denis-en-Val'", false },
	{ "adresse:puits ", "q.address = '1 rue du Puits'", false },
	{ "-courriel:adon.fr ", "q.email IS NOT 'mairie@adon.fr'", false },
	{ "motivation:cellule,épuisés ", "c.text > '' OR d.motivation = 'Crédits épuisés'", false },
	{ "sans:motivation", "c.text IS NULL AND d.motivation IS NULL", false },
	{ "remarque:réunion ",
		"EXISTS (SELECT 1 FROM note z WHERE z.dossier = d.number AND "
		"z.text = 'Vu en réunion')",
		false },
	{ "sans:remarque", "NOT EXISTS (SELECT 1 FROM note z WHERE z.dossier = d.number)", false },
	{ "pièce:devis* ",
		"EXISTS (SELECT 1 FROM attachment z WHERE z.dossier = d.number AND "
		"z.name = 'devis-2021.pdf')",
		false },
	{ "volet:1,2", "d.volet IN (1, 2)", false },
	{ "évaluateur:moi",
		"EXISTS (SELECT 1 FROM assignment a WHERE a.dossier = d.number "
		"AND a.agent = 'a.martin')",
		false },
	{ "sans:évaluation",
		"NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.dossier = d.number "
		"AND e.final = 1)",
		false },
	{ "étiquette:urg* ", "EXISTS (SELECT 1 FROM tag t WHERE t.dossier = d.number)", false },
	{ "alerte:oui", "l.warning = 1", false },
	{ "tournée:oui",
		"EXISTS (SELECT 1 FROM away w JOIN bundle b ON b.id = w.bundle WHERE "
		"w.dossier = d.number AND b.status = 'open')",
		false },
	{ "sans:tournée",
		"NOT EXISTS (SELECT 1 FROM away w JOIN bundle b ON b.id = w.bundle WHERE "
		"w.dossier = d.number AND b.status = 'open')",
		false },
	{ "tournée:b.durand",
		"EXISTS (SELECT 1 FROM away w JOIN bundle b ON b.id = w.bundle WHERE "
		"w.dossier = d.number AND b.agent = 'b.durand')",
		false },
	{ "tournée:moi,non",
		"(EXISTS (SELECT 1 FROM away w JOIN bundle b ON b.id = w.bundle WHERE "
		"w.dossier = d.number AND b.agent = 'a.martin' AND b.status = 'open') OR "
		"NOT EXISTS (SELECT 1 FROM away w JOIN bundle b ON b.id = w.bundle WHERE "
		"w.dossier = d.number AND b.status = 'open'))",
		false },
	{ "question:oui",
		"EXISTS (SELECT 1 FROM question k WHERE k.dossier = d.number AND k.status = "
		"'open')",
		false },
	{ "question:non",
		"NOT EXISTS (SELECT 1 FROM question k WHERE k.dossier = d.number AND "
		"k.status = 'open')",
		false },
	{ "proposition:accordé,refuse",
		"EXISTS (SELECT 1 FROM proposal o WHERE o.dossier = d.number AND o.kind IN "
		"('award', 'refuse'))",
		false },
	{ "proposition:-ajourné",
		"NOT EXISTS (SELECT 1 FROM proposal o WHERE o.dossier = d.number AND o.kind = "
		"'postpone')",
		false },
	{ "sans:proposition", "NOT EXISTS (SELECT 1 FROM proposal o WHERE o.dossier = d.number)",
		false },
	{ "avis:favorable",
		"EXISTS (SELECT 1 FROM sheet s WHERE s.dossier = d.number AND "
		"s.opinion = 'favourable')",
		false },
	{ "I1>=3",
		"(SELECT avg(m.value) FROM sheet s JOIN mark m ON m.dossier = s.dossier "
		"AND "
		"m.agent = s.agent WHERE s.dossier = d.number AND m.item = 'I1' AND "
		"m.value >= 0) >= 3",
		false },
	{ "P1:SO",
		"EXISTS (SELECT 1 FROM sheet s JOIN mark m ON m.dossier = s.dossier AND "
		"m.agent = s.agent WHERE s.dossier = d.number AND m.item = 'P1' AND "
		"m.value = -2)",
		false },
	{ "4012307 4012321-4012328", "d.number IN (4012307, 4012321, 4012328)", false },
	{ "123 ", "d.number LIKE '%123%'", false },
	{ "(note<40 OU sans:note) dep:45 tri:-montant",
		"(p.milli < 40000 OR p.milli IS NULL) AND d.department = '45'", false },
	{ "NON (dep:45 OU dep:37) montant<20000",
		"coalesce(d.department, '') NOT IN ('45', '37') AND d.requested_cents < "
		"2000000",
		false },
	{ "dep:45 état:instruction note>=10 -cimetière tri:-note",
		"d.department = '45' AND i.state = 'instruction' AND p.milli >= 10000 AND "
		"coalesce(l.title, '') NOT LIKE 'cimetiere%'",
		true },
};

static void
forty_selections(void **state)
{
	int64_t expected[LANGUAGE_ROWS], got[LANGUAGE_ROWS];

	(void)state;
	assert_true(sizeof(selections) / sizeof(selections[0]) >= 40);
	for (size_t i = 0; i < sizeof(selections) / sizeof(selections[0]); i++) {
		size_t n = by_sql(selections[i].where, expected);
		size_t m = language_select(&l, selections[i].text, "a.martin", "*", got);

		if (n == 0 && !selections[i].may_be_empty)
			fail_msg("%s: selects nothing, proves nothing", selections[i].text);
		if (n != m || memcmp(expected, got, n * sizeof(got[0])) != 0)
			fail_msg("%s: %zu dossiers, %zu by SQL", selections[i].text, m, n);
	}
}

static const struct language_row *
row_of(int64_t number)
{
	return &l.rows[(number - l.rows[0].number) / 7];
}

/* The same text for two people: each has his own sheets until the points exist, then all see all. */
static void
own_sheets_only(void **state)
{
	static const char *const texts[] = { "I1>=0", "I1:NE", "impact>=0", "avec:avis",
		"avis:favorable", "sans:impact", "-I1<4" };
	int64_t mine[LANGUAGE_ROWS], theirs[LANGUAGE_ROWS], nobody[LANGUAGE_ROWS];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		size_t a = language_select(&l, texts[i], "a.martin", "*", mine);
		size_t b = language_select(&l, texts[i], "b.durand", "*", theirs);
		size_t c = language_select(&l, texts[i], "c.leroy", "*", nobody);

		if (a == b && memcmp(mine, theirs, a * sizeof(mine[0])) == 0)
			fail_msg("%s: the same for both", texts[i]);
		for (size_t k = 0; k < c && *texts[i] == 'I'; k++)
			assert_true(row_of(nobody[k])->points >= 0);
	}
	assert_int_equal(language_select(&l, "I1>=0", "c.leroy", "*", mine) +
				 language_select(&l, "sans:I1", "c.leroy", "*", mine),
		LANGUAGE_ROWS);
	assert_int_equal(language_select(&l, "I1:NE", "c.leroy", "*", mine), 0);
}

/* What is out of the scope is in no answer, negated or not. */
static void
scope(void **state)
{
	static const char *const texts[] = { "", "-dep:45", "sans:dep", "-zzz",
		"NON (dep:37 OU dep:45)", "4012300-4019999", "avec:note OU sans:note" };
	int64_t numbers[LANGUAGE_ROWS];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		size_t n = language_select(&l, texts[i], "a.martin", "18, 2A", numbers);

		for (size_t k = 0; k < n; k++) {
			const struct language_row *r = row_of(numbers[k]);

			assert_true(r->department && (strcmp(r->department, "18") == 0 ||
							     strcmp(r->department, "2A") == 0));
		}
		if ((n > 0) != (i != 2))
			fail_msg("%s: %zu", texts[i], n);
		assert_int_equal(language_select(&l, texts[i], "a.martin", "", numbers), 0);
	}
}

static enum status
open_text(const char *text)
{
	const struct query_context ctx = { l.today, STR("a.martin"), &l.grid };
	const struct viewer viewer = {
		.departments = STR("*"), .today = l.today, .login = STR("a.martin"), .grid = &l.grid
	};
	struct store_list *list = NULL;
	struct arena a = { 0 };
	struct search search;
	int at;
	enum status st = query_parse(str_z(text), &ctx, &a, &search, &at, &l.s.err);

	if (!st)
		st = store_list_open(l.s.st, &search, &viewer, &list, &l.s.err);
	store_list_close(list);
	arena_done(&a);
	assert_true(store_idle(l.s.st));
	return st;
}

/* Operators of FTS5 and of SQL are words, or refused by the parser: the engine never complains. */
static void
hostile(void **state)
{
	static const char *const accepted[] = { "NEAR(a b)", "\"a\" NEAR \"b\"", "a* b*",
		"\"title : x\"", "^portail", "\"a\"\"b\"", "a\\b", "\"%a_\\'\"",
		"demandeur:\"a'b\"", "projet:\"x\" OU \"'y\"", "évaluateur:\"' OR 1 = 1\"",
		"étiquette:\"'a\"", "enveloppe:\"\\u0000\"", "€", "\U0001F600 ", "a AND b",
		"siret:%1", "catégorie:'a*" };
	static const char *const refused[] = { "title : x", "{title} : x", "a + b", "%", "_", "\\",
		"AND", "OR NOT", "catégorie:'*", "'; DROP TABLE act; --" };

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		if (open_text(accepted[i]))
			fail_msg("%s: %s", accepted[i], l.s.err.text);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (open_text(refused[i]) != ERR_INPUT)
			fail_msg("%s: accepted", refused[i]);
	}
}

static bool
at_once(void *ctx)
{
	(void)ctx;
	return true;
}

/* A long condition stops when told to, and leaves nothing open. */
static void
interrupted(void **state)
{
	static const char *const texts[] = { "I1>=0", "ville:adon", "portail", "123 ", "-dep:45" };
	int stopped = 0;

	(void)state;
	store_on_progress(l.s.st, at_once, NULL);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		enum status st = open_text(texts[i]);

		if (st && st != ERR_CANCELLED)
			fail_msg("%s: %s", texts[i], l.s.err.text);
		stopped += st == ERR_CANCELLED;
	}
	store_on_progress(l.s.st, NULL, NULL);
	assert_true(stopped > 0);
}

static void
no_condition_sorts(void **state)
{
	(void)state;
	for (int id = SQL_FIND_DIGITS; id <= SQL_FIND_SHEETS; id++) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql_rows[id].text);
		sqlite3_stmt *q;

		assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &q, NULL), SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW) {
			if (strstr((const char *)sqlite3_column_text(q, 3), "TEMP B-TREE"))
				fail_msg("%s: %s", sql_rows[id].name, sqlite3_column_text(q, 3));
		}
		sqlite3_finalize(q);
		sqlite3_free(sql);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forty_selections),
		cmocka_unit_test(own_sheets_only),
		cmocka_unit_test(scope),
		cmocka_unit_test(hostile),
		cmocka_unit_test(interrupted),
		cmocka_unit_test(no_condition_sorts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
