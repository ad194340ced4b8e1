/* SPDX-License-Identifier: EUPL-1.2 */
/* One condition of the language to a set of numbers: each is one named statement, its values bound. */
#include "list_priv.h"

#include "index.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/json.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/tags.h"
#include "store_priv.h"

/* After every text that starts so: the last code point. */
#define TEXT_END "\U0010FFFF"

enum status
collect_numbers(struct sql *q, struct numset *out, struct err *err)
{
	enum status st;
	bool row;

	while (!(st = sql_step(q, &row, err)) && row)
		numset_add(out, sql_col_int(q, 0));
	return st;
}

static enum status
run_list(struct db *db, enum sql_id id, const struct buf *list, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, id);

	sql_str(&q, ":values", buf_str(list));
	return collect_numbers(&q, out, err);
}

enum status
any_text(struct db *db, enum sql_id id, const struct str *values, size_t count, struct numset *out,
	struct err *err)
{
	struct buf list = { 0 };
	struct json j = { .out = &list };
	enum status st;

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++)
		json_str(&j, values[i]);
	json_close(&j);
	st = run_list(db, id, &list, out, err);
	buf_done(&list);
	return st;
}

static enum status
any_number(struct db *db, enum sql_id id, const int64_t *values, size_t count, struct numset *out,
	struct err *err)
{
	struct buf list = { 0 };
	struct json j = { .out = &list };
	enum status st;

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++)
		json_int(&j, values[i]);
	json_close(&j);
	st = run_list(db, id, &list, out, err);
	buf_done(&list);
	return st;
}

/* A string of the search language of FTS5: between quotes nothing of it is an operator. */
static void
add_quoted(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.ptr[i]);
	}
	buf_addc(b, '"');
}

/* column: NULL for all. */
static enum status
match(struct db *db, const char *column, const struct query *w, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_SEARCH_MATCH);
	struct buf b = { 0 };
	enum status st;

	if (column)
		buf_addf(&b, "%s : ", column);
	add_quoted(&b, w->text);
	if (w->prefix)
		buf_addz(&b, " *");
	sql_str(&q, ":query", buf_str(&b));
	st = collect_numbers(&q, out, err);
	buf_done(&b);
	return st;
}

static enum status
digits(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_FIND_DIGITS);
	enum status st;

	sql_str(&q, ":digits", w->text);
	st = collect_numbers(&q, out, err);
	return st ? st : match(db, NULL, w, out, err);
}

/* The texts of a statement, one after the other: what no index of words knows. */
static enum status
walk_texts(
	struct db *db, enum sql_id id, const struct query *w, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, id);
	struct arena a = { 0 };
	enum status st;
	bool row;

	while (!(st = sql_step(&q, &row, err)) && row) {
		if (query_words_in(w, utf8_fold(&a, sql_col(&q, 1))))
			numset_add(out, sql_col_int(&q, 0));
		arena_reset(&a);
	}
	arena_done(&a);
	return st;
}

/* Keys of texts without an index: their texts, and who has one. */
static const struct {
	int key;
	enum sql_id words, present;
} walked[] = {
	{ KEY_CITY, SQL_FIND_WORDS_CITY, SQL_FIND_WORDS_CITY },
	{ KEY_EPCI, SQL_FIND_WORDS_EPCI, SQL_FIND_WORDS_EPCI },
	{ KEY_ADDRESS, SQL_FIND_WORDS_ADDRESS, SQL_FIND_WORDS_ADDRESS },
	{ KEY_EMAIL, SQL_FIND_WORDS_EMAIL, SQL_FIND_WORDS_EMAIL },
	{ KEY_CONTACT, SQL_FIND_WORDS_CONTACT, SQL_FIND_WORDS_CONTACT },
	{ KEY_GROUP, SQL_FIND_WORDS_GROUP_NAME, SQL_FIND_WORDS_GROUP_NAME },
	{ KEY_MOTIVATION, SQL_FIND_WORDS_MOTIVATION, SQL_FIND_WORDS_MOTIVATION },
	{ KEY_NOTE, SQL_FIND_WORDS_NOTE, SQL_FIND_NOTED },
	{ KEY_ATTACHMENT, SQL_FIND_WORDS_ATTACHMENT, SQL_FIND_ATTACHED },
};
enum { WALKED = sizeof(walked) / sizeof(walked[0]) };

