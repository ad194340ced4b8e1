/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cleaning is tested by a table of cases, then as properties over each code point and over random
 * bytes: the result is valid, holds only what is allowed, and cleaning it again changes nothing.
 */
#include "pupitre/base/utf8.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CP_END = 0x110000, NO_LIMIT = 1 << 30 };

static struct str
s(const char *z)
{
	return str_z(z);
}

static void
assert_text(struct str got, const char *want)
{
	assert_non_null(got.ptr);
	if (!str_eqz(got, want))
		fail_msg("got '%.*s', want '%s'", STR_ARG(got), want);
}

/* The same numbers at each run, so that a failure can be replayed. */
static uint32_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

static void
test_next_refuses_what_rfc_3629_refuses(void **state)
{
	static const struct {
		const char *bytes;
		int32_t first;
		size_t used;
	} cases[] = {
		{ "A", 'A', 1 },
		{ "\u00E9", 0xE9, 2 },
		{ "\u20AC", 0x20AC, 3 },
		{ "\U0001F600", 0x1F600, 4 },
		{ "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
		{ "\xF4\x90\x80\x80", -1, 1 }, /* above the last code point */
		{ "\xC0\xAF", -1, 1 }, /* overlong */
		{ "\xC1\xBF", -1, 1 },
		{ "\xE0\x80\xAF", -1, 1 },
		{ "\xE0\x9F\xBF", -1, 1 },
		{ "\xF0\x8F\xBF\xBF", -1, 1 },
		{ "\xED\xA0\x80", -1, 1 }, /* surrogate */
		{ "\xED\xBF\xBF", -1, 1 },
		{ "\xED\x9F\xBF", 0xD7FF, 3 },
		{ "\x80", -1, 1 }, /* continuation alone */
		{ "\xC3", -1, 1 }, /* cut at the end */
		{ "\xE2\x82", -1, 1 },
		{ "\xF0\x9F\x98", -1, 1 },
		{ "\xC3"
		  "A",
			-1, 1 },
		{ "\xF5\x80\x80\x80", -1, 1 },
		{ "\xFF", -1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str rest = s(cases[i].bytes);
		size_t len = rest.len;

		assert_int_equal(utf8_next(&rest), cases[i].first);
		assert_int_equal(len - rest.len, cases[i].used);
		assert_int_equal(utf8_valid(s(cases[i].bytes)), cases[i].first >= 0);
	}
	assert_true(utf8_valid(STR_NONE));
	assert_true(utf8_valid(STR("a\u00E9b")));
}

static void
test_put_is_the_inverse_of_next(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (int32_t cp = 0; cp < CP_END; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		buf_clear(&b);
		utf8_put(&b, cp);
		struct str rest = buf_str(&b);

		assert_int_equal(utf8_next(&rest), cp);
		assert_int_equal(rest.len, 0);
	}
	buf_done(&b);
}

#define LINE CLEAN_LINE
#define TEXT CLEAN_TEXT
static const struct {
	const char *raw;
	size_t len; /* 0: up to the NUL */
	enum clean_mode mode;
	const char *text;
	unsigned flags, masked;
} clean_cases[] = {
	{ "Réhabilitation de l’école « Jean Macé »", 0, LINE,
		"Réhabilitation de l’école « Jean Macé »", 0, 0 },
	{ "12\u00A0345\u202F€", 0, LINE, "12\u00A0345\u202F€", 0, 0 },
	{ "a\r\nb\rc\nd", 0, TEXT, "a\nb\nc\nd", 0, 0 },
	{ "a\r\nb\rc\nd", 0, LINE, "a b c d", 0, 0 },
	{ "a\xC2\x85"
	  "b\vc\fd\u2028e\u2029f",
		0, TEXT, "a\nb\nc\nd\ne\nf", 0, 0 },
	{ "a\tb", 0, TEXT, "a\tb", 0, 0 },
	{ "a\tb", 0, LINE, "a b", 0, 0 },
	{ "\x1B[31mrouge\x07", 0, LINE, "␛[31mrouge␇", CLEAN_CONTROL, 2 },
	{ "a\0b", 3, LINE, "a␀b", CLEAN_CONTROL, 1 },
	{ "a\bb\x7F", 0, LINE, "a␈b␡", CLEAN_CONTROL, 2 },
	{ "a\xC2\x9B"
	  "31m",
		0, LINE, "a\uFFFD31m", CLEAN_CONTROL, 1 },
	{ "a\x9B"
	  "31m",
		0, LINE, "a\uFFFD31m", CLEAN_INVALID, 1 },
	{ "\xC0\xAF\xED\xA0\x80", 0, LINE, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", CLEAN_INVALID, 5 },
	{ "a\u202Ecba\u202C", 0, LINE, "a⧉cba⧉", CLEAN_BIDI, 2 },
	{ "\u061C\u200E\u200F\u2066\u2069", 0, LINE, "⧉⧉⧉⧉⧉", CLEAN_BIDI, 5 },
	{ "1\u200B0\u200C0\u200D0\u2060\uFEFF\u00AD", 0, LINE, "1000", CLEAN_HIDDEN, 6 },
	{ "a\uFE0Fb\u115F\u3164\uFFA0\u2800\u034F\u180E", 0, LINE, "ab", CLEAN_HIDDEN, 7 },
	{ "a\U000E0041\U000E0100b\uFFF9\U0001D173", 0, LINE, "ab", CLEAN_HIDDEN, 4 },
	{ "e\u0301", 0, LINE, "é", 0, 0 },
	{ "\u212B\u2126", 0, LINE, "\u00C5\u03A9", 0, 0 },
	{ "z\u0301\u0302\u0303\u0304\u0305", 0, LINE, "\u017A\u0302\u0303", CLEAN_COMBINING, 2 },
	{ "\u00E9\u0302\u0303\u0304", 0, LINE, "\u00E9\u0302\u0303", CLEAN_COMBINING, 1 },
	{ "\u0301debut", 0, LINE, "◌\u0301debut", CLEAN_COMBINING, 1 },
	{ "a\n\u0301b", 0, TEXT, "a\n◌\u0301b", CLEAN_COMBINING, 1 },
	{ "a\u00A0\u0301", 0, LINE, "a\u00A0◌\u0301", CLEAN_COMBINING, 1 },
	{ "a\u0301\u200D\u0323", 0, LINE, "\u1EA1\u0301", CLEAN_HIDDEN, 1 },
	{ "\u1112\u1161\u11AB", 0, LINE, "\uD55C", 0, 0 },
	{ "\u1112\u1161\u1161\u1161\u1161\u1161", 0, LINE, "\uD558\u1161\u1161", CLEAN_COMBINING,
		2 },
	{ "a\u2003b\u3000c\u2009d", 0, LINE, "a b c d", 0, 0 },
	{ "\uE000\U000F0000\u0378\uFFFF\u0600", 0, LINE, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD",
		CLEAN_PRIVATE, 5 },
	{ "\uFFFD", 0, LINE, "\uFFFD", 0, 0 },
	{ "\u200B", 0, LINE, "", CLEAN_HIDDEN, 1 },
	{ "", 0, LINE, "", 0, 0 },
};

static void
test_clean_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(clean_cases) / sizeof(*clean_cases); i++) {
		struct arena a = { 0 };
		struct str raw = s(clean_cases[i].raw);

		if (clean_cases[i].len > 0)
			raw.len = clean_cases[i].len;
		struct cleaned c = utf8_clean(&a, raw, clean_cases[i].mode, NO_LIMIT);

		assert_text(c.text, clean_cases[i].text);
		assert_int_equal(c.flags, clean_cases[i].flags);
		assert_int_equal(c.masked, clean_cases[i].masked);
		arena_done(&a);
	}
}

static void
test_clean_limits_code_points(void **state)
{
	struct arena a = { 0 };
	struct cleaned c = utf8_clean(&a, STR("éàüïœ"), CLEAN_LINE, 3);

	(void)state;
	assert_text(c.text, "éàü […]");
	assert_int_equal(c.flags, CLEAN_TRUNCATED);
	assert_int_equal(c.masked, 0);
	c = utf8_clean(&a, c.text, CLEAN_LINE, 3);
	assert_text(c.text, "éàü […]");
	assert_text(utf8_clean(&a, STR("éàü"), CLEAN_LINE, 3).text, "éàü");
	c = utf8_clean(&a, STR("\x01\x02\x03"), CLEAN_LINE, 2);
	assert_text(c.text, "␁␂ […]");
	assert_int_equal(c.flags, CLEAN_TRUNCATED | CLEAN_CONTROL);
	assert_null(utf8_clean(&a, STR_NONE, CLEAN_LINE, 3).text.ptr);
	arena_done(&a);
}

/* Stated a second time from the table of the rules, not from the program's own classes. */
static bool
is_forbidden(int32_t cp, enum clean_mode mode)
{
	static const int32_t ranges[][2] = { { 0x00, 0x08 }, { 0x0B, 0x1F }, { 0x7F, 0x9F },
		{ 0xAD, 0xAD }, { 0x34F, 0x34F }, { 0x61C, 0x61C }, { 0x115F, 0x1160 },
		{ 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x1680, 0x1680 }, { 0x2000, 0x200F },
		{ 0x2028, 0x202E }, { 0x205F, 0x206F }, { 0x2800, 0x2800 }, { 0x3000, 0x3000 },
		{ 0x3164, 0x3164 }, { 0xD800, 0xF8FF }, { 0xFDD0, 0xFDEF }, { 0xFE00, 0xFE0F },
		{ 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF },
		{ 0x1D173, 0x1D17A }, { 0xE0000, 0x10FFFF } };

	if (mode == CLEAN_LINE && (cp == '\n' || cp == '\t'))
		return true;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	return (cp & 0xFFFE) == 0xFFFE;
}

static void
assert_clean(struct arena *a, struct str raw, enum clean_mode mode, size_t max)
{
	struct str text = utf8_clean(a, raw, mode, max).text;

	for (struct str rest = text; rest.len > 0;) {
		int32_t cp = utf8_next(&rest);

		if (cp < 0 || is_forbidden(cp, mode))
			fail_msg("code point U+%04X was let in", (unsigned)cp);
	}
	struct cleaned again = utf8_clean(a, text, mode, max);

	if (!str_eq(again.text, text))
		fail_msg("'%.*s' became '%.*s'", STR_ARG(text), STR_ARG(again.text));
	assert_int_equal(again.flags & ~(unsigned)CLEAN_TRUNCATED, 0);
	assert_int_equal(again.masked, 0);
}

static void
assert_gated(struct arena *a, struct str raw)
{
	struct str text = utf8_gate(a, raw);
	int columns = 0;

	for (struct str rest = text; rest.len > 0;) {
		int width;
		struct str decoded = rest;
		int32_t cp = utf8_next(&decoded);
		size_t len = utf8_cluster(rest, &width);

		if (cp < 0 || is_forbidden(cp, CLEAN_LINE) || width < 1 || width > 2)
			fail_msg("U+%04X was shown in %d columns", (unsigned)cp, width);
		columns += width;
		rest = (struct str){ rest.ptr + len, rest.len - len };
	}
	assert_int_equal(utf8_width(text), columns);
	assert_ptr_equal(utf8_gate(a, text).ptr, text.ptr);
}

/* Each code point alone, after a letter, before marks, and at the end of a run of marks. */
static void
test_each_code_point(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	for (int32_t cp = 0; cp < CP_END; cp++) {
		buf_clear(&b);
		utf8_put(&b, cp);
		assert_clean(&a, buf_str(&b), CLEAN_LINE, NO_LIMIT);
		assert_gated(&a, buf_str(&b));
		buf_addz(&b, "\u0323\u0301");
		utf8_put(&b, cp);
		utf8_put(&b, cp);
		buf_addz(&b, "\u0345\u0300\u0316");
		assert_clean(&a, buf_str(&b), CLEAN_TEXT, NO_LIMIT);
		assert_gated(&a, buf_str(&b));
		arena_reset(&a);
	}
	buf_done(&b);
	arena_done(&a);
}

/* Bytes at random, and code points at random out of the ranges where trouble lies. */
static void
random_text(struct buf *b, uint64_t *seed)
{
	static const int32_t from[] = { 0, 0x20, 0x80, 0x300, 0x340, 0x900, 0x1100, 0x1160, 0x1F00,
		0x2000, 0x2020, 0xAC00, 0xFB1D, 0xFE00, 0x1D150, 0x1F1E6, 0x1F3FB, 0xE0000,
		0x10FF00 };
	uint32_t n = draw(seed) % 24;

	buf_clear(b);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t kind = draw(seed) % 4;

		if (kind == 0)
			buf_addc(b, (char)draw(seed));
		else
			utf8_put(b, from[draw(seed) % (sizeof(from) / sizeof(*from))] +
					    (int32_t)(draw(seed) % 0x60));
	}
}

