/* SPDX-License-Identifier: EUPL-1.2 */
#include "zip_facts.h"

#include <stdlib.h>
#include <zip.h>

#include "xml.h"

enum { PART_MOST = 1 << 20, FACTS_MOST = 100 };

static struct str
part_of(struct str bytes, const char *name, struct arena *a)
{
	zip_error_t e;
	zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &e);
	zip_t *z = source ? zip_open_from_source(source, ZIP_RDONLY, &e) : NULL;
	zip_file_t *f = z ? zip_fopen(z, name, 0) : NULL;
	char *text = arena_alloc(a, PART_MOST);
	zip_int64_t n = f ? zip_fread(f, text, PART_MOST) : -1;

	if (f)
		zip_fclose(f);
	if (z)
		zip_discard(z);
	else if (source)
		zip_source_free(source);
	return n > 0 ? (struct str){ text, (size_t)n } : STR_NONE;
}

/* What stands between two marks; *rest goes behind the second. */
static bool
cut_between(struct str *rest, const char *before, const char *after, struct str *out)
{
	ptrdiff_t at = str_find(*rest, str_z(before)), end;
	struct str from;

	if (at < 0)
		return false;
	from = (struct str){ rest->ptr + at + strlen(before),
		rest->len - (size_t)at - strlen(before) };
	end = str_find(from, str_z(after));
	if (end < 0)
		return false;
	*out = (struct str){ from.ptr, (size_t)end };
	*rest = (struct str){ from.ptr + end + strlen(after),
		from.len - (size_t)end - strlen(after) };
	return true;
}

static const char *
undone(struct arena *a, struct str text)
{
	struct buf b = { 0 };
	const char *z;

	xml_undo(&b, text);
	z = arena_z(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return z;
}

/* "Exporté le [at]" into label and code; false when there is no code. */
static bool
split_name(struct arena *a, struct str name, struct book_fact *f)
{
	size_t open = name.len;

	if (!str_ends(name, STR("]")))
		return false;
	while (open && name.ptr[open - 1] != '[')
		open--;
	if (open < 2)
		return false;
	f->code = undone(a, (struct str){ name.ptr + open, name.len - open - 1 });
	f->label = undone(a, (struct str){ name.ptr, open - 2 });
	return true;
}

static bool
continues(const struct book_fact *last, const char *code)
{
	size_t len = strlen(last->code);

	return strncmp(last->code, code, len) == 0 && strcmp(code + len, "+") == 0;
}

enum status
zip_facts(struct str bytes, const char *part, const struct fact_marks *marks, struct arena *a,
	struct book_fact **out, size_t *count, bool *found, struct err *err)
{
	struct str rest = part_of(bytes, part, a), name, value;
	struct book_fact *list = ARENA_ARRAY(a, struct book_fact, FACTS_MOST);
	size_t n = 0;

	(void)err;
	while (n < FACTS_MOST && cut_between(&rest, marks->before, marks->between, &name) &&
		cut_between(&rest, "", marks->after, &value)) {
		struct book_fact f;

		if (!split_name(a, name, &f))
			continue;
		f.value = undone(a, value);
		if (n && continues(&list[n - 1], f.code))
			list[n - 1].value = arena_printf(a, "%s%s", list[n - 1].value, f.value);
		else
			list[n++] = f;
	}
	*out = list;
	*count = n;
	*found = n > 0;
	return OK;
}
