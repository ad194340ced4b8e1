/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A host and one to three laptops part, each goes on at random, and the returns are merged in a random order,
 * some of them in two parts. Whatever happens the host holds what the naive model says, each act counts once, the
 * same file again changes nothing, no value is lost and no envelope is overspent; one divergence in three is
 * merged in a second order as well. One in four is rougher, and beyond the model: the grid changes, questions are
 * answered between two files, and a laptop that was copied returns too.
 *
 * TOURS=n: that many divergences; GRAINE=n: only that one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/merge.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/merge_model.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/tour.h"
#include "support/worker.h"

enum { LAPTOPS = 3, DOSSIERS = 6, ENVELOPE_EUROS = 30000, PROVED_EACH = 50 };
#ifdef __SANITIZE_ADDRESS__
enum { TOURS_USUAL = 300 };
#else
enum { TOURS_USUAL = 3000 };
#endif
enum { AT_HOST = WORK_EVALUATE | WORK_MOVE | WORK_DECIDE | WORK_TAG | WORK_NOTE | WORK_UNDO };
enum { ON_TOUR = WORK_EVALUATE | WORK_PROPOSE | WORK_TAG | WORK_NOTE | WORK_UNDO | WORK_MOVE };

static const char *const delegates[LAPTOPS] = { "lea", "luc", "lou" };
static struct fixture template, host;
static struct tour laptops[LAPTOPS]; /* of the template */
/* Of this divergence. */
static struct fixture taken[LAPTOPS];
static struct session *desk, *roads[LAPTOPS];
static bool rough;
static struct arena a;
static struct err err;

static void
copy(const char *from, const char *to)
{
	struct str bytes;

	MUST(fs_read(from, (size_t)1 << 30, &a, &bytes, &err));
	MUST(fs_write(to, bytes, true, &err));
}

/* Three mallettes of the same département leave one after the other. */
static int
start(void **state)
{
	struct fixture_dossier d[DOSSIERS];

	(void)state;
	fixture_init_in(&template, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	fixture_envelope(&template, "45", ENVELOPE_EUROS, NULL);
	for (int i = 0; i < DOSSIERS; i++)
		d[i] = (struct fixture_dossier){
			.number = 1001 + i, .department = "45", .total = 20000, .requested = 16000
		};
	fixture_import(&template, d, DOSSIERS);
	for (int i = 0; i < LAPTOPS; i++)
		tour_leave(&laptops[i], &template, delegates[i]);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&template);
	return 0;
}

/* A base goes with the key that signs for it. */
static void
copy_base(const struct fixture *from, const struct fixture *to)
{
	char key[160], there[160];

	snprintf(key, sizeof(key), "%s.cle", from->base);
	snprintf(there, sizeof(there), "%s.cle", to->base);
	copy(from->base, to->base);
	copy(key, there);
}

static void
part(int count)
{
	host = template;
	snprintf(host.base, sizeof(host.base), "%s/hote.db", template.dir);
	copy_base(&template, &host);
	for (int i = 0; i < count; i++) {
		taken[i] = laptops[i].f;
		snprintf(taken[i].base, sizeof(taken[i].base), "%s/portable%d", template.dir, i);
		copy_base(&laptops[i].f, &taken[i]);
	}
}

static void
work(struct worker *w, struct session *s, unsigned mask, int acts)
{
	for (int i = 0; i < acts; i++)
		worker_act(w, s, mask);
}

/* The delegates work at the host too, on the same sheets. */
static void
everybody_works(struct worker *w, int count)
{
	desk = fixture_session(&host, NULL);
	for (int i = 0; i < count; i++) {
		roads[i] = fixture_session(&taken[i], delegates[i]);
		work(w, roads[i], ON_TOUR, 1 + worker_below(w, 6));
	}
	work(w, desk, AT_HOST, 1 + worker_below(w, 6));
	if (rough)
		work(w, desk, WORK_GRID, 1);
	if (worker_below(w, 2)) {
		struct session *s = fixture_session(&host, delegates[worker_below(w, count)]);

		work(w, s, WORK_EVALUATE | WORK_TAG, 1 + worker_below(w, 3));
		session_close(s);
	}
}

/* The return of a laptop, or everything that the host holds; absent: nothing to send. */
static struct str
parcel_of(struct session *s, struct parcel *p)
{
	struct parcel_made made;
	struct buf bytes = { 0 };
	struct str out = STR_NONE;
	enum status st = bundle_return(s, STR_NONE, "-", &bytes, false, NULL, &a, &made, &err);

	*p = (struct parcel){ 0 };
	assert_int_not_equal(st, ERR_SYSTEM);
	if (!st) {
		out = arena_str(&a, buf_str(&bytes));
		MUST(parcel_decode(&a, out, p, &err));
	}
	buf_done(&bytes);
	return out;
}

