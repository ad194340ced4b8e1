/* SPDX-License-Identifier: EUPL-1.2 */
#include "query_text.h"

#include "pupitre/base/buf.h"

/* The last word of the text completes itself only while it is the last. */
static bool
ends_by_prefix(const struct typed_query *q)
{
	const struct query *last = q->where;
	struct str text = str_trim(q->text);

	while (last->right || (last->op == QUERY_NOT && last->left))
		last = last->right ? last->right : last->left;
	return last->prefix && text.len && text.ptr[text.len - 1] != '*';
}

static bool
is_sort(struct str word)
{
	struct query_key_row row = query_key_row(KEY_SORT);
	struct str key;

	return str_cut(&word, ':', &key) && (str_eqz(key, row.key) || str_eqz(key, row.alias));
}

/* The words of a text without its sorts, or its sorts only; quoted parts are not looked into. */
static void
add_words(struct buf *b, struct str text, bool sorts)
{
	struct str word = { text.ptr, 0 };
	bool quoted = false;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] == '"')
			quoted = !quoted;
		if (i < text.len && (quoted || text.ptr[i] != ' '))
			continue;
		word.len = (size_t)(text.ptr + i - word.ptr);
		if (word.len && is_sort(word) == sorts)
			buf_addf(b, "%s%.*s", b->len && b->ptr[b->len - 1] != '(' ? " " : "",
				STR_ARG(word));
		word.ptr = text.ptr + i + 1;
	}
}

struct str
query_within(struct arena *a, const struct typed_query *typed, struct str more)
{
	bool either = typed->where->op == QUERY_OR;
	struct buf b = { 0 };
	struct str text;

	buf_adds(&b, more);
	add_words(&b, typed->text, true);
	buf_addz(&b, either ? " (" : "");
	add_words(&b, typed->text, false);
	if (ends_by_prefix(typed))
		buf_addc(&b, '*');
	if (either)
		buf_addc(&b, ')');
	text = arena_str(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return text;
}
