/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of lists: what each text means, as a tree. Errors are in test_query_errors.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/domain/query.h"

static struct grid grid = { .item_count = 2,
	.criterion_count = 1,
	.items = { { .id = "I1" }, { .id = "I3" } },
	.criteria = { { .id = "impact", .count = 2 } } };
/* 8 October 2021 */
static const struct query_context context = { { 18908 }, { "a.martin", 8 }, &grid };

struct tree_case {
	const char *text, *tree;
};

static const char *
key_name(const struct query *q)
{
	if (q->key == KEY_CRITERION)
		return grid.criteria[q->subject].id;
	return q->key == KEY_ITEM ? grid.items[q->subject].id : query_key_row(q->key).alias;
}

static void
dump_bound(struct buf *b, int64_t v)
{
	if (v > QUERY_MIN && v < QUERY_MAX)
		buf_addf(b, "%lld", (long long)v);
}

static void
dump_leaf(struct buf *b, const struct query *q)
{
	if (q->op == QUERY_WORD || q->op == QUERY_DIGITS || q->op == QUERY_TEXT) {
		if (q->op == QUERY_TEXT)
			buf_addf(b, "%s:", key_name(q));
		buf_addf(b, "%s%.*s%s", q->op == QUERY_DIGITS ? "#" : "", STR_ARG(q->text),
			q->prefix ? "*" : "");
	} else if (q->op == QUERY_CODES) {
		buf_addf(b, "%s=", key_name(q));
		for (size_t i = 0; i < q->value_count; i++)
			buf_addf(b, "%s%.*s", i ? "," : "", STR_ARG(q->values[i]));
	} else if (q->op == QUERY_RANGE) {
		buf_addf(b, "%s[", key_name(q));
		dump_bound(b, q->low);
		buf_addz(b, "..");
		dump_bound(b, q->high);
		buf_addz(b, "]");
	} else if (q->op == QUERY_NUMBERS) {
		for (size_t i = 0; i < q->number_count; i++)
			buf_addf(b, "%s%lld", i ? "," : "#=", (long long)q->numbers[i]);
	} else if (q->op == QUERY_PRESENT) {
		buf_addf(b, "has %s", key_name(q));
	} else {
		buf_addf(b, "%s is %lld", key_name(q), (long long)q->low);
	}
}

/* (and A B), (or A B), (not A), and leaves as dump_leaf writes them. */
static void
dump(struct buf *b, const struct query *q)
{
	if (q->op == QUERY_ALL) {
		buf_addz(b, "all");
	} else if (q->op == QUERY_AND || q->op == QUERY_OR) {
		buf_addz(b, q->op == QUERY_AND ? "(and " : "(or ");
		dump(b, q->left);
		buf_addc(b, ' ');
		dump(b, q->right);
		buf_addc(b, ')');
	} else if (q->op == QUERY_NOT) {
		buf_addz(b, "(not ");
		dump(b, q->left);
		buf_addc(b, ')');
	} else {
		dump_leaf(b, q);
	}
}

static void
dump_search(struct buf *b, const struct search *s)
{
	dump(b, s->where);
	for (size_t i = 0; i < s->sort_count; i++)
		buf_addf(b, " %c%s", s->sorts[i].descending ? '-' : '+',
			column_rows[s->sorts[i].column].id);
}

static void
check(const struct tree_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = { 0 };
		struct buf b = { 0 };
		struct search s;
		struct err err = { 0 };
		int at = 0;

		if (query_parse(str_z(cases[i].text), &context, &a, &s, &at, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		dump_search(&b, &s);
		if (strcmp(b.ptr, cases[i].tree) != 0)
			fail_msg("%s: %s, expected %s", cases[i].text, b.ptr, cases[i].tree);
		buf_done(&b);
		arena_done(&a);
	}
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases[0]))