/* The newest act that a laptop was given with its mallette. */
static int64_t
departure_of(const struct fixture *f, struct str station)
{
	char query[300];

	snprintf(query, sizeof(query),
		"SELECT substr(known, instr(known, '%.*s:') + 33) + 0 FROM bundle",
		STR_ARG(station));
	return sql_number(f->base, query);
}

static struct hex_text
digest(void)
{
	struct hash h;

	MUST(state_digest(desk, &h, &err));
	return hash_hex(h);
}

static struct merge_report
merge(struct str bytes)
{
	struct merge_report r;

	MUST(merge_parcel(desk, bytes, false, NULL, &a, &r, &err));
	assert_int_equal(r.acts, r.applied + r.convergent + r.questions + r.received + r.refused);
	assert_int_equal(r.refused, 0);
	return r;
}

/* ---- what must hold ---- */

static const char *
text(struct str s)
{
	return s.ptr ? arena_printf(&a, "%.*s", STR_ARG(s)) : "~";
}

/* "value" of a row of the host, "~" when it has none. */
static const char *
stored(const struct model_field *f)
{
	const struct entity_row *e = &entity_rows[f->entity];
	struct str parts[4] = { { 0 } };
	struct buf sql = { 0 };
	const char *out;

	key_split(f->key, parts);
	buf_addf(&sql, "SELECT %s FROM %s WHERE 1", e->fields[f->field].name, e->code);
	for (int i = 0; e->keys[i]; i++)
		buf_addf(&sql, " AND %s = '%.*s'", e->keys[i], STR_ARG(parts[i]));
	out = sql_text(host.base, arena_z(&a, buf_str(&sql)), &a);
	buf_done(&sql);
	return out;
}

static bool
is_compared(const struct model_field *f)
{
	bool stamp = entity_rows[f->entity].fields[f->field].stamp;

	switch (f->entity) {
	case ENTITY_INSTRUCTION:
	case ENTITY_DECISION:
	case ENTITY_EVALUATION:
	case ENTITY_PROPOSAL:
	case ENTITY_MARK:
	case ENTITY_NOTE:
		return !stamp;
	case ENTITY_TAG:
	case ENTITY_ASSIGNMENT:
		return true; /* there or not */
	default:
		return false;
	}
}

static void
holds_what_the_model_says(struct model *m, uint64_t seed)
{
	for (size_t i = 0; i < m->field_count; i++) {
		const struct model_field *f = &m->fields[i];
		const char *expected, *found;

		if (!is_compared(f))
			continue;
		expected = text(model_value(m, f));
		found = stored(f);
		if (entity_rows[f->entity].fields[f->field].stamp) {
			expected = *expected == '~' ? "~" : "there";
			found = *found == '~' ? "~" : "there";
		}
		if (strcmp(found, expected) != 0)
			fail_msg("seed %llu: %s %.*s %s is %s, the model says %s",
				(unsigned long long)seed, entity_rows[f->entity].code,
				STR_ARG(f->key), entity_rows[f->entity].fields[f->field].name,
				found, expected);
	}
}

static void
asks_what_the_model_asks(struct model *m, uint64_t seed)
{
	int64_t open = 0;

	for (size_t i = 0; i < m->question_count; i++) {
		const struct model_question *q = &m->questions[i];

		open += !q->closed;
		for (size_t k = 0; !q->closed && k < q->count; k++) {
			const struct model_field *f = &m->fields[q->lines[k].field];
			const char *found = sql_text(host.base,
				arena_printf(&a,
					"SELECT theirs FROM question_field f JOIN question q ON "
					"q.id = f.question WHERE q.status = 'open' AND q.station "
					"= '%.*s' AND f.entity = '%s' AND f.row = '%.*s' AND "
					"f.field = '%s'",
					STR_ARG(q->station), entity_rows[f->entity].code,
					STR_ARG(f->key),
					entity_rows[f->entity].fields[f->field].name),
				&a);

			if (strcmp(found, text(q->lines[k].theirs)) != 0)
				fail_msg("seed %llu: question on %s %.*s: %s, the model says %s",
					(unsigned long long)seed, entity_rows[f->entity].code,
					STR_ARG(f->key), found, text(q->lines[k].theirs));
		}
	}
	if (sql_number(host.base, "SELECT count(*) FROM question WHERE status = 'open'") != open)
		fail_msg("seed %llu: other questions than the model's %lld",
			(unsigned long long)seed, (long long)open);
}

static void
spends_no_more(uint64_t seed)
{
	int64_t cents = sql_number(host.base,
		"SELECT coalesce(sum(amount_cents), 0) FROM decision WHERE kind = 'award'");

	if (cents > ENVELOPE_EUROS * 100)
		fail_msg("seed %llu: %lld cents awarded", (unsigned long long)seed,
			(long long)cents);
}