/* From one distinct category to the next: there are few. */
static enum status
categories(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	struct str *found = NULL, last = STR("");
	size_t count = 0, cap = 0;
	struct arena a = { 0 };
	enum status st = OK;
	bool row = true;

	while (!st && row) {
		struct sql q = sql_open(db, SQL_FIND_NEXT_CATEGORY);

		sql_str(&q, ":after", last);
		st = sql_step(&q, &row, err);
		if (st || !row)
			break;
		last = sql_col_str(&q, 0, &a);
		sql_close(&q);
		if (query_words_in(w, last))
			ARENA_PUSH(&a, found, count, cap, last);
	}
	if (!st)
		st = any_text(db, SQL_LIST_ANY_CATEGORY, found, count, out, err);
	arena_done(&a);
	return st;
}

static enum status
texts_between(struct db *db, enum sql_id id, struct str low, struct str high, struct numset *out,
	struct err *err)
{
	struct sql q = sql_open(db, id);

	sql_str(&q, ":low", low);
	sql_str(&q, ":high", high);
	return collect_numbers(&q, out, err);
}

static enum status
starts(struct db *db, enum sql_id id, struct str text, struct numset *out, struct err *err)
{
	struct buf high = { 0 };
	enum status st;

	buf_adds(&high, text);
	buf_addz(&high, TEXT_END);
	st = texts_between(db, id, text, buf_str(&high), out, err);
	buf_done(&high);
	return st;
}

static enum status
text(struct store *st, const struct viewer *v, const struct query *w, struct numset *out,
	struct err *err)
{
	struct db *db = &st->db;

	switch (w->key) {
	case COLUMN_APPLICANT:
		return match(db, "applicant", w, out, err);
	case COLUMN_TITLE:
		return match(db, "title", w, out, err);
	case COLUMN_CATEGORY:
		return categories(db, w, out, err);
	case KEY_SIRET:
		return starts(db, SQL_FIND_SIRET, w->text, out, err);
	case KEY_INSEE:
		return starts(db, SQL_FIND_INSEE, w->text, out, err);
	case KEY_TAG:
		return store_tag_members(st, w->text, w->prefix, v->login, out, err);
	default:
		break;
	}
	for (size_t i = 0; i < WALKED; i++) {
		if (walked[i].key == w->key)
			return walk_texts(db, walked[i].words, w, out, err);
	}
	return err_set(err, ERR_SYSTEM, _("recherche de texte inconnue (%d)"), w->key);
}

/* States and decisions are stored by their rank. */
static enum status
ranks(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	int64_t values[STATE_COUNT + DECISION_COUNT];
	enum decision_kind decision;
	enum state state;
	size_t n = 0;

	for (int i = 0; i < STATE_COUNT + DECISION_COUNT; i++) {
		bool wanted = false;

		for (size_t k = 0; k < w->value_count; k++)
			wanted |= w->key == COLUMN_STATE
					  ? state_find(w->values[k], &state) && (int)state == i
					  : decision_find(w->values[k], &decision) &&
						    (int)decision == i;
		if (wanted)
			values[n++] = i;
	}
	return any_number(db, (enum sql_id)(SQL_LIST_ANY_NUMBER + w->key), values, n, out, err);
}

static enum status
opinions(struct db *db, const struct viewer *v, const struct str *values, size_t count,
	struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_FIND_OPINION);
	struct buf list = { 0 };
	struct json j = { .out = &list };
	enum status st;

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++)
		json_str(&j, values[i]);
	json_close(&j);
	sql_str(&q, ":values", buf_str(&list));
	sql_str(&q, ":agent", v->login);
	st = collect_numbers(&q, out, err);
	buf_done(&list);
	return st;
}

static enum status
codes(struct db *db, const struct viewer *v, const struct query *w, struct numset *out,
	struct err *err)
{
	static const struct {
		int key;
		enum sql_id id;
	} rows[] = { { COLUMN_DEPARTMENT, SQL_LIST_ANY_DEPARTMENT },
		{ COLUMN_KIND, SQL_LIST_ANY_KIND }, { KEY_PLATFORM, SQL_FIND_PLATFORM },
		{ KEY_EVALUATOR, SQL_FIND_EVALUATOR }, { KEY_DECIDER, SQL_FIND_DECISION_AGENT },
		{ KEY_REASON, SQL_FIND_DECISION_REASON },
		{ KEY_ENVELOPE, SQL_FIND_DECISION_ENVELOPE }, { KEY_AWAY, SQL_FIND_AWAY_AGENT },
		{ KEY_PROPOSAL, SQL_FIND_PROPOSAL_KIND } };