static void
words(void **state)
{
	static const struct tree_case cases[] = {
		{ "", "all" },
		{ " \t\n ", "all" },
		{ "Portail", "portail*" },
		{ "Portail ", "portail" },
		{ "port* ", "port*" },
		{ "Écoles d'été ", "(and ecoles d'ete)" },
		{ "portail fam", "(and portail fam*)" },
		{ "\"Portail famille\"", "portail famille" },
		{ "\"Portail fam\"*", "portail fam*" },
		{ "\"OU (dep:45) -\"", "ou (dep:45) -" },
		{ "-cimetière ", "(not cimetiere)" },
		{ "-\"portail famille\"", "(not portail famille)" },
		{ "ou et non or and not ", "(and (and ou (and et non)) (and or (and and not)))" },
		{ "porte-à-porte ", "porte-a-porte" },
		{ "NEAR a^b c+d {e} ", "(and (and near a^b) (and c+d {e}))" },
	};

	(void)state;
	CHECK(cases);
}

static void
numbers(void **state)
{
	static const struct tree_case cases[] = {
		{ "4012345", "#4012345*" },
		{ "2345 ", "#2345" },
		{ "-2345 ", "(not #2345)" },
		{ "4012345 4012346", "#=4012345,4012346" },
		{ "4012345 4012400-4012450", "(or id[4012400..4012450] #=4012345)" },
		{ "12-24", "id[12..24]" },
		{ "12-12", "#=12" },
		{ "-12-24", "(not id[12..24])" },
		{ "-12 24 ", "(and (not #12) #24)" },
		{ "5 7 mairie 9 ", "(and #=5,7 (and mairie #9))" },
		{ "(5 7)", "#=5,7" },
		{ "n°:7", "id[7..7]" },
		{ "numéro:7,9..12,-20..-15", "(or id[7..7] (or id[9..12] id[-20..-15]))" },
		{ "\"4012345\"", "4012345" },
		{ "2021-05-01 ", "2021-05-01" },
	};

	(void)state;
	CHECK(cases);
}

static void
codes(void **state)
{
	static const struct tree_case cases[] = {
		{ "dep:45", "dept=45" },
		{ "dep:45,37", "dept=45,37" },
		{ "dep:2a,1", "dept=2A,01" },
		{ "DÉPARTEMENT:Loiret", "dept=45" },
		{ "dep:\"Indre-et-Loire\",18", "dept=37,18" },
		{ "dep:-45", "(not dept=45)" },
		{ "état:décidé,-refusé",
			"(and status=awarded,refused,dismissed,redirected (not status=refused))" },
		{ "Etat=reçu", "status=received" },
		{ "status:marked", "status=marked" },
		{ "état:noté", "status=marked,endorsed,committee" },
		{ "état:\"à vérifier\"", "status=received,incomplete" },
		{ "état:\"classé sans suite\",notified", "status=dismissed,notified" },
		{ "décision:accordé,refuse", "outcome=award,refuse" },
		{ "type:epci", "kind=cc,ca,cu,metropole" },
		{ "avis:réservé,unfavourable", "opinion=reserved,unfavourable" },
		{ "évaluateur:moi,b.durand", "evaluator=a.martin,b.durand" },
		{ "instructeur:me", "evaluator=a.martin" },
		{ "décideur:moi", "decider=a.martin" },
		{ "enveloppe:45", "envelope=45" },
		{ "plateforme:\"sans suite\"", "platform=sans_suite" },
		{ "-dep:45", "(not dept=45)" },
	};

	(void)state;
	CHECK(cases);
}

static void
texts(void **state)
{
	static const struct tree_case cases[] = {
		{ "demandeur:Orl* ", "owner:orl*" },
		{ "demandeur:orl", "owner:orl*" },
		{ "demandeur:orléans ", "owner:orleans" },
		{ "owner:\"Val de Loire\"", "owner:val de loire" },
		{ "projet:portail,-\"portail fam\"* ",
			"(and project:portail (not project:portail fam*))" },
		{ "demandeur:epci ", "(or owner:epci kind=cc,ca,cu,metropole)" },
		{ "catégorie:usager ", "theme:usager" },
		{ "commune:Adon ", "city:adon" },
		{ "étiquette:Urgent,~À-revoir,-#vu* ",
			"(and (or tag:urgent tag:~a-revoir) (not tag:vu*))" },
		{ "tag:\"à revoir\"", "tag:a-revoir" },
		{ "tag:~* avec:tag", "(and tag:~* has tag)" },
		{ "siret:\"214 500 012\"", "siren:214500012*" },
		{ "insee:2a* ", "municipality:2A*" },
	};

	(void)state;
	CHECK(cases);
}