/* What a laptop wrote last in a field stands there, or in a question, answered or not; or the merge noted that it was
 * outdone. States are steps on a way, and stamps nobody's opinion. */
static void
loses_no_value(const struct str *files, int count, uint64_t seed)
{
	for (int i = 0; i < count; i++) {
		struct model m = { 0 };
		struct parcel p;

		MUST(parcel_decode(&a, files[i], &p, &err));
		m.host = p.sender;
		model_host(&m, p.acts, p.act_count);
		for (size_t f = 0; f < m.field_count; f++) {
			const struct model_field *w = &m.fields[f];
			const char *value = text(model_value(&m, w)), *theirs;

			if (!is_compared(w) || w->entity == ENTITY_INSTRUCTION ||
				entity_rows[w->entity].fields[w->field].stamp ||
				strcmp(stored(w), value) == 0)
				continue;
			theirs = sql_text(host.base,
				arena_printf(&a,
					"SELECT count(*) FROM question_field f JOIN question q ON "
					"q.id = f.question WHERE q.station = '%.*s' AND f.entity = "
					"'%s' AND f.row = '%.*s' AND f.field = '%s' AND "
					"coalesce(f.theirs, '~') = '%s'",
					STR_ARG(p.sender), entity_rows[w->entity].code,
					STR_ARG(w->key),
					entity_rows[w->entity].fields[w->field].name, value),
				&a);
			if (strcmp(theirs, "0") == 0)
				fail_msg("seed %llu: %s %.*s: %s is lost, %s stands",
					(unsigned long long)seed, entity_rows[w->entity].code,
					STR_ARG(w->key), value, stored(w));
		}
		model_done(&m);
	}
}

/* Keeps or takes some of what is open. */
static void
answer_some(struct worker *w)
{
	struct question *q;
	struct receipt r;
	size_t n;

	MUST(questions_list(desk, 0, STR_NONE, true, &a, &q, &n, &err));
	for (size_t i = 0; i < n; i++)
		if (worker_below(w, 3) == 0)
			assert_int_not_equal(question_answer(desk, str_z(q[i].id.s),
						     worker_below(w, 2) ? ANSWER_TAKE : ANSWER_KEEP,
						     STR_NONE, STR("vu"), &a, &r, &err),
				ERR_SYSTEM);
}

/* The first laptop as it left, gone another way. */
static void
a_copy_is_refused(struct worker *w, bool had)
{
	struct fixture copied = laptops[0].f;
	struct hex_text before = digest();
	struct merge_report r;
	struct session *s;
	struct parcel p;
	struct str bytes;
	char from[160], to[160];

	snprintf(copied.base, sizeof(copied.base), "%s/copie", template.dir);
	copy(laptops[0].f.base, copied.base);
	snprintf(from, sizeof(from), "%s.cle", laptops[0].f.base);
	snprintf(to, sizeof(to), "%s.cle", copied.base);
	copy(from, to);
	s = fixture_session(&copied, delegates[0]);
	work(w, s, WORK_TAG | WORK_NOTE, 8);
	bytes = parcel_of(s, &p);
	session_close(s);
	if (!had || !bytes.ptr)
		return;
	REFUSED(merge_parcel(desk, bytes, false, NULL, &a, &r, &err), ERR_INPUT,
		"travaille deux fois");
	assert_string_equal(digest().s, before.s);
}

/* ---- one divergence ---- */

struct files {
	struct str bytes[2 * LAPTOPS];
	int laptop[2 * LAPTOPS];
	int count;
};

/* In order for one laptop, at random between them. */
static void
shuffle(struct worker *w, struct files *f)
{
	for (int i = 0; i + 1 < f->count; i++) {
		int k = i + worker_below(w, f->count - i);
		int from = k;

		for (int b = i; b < k; b++)
			if (f->laptop[b] == f->laptop[k])
				from = b;
		if (from != k)
			continue;
		struct str bytes = f->bytes[k];
		int laptop = f->laptop[k];

		f->bytes[k] = f->bytes[i];
		f->laptop[k] = f->laptop[i];
		f->bytes[i] = bytes;
		f->laptop[i] = laptop;
	}
}

static void
collect(struct worker *w, int count, struct files *out)
{
	struct parcel p;

	for (int part = 0; part < 2; part++) {
		for (int i = 0; i < count; i++) {
			if (part == 1) {
				if (worker_below(w, 3))
					continue;
				work(w, roads[i], ON_TOUR, 1 + worker_below(w, 4));
			}
			out->bytes[out->count] = parcel_of(roads[i], &p);
			out->laptop[out->count] = i;
			out->count += out->bytes[out->count].ptr != NULL;
		}
	}
}