static void
test_random_bytes(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	uint64_t seed = 20211008;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		random_text(&b, &seed);
		assert_clean(&a, buf_str(&b), i % 2 ? CLEAN_LINE : CLEAN_TEXT,
			i % 3 ? NO_LIMIT : draw(&seed) % 12);
		assert_gated(&a, buf_str(&b));
		assert_true(utf8_valid(utf8_fold(&a, buf_str(&b))));
		arena_reset(&a);
	}
	buf_done(&b);
	arena_done(&a);
}

/* A flood of marks must not cost quadratic time nor get through. */
static void
test_flood_of_marks(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	buf_addc(&b, 'a');
	for (int i = 0; i < 200000; i++)
		buf_addz(&b, i % 2 ? "\u0323" : "\u0301");
	struct cleaned c = utf8_clean(&a, buf_str(&b), CLEAN_TEXT, NO_LIMIT);

	assert_text(c.text, "\u1EA1\u0301\u0301");
	assert_int_equal(c.masked, 199997);
	buf_done(&b);
	arena_done(&a);
}

static void
test_gate(void **state)
{
	static const struct {
		const char *raw, *shown;
	} cases[] = {
		{ "L’été à Noël", NULL },
		{ "e\u0301te\u0301", NULL },
		{ "漢字", NULL },
		{ "", NULL },
		{ "a\nb\tc", "a b c" },
		{ "\x1B]0;titre\x07", "␛]0;titre␇" },
		{ "a\u202Eb\u200B", "a⧉b" },
		{ "a\x80", "a\uFFFD" },
		{ "\u0915\u0903", "\u0915\uFFFD" }, /* one column for libc, none for utf8proc */
		{ "👍🏽", "👍\uFFFD" }, /* merged by some terminals only */
		{ " \u0301", " ◌\u0301" },
		{ "q\u0323\u0302\u0303\u0304", "q\u0323\u0302\u0303" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena a = { 0 };
		struct str raw = s(cases[i].raw);
		struct str shown = utf8_gate(&a, raw);

		if (cases[i].shown)
			assert_text(shown, cases[i].shown);
		else
			assert_ptr_equal(shown.ptr, raw.ptr);
		arena_done(&a);
	}
	assert_null(utf8_gate(NULL, STR_NONE).ptr);
}

static void
test_columns(void **state)
{
	static const struct {
		const char *text;
		int width;
		size_t cluster;
		int cluster_width;
	} cases[] = {
		{ "", 0, 0, 0 },
		{ "abc", 3, 1, 1 },
		{ "é", 1, 2, 1 },
		{ "e\u0301a", 2, 3, 1 },
		{ "漢字", 4, 3, 2 },
		{ "12\u00A0345\u202F€", 8, 1, 1 },
		{ "😀!", 3, 4, 2 },
		{ "│─┌", 3, 3, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int width = -1;

		assert_int_equal(utf8_width(s(cases[i].text)), cases[i].width);
		assert_int_equal(utf8_cluster(s(cases[i].text), &width), cases[i].cluster);
		assert_int_equal(width, cases[i].cluster_width);
	}
}

/* The short way says what the long one does: each letter that it takes, alone and before a letter, a mark,
 * a wide character, a broken byte. */
static void
test_plain_letters_agree(void **state)
{
	static const char *const after[] = { "", "a", " ", "é", "\u0301", "漢", "\xff", "\xcc" };
	int taken = 0;

	(void)state;
	for (int32_t cp = 1; cp < 0x2100; cp++)
		for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
			struct buf b = { 0 };
			int width, columns;

			utf8_put(&b, cp);
			buf_addz(&b, after[i]);
			size_t plain = utf8_plain(buf_str(&b));
			size_t whole = utf8_cluster_any(buf_str(&b), &width);

			columns = cp < 0x80 ? 1 : utf8_width((struct str){ b.ptr, plain });
			taken += plain > 0;
			if (plain && (plain != whole || width != 1 || columns != 1))
				fail_msg("U+%04X before case %zu: %zu bytes, %zu are right",
					(unsigned)cp, i, plain, whole);
			buf_done(&b);
		}
	/* 127 of ASCII, 192 letters, the no-break space and "…": alone, before "a" and " ". */
	assert_int_equal(taken, (127 + 192 + 2) * 3);
}

static void
test_fit_and_shorten(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_text(utf8_fit(STR("abcdef"), 3), "abc");
	assert_text(utf8_fit(STR("abc"), 3), "abc");
	assert_text(utf8_fit(STR("漢字"), 3), "漢");
	assert_text(utf8_fit(STR("ae\u0301b"), 2), "ae\u0301");
	assert_text(utf8_fit(STR("abc"), 0), "");
	assert_text(utf8_shorten(&a, STR("Commune"), 7), "Commune");
	assert_text(utf8_shorten(&a, STR("Commune"), 6), "Commu…");
	assert_text(utf8_shorten(&a, STR("漢字"), 3), "漢…");
	assert_text(utf8_shorten(&a, STR("漢字"), 2), "…");
	assert_text(utf8_shorten(&a, STR("Commune"), 1), "…");
	assert_text(utf8_shorten(&a, STR("Commune"), 0), "");
	arena_done(&a);
}

static void
test_fold(void **state)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "École MATERNELLE", "ecole maternelle" },
		{ "Sœur, cœur, Œuvre, ex æquo", "soeur, coeur, oeuvre, ex aequo" },
		{ "l’île « d’Yeu »", "l'ile \" d'yeu \"" },
		{ "12\u00A0345\u202F€", "12 345 €" },
		{ "Châteauroux – Issoudun", "chateauroux - issoudun" },
		{ "ﬁn Straße", "fin strasse" },
		{ "\xFFz", "\uFFFDz" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena a = { 0 };
		struct str folded = utf8_fold(&a, s(cases[i].text));

		assert_text(folded, cases[i].folded);
		assert_text(utf8_fold(&a, folded), cases[i].folded);
		arena_done(&a);
	}
	assert_null(utf8_fold(NULL, STR_NONE).ptr);
}

