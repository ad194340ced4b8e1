/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of lists: what is refused, where and why; hostile texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/domain/query.h"

static struct grid grid = { .item_count = 1,
	.criterion_count = 1,
	.items = { { .id = "I3" } },
	.criteria = { { .id = "impact", .count = 1 } } };
static const struct query_context context = { { 18908 }, { "a.martin", 8 }, &grid };

struct error_case {
	const char *text;
	int at;
	const char *says;
};

/* Position in characters, words of the message, and the output left as it was. */
static void
refused(struct str text, int at, const char *says)
{
	struct arena a = { 0 };
	struct search s = { .sort_count = 77 };
	struct err err = { 0 };
	int got = 0;

	if (query_parse(text, &context, &a, &s, &got, &err) != ERR_INPUT)
		fail_msg("%.60s: accepted", text.ptr);
	if (got != at || !strstr(err.text, says))
		fail_msg("%.60s: %d %s", text.ptr, got, err.text);
	assert_int_equal(s.sort_count, 77);
	arena_done(&a);
}

static void
check(const struct error_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		refused(str_z(cases[i].text), cases[i].at, cases[i].says);
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases[0]))

static void
structure(void **state)
{
	static const struct error_case cases[] = {
		{ "\"portail", 1, "guillemet" },
		{ "école \"portail", 7, "guillemet" },
		{ "( portail", 1, "n'est pas fermée" },
		{ "é (a (b)", 3, "n'est pas fermée" },
		{ "a)", 2, "n'a pas été ouvert" },
		{ ")", 1, "n'a pas été ouvert" },
		{ "()", 1, "aucune condition" },
		{ "a ( )", 3, "aucune condition" },
		{ "-", 1, "exclut" },
		{ "a - b", 3, "exclut" },
		{ "a OU", 3, "autour de « OU »" },
		{ "OU a", 1, "autour de « OU »" },
		{ "a OU OU b", 3, "autour de « OU »" },
		{ "a OU tri:note", 3, "autour de « OU »" },
		{ "(a OU )", 4, "autour de « OU »" },
		{ "ET a", 1, "autour de « ET »" },
		{ "a ET", 3, "autour de « ET »" },
		{ "a ET ET b", 6, "autour de « ET »" },
		{ "NON", 4, "autour de « NON »" },
		{ "NON OU", 5, "autour de « NON »" },
		{ "a -)", 4, "autour de « NON »" },
		{ "(a tri:note)", 4, "sortez-le des parenthèses" },
		{ "-tri:note", 1, "ne s'exclut pas" },
		{ "NON tri:note", 1, "ne s'exclut pas" },
	};

	(void)state;
	CHECK(cases);
}

static void
keys(void **state)
{
	static const struct error_case cases[] = {
		{ "eta:reçu", 1, "« état »" },
		{ "école étta:reçu", 7, "« état »" },
		{ "evaluater:moi", 1, "« évaluateur »" },
		{ "inpact>3", 1, "« impact »" },
		{ "http://x", 1, "guillemets" },
		{ ":x", 1, "manque une clé avant « : »" },
		{ ">=3", 1, "manque une clé avant « >= »" },
		{ "requested_cents>20000", 1, "vouliez-vous dire « montant » ?" },
		{ "dep:45 points_milli>=60000", 8, "vouliez-vous dire « note » ?" },
		{ "sans:eligible_cents", 6, "vouliez-vous dire « assiette » ?" },
		{ "sans:foo", 6, "« foo » n'est pas une donnée ; par exemple sans:évaluation" },
		{ "avec:notte", 6, "n'est pas une donnée ; vouliez-vous dire « note » ?" },
		{ "tri:requested_cents", 5, "n'est pas une clé de tri" },
		{ "OU:x", 1, "inconnue" },
		{ "dep>45", 1, "dep:valeur" },
		{ "demandeur<a", 1, "demandeur:valeur" },
		{ "retard>oui", 1, "retard:valeur" },
		{ "tri>note", 1, "tri:valeur" },
		{ "évaluation:oui", 1, "sans:évaluation" },
		{ "sans:", 6, "manque une valeur" },
		{ "sans:perdu", 6, "« perdu » n'est pas une donnée" },
		{ "sans:montent", 6, "« montant »" },
		{ "sans:tri", 6, "n'est pas une donnée" },
		{ "tri:", 5, "manque une clé de tri" },
		{ "tri:-", 5, "manque une clé de tri" },
		{ "tri:note,bof", 10, "« bof »" },
		{ "tri:impact", 5, "clé de tri" },
		{ "tri:note,dep,montant,coût,état", 27, "au plus 4" },
	};

	(void)state;
	CHECK(cases);
}