static void
take_file(struct model *m, struct str bytes, size_t *had, int64_t known)
{
	struct merge_report r = merge(bytes);
	struct parcel p;

	MUST(parcel_decode(&a, bytes, &p, &err));
	assert_int_equal(r.received, *had < p.act_count ? *had : p.act_count);
	if (p.act_count > *had) {
		if (!rough)
			model_merge(m, known, p.acts + *had, p.act_count - *had);
		*had = p.act_count;
	}
}

/* The longest return of each laptop. */
static int
last_files(const struct files *f, struct str out[LAPTOPS])
{
	int n = 0;

	for (int l = 0; l < LAPTOPS; l++) {
		struct str longest = STR_NONE;

		for (int i = 0; i < f->count; i++)
			if (f->laptop[i] == l && f->bytes[i].len > longest.len)
				longest = f->bytes[i];
		if (longest.ptr)
			out[n++] = longest;
	}
	return n;
}

/* Each file once more: nothing. Then the sums, the values and now and then the whole proof. */
static void
holds_together(const struct files *files, size_t acts, uint64_t seed)
{
	struct str last[LAPTOPS];
	int n = last_files(files, last);
	struct hex_text before = digest();

	assert_int_equal(sql_number(host.base, "SELECT count(*) FROM merge_line"), acts);
	loses_no_value(last, n, seed);
	spends_no_more(seed);
	sql_leave();
	for (int i = 0; i < files->count; i++)
		assert_int_equal(merge(files->bytes[i]).receipt.acts, 0);
	assert_string_equal(digest().s, before.s);
	session_close(desk);
	if (seed % PROVED_EACH == 0)
		fixture_proves(&host);
}

static size_t
merge_all(struct worker *w, struct model *m, struct files *files)
{
	size_t had[LAPTOPS] = { 0 }, acts = 0;

	shuffle(w, files);
	for (int i = 0; i < files->count; i++) {
		int l = files->laptop[i];

		take_file(m, files->bytes[i], &had[l], departure_of(&taken[l], m->host));
		if (rough)
			answer_some(w);
	}
	for (int l = 0; l < LAPTOPS; l++)
		acts += had[l];
	if (rough)
		a_copy_is_refused(w, had[0] > 0);
	return acts;
}

static void
diverge(uint64_t seed)
{
	struct worker w = { .random = seed, .first = 1001, .count = DOSSIERS };
	int count = 1 + worker_below(&w, LAPTOPS), orders = seed % 3 ? 1 : 2;
	struct model m = { .envelope = ENVELOPE_EUROS * 100, .total = STR("2000000") };
	struct files files = { .count = 0 };
	char other[160];
	struct parcel p;

	rough = seed % 4 == 0;
	part(count);
	everybody_works(&w, count);
	parcel_of(desk, &p);
	m.host = p.sender;
	for (int i = 0; i < DOSSIERS; i++)
		model_given(&m, ENTITY_INSTRUCTION, str_z(arena_printf(&a, "%d", 1001 + i)),
			"state", STR("admissible"));
	model_host(&m, p.acts, p.act_count);
	collect(&w, count, &files);
	snprintf(other, sizeof(other), "%s/autre.db", template.dir);
	unlink(other);
	unlink(arena_printf(&a, "%s.cle", other));
	MUST(base_backup(desk, other, &err));
	for (int order = 0; order < orders; order++) {
		size_t acts = merge_all(&w, &m, &files);

		if (order == 0 && !rough) {
			holds_what_the_model_says(&m, seed);
			asks_what_the_model_asks(&m, seed);
		}
		holds_together(&files, acts, seed);
		if (order + 1 < orders) {
			snprintf(host.base, sizeof(host.base), "%s/autre.db", template.dir);
			desk = fixture_session(&host, NULL);
		}
		rough |= order == 0; /* the model has had its order */
	}
	for (int i = 0; i < count; i++)
		session_close(roads[i]);
	model_done(&m);
	arena_reset(&a);
}

static uint64_t first = 1, tours = TOURS_USUAL;

static void
divergences(void **state)
{
	(void)state;
	for (uint64_t seed = first; seed < first + tours; seed++)
		diverge(seed);
	print_message("%llu divergences\n", (unsigned long long)tours);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(divergences) };
	const char *seed = getenv("GRAINE"), *n = getenv("TOURS");
	int failed;

	first = seed ? strtoull(seed, NULL, 10) : first;
	tours = seed ? 1 : n ? strtoull(n, NULL, 10) : tours;
	tour_home();
	failed = cmocka_run_group_tests_name("merge: divergence", tests, start, stop);
	tour_home_gone();
	return failed;
}