	if (w->key == COLUMN_STATE || w->key == COLUMN_DECISION)
		return ranks(db, w, out, err);
	if (w->key == KEY_OPINION)
		return opinions(db, v, w->values, w->value_count, out, err);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].key == w->key)
			return any_text(db, rows[i].id, w->values, w->value_count, out, err);
	}
	return err_set(err, ERR_SYSTEM, _("recherche de code inconnue (%d)"), w->key);
}

static enum status
numbers_between(struct db *db, enum sql_id id, int64_t low, int64_t high, struct numset *out,
	struct err *err)
{
	struct sql q = sql_open(db, id);

	sql_int(&q, ":low", low);
	sql_int(&q, ":high", high);
	return collect_numbers(&q, out, err);
}

static struct day
shown_day(int64_t n)
{
	int64_t first = day_of(1, 1, 1).n, last = day_of(9999, 12, 31).n;

	return (struct day){ (int32_t)(n < first ? first : n > last ? last : n) };
}

/* First millisecond of a day in Paris, which is one or two hours ahead of UTC. */
static int64_t
day_starts(struct day d)
{
	int64_t hour = 3600000, midnight = instant_of_day(d, 0).ms;

	return instant_day((struct instant){ midnight - 2 * hour }).n == d.n ? midnight - 2 * hour
									     : midnight - hour;
}

static enum status
instants_between(struct db *db, enum sql_id id, int64_t low, int64_t high, struct numset *out,
	struct err *err)
{
	return numbers_between(db, id, low <= QUERY_MIN ? INT64_MIN : day_starts(shown_day(low)),
		high >= QUERY_MAX ? INT64_MAX : day_starts(shown_day(high + 1)) - 1, out, err);
}

static enum status
days_between(struct db *db, enum sql_id id, int64_t low, int64_t high, struct numset *out,
	struct err *err)
{
	struct day_text from = day_iso(shown_day(low)), to = day_iso(shown_day(high));

	return texts_between(db, id, str_z(from.s), str_z(to.s), out, err);
}

static enum status
range(struct db *db, const struct viewer *v, const struct query *w, struct numset *out,
	struct err *err)
{
	if (w->low > w->high)
		return OK;
	if (w->key < COLUMN_COUNT)
		return numbers_between(db, (enum sql_id)(SQL_LIST_RANGE_NUMBER + w->key), w->low,
			w->high, out, err);
	switch (w->key) {
	case KEY_CRITERION:
	case KEY_ITEM:
		return marks_members(db, v, w, out, err);
	case KEY_VOLET: /* 0 is unknown */
		return numbers_between(
			db, SQL_FIND_DOSSIER_VOLET, w->low < 1 ? 1 : w->low, w->high, out, err);
	case KEY_OTHER_FUNDING:
		return numbers_between(
			db, SQL_FIND_DOSSIER_OTHER_FUNDING_CENTS, w->low, w->high, out, err);
	case KEY_START:
		return days_between(db, SQL_FIND_DOSSIER_START_DAY, w->low, w->high, out, err);
	case KEY_FINISH:
		return days_between(db, SQL_FIND_DOSSIER_END_DAY, w->low, w->high, out, err);
	case KEY_MODIFIED:
		return instants_between(db, SQL_FIND_DOSSIER_MODIFIED, w->low, w->high, out, err);
	case KEY_DECIDED:
		return instants_between(db, SQL_FIND_DECIDED_DECIDED_AT, w->low, w->high, out, err);
	default:
		return err_set(err, ERR_SYSTEM, _("intervalle inconnu (%d)"), w->key);
	}
}

/* All rows of a statement without parameters. */
static enum status
all_of(struct db *db, enum sql_id id, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, id);

	return collect_numbers(&q, out, err);
}

