/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_tail.h"

#include "pupitre/base/arena.h"
#include "pupitre/base/utf8.h"

#define CATALOG "<< /Type /Catalog\n"
#define FIGURE "<< /Type /StructElem\n   /S /Figure\n"
enum { OBJECTS_MOST = 32 };

struct update {
	struct buf *out;
	size_t before; /* bytes of the file that are not in out any more */
	struct {
		long number;
		size_t at;
	} objects[OBJECTS_MOST];
	size_t count;
};

/* The number of the object whose dictionary starts there, 0 for none: "12 0 obj\n<<". */
static long
number_before(struct str bytes, size_t dictionary)
{
	size_t end = dictionary - strlen(" 0 obj\n"), start = end;
	int64_t n = 0;

	if (dictionary < strlen("1 0 obj\n") ||
		memcmp(bytes.ptr + end, " 0 obj\n", strlen(" 0 obj\n")) != 0)
		return 0;
	while (start > 0 && bytes.ptr[start - 1] >= '0' && bytes.ptr[start - 1] <= '9')
		start--;
	return str_int((struct str){ bytes.ptr + start, end - start }, &n) ? (long)n : 0;
}

/* A text of PDF is UTF-16, here in hexadecimal. */
static void
add_text(struct buf *out, const char *z)
{
	struct str rest = str_z(z);

	buf_addz(out, "<FEFF");
	while (rest.len) {
		int32_t c = utf8_next(&rest);

		c = c < 0 ? 0xFFFD : c;
		if (c > 0xFFFF)
			buf_addf(out, "%04X%04X", 0xD800 + (unsigned)((c - 0x10000) >> 10),
				0xDC00 + (unsigned)((c - 0x10000) & 0x3FF));
		else
			buf_addf(out, "%04X", (unsigned)c);
	}
	buf_addc(out, '>');
}

/* The object again, with more in its dictionary; mark: how that one starts. */
static bool
give_again(struct update *u, size_t dictionary, const char *mark, const char *more)
{
	struct str bytes = buf_str(u->out);
	struct str rest = { bytes.ptr + dictionary + strlen(mark),
		bytes.len - dictionary - strlen(mark) };
	long number = number_before(bytes, dictionary);
	ptrdiff_t end = str_find(rest, STR("endobj\n"));
	struct buf body = { 0 };

	if (!number || end < 0 || u->count == OBJECTS_MOST)
		return false;
	buf_add(&body, rest.ptr, (size_t)end);
	u->objects[u->count].number = number;
	u->objects[u->count++].at = u->before + u->out->len;
	buf_addf(u->out, "%ld 0 obj\n%s   %s\n", number, mark, more);
	buf_adds(u->out, buf_str(&body));
	buf_addz(u->out, "endobj\n");
	buf_done(&body);
	return true;
}

static bool
add_figures(struct update *u, struct str old, const char *const *alts, size_t count)
{
	size_t at = 0;
	bool whole = true;

	for (size_t i = 0; i < count && whole; i++) {
		ptrdiff_t found =
			str_find((struct str){ u->out->ptr + at, old.len - at }, STR(FIGURE));
		struct buf more = { 0 };

		if (found < 0)
			return false;
		at += (size_t)found;
		buf_addz(&more, "/Alt ");
		add_text(&more, alts[i]);
		whole = give_again(u, at, FIGURE, more.ptr);
		at += strlen(FIGURE);
		buf_done(&more);
	}
	return whole;
}

/* "trailer << ... >>" of the file, and where its table starts. */
static bool
read_trailer(struct str bytes, struct str *dictionary, int64_t *table)
{
	ptrdiff_t at = str_find(bytes, STR("\ntrailer\n<< ")), end;
	struct str rest;

	if (at < 0)
		return false;
	rest = (struct str){ bytes.ptr + at + strlen("\ntrailer\n<< "),
		bytes.len - (size_t)at - strlen("\ntrailer\n<< ") };
	end = str_find(rest, STR(">>\nstartxref\n"));
	if (end < 0)
		return false;
	*dictionary = (struct str){ rest.ptr, (size_t)end };
	rest = (struct str){ rest.ptr + end + strlen(">>\nstartxref\n"),
		rest.len - (size_t)end - strlen(">>\nstartxref\n") };
	end = str_find(rest, STR("\n"));
	return end > 0 && str_int((struct str){ rest.ptr, (size_t)end }, table);
}

/* Each object in a part of its own; every line has twenty bytes. */
static void
add_table(struct update *u, struct str trailer, int64_t old_table)
{
	size_t at = u->before + u->out->len;

	buf_addz(u->out, "xref\n");
	for (size_t i = 0; i < u->count; i++)
		buf_addf(
			u->out, "%ld 1\n%010zu 00000 n \n", u->objects[i].number, u->objects[i].at);
	buf_addf(u->out, "trailer\n<< %.*s   /Prev %lld\n>>\nstartxref\n%zu\n%%%%EOF\n",
		STR_ARG(trailer), (long long)old_table, at);
}

void
pdf_add_tail(struct buf *out, size_t before, const char *const *alts, size_t alt_count)
{
	struct update u = { .out = out, .before = before };
	struct arena a = { 0 };
	struct str old = buf_str(out), trailer;
	int64_t table;
	ptrdiff_t catalog = str_find(old, STR(CATALOG));
	bool whole = catalog >= 0 && read_trailer(old, &trailer, &table);

	if (whole) {
		trailer = arena_str(&a, trailer);
		whole = give_again(&u, (size_t)catalog, CATALOG,
			"/Lang (fr-FR)\n   /ViewerPreferences << /DisplayDocTitle true >>");
	}
	if (whole && add_figures(&u, old, alts, alt_count))
		add_table(&u, trailer, table);
	else
		out->ptr[out->len = old.len] = '\0';
	arena_done(&a);
}
