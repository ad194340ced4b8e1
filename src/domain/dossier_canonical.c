/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Canonical bytes of a dossier: what the hash of a version covers and what a version stores.
 *
 * bytes   := lstr "pupitre-dossier-1" | the members of struct dossier in order
 * text    := lstr            number := lstr of decimal digits     absent amount or day := absent lstr
 * list    := number of items | items, member by member
 * lstr    := u32 big-endian length | bytes; absent is the length 0xFFFFFFFF (pupitre/base/buf.h)
 *
 * One walk serves both ways, so that writing and reading cannot drift apart.
 */
#include "pupitre/domain/dossier.h"

#include <stdio.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/utf8.h"

#define MAGIC STR("pupitre-dossier-1")

enum { CLEAN_ALL = CLEAN_TRUNCATED * 2 - 1 };

/* Either out is set (writing) or arena is (reading from rest). */
struct walk {
	struct buf *out;
	struct arena *arena;
	struct str rest;
	bool failed;
};

static void
walk_str(struct walk *w, struct str *s)
{
	struct str got = STR_NONE;

	if (w->out) {
		buf_add_lstr(w->out, *s);
		return;
	}
	w->failed = w->failed || !cut_lstr(&w->rest, &got);
	*s = w->failed ? STR_NONE : arena_str(w->arena, got);
}

/* is NULL: always there. */
static void
walk_number(struct walk *w, int64_t *n, bool *is)
{
	char digits[24];
	struct str s = STR_NONE;

	if (w->out) {
		if (!is || *is)
			s = (struct str){ digits,
				(size_t)snprintf(digits, sizeof(digits), "%lld", (long long)*n) };
		buf_add_lstr(w->out, s);
		return;
	}
	w->failed = w->failed || !cut_lstr(&w->rest, &s);
	*n = 0;
	if (is)
		*is = !w->failed && s.ptr;
	if (!w->failed && (s.ptr || !is))
		w->failed = !str_int(s, n);
}

static void
walk_int(struct walk *w, int *n)
{
	int64_t wide = *n;

	walk_number(w, &wide, NULL);
	if (!w->out && (wide < INT32_MIN || wide > INT32_MAX))
		w->failed = true;
	*n = w->failed ? 0 : (int)wide;
}

static void
walk_day(struct walk *w, struct day *d)
{
	bool is = day_is(*d);
	int64_t wide = d->n;

	walk_number(w, &wide, &is);
	if (is && (wide <= INT32_MIN || wide > INT32_MAX))
		w->failed = true;
	*d = is ? (struct day){ (int32_t)wide } : DAY_NONE;
}

static void
walk_instant(struct walk *w, struct instant *t)
{
	bool is = instant_is(*t);

	walk_number(w, &t->ms, &is);
	if (!is)
		*t = INSTANT_NONE;
}

/* An enumeration: its number, smaller than count. */
static unsigned
walk_choice(struct walk *w, unsigned value, unsigned count)
{
	int64_t wide = value;

	walk_number(w, &wide, NULL);
	if (!w->out && (wide < 0 || wide >= count))
		w->failed = true;
	return w->failed ? 0 : (unsigned)wide;
}

/* Length of a list; an item takes four bytes at least, which bounds what a forged length can ask. */
static size_t
walk_count(struct walk *w, size_t count)
{
	int64_t wide = (int64_t)count;

	walk_number(w, &wide, NULL);
	if (!w->out && (wide < 0 || (uint64_t)wide > w->rest.len / 4))
		w->failed = true;
	return w->failed ? 0 : (size_t)wide;
}

static void
walk_applicant(struct walk *w, struct applicant *who)
{
	walk_str(w, &who->siret);
	walk_str(w, &who->name);
	walk_str(w, &who->kind);
	walk_str(w, &who->insee);
	walk_str(w, &who->department);
	walk_str(w, &who->epci);
	walk_number(w, &who->population, NULL);
	walk_str(w, &who->address);
	walk_str(w, &who->city);
	walk_str(w, &who->email);
}

