/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/language.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/domain/score.h"
#include "pupitre/store/gate.h"

const char *const language_people[LANGUAGE_PEOPLE] = { "a.martin", "b.durand" };
static const int weights[LANGUAGE_ITEMS] = { 20, 30, 40, 10 };

unsigned
language_draw(unsigned n)
{
	static unsigned long long x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (unsigned)(x % n);
}

#define PICK(list) list[language_draw(sizeof(list) / sizeof(list[0]))]

static void
make_grid(struct grid *g)
{
	static const char *const ids[] = { "I1", "I2", "P1", "P2" };

	*g = (struct grid){ .mark_max = 3,
		.item_count = LANGUAGE_ITEMS,
		.criterion_count = 2,
		.criteria = {
			{ "impact", "Impact", 50, 0, 2 }, { "portage", "Portage", 50, 2, 2 } } };
	for (int i = 0; i < LANGUAGE_ITEMS; i++) {
		g->items[i].id = ids[i];
		g->items[i].weight = weights[i];
		g->items[i].criterion = i / 2;
	}
	g->hash.b[0] = 0xAB;
}

static void
make_sheet(struct language_sheet *sheet)
{
	static const char *const opinions[] = { "favourable", "reserved", "unfavourable", NULL };

	sheet->is = true;
	sheet->final = language_draw(4) > 0;
	sheet->opinion = PICK(opinions);
	for (int i = 0; i < LANGUAGE_ITEMS; i++)
		sheet->marks[i] = (int)language_draw(4);
	if (language_draw(3) == 0)
		sheet->marks[language_draw(2) * 2] = language_draw(2) ? MARK_NE : MARK_SO;
}

static void
make_row(struct language_row *r, int64_t number)
{
	static const char *const departments[] = { "45", "37", "18", "2A", NULL };
	static const char *const applicants[] = { "Commune d'Adon", "CC des Terres du Val de Loire",
		"Orléans Métropole", "Cœur d'Orl", NULL };
	static const char *const kinds[] = { "commune", "cc", "metropole", NULL };
	static const char *const titles[] = { "École numérique", "Portail famille",
		"Portail des familles", "Cimetière numérisé", NULL };
	static const char *const categories[] = { "Relation à l'usager", "Données ouvertes", NULL };
	static const char *const cities[] = { "Adon", "Saint-Denis-en-Val", NULL };

	static const char *const addresses[] = { "1 rue du Puits", "Place de l'Église", NULL };
	static const char *const emails[] = { "mairie@adon.fr", "contact.tvl@val-de-loire.fr",
		NULL };
	static const char *const motivations[] = { "Crédits épuisés", "Hors de l'axe", NULL };
	static const char *const remarks[] = { "Rappeler la mairie", "Vu en réunion", NULL, NULL };
	static const char *const files[] = { "devis-2021.pdf", "Délibération.pdf", NULL };

	*r = (struct language_row){ .number = number,
		.department = PICK(departments),
		.applicant = PICK(applicants),
		.kind = PICK(kinds),
		.title = PICK(titles),
		.category = PICK(categories),
		.city = PICK(cities),
		.volet = (int)language_draw(3),
		.state = (enum state)language_draw(STATE_COUNT),
		.decision = -1,
		.amount = -1,
		.tag = language_draw(4) ? NULL : "Urgent",
		.warning = language_draw(4) == 0,
		.question = language_draw(4) == 0,
		.points = -1 };
	r->requested = language_draw(5) ? (int64_t)language_draw(8) * 500000 + 50 : -1;
	r->total = language_draw(5) ? (int64_t)language_draw(8) * 1000000 : -1;
	r->population = language_draw(5) ? (int64_t)language_draw(4) * 1000 : -1;
	r->submitted = language_draw(6) ? 18908 - (int)language_draw(70) : INT_MIN;
	r->deadline = language_draw(4) ? 18908 - 20 + (int)language_draw(60) : INT_MIN;
	r->address = PICK(addresses);
	r->email = PICK(emails);
	r->motivation = PICK(motivations);
	r->remarks[0] = PICK(remarks);
	r->remarks[1] = PICK(remarks);
	r->file = PICK(files);
	if (language_draw(3) == 0) {
		r->decision = (int)language_draw(DECISION_COUNT);
		r->amount = r->decision == DECISION_AWARD ? (int64_t)language_draw(5) * 100000 : -1;
	}
	for (int p = 0; p < LANGUAGE_PEOPLE; p++) {
		r->proposals[p] = language_draw(4) ? -1 : (int)language_draw(DECISION_COUNT);
		r->assigned[p] = language_draw(2);
		if (r->assigned[p] && language_draw(4))
			make_sheet(&r->sheets[p]);
	}
}

static int64_t
ms_of_noon(int day)
{
	return day * INT64_C(86400000) + 43200000;
}

