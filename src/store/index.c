/* SPDX-License-Identifier: EUPL-1.2 */
#include "index.h"

#include <stdio.h>

#include "pupitre/base/utf8.h"

enum { KEY_BYTES = 120, BODY_BYTES = 500000 };

/* At most max bytes, not inside a character. */
static struct str
capped(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.ptr[max] & 0xC0) == 0x80)
		max--;
	return (struct str){ s.ptr, max };
}

static struct str
folded(struct arena *a, struct str s)
{
	return s.ptr ? utf8_fold(a, s) : STR("");
}

static bool
has_words(const struct field *f)
{
	switch (f->kind) {
	case FIELD_HEADER:
	case FIELD_EXPLANATION:
	case FIELD_CHECKBOX:
	case FIELD_YES_NO:
	case FIELD_MAP:
		return false;
	default:
		return f->value.ptr != NULL;
	}
}

static void
add_line(struct buf *b, struct str s)
{
	if (!s.ptr || b->len + s.len >= BODY_BYTES)
		return;
	buf_adds(b, s);
	buf_addc(b, '\n');
}

static struct str
body_of(struct arena *a, const struct dossier *d)
{
	struct buf b = { 0 };
	struct str s;

	add_line(&b, d->category);
	add_line(&b, d->contact);
	add_line(&b, d->applicant.city);
	add_line(&b, d->applicant.epci);
	add_line(&b, d->applicant.siret);
	for (size_t i = 0; i < d->field_count; i++) {
		if (has_words(&d->fields[i]))
			add_line(&b, d->fields[i].value);
	}
	s = folded(a, buf_str(&b));
	buf_done(&b);
	return s;
}

/* The index keeps no text: taking a row out needs exactly the words that were put in. */
static enum status
write_words(
	struct db *db, enum sql_id id, const struct dossier *d, struct arena *a, struct err *err)
{
	struct sql q = sql_open(db, id);
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)d->number);
	sql_int(&q, ":number", d->number);
	sql_str(&q, ":title", folded(a, d->title));
	sql_str(&q, ":applicant", folded(a, d->applicant.name));
	sql_str(&q, ":digits", str_z(digits));
	sql_str(&q, ":body", body_of(a, d));
	return sql_run(&q, err);
}

static struct str
text_key(struct arena *a, struct str s)
{
	return capped(folded(a, s), KEY_BYTES);
}

static int64_t
money_key(struct maybe_money m)
{
	return m.is ? m.m.cents : ABSENT_KEY;
}

static enum status
write_row(struct db *db, const struct dossier *d, struct arena *a, struct err *err)
{
	const struct applicant *who = &d->applicant;
	struct sql q = sql_open(db, SQL_LISTING_PUT);

	sql_int(&q, ":number", d->number);
	sql_str(&q, ":department", d->department.ptr ? d->department : STR(""));
	sql_str(&q, ":applicant", text_key(a, who->name));
	sql_str(&q, ":title", text_key(a, d->title));
	sql_int(&q, ":requested", money_key(d->requested));
	sql_int(&q, ":total", money_key(d->total));
	sql_int(&q, ":submitted",
		instant_is(d->submitted_at) ? instant_day(d->submitted_at).n : ABSENT_KEY);
	sql_str(&q, ":kind", who->kind.ptr ? who->kind : STR(""));
	sql_int(&q, ":population", who->population < 0 ? ABSENT_KEY : who->population);
	sql_str(&q, ":category", text_key(a, d->category));
	sql_str(&q, ":applicant_text", who->name);
	sql_str(&q, ":title_text", d->title);
	sql_str(&q, ":category_text", d->category);
	sql_str(&q, ":siret", who->siret);
	sql_str(&q, ":insee", who->insee);
	return sql_run(&q, err);
}

enum status
index_put(struct db *db, const struct dossier *held, const struct dossier *d, struct err *err)
{
	struct arena a = { 0 };
	enum status st = OK;

	if (held)
		st = write_words(db, SQL_SEARCH_REMOVE, held, &a, err);
	if (!st)
		st = write_row(db, d, &a, err);
	if (!st)
		st = write_words(db, SQL_SEARCH_ADD, d, &a, err);
	arena_done(&a);
	return st;
}

enum status
index_people(struct db *db, int64_t number, struct err *err)
{
	struct sql q = sql_open(db, SQL_LISTING_PEOPLE);

	sql_int(&q, ":number", number);
	return sql_run(&q, err);
}