static void
intervals(void **state)
{
	static const struct tree_case cases[] = {
		{ "note>=60", "points[60000..]" },
		{ "note<72,5", "points[..72499]" },
		{ "note<=72.5", "points[..72500]" },
		{ "note>72,5", "points[72501..]" },
		{ "note:50", "points[50000..50000]" },
		{ "montant:12000..45000", "requested[1200000..4500000]" },
		{ "montant:12000..", "requested[1200000..]" },
		{ "montant:..45000,50", "requested[..4500050]" },
		{ "montant:\"12 000 €\"..\"45 000\" ", "requested[1200000..4500000]" },
		{ "coût<=1500,50", "total[..150050]" },
		{ "population>=5000", "inhabitants[5000..]" },
		{ "volet:1,3", "(or variant[1..1] variant[3..3])" },
		{ "impact<15", "impact[..14999]" },
		{ "i3>=2,5", "I3[2500..]" },
		{ "I3:NE", "I3 is -1" },
		{ "I1:so", "I1 is -2" },
		{ "montant>900000000000000", "requested[90000000000000001..]" },
	};

	(void)state;
	CHECK(cases);
}

/* Days since 1970: 18 May 2021 is 18765, 1 May 18748, 30 June 18808, 8 October (today) 18908. */
static void
days(void **state)
{
	static const struct tree_case cases[] = {
		{ "dépôt>=18/05/2021", "deposited[18765..]" },
		{ "échéance<2021-05-18", "due[..18764]" },
		{ "dépôt:2021-05-01..2021-06-30", "deposited[18748..18808]" },
		{ "dépôt:01/05/2021..", "deposited[18748..]" },
		{ "dépôt:..1/5/21", "deposited[..18748]" },
		{ "dépôt:18/05/2021,2021-05-01",
			"(or deposited[18765..18765] deposited[18748..18748])" },
		{ "dépôt:2021-05", "deposited[18748..18778]" },
		{ "dépôt>05/2021", "deposited[18779..]" },
		{ "dépôt<=2021", "deposited[..18992]" },
		{ "dépôt<2021", "deposited[..18627]" },
		{ "dépôt<-30j", "deposited[..18877]" },
		{ "échéance<15j", "due[..18922]" },
		{ "échéance:0j..2s", "due[18908..18922]" },
		{ "échéance<=1m", "due[..18939]" },
		{ "dépôt>=-1a", "deposited[18543..]" },
		{ "échéance:aujourd'hui..demain", "due[18908..18909]" },
		{ "décidé>=2021-05", "decided[18748..]" },
		{ "retard:oui", "due[..18907]" },
		{ "late:no", "(not due[..18907])" },
	};

	(void)state;
	CHECK(cases);
}

static void
presences(void **state)
{
	static const struct tree_case cases[] = {
		{ "sans:évaluation", "(not has evaluation)" },
		{ "avec:décision", "has outcome" },
		{ "sans:montant,échéance", "(not (or has requested has due))" },
		{ "avec:note,remarque", "(or has points has remark)" },
		{ "sans:impact", "(not has impact)" },
		{ "has:I3", "has I3" },
		{ "alerte:oui", "has warning" },
		{ "alerte:non", "(not has warning)" },
		{ "tournée:oui", "has away" },
		{ "mallette:NON", "(not has away)" },
		{ "tournée:moi,l.bernard", "away=a.martin,l.bernard" },
		{ "tournée:l.bernard,non,moi", "(or away=l.bernard,a.martin (not has away))" },
		{ "tournée:\"oui\"", "away=oui" },
		{ "proposition:refusé,oui", "(or proposal=refuse has proposal)" },
		{ "proposé:-accordé,-non", "(not (or proposal=award (not has proposal)))" },
		{ "question:oui", "has questions" },
		{ "sans:question", "(not has questions)" },
		{ "avec:retard", "due[..18907]" },
		{ "-sans:évaluation", "(not (not has evaluation))" },
	};

	(void)state;
	CHECK(cases);
}