static struct str
text(const char *z)
{
	return z ? str_z(z) : STR_NONE;
}

/* The title stands in no other field, so that words look at what the row says. */
static struct dossier
dossier_of(struct language *l, const struct language_row *r)
{
	struct dossier d = scratch_dossier(&l->s, r->number);

	d.fields[0].value = STR("Réponse commune à tous");
	d.fields[2].value = d.fields[2].raw = STR_NONE;
	d.title = text(r->title);
	d.department = text(r->department);
	d.category = text(r->category);
	d.volet = r->volet;
	d.requested = (struct maybe_money){ r->requested >= 0, { r->requested } };
	d.total = (struct maybe_money){ r->total >= 0, { r->total } };
	d.submitted_at = r->submitted == INT_MIN ? INSTANT_NONE
						 : (struct instant){ ms_of_noon(r->submitted) };
	d.applicant.name = text(r->applicant);
	d.applicant.kind = text(r->kind);
	d.applicant.city = text(r->city);
	d.applicant.address = text(r->address);
	d.applicant.email = text(r->email);
	d.motivation = text(r->motivation);
	d.attachment_count = r->file != NULL;
	d.attachments[0].name = text(r->file);
	d.attachments[0].field = STR("Chiffrage");
	d.applicant.population = r->population;
	return d;
}

/* A sheet's total where no item is NE and no criterion is all SO: the base has it with the marks. */
static int
total_of(const struct language_sheet *s)
{
	double total = 0;

	for (int c = 0; c < 2; c++) {
		int sum = 0, weight = 0;

		for (int i = 2 * c; i < 2 * c + 2; i++) {
			if (s->marks[i] == MARK_NE)
				return -1;
			if (s->marks[i] != MARK_SO) {
				sum += weights[i] * s->marks[i];
				weight += weights[i];
			}
		}
		total += 50.0 * sum / (3 * weight);
	}
	return (int)(total * 1000 + 0.5);
}

static void
write_sheet(struct language *l, struct buf *b, struct language_row *r, int p)
{
	static const char *const ids[] = { "I1", "I2", "P1", "P2" };
	const struct language_sheet *s = &r->sheets[p];
	long long n = (long long)r->number;
	int total = total_of(s);

	buf_addf(b,
		"INSERT INTO evaluation (dossier, agent, final, grid, volet, points_milli, "
		"opinion) "
		"VALUES (%lld, '%s', %d, '%s', %d, nullif(%d, -1), nullif('%s', ''));",
		n, language_people[p], s->final, hash_hex(l->grid.hash).s, r->volet, total,
		s->opinion ? s->opinion : "");
	for (int i = 0; i < LANGUAGE_ITEMS; i++) {
		if (s->marks[i] != MARK_NE || language_draw(2))
			buf_addf(b,
				"INSERT INTO mark (dossier, agent, item, value) VALUES "
				"(%lld, '%s', '%s', %d);",
				n, language_people[p], ids[i], s->marks[i]);
	}
}

/* Points exist when somebody is assigned and all who are have a final sheet with a total. */
static int
points_of(const struct language_row *r)
{
	int sum = 0, n = 0;

	for (int p = 0; p < LANGUAGE_PEOPLE; p++) {
		int total = r->sheets[p].is ? total_of(&r->sheets[p]) : -1;

		if (!r->assigned[p])
			continue;
		if (!r->sheets[p].is || !r->sheets[p].final || total < 0)
			return -1;
		sum += total;
		n++;
	}
	return n ? (2 * sum + n) / (2 * n) : -1;
}

/* Three mallettes: of a.martin, closed; of a.martin, open; of b.durand, open and newer. */
static void
write_bundles(struct buf *b)
{
	static const char *const statuses[] = { "closed", "open", "open" };

	for (int i = 0; i < 3; i++)
		buf_addf(b,
			"INSERT INTO bundle (id, agent, created_at, status) "
			"VALUES ('%032d', '%s', %d, '%s');",
			i, language_people[i == 2], 1000 + i, statuses[i]);
}

static void
write_travels(struct buf *b, struct language_row *r)
{
	static const char *const answers[] = { "kept", "taken", "superseded" };
	unsigned taken = language_draw(8); /* bits: in which of the three it is */
	long long n = (long long)r->number;

	for (int i = 0; i < 3; i++) {
		if (taken >> i & 1)
			buf_addf(b, "INSERT INTO away VALUES (%lld, '%032d', %d);", n, i, 1000 + i);
	}
	r->away[0] = taken & 2;
	r->away[1] = taken & 4;
	if (r->question || language_draw(3) == 0)
		buf_addf(b,
			"INSERT INTO question (id, dossier, kind, status) "
			"VALUES ('%032lld', %lld, 'value', '%s');",
			n, n, r->question ? "open" : answers[language_draw(3)]);
	for (int p = 0; p < LANGUAGE_PEOPLE; p++) {
		if (r->proposals[p] >= 0)
			buf_addf(b,
				"INSERT INTO proposal (dossier, agent, kind) "
				"VALUES (%lld, '%s', '%s');",
				n, language_people[p], decision_rows[r->proposals[p]].code);
	}
}