static void
walk_field(struct walk *w, struct field *items, size_t i)
{
	struct field f = w->out ? items[i] : (struct field){ 0 };

	f.section = (enum section)walk_choice(w, f.section, SECTION_ANNOTATION + 1);
	f.kind = (enum field_kind)walk_choice(w, f.kind, FIELD_KIND_COUNT);
	walk_str(w, &f.descriptor);
	walk_str(w, &f.row);
	walk_str(w, &f.label);
	walk_int(w, &f.occurrence);
	walk_str(w, &f.value);
	walk_str(w, &f.raw);
	f.flags = walk_choice(w, f.flags, CLEAN_ALL + 1);
	walk_number(w, &f.stated.ms, NULL);
	if (!w->out)
		items[i] = f;
}

static void
walk_funding(struct walk *w, struct funding_line *items, size_t i)
{
	struct funding_line line = w->out ? items[i] : (struct funding_line){ 0 };

	walk_str(w, &line.funder);
	walk_number(w, &line.amount.cents, NULL);
	if (!w->out)
		items[i] = line;
}

static void
walk_attachment(struct walk *w, struct attachment *items, size_t i)
{
	struct attachment file = w->out ? items[i] : (struct attachment){ 0 };

	walk_str(w, &file.field);
	walk_str(w, &file.name);
	walk_str(w, &file.type);
	walk_number(w, &file.bytes, NULL);
	if (!w->out)
		items[i] = file;
}

static void
walk_lists(struct walk *w, struct dossier *d)
{
	d->field_count = walk_count(w, d->field_count);
	if (!w->out)
		d->fields = ARENA_ARRAY(w->arena, struct field, d->field_count);
	for (size_t i = 0; i < d->field_count; i++)
		walk_field(w, d->fields, i);
	d->funding_count = walk_count(w, d->funding_count);
	if (!w->out)
		d->funding = ARENA_ARRAY(w->arena, struct funding_line, d->funding_count);
	for (size_t i = 0; i < d->funding_count; i++)
		walk_funding(w, d->funding, i);
	d->attachment_count = walk_count(w, d->attachment_count);
	if (!w->out)
		d->attachments = ARENA_ARRAY(w->arena, struct attachment, d->attachment_count);
	for (size_t i = 0; i < d->attachment_count; i++)
		walk_attachment(w, d->attachments, i);
}

static void
walk_columns(struct walk *w, struct dossier *d)
{
	walk_str(w, &d->title);
	walk_str(w, &d->department);
	walk_str(w, &d->category);
	walk_int(w, &d->volet);
	walk_number(w, &d->total.m.cents, &d->total.is);
	walk_number(w, &d->requested.m.cents, &d->requested.is);
	walk_number(w, &d->other_funding.m.cents, &d->other_funding.is);
	walk_day(w, &d->start);
	walk_day(w, &d->end);
	walk_str(w, &d->contact);
}

static void
walk_dossier(struct walk *w, struct dossier *d)
{
	walk_number(w, &d->number, NULL);
	d->source = (enum source)walk_choice(w, d->source, SOURCE_JSON + 1);
	walk_instant(w, &d->modified);
	walk_number(w, &d->answered.ms, NULL);
	walk_str(w, &d->demarche);
	walk_str(w, &d->demarche_title);
	walk_str(w, &d->platform_state);
	walk_instant(w, &d->submitted_at);
	walk_instant(w, &d->instruction_at);
	walk_instant(w, &d->decided_at);
	walk_str(w, &d->motivation);
	walk_str(w, &d->group);
	walk_columns(w, d);
	walk_applicant(w, &d->applicant);
	walk_lists(w, d);
}

void
dossier_canonical(const struct dossier *d, struct buf *out)
{
	struct dossier copy = *d;
	struct walk w = { .out = out };

	buf_add_lstr(out, MAGIC);
	walk_dossier(&w, &copy);
}

struct hash
dossier_hash(const struct dossier *d)
{
	struct buf bytes = { 0 };
	struct hash h;

	dossier_canonical(d, &bytes);
	h = hash_of(buf_str(&bytes));
	buf_done(&bytes);
	return h;
}

bool
dossier_from_canonical(struct str bytes, struct arena *a, struct dossier *out)
{
	struct walk w = { .arena = a, .rest = bytes };
	struct dossier d = { 0 };
	struct str magic;

	if (!cut_lstr(&w.rest, &magic) || !str_eq(magic, MAGIC))
		return false;
	walk_dossier(&w, &d);
	if (w.failed || w.rest.len)
		return false;
	*out = d;
	return true;
}