static void
structure(void **state)
{
	static const struct tree_case cases[] = {
		{ "a b OU c ", "(or (and a b) c)" },
		{ "a ET b OR c AND d ", "(or (and a b) (and c d))" },
		{ "a (b OU c) ", "(and a (or b c))" },
		{ "a(b)c ", "(and a (and b c))" },
		{ "NON a b ", "(and (not a) b)" },
		{ "NOT (a OU -b) ", "(not (or a (not b)))" },
		{ "-(dep:45 OU dep:37)", "(not (or dept=45 dept=37))" },
		{ "--a ", "(not (not a))" },
		{ "NON -a ", "(not (not a))" },
		{ "((a)) ", "a" },
		{ "(impact<15 OU I1<15)", "(or impact[..14999] I1[..14999])" },
		{ "a b c d ", "(and (and a b) (and c d))" },
		{ "a OU b OU c OU d ", "(or (or a b) (or c d))" },
		{ "tri:-note", "all -points_milli" },
		{ "tri:-note,montant", "all -points_milli +requested_cents" },
		{ "tri:dep portail sort:-dépôt ", "portail +department -submitted" },
		{ "a tri:dep OU b ", "(or a b) +department" },
		{ "dep:45\u00A0portail ", "(and dept=45 portail)" },
		{ "dep:45 état:instruction note>=60 -cimetière tri:-note",
			"(and (and dept=45 status=instruction) (and points[60000..] (not "
			"cimetiere))) "
			"-points_milli" },
	};

	(void)state;
	CHECK(cases);
}

/* Words one after the other, the last one possibly cut. */
static void
words_in_text(void **state)
{
	static const struct {
		const char *words;
		bool prefix;
		const char *text;
		bool expected;
	} cases[] = {
		{ "val de loire", false, "cc des terres du val de loire", true },
		{ "val de loire", false, "val-de-loire", true },
		{ "val de loire", false, "val de la loire", false },
		{ "val de loi", false, "val de loire", false },
		{ "val de loi", true, "le val de loire", true },
		{ "al", true, "val", false },
		{ "val de loi", true, "val de seine", false },
		{ "de val de", false, "de de val de", true },
		{ "adon", false, "", false },
		{ "-", false, "a - b", false },
		{ "l'ecole", false, "a l’ecole", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct query q = { .text = str_z(cases[i].words), .prefix = cases[i].prefix };

		if (query_words_in(&q, str_z(cases[i].text)) != cases[i].expected)
			fail_msg("%s in %s", cases[i].words, cases[i].text);
	}
}

/* Each name of each key leads back to it; the grid's identifiers come after them. */
static void
keys(void **state)
{
	int subject;

	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		struct query_key_row row = query_key_row(key);

		if (key == KEY_CRITERION || key == KEY_ITEM || key == COLUMN_TAGS)
			continue;
		assert_int_equal(query_key_find(str_z(row.key), &grid, &subject), key);
		assert_int_equal(query_key_find(str_z(row.alias), &grid, &subject), key);
		if (row.also)
			assert_int_equal(query_key_find(str_z(row.also), &grid, &subject), key);
		assert_int_equal(subject, -1);
	}
	assert_int_equal(query_key_find(STR("Impact"), &grid, &subject), KEY_CRITERION);
	assert_int_equal(subject, 0);
	assert_int_equal(query_key_find(STR("i3"), &grid, &subject), KEY_ITEM);
	assert_int_equal(subject, 1);
	assert_int_equal(query_key_find(STR("i3"), NULL, &subject), -1);
	assert_int_equal(query_key_find(STR("tags"), &grid, &subject), KEY_TAG);
	assert_int_equal(query_key_find(STR(""), &grid, &subject), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(numbers),
		cmocka_unit_test(codes),
		cmocka_unit_test(texts),
		cmocka_unit_test(intervals),
		cmocka_unit_test(days),
		cmocka_unit_test(presences),
		cmocka_unit_test(structure),
		cmocka_unit_test(words_in_text),
		cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