/* What is there: any code, any text, any number. */
static enum status
present_column(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	enum sql_id id = (enum sql_id)(SQL_LIST_RANGE_NUMBER + w->key);

	switch (column_rows[w->key].type) {
	case TYPE_TEXT:
		return texts_between(db, id, STR("\x01"), STR(TEXT_END), out, err);
	case TYPE_CODE:
	case TYPE_STATE:
		if (w->key == COLUMN_STATE || w->key == COLUMN_DECISION)
			return numbers_between(db, id, 0, QUERY_MAX, out, err);
		return texts_between(db, id, STR("\x01"), STR(TEXT_END), out, err);
	default:
		return numbers_between(db, id, QUERY_MIN, QUERY_MAX, out, err);
	}
}

static enum status
present_text(struct db *db, int key, struct numset *out, struct err *err)
{
	static const struct {
		int key;
		enum sql_id id;
	} rows[] = { { KEY_SIRET, SQL_FIND_SIRET }, { KEY_INSEE, SQL_FIND_INSEE },
		{ KEY_DECIDER, SQL_FIND_DECIDED_AGENT }, { KEY_REASON, SQL_FIND_DECIDED_REASON } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].key == key)
			return texts_between(db, rows[i].id, STR("\x01"), STR(TEXT_END), out, err);
	}
	return err_set(err, ERR_SYSTEM, _("présence inconnue (%d)"), key);
}

static enum status
present_opinion(struct db *db, const struct viewer *v, struct numset *out, struct err *err)
{
	struct str values[OPINION_UNFAVOURABLE];

	for (int i = OPINION_FAVOURABLE; i <= OPINION_UNFAVOURABLE; i++)
		values[i - 1] = str_z(opinion_rows[i].code);
	return opinions(db, v, values, OPINION_UNFAVOURABLE, out, err);
}

static enum status
present(struct store *st, const struct viewer *v, const struct query *w, struct numset *out,
	struct err *err)
{
	static const struct {
		int key;
		enum sql_id id;
	} rows[] = { { KEY_EVALUATOR, SQL_FIND_ASSIGNED }, { KEY_ENVELOPE, SQL_FIND_CHARGED },
		{ KEY_WARNING, SQL_FIND_WARNED }, { KEY_AWAY, SQL_FIND_AWAY },
		{ KEY_PROPOSAL, SQL_FIND_PROPOSAL }, { KEY_QUESTION, SQL_FIND_QUESTION },
		{ KEY_EVALUATION, SQL_FIND_EVALUATED } };
	struct query whole = { .op = QUERY_RANGE,
		.key = w->key,
		.subject = w->subject,
		.low = QUERY_MIN,
		.high = QUERY_MAX };

	if (w->key < COLUMN_COUNT)
		return present_column(&st->db, w, out, err);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].key == w->key)
			return all_of(&st->db, rows[i].id, out, err);
	}
	for (size_t i = 0; i < WALKED; i++) {
		if (walked[i].key == w->key)
			return all_of(&st->db, walked[i].present, out, err);
	}
	switch (w->key) {
	case KEY_VOLET:
	case KEY_OTHER_FUNDING:
	case KEY_START:
	case KEY_FINISH:
	case KEY_MODIFIED:
	case KEY_DECIDED:
	case KEY_CRITERION:
	case KEY_ITEM:
		return range(&st->db, v, &whole, out, err);
	case KEY_OPINION:
		return present_opinion(&st->db, v, out, err);
	case KEY_TAG:
		return store_tag_members(st, STR(""), true, v->login, out, err);
	default:
		return present_text(&st->db, w->key, out, err);
	}
}

enum status
leaf_members(struct store *st, const struct viewer *viewer, const struct query *leaf,
	struct numset *out, struct err *err)
{
	switch (leaf->op) {
	case QUERY_WORD:
		return match(&st->db, NULL, leaf, out, err);
	case QUERY_DIGITS:
		return digits(&st->db, leaf, out, err);
	case QUERY_TEXT:
		return text(st, viewer, leaf, out, err);
	case QUERY_CODES:
		return codes(&st->db, viewer, leaf, out, err);
	case QUERY_RANGE:
		return range(&st->db, viewer, leaf, out, err);
	case QUERY_NUMBERS:
		return any_number(
			&st->db, SQL_LIST_ANY_NUMBER, leaf->numbers, leaf->number_count, out, err);
	case QUERY_PRESENT:
		return present(st, viewer, leaf, out, err);
	case QUERY_MARKED:
		return marks_members(&st->db, viewer, leaf, out, err);
	default:
		return err_set(err, ERR_SYSTEM, _("recherche inconnue (%d)"), (int)leaf->op);
	}
}