static void
write_people(struct language *l, struct buf *b, struct language_row *r)
{
	long long n = (long long)r->number;

	buf_addf(b, "UPDATE instruction SET state = '%s' WHERE dossier = %lld;",
		state_rows[r->state].code, n);
	if (r->decision >= 0)
		buf_addf(b,
			"INSERT INTO decision (dossier, kind, amount_cents, agent, decided_at, "
			"reason, text) "
			"VALUES (%lld, '%s', nullif(%lld, -1), 'b.durand', %lld, 'hors-axe', "
			"'Avis de la cellule');",
			n, decision_rows[r->decision].code, (long long)r->amount,
			(long long)ms_of_noon(18900) - 13 * 3600000 - 1800000LL);
	if (r->tag)
		buf_addf(b, "INSERT INTO tag (dossier, tag, since) VALUES (%lld, '%s', 1);", n,
			r->tag);
	for (int p = 0; p < LANGUAGE_PEOPLE; p++) {
		if (r->remarks[p])
			buf_addf(b, "INSERT INTO note VALUES ('%031lld%d', %lld, '%s', '%s', 1);",
				n, p, n, language_people[p], r->remarks[p]);
		if (r->assigned[p])
			buf_addf(b, "INSERT INTO assignment VALUES (%lld, '%s', 1);", n,
				language_people[p]);
		if (r->sheets[p].is)
			write_sheet(l, b, r, p);
	}
	write_travels(b, r);
	r->points = points_of(r);
}

static void
write_deadlines(struct language *l)
{
	struct scratch *s = &l->s;

	assert_int_equal(store_begin(s->st, STR("a.martin"), NULL, &s->err), OK);
	for (int i = 0; i < LANGUAGE_ROWS; i++) {
		const struct language_row *r = &l->rows[i];

		assert_int_equal(
			store_listing_set_deadline(s->st, r->number,
				r->deadline == INT_MIN ? DAY_NONE : (struct day){ r->deadline },
				r->warning, &s->err),
			OK);
	}
	assert_int_equal(store_commit(s->st, &s->err), OK);
}

void
language_init(struct language *l)
{
	struct dossier *d;
	struct buf b = { 0 };

	make_grid(&l->grid);
	l->today = day_of(2021, 10, 8);
	scratch_init(&l->s);
	d = ARENA_ARRAY(&l->s.a, struct dossier, LANGUAGE_ROWS);
	for (int i = 0; i < LANGUAGE_ROWS; i++) {
		make_row(&l->rows[i], 4012300 + i * 7);
		d[i] = dossier_of(l, &l->rows[i]);
	}
	scratch_import(&l->s, d, LANGUAGE_ROWS);
	buf_addz(&b, "BEGIN;");
	write_bundles(&b);
	for (int i = 0; i < LANGUAGE_ROWS; i++)
		write_people(l, &b, &l->rows[i]);
	buf_addz(&b, "COMMIT;");
	scratch_sql(&l->s, b.ptr);
	buf_done(&b);
	write_deadlines(l);
}

void
language_done(struct language *l)
{
	scratch_done(&l->s);
}

static size_t
members_of(struct language *l, struct store_list *list, int64_t *numbers)
{
	const struct numset *set = store_list_members(list);
	size_t n = 0;
	int64_t at, all;

	for (int i = 0; !set && i < LANGUAGE_ROWS; i++)
		numbers[n++] = l->rows[i].number;
	for (int64_t from = INT64_MIN; set && numset_next(set, from, &at); from = at + 1)
		numbers[n++] = at;
	assert_int_equal(store_list_count(list, &at, &all, &l->s.err), OK);
	assert_int_equal(at, n);
	return n;
}

size_t
language_select(struct language *l, const char *query, const char *login, const char *departments,
	int64_t *numbers)
{
	const struct query_context ctx = { l->today, str_z(login), &l->grid };
	const struct viewer viewer = { .departments = str_z(departments),
		.today = l->today,
		.login = str_z(login),
		.grid = &l->grid };
	struct store_list *list = NULL;
	struct arena a = { 0 };
	struct search search;
	size_t n;
	int at;

	if (query_parse(str_z(query), &ctx, &a, &search, &at, &l->s.err) ||
		store_list_open(l->s.st, &search, &viewer, &list, &l->s.err))
		fail_msg("%s: %s", query, l->s.err.text);
	n = members_of(l, list, numbers);
	store_list_close(list);
	arena_done(&a);
	return n;
}