static void
values(void **state)
{
	static const struct error_case cases[] = {
		{ "état:perdu", 6, "n'est pas un état" },
		{ "état:reçu,perdu", 11, "n'est pas un état" },
		{ "dep:Atlantide", 5, "n'est pas un département" },
		{ "dep:", 5, "manque une valeur" },
		{ "dep:45,", 8, "manque une valeur" },
		{ "dep:45,-", 9, "manque une valeur" },
		{ "(dep:)", 6, "manque une valeur" },
		{ "note>=", 7, "manque une valeur" },
		{ "note>=beaucoup", 7, "un nombre de points" },
		{ "note:..", 8, "manque une valeur" },
		{ "note:80..60", 6, "ordre inverse" },
		{ "note>60..80", 8, "intervalle" },
		{ "note>60\"x\"", 8, "qu'une valeur" },
		{ "I3>=NE", 5, "NE ou SO" },
		{ "I3:peu", 4, "NE ou SO" },
		{ "impact:NE", 8, "un nombre de points" },
		{ "montant>abc", 9, "un montant" },
		{ "montant:1,2,3", 9, "un montant" },
		{ "dépôt>31/02/2021", 7, "une date qui existe" },
		{ "dépôt>2021-13", 7, "une date qui existe" },
		{ "dépôt<-30x", 7, "une date qui existe" },
		{ "dépôt<-99999a", 7, "une date qui existe" },
		{ "dépôt:2021-06-30..2021-05-01", 7, "ordre inverse" },
		{ "population>peu", 12, "un nombre entier" },
		{ "population>99999999999999999999", 12, "un nombre entier" },
		{ "décision:oui", 10, "n'est pas une décision" },
		{ "avis:bon", 6, "n'est pas un avis" },
		{ "proposition:peut-être", 13, "n'est pas une décision" },
		{ "question:ouverte", 10, "oui ou non" },
		{ "tournée>5", 1, "ne se compare pas" },
		{ "plateforme:perdu", 12, "état de la plateforme" },
		{ "type:secte", 6, "n'est pas un type" },
		{ "retard:bientôt", 8, "oui ou non" },
		{ "demandeur:*", 11, "manque le mot à chercher" },
		{ "450-45", 1, "ordre inverse" },
		{ "1 99999999999999999999", 3, "trop grand" },
		{ "*", 1, "manque le mot à chercher" },
		{ "... !", 1, "ni lettre ni chiffre" },
		{ "\"\"", 2, "manque le mot à chercher" },
		{ "a\x01z", 2, "U+0001" },
		{ "é\xC2\x85", 2, "U+0085" },
		{ "a\xFFz", 1, "UTF-8" },
	};

	(void)state;
	CHECK(cases);
}

static void
nobody_is_me(void **state)
{
	const struct query_context alone = { .today = { 18908 } };
	struct arena a = { 0 };
	struct search s;
	struct err err = { 0 };
	int at = 0;

	(void)state;
	assert_int_equal(query_parse(STR("évaluateur:moi"), &alone, &a, &s, &at, &err), ERR_INPUT);
	assert_int_equal(at, 12);
	assert_non_null(strstr(err.text, "ne désigne personne"));
	assert_int_equal(query_parse(STR("impact<3"), &alone, &a, &s, &at, &err), ERR_INPUT);
	arena_done(&a);
}

static void
repeat(struct buf *b, const char *z, int n)
{
	buf_clear(b);
	for (int i = 0; i < n; i++)
		buf_addz(b, z);
}

/* Limits: as many as said, and not one more. */
static void
limits(void **state)
{
	static const struct {
		const char *part;
		int most;
		const char *end, *says;
		int at;
	} cases[] = {
		{ "ab ", QUERY_TERMS, "", "500 mots et conditions", 3 * QUERY_TERMS + 1 },
		{ "-", QUERY_DEPTH, "a", "100 niveaux", QUERY_DEPTH + 1 },
		{ "(", QUERY_DEPTH, "a", "100 niveaux", QUERY_DEPTH + 1 },
		{ "NON ", QUERY_DEPTH, "a", "100 niveaux", 4 * QUERY_DEPTH + 1 },
		{ "é", QUERY_LENGTH, "", "10001 caractères", QUERY_LENGTH + 1 },
	};
	struct buf b = { 0 };
	struct arena list = { 0 };
	struct search s;
	int at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };

		repeat(&b, cases[i].part, cases[i].most);
		buf_addz(&b, cases[i].end);
		for (int n = 0; *cases[i].part == '(' && n < cases[i].most; n++)
			buf_addc(&b, ')');
		assert_int_equal(query_parse(buf_str(&b), &context, &a, &s, &at, NULL), OK);
		repeat(&b, cases[i].part, cases[i].most + 1);
		buf_addz(&b, cases[i].end);
		refused(buf_str(&b), cases[i].at, cases[i].says);
		arena_done(&a);
	}
	repeat(&b, "(", 500);
	refused(buf_str(&b), QUERY_DEPTH + 1, "100 niveaux");
	repeat(&b, "4012345 ", 1250);
	assert_int_equal(query_parse(buf_str(&b), &context, &list, &s, &at, NULL), OK);
	assert_int_equal(s.where->number_count, 1250);
	arena_done(&list);
	buf_done(&b);
}

static void
nul(void **state)
{
	(void)state;
	refused((struct str){ "ab\0c", 4 }, 3, "U+0000");
}

/* Whatever the bytes: an answer, a position inside the text, and no reading past the end. */
static void
every_prefix_and_byte(void **state)
{
	static const char text[] =
		"dep:45,-\"Loiret\" (état:noté OU note:60..70,5) -\"a b\" 12-40 77 "
		"dépôt<-30j sans:I3,avis I3:NE NON é tri:-note,montant";

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		for (int byte = 0; byte < 256; byte += 3) {
			struct arena a = { 0 };
			char *copy = arena_dup(&a, text, len + 1);
			struct search s;
			int at = 0;

			copy[len] = (char)byte;
			if (query_parse((struct str){ copy, len + 1 }, &context, &a, &s, &at,
				    NULL) != OK)
				assert_true(at >= 1 && at <= (int)len + 2);
			arena_done(&a);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(structure),
		cmocka_unit_test(keys),
		cmocka_unit_test(values),
		cmocka_unit_test(nobody_is_me),
		cmocka_unit_test(limits),
		cmocka_unit_test(nul),
		cmocka_unit_test(every_prefix_and_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
