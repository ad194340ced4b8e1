/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cleaning, in this order, so that its result is stable (cleaning it again changes nothing):
 *   1. each code point by its kind, runs of marks cut at MARKS_MAX;
 *   2. canonical decomposition, runs of marks cut again (a letter may have brought its own);
 *   3. canonical composition (NFC), then the limit of length.
 * The run is cut before the decomposition too because that sorts marks in quadratic time.
 *
 * Marks are the code points that stand on the previous one: categories M, and the Hangul vowels and
 * finals, which terminals draw in no column.
 *
 * Source: Unicode by utf8proc; widths as the C library's C.UTF-8 gives them, which is
 * what ncurses uses.
 */
#include "pupitre/base/utf8.h"

#include <locale.h>
#include <stdlib.h>
#include <utf8proc.h>
#include <wchar.h>

#include "pupitre/base/i18n.h"

static const char NBSP_LEAD = (char)0xC2; /* of what utf8_plain takes, only it starts so */
enum { MARKS_MAX = 3, CP_END = 0x110000, REPLACEMENT = 0xFFFD, DOTTED_CIRCLE = 0x25CC };
enum { BIDI_MARK = 0x29C9, PICTURE_NUL = 0x2400, PICTURE_DEL = 0x2421 };

enum kind {
	KIND_KEEP,
	KIND_MARK,
	KIND_BLANK, /* kept too, but nothing may stand on it */
	KIND_SPACE, /* an exotic blank that becomes a space */
	KIND_BREAK, /* any end of line */
	KIND_TAB,
	KIND_CONTROL,
	KIND_BIDI,
	KIND_HIDDEN,
	KIND_REPLACE, /* private use, unassigned, format characters */
};

/* Length of the sequence that a first byte announces, 0 when it may not come first. */
static size_t
sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2)
		return 0;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

int32_t
utf8_next(struct str *rest)
{
	static const int32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)*rest->ptr;
	size_t len = sequence_length(first);
	int32_t cp = len < 2 ? first : first & (0x7F >> len);
	size_t i = 1;

	while (i < len && i < rest->len && ((unsigned char)rest->ptr[i] & 0xC0) == 0x80)
		cp = cp << 6 | ((unsigned char)rest->ptr[i++] & 0x3F);
	bool valid = len > 0 && i == len && cp >= smallest[len] && cp < CP_END &&
		     (cp < 0xD800 || cp > 0xDFFF);

	i = valid ? len : 1;
	*rest = (struct str){ rest->ptr + i, rest->len - i };
	return valid ? cp : -1;
}

void
utf8_put(struct buf *b, int32_t cp)
{
	utf8proc_uint8_t bytes[4];

	buf_add(b, bytes, (size_t)utf8proc_encode_char(cp, bytes));
}

bool
utf8_valid(struct str s)
{
	while (s.len > 0)
		if (utf8_next(&s) < 0)
			return false;
	return true;
}

