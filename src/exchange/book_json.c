/* SPDX-License-Identifier: EUPL-1.2 */
/* { "rows": [ { code: value } ], "provenance": { code: value } }: figures as numbers in their unit, days
 * and instants as ISO text, an empty cell as null. */
#include <stdlib.h>

#include "book_formats.h"
#include "pupitre/exchange/book_text.h"
#include "pupitre/base/json.h"

struct book {
	struct json json;
	const struct book_head *head;
	struct book_column *columns;
	size_t count;
	struct arena a;
	struct buf text;
};

static enum status
open_json(const struct book_head *h, struct buf *out, struct book **b, struct err *err)
{
	struct book *k = calloc(1, sizeof *k);

	(void)err;
	if (!k)
		die("out of memory");
	k->json.out = out;
	k->head = h;
	json_open(&k->json, '{');
	json_key(&k->json, "rows");
	json_open(&k->json, '[');
	*b = k;
	return OK;
}

static enum status
sheet_json(struct book *b, const struct book_sheet *s, struct err *err)
{
	(void)err;
	b->columns = arena_dup(&b->a, s->columns, s->count * sizeof *s->columns);
	b->count = s->count;
	return OK;
}

static enum status
row_json(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	json_open(&b->json, '{');
	for (size_t i = 0; i < b->count; i++) {
		json_key(&b->json, b->columns[i].code);
		if (!cells[i].is) {
			json_null(&b->json);
		} else if (book_is_number(b->columns[i].type)) {
			json_int(&b->json, cells[i].n);
		} else {
			buf_clear(&b->text);
			book_add_machine(&b->text, &b->columns[i], &cells[i]);
			json_str(&b->json, b->text.len ? buf_str(&b->text) : STR(""));
		}
	}
	json_close(&b->json);
	return OK;
}

static void
drop_json(struct book *b)
{
	buf_done(&b->text);
	arena_done(&b->a);
	free(b);
}

static enum status
close_json(struct book *b, struct err *err)
{
	(void)err;
	json_close(&b->json);
	json_key(&b->json, "provenance");
	json_open(&b->json, '{');
	for (size_t i = 0; i < b->head->fact_count; i++) {
		json_key(&b->json, b->head->facts[i].code);
		json_str(&b->json, str_z(b->head->facts[i].value));
	}
	json_close(&b->json);
	json_close(&b->json);
	buf_addc(b->json.out, '\n');
	drop_json(b);
	return OK;
}

/* A string of our own writing: quotes, escapes, UTF-8. */
static bool
cut_string(struct str *rest, struct buf *out)
{
	if (!rest->len || *rest->ptr != '"')
		return false;
	for (rest->ptr++, rest->len--; rest->len && *rest->ptr != '"'; rest->ptr++, rest->len--) {
		char c = *rest->ptr;

		if (c == '\\' && rest->len > 1) {
			c = *++rest->ptr;
			rest->len--;
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		buf_addc(out, c);
	}
	if (!rest->len)
		return false;
	rest->ptr++, rest->len--;
	return true;
}

static bool
cut_byte(struct str *rest, char c)
{
	if (!rest->len || *rest->ptr != c)
		return false;
	rest->ptr++, rest->len--;
	return true;
}

static const char *
cut_text(struct str *rest, struct arena *a, bool *whole)
{
	struct buf text = { 0 };
	const char *z;

	*whole &= cut_string(rest, &text);
	z = arena_z(a, text.len ? buf_str(&text) : STR(""));
	buf_done(&text);
	return z;
}

/* What follows the last `"provenance":{`, whose quotes cannot stand in a text. */
static struct str
after_rows(struct str bytes)
{
	static const char mark[] = "],\"provenance\":{";
	size_t len = sizeof mark - 1;

	for (size_t i = bytes.len < len ? 0 : bytes.len - len + 1; i > 0; i--)
		if (memcmp(bytes.ptr + i - 1, mark, len) == 0)
			return (struct str){ bytes.ptr + i - 1 + len, bytes.len - (i - 1) - len };
	return STR_NONE;
}

static enum status
facts_json(struct str bytes, struct arena *a, struct book_fact **out, size_t *count, bool *found,
	struct err *err)
{
	struct str rest = after_rows(bytes);
	struct book_fact *list = NULL;
	size_t n = 0, cap = 0;
	bool whole = rest.len > 0;

	(void)err;
	while (whole && rest.len && *rest.ptr != '}') {
		struct book_fact f = { .label = "" };

		if (n)
			whole &= cut_byte(&rest, ',');
		f.code = cut_text(&rest, a, &whole);
		whole &= cut_byte(&rest, ':');
		f.value = cut_text(&rest, a, &whole);
		ARENA_PUSH(a, list, n, cap, f);
	}
	*out = list;
	*count = n;
	*found = whole && n > 0;
	return OK;
}

const struct book_format book_json = {
	.code = "json",
	.open = open_json,
	.sheet = sheet_json,
	.row = row_json,
	.close = close_json,
	.drop = drop_json,
	.facts = facts_json,
};