static void
test_wrap(void **state)
{
	static const struct {
		const char *text;
		int columns;
		const char *lines; /* each ended by '|' */
	} cases[] = {
		{ "", 10, "|" },
		{ "un", 10, "un|" },
		{ "un deux trois", 7, "un deux|trois|" },
		{ "un deux trois", 8, "un deux|trois|" },
		{ "un deux trois", 6, "un|deux|trois|" },
		{ "un   deux", 4, "un|deux|" },
		{ "a\n\nb\n", 10, "a||b||" },
		{ "anticonstitutionnel", 6, "antico|nstitu|tionne|l|" },
		{ "un anticonstitutionnel", 8, "un|anticons|titution|nel|" },
		{ "12\u00A0345\u00A0€ dus", 8, "12\u00A0345\u00A0€|dus|" },
		{ "漢字漢", 3, "漢|字|漢|" },
		{ "漢", 1, "漢|" },
		{ "été à l’île", 7, "été à|l’île|" },
		{ "  retrait", 20, "  retrait|" },
		{ "fin   ", 3, "fin|" },
		{ "la 2 : à noter", 5, "la|2 : à|noter|" },
		{ "dit « oui »", 7, "dit|« oui »|" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena a = { 0 };
		struct buf joined = { 0 };
		size_t n;
		struct str *lines = utf8_wrap(&a, s(cases[i].text), cases[i].columns, &n);

		for (size_t k = 0; k < n; k++) {
			buf_adds(&joined, lines[k]);
			buf_addc(&joined, '|');
		}
		assert_text(buf_str(&joined), cases[i].lines);
		buf_done(&joined);
		arena_done(&a);
	}
	size_t n = 7;

	assert_null(utf8_wrap(NULL, STR_NONE, 10, &n));
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next_refuses_what_rfc_3629_refuses),
		cmocka_unit_test(test_put_is_the_inverse_of_next),
		cmocka_unit_test(test_clean_table),
		cmocka_unit_test(test_clean_limits_code_points),
		cmocka_unit_test(test_each_code_point),
		cmocka_unit_test(test_random_bytes),
		cmocka_unit_test(test_flood_of_marks),
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_plain_letters_agree),
		cmocka_unit_test(test_fit_and_shorten),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