static bool
is_bidi(int32_t cp)
{
	return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

/* Default ignorable code points, and those that draw nothing without being declared so. */
static bool
is_hidden(int32_t cp, const utf8proc_property_t *property)
{
	if (property->ignorable || cp == 0x2800 || (cp >= 0xFFF9 && cp <= 0xFFFB))
		return true;
	return (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFFF0 && cp <= 0xFFF8) ||
	       (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static bool
is_jamo_mark(int32_t cp)
{
	return (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);
}

static enum kind
kind_by_category(int32_t cp, utf8proc_category_t category)
{
	switch (category) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return KIND_MARK;
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CF:
		return KIND_REPLACE;
	case UTF8PROC_CATEGORY_ZS:
		return KIND_SPACE;
	default:
		return is_jamo_mark(cp) ? KIND_MARK : KIND_KEEP;
	}
}

static enum kind
kind_of(int32_t cp)
{
	if (cp == ' ' || cp == 0xA0 || cp == 0x202F)
		return KIND_BLANK;
	if (cp == '\t')
		return KIND_TAB;
	if ((cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
		return KIND_BREAK;
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return KIND_CONTROL;
	if (cp < 0x7F)
		return KIND_KEEP;
	if (is_bidi(cp))
		return KIND_BIDI;
	const utf8proc_property_t *property = utf8proc_get_property(cp);

	if (is_hidden(cp, property))
		return KIND_HIDDEN;
	return kind_by_category(cp, (utf8proc_category_t)property->category);
}

/* What most French text is made of: kept as is, and changed by no normalisation. */
static bool
is_plain(int32_t cp, enum clean_mode mode)
{
	if (cp < 0x7F)
		return cp >= 0x20 || (mode == CLEAN_TEXT && (cp == '\n' || cp == '\t'));
	return (cp >= 0xA0 && cp < 0x300 && cp != 0xAD) || (cp >= 0x2010 && cp <= 0x2027) ||
	       cp == 0x202F || cp == 0x20AC;
}

static bool
is_all_plain(struct str s, enum clean_mode mode)
{
	while (s.len > 0)
		if (!is_plain(utf8_next(&s), mode))
			return false;
	return true;
}

struct cleaner {
	enum clean_mode mode;
	struct buf out;
	struct cleaned found; /* flags and masked */
	bool based; /* something stands before on which a mark may be */
	int marks; /* on it */
};

static void
mask(struct cleaner *c, unsigned flag)
{
	c->found.flags |= flag;
	c->found.masked++;
}

static void
put_base(struct cleaner *c, int32_t cp, bool based)
{
	utf8_put(&c->out, cp);
	c->based = based;
	c->marks = 0;
}

static void
put_mark(struct cleaner *c, int32_t cp)
{
	if (!c->based) {
		mask(c, CLEAN_COMBINING);
		put_base(c, DOTTED_CIRCLE, true);
	}
	if (c->marks == MARKS_MAX) {
		mask(c, CLEAN_COMBINING);
		return;
	}
	utf8_put(&c->out, cp);
	c->marks++;
}

static void
put_masked(struct cleaner *c, int32_t shown, unsigned flag)
{
	mask(c, flag);
	put_base(c, shown, true);
}

static void
put_control(struct cleaner *c, int32_t cp)
{
	int32_t picture = cp < 0x20 ? PICTURE_NUL + cp : cp == 0x7F ? PICTURE_DEL : REPLACEMENT;

	put_masked(c, picture, CLEAN_CONTROL);
}

static void
put_by_kind(struct cleaner *c, int32_t cp)
{
	bool line = c->mode == CLEAN_LINE;

	switch (kind_of(cp)) {
	case KIND_KEEP:
		put_base(c, cp, true);
		break;
	case KIND_MARK:
		put_mark(c, cp);
		break;
	case KIND_BLANK:
		put_base(c, cp, false);
		break;
	case KIND_SPACE:
		put_base(c, ' ', false);
		break;
	case KIND_BREAK:
		put_base(c, line ? ' ' : '\n', false);
		break;
	case KIND_TAB:
		put_base(c, line ? ' ' : '\t', false);
		break;
	case KIND_CONTROL:
		put_control(c, cp);
		break;
	case KIND_BIDI:
		put_masked(c, BIDI_MARK, CLEAN_BIDI);
		break;
	case KIND_HIDDEN:
		mask(c, CLEAN_HIDDEN);
		break;
	case KIND_REPLACE:
		put_masked(c, REPLACEMENT, CLEAN_PRIVATE);
		break;
	}
}

static void
clean_kinds(struct cleaner *c, struct str raw)
{
	while (raw.len > 0) {
		bool cr_lf = str_starts(raw, STR("\r\n"));
		int32_t cp = utf8_next(&raw);

		if (cr_lf)
			continue; /* the LF alone counts */
		if (cp < 0)
			put_masked(c, REPLACEMENT, CLEAN_INVALID);
		else
			put_by_kind(c, cp);
	}
}

/* Steps 2 and 3 on the text of step 1, which is valid; back into c->out. */
static void
normalise(struct cleaner *c)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)c->out.ptr;
	utf8proc_ssize_t len = (utf8proc_ssize_t)c->out.len;
	utf8proc_option_t apart = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
	utf8proc_ssize_t n = utf8proc_decompose(bytes, len, NULL, 0, apart);
	utf8proc_int32_t *cps = n < 0 ? NULL : calloc((size_t)n + 1, sizeof(*cps));

	if (!cps)
		die(_("mémoire insuffisante"));
	utf8proc_decompose(bytes, len, cps, n, apart);
	utf8proc_ssize_t kept = 0;

	c->marks = 0;
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		c->marks = kind_of(cps[i]) == KIND_MARK ? c->marks + 1 : 0;
		if (c->marks > MARKS_MAX)
			mask(c, CLEAN_COMBINING);
		else
			cps[kept++] = cps[i];
	}
	kept = utf8proc_normalize_utf32(cps, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	buf_clear(&c->out);
	for (utf8proc_ssize_t i = 0; i < kept; i++)
		utf8_put(&c->out, cps[i]);
	free(cps);
}

/* The text in the arena, cut after max code points. */
static struct str
limit_length(struct arena *a, struct str s, size_t max, unsigned *flags)
{
	struct str rest = s;

	if (s.len <= max) /* no more characters than bytes */
		return arena_str(a, s);
	for (size_t n = 0; rest.len > 0 && n < max; n++)
		utf8_next(&rest);
	if (rest.len == 0)
		return arena_str(a, s);
	*flags |= CLEAN_TRUNCATED;
	struct str head = { s.ptr, s.len - rest.len };
	char *cut = arena_printf(a, "%.*s […]", STR_ARG(head));

	return str_z(cut);
}

struct cleaned
utf8_clean(struct arena *a, struct str raw, enum clean_mode mode, size_t max)
{
	struct cleaner c = { .mode = mode };

	if (!raw.ptr)
		return c.found;
	if (is_all_plain(raw, mode)) {
		c.found.text = limit_length(a, raw, max, &c.found.flags);
		return c.found;
	}
	clean_kinds(&c, raw);
	if (c.out.len > 0)
		normalise(&c);
	c.found.text = limit_length(a, buf_str(&c.out), max, &c.found.flags);
	buf_done(&c.out);
	return c.found;
}

/* Columns of each code point, filled page by page as they are met: 0, 1, 2 or NOT_SHOWN. */
enum { NOT_SHOWN = 3, PAGE_CPS = 256 };

static unsigned char columns_table[CP_END / 4]; /* two bits each */
static bool columns_known[CP_END / PAGE_CPS];

/* Kept by cleaning, with the same width for the C library and for utf8proc. Emoji modifiers merge
 * with the previous emoji on some terminals only. */
static int
columns_judged(int32_t cp)
{
	enum kind kind = kind_of(cp);
	int width = wcwidth((wchar_t)cp);

	if ((kind != KIND_KEEP && kind != KIND_MARK && kind != KIND_BLANK) ||
		(cp >= 0x1F3FB && cp <= 0x1F3FF))
		return NOT_SHOWN;
	if (width != utf8proc_charwidth(cp) || width < 0 || (width == 0) != (kind == KIND_MARK))
		return NOT_SHOWN;
	return width;
}

static void
columns_fill(int32_t page)
{
	static locale_t utf8_locale;

	if (!utf8_locale)
		utf8_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
	locale_t before = utf8_locale ? uselocale(utf8_locale) : NULL;

	for (int32_t cp = page * PAGE_CPS; cp < (page + 1) * PAGE_CPS; cp++)
		columns_table[cp / 4] |= (unsigned char)(columns_judged(cp) << cp % 4 * 2);
	if (before)
		uselocale(before);
	columns_known[page] = true;
}

static int
columns_of(int32_t cp)
{
	if (cp < 0)
		return NOT_SHOWN;
	if (!columns_known[cp / PAGE_CPS])
		columns_fill(cp / PAGE_CPS);
	return columns_table[cp / 4] >> cp % 4 * 2 & 3;
}

static bool
passes_gate(struct str s)
{
	bool based = false;
	int marks = 0;

	while (s.len > 0) {
		if (*s.ptr >= ' ' && *s.ptr < 0x7F) {
			based = *s.ptr != ' ';
			s = (struct str){ s.ptr + 1, s.len - 1 };
			marks = 0;
			continue;
		}
		size_t plain = utf8_plain(s);

		if (plain > 1) {
			based = *s.ptr != NBSP_LEAD;
			s = (struct str){ s.ptr + plain, s.len - plain };
			marks = 0;
			continue;
		}
		int32_t cp = utf8_next(&s);
		int columns = columns_of(cp);

		marks = columns == 0 ? marks + 1 : 0;
		if (columns == NOT_SHOWN || marks > MARKS_MAX || (marks > 0 && !based))
			return false;
		if (columns > 0)
			based = kind_of(cp) != KIND_BLANK;
	}
	return true;
}

struct str
utf8_gate(struct arena *a, struct str s)
{
	if (!s.ptr || passes_gate(s))
		return s;
	struct str rest = utf8_clean(a, s, CLEAN_LINE, SIZE_MAX).text;
	struct buf out = { 0 };

	while (rest.len > 0) {
		int32_t cp = utf8_next(&rest);

		utf8_put(&out, columns_of(cp) == NOT_SHOWN ? REPLACEMENT : cp);
	}
	struct str gated = arena_str(a, buf_str(&out));

	buf_done(&out);
	return gated;
}

/* In text that did not pass the gate, one column stands for what would be replaced. */
static int
columns_next(struct str *rest)
{
	int columns = columns_of(utf8_next(rest));

	return columns == NOT_SHOWN ? 1 : columns;
}

int
utf8_width(struct str s)
{
	int width = 0;

	while (s.len > 0) {
		if ((unsigned char)*s.ptr < 0x80) {
			width++;
			s = (struct str){ s.ptr + 1, s.len - 1 };
		} else {
			width += columns_next(&s);
		}
	}
	return width;
}

size_t
utf8_cluster_any(struct str s, int *width)
{
	struct str rest = s;

	*width = s.len > 0;
	if (s.len < 2 && (s.len == 0 || (unsigned char)*s.ptr < 0x80))
		return s.len;
	if ((unsigned char)s.ptr[0] < 0x80 && (unsigned char)s.ptr[1] < 0x80)
		return 1;
	*width = columns_next(&rest);
	for (int marks = 0; rest.len > 0 && marks < MARKS_MAX; marks++) {
		struct str after = rest;

		if ((unsigned char)*rest.ptr < 0x80 || columns_next(&after) > 0)
			break;
		rest = after;
	}
	return s.len - rest.len;
}

/* Letters and signs that Unicode does not decompose but that people type in a plainer way. */
static const char *
plain_form(int32_t cp)
{
	switch (cp) {
	case 0xE6:
		return "ae";
	case 0x153:
		return "oe";
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0x2032:
	case 0x2BC:
		return "'";
	case 0xAB:
	case 0xBB:
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
		return "\"";
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return "-";
	default:
		return NULL;
	}
}

static void
fold_one(struct buf *out, int32_t cp)
{
	enum { EXPANSION_MAX = 32 }; /* the longest decomposition of Unicode has 18 */
	utf8proc_int32_t parts[EXPANSION_MAX];
	int unused = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(cp, parts, EXPANSION_MAX,
		UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
		&unused);

	for (utf8proc_ssize_t i = 0; i < n && i < EXPANSION_MAX; i++) {
		const char *plain = plain_form(parts[i]);

		if (plain)
			buf_addz(out, plain);
		else
			utf8_put(out, parts[i]);
	}
}

struct str
utf8_fold(struct arena *a, struct str s)
{
	struct buf out = { 0 };

	if (!s.ptr)
		return s;
	while (s.len > 0) {
		int32_t cp = utf8_next(&s);

		if (cp >= 'A' && cp <= 'Z')
			buf_addc(&out, (char)(cp - 'A' + 'a'));
		else if (cp >= 0 && cp < 0x80)
			buf_addc(&out, (char)cp);
		else
			fold_one(&out, cp < 0 ? REPLACEMENT : cp);
	}
	struct str folded = arena_str(a, buf_str(&out));

	buf_done(&out);
	return folded;
}
