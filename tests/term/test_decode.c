/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

#include "pupitre/base/utf8.h"
#include "pupitre/term/decode.h"

enum { ESC_DELAY = 50 };

/* Bytes as a terminal sends them, and the keys they are, as key_spelling writes them. */
static const struct {
	const char *bytes, *keys;
} cases[] = {
	{ "j", "j" },
	{ "jk", "jk" },
	{ "é", "é" },
	{ "日", "日" },
	{ "🙂x", "🙂x" },
	{ "\r", "<Enter>" },
	{ "\n", "<Enter>" },
	{ "\t", "<Tab>" },
	{ "\b", "<Backspace>" },
	{ "\177", "<Backspace>" },
	{ "\020", "<Ctrl-P>" },
	{ "\003", "<Ctrl-C>" },
	{ "\032", "<Ctrl-Z>" },
	{ "\034\035\036\037", "" },
	/* xterm, normal and application mode */
	{ "\033[A", "<Up>" },
	{ "\033[B", "<Down>" },
	{ "\033[C", "<Right>" },
	{ "\033[D", "<Left>" },
	{ "\033OA", "<Up>" },
	{ "\033OD", "<Left>" },
	{ "\033[H", "<Home>" },
	{ "\033[F", "<End>" },
	{ "\033OH", "<Home>" },
	{ "\033OF", "<End>" },
	{ "\033OP", "<F1>" },
	{ "\033OS", "<F4>" },
	{ "\033[15~", "<F5>" },
	{ "\033[24~", "<F12>" },
	{ "\033[Z", "<BackTab>" },
	/* PuTTY, rxvt, the Linux console */
	{ "\033[1~", "<Home>" },
	{ "\033[4~", "<End>" },
	{ "\033[7~", "<Home>" },
	{ "\033[8~", "<End>" },
	{ "\033[2~", "<Insert>" },
	{ "\033[3~", "<Delete>" },
	{ "\033[5~", "<PgUp>" },
	{ "\033[6~", "<PgDn>" },
	{ "\033[11~", "<F1>" },
	{ "\033[12~", "<F2>" },
	{ "\033[14~", "<F4>" },
	{ "\033[[A", "<F1>" },
	{ "\033[[E", "<F5>" },
	{ "\033[[Z", "" },
	/* the keypad in application mode */
	{ "\033OM", "<Enter>" },
	{ "\033Op\033Oy\033On\033Ol\033Ok", "09.,+" },
	/* unknown or modified: swallowed whole, what follows is understood */
	{ "\033[1;5Aj", "j" },
	{ "\033[3;5~j", "j" },
	{ "\033[99~j", "j" },
	{ "\033[200;1~j", "j" },
	{ "\033[?1;2cj", "j" },
	{ "\033[?2026;0$yj", "j" },
	{ "\033[<0;12;5Mj", "j" },
	{ "\033[M abj", "j" },
	{ "\033[Ij", "j" },
	{ "\033O5Pj", "j" },
	{ "\033O1;2Pj", "j" },
	{ "\033Oxj", "8j" },
	{ "\033Ozj", "j" },
	{ "\033]11;rgb:0000/0000/0000\007j", "j" },
	{ "\033]52;c;ZGRk\033\\j", "j" },
	{ "\033P1$r0m\033\\j", "j" },
	{ "\033_Gi=1;OK\033\\j", "j" },
	{ "\033^x\033\\j", "j" },
	{ "\033]0;dq\033[Aj", "<Up>j" },
	{ "\033[1\033[A", "<Up>" },
	{ "\033[12\rj", "<Enter>j" },
	{ "\033O\rj", "<Enter>j" },
	/* Esc, and the next key right behind it */
	{ "\033j", "<Esc>j" },
	{ "\033\033[A", "<Esc><Up>" },
	{ "\033é", "<Esc>é" },
	/* not characters */
	{ "\xff\xfej", "j" },
	{ "\xc0\xafj", "j" },
	{ "\xe0\x80\x80j", "j" },
	{ "\xed\xa0\x80j", "j" },
	{ "\xf5\x80\x80\x80j", "j" },
	{ "\xc2\x9b"
	  "31mj",
		"31mj" },
	{ "\xe9j", "j" },
	{ "\xe2\x82j", "j" },
	{ "\xe2\x82\033[A", "<Up>" },
};

static void
take_all(struct decoder *d, struct buf *keys)
{
	struct key key;

	while (decode_next(d, &key))
		buf_addz(keys, key_spelling(key).s);
}

static void
check(const char *bytes, size_t split, const char *expected)
{
	struct decoder d = { 0 };
	struct buf keys = { 0 };
	size_t len = strlen(bytes);

	buf_addz(&keys, "");
	decode_feed(&d, bytes, split);
	take_all(&d, &keys);
	decode_feed(&d, bytes + split, len - split);
	take_all(&d, &keys);
	assert_int_equal(decode_pending(&d, ESC_DELAY), -1);
	assert_string_equal(keys.ptr ? keys.ptr : "", expected);
	buf_done(&keys);
	decode_done(&d);
}

static void
every_sequence_split_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (size_t split = 0; split <= strlen(cases[i].bytes); split++)
			check(cases[i].bytes, split, cases[i].keys);
	}
}

static void
every_sequence_byte_by_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoder d = { 0 };
		struct buf keys = { 0 };

		buf_addz(&keys, "");
		for (const char *at = cases[i].bytes; *at; at++) {
			decode_feed(&d, at, 1);
			take_all(&d, &keys);
		}
		assert_string_equal(keys.ptr ? keys.ptr : "", cases[i].keys);
		buf_done(&keys);
		decode_done(&d);
	}
}

static const struct {
	const char *bytes;
	int pending;
	const char *settled;
} begun[] = {
	{ "\033", ESC_DELAY, "<Esc>" },
	{ "\033[", 1000, "" },
	{ "\033[1;", 1000, "" },
	{ "\033O", 1000, "" },
	{ "\033]0;dq", 1000, "" },
	{ "\033[M a", 1000, "" },
	{ "\xc3", 1000, "" },
	{ "\xf0\x9f\x99", 1000, "" },
	{ "\033[[", 1000, "" },
};

static void
what_is_never_completed_is_settled_by_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(begun) / sizeof(begun[0]); i++) {
		struct decoder d = { 0 };
		struct buf keys = { 0 };

		buf_addz(&keys, "");
		decode_feed(&d, begun[i].bytes, strlen(begun[i].bytes));
		take_all(&d, &keys);
		assert_int_equal(keys.len, 0);
		assert_int_equal(decode_pending(&d, ESC_DELAY), begun[i].pending);
		decode_expire(&d);
		take_all(&d, &keys);
		assert_string_equal(keys.ptr ? keys.ptr : "", begun[i].settled);
		assert_int_equal(decode_pending(&d, ESC_DELAY), -1);
		buf_clear(&keys);
		decode_feed(&d, "j", 1);
		take_all(&d, &keys);
		assert_string_equal(keys.ptr, "j");
		buf_done(&keys);
		decode_done(&d);
	}
}

static void
check_paste(const char *bytes, size_t split)
{
	struct decoder d = { 0 };
	struct key key;

	decode_feed(&d, bytes, split);
	bool early = decode_next(&d, &key);

	decode_feed(&d, bytes + split, strlen(bytes) - split);
	if (!early)
		assert_true(decode_next(&d, &key));
	assert_int_equal(key.code, KEY_PASTE);
	assert_false(key.cut);
	assert_true(str_eqz(key.paste, "q\ndd\n\033[A\033[201é\n"));
	assert_true(decode_next(&d, &key));
	assert_int_equal(key.cp, 'j');
	assert_false(decode_next(&d, &key));
	decode_done(&d);
}

static void
a_paste_is_one_key(void **state)
{
	static const char bytes[] = "\033[200~q\rdd\r\n\033[A\033[201é\n\033[201~j";

	(void)state;
	for (size_t split = 0; split < sizeof(bytes) - 1; split++)
		check_paste(bytes, split);
}

static void
a_long_paste_is_cut_between_characters(void **state)
{
	struct decoder d = { 0 };
	struct key key;

	(void)state;
	decode_feed(&d, "\033[200~x", 7);
	for (int i = 0; i < 40000; i++) {
		decode_feed(&d, "é", 2);
		assert_false(decode_next(&d, &key));
	}
	decode_feed(&d, "\033[201~j", 7);
	assert_true(decode_next(&d, &key));
	assert_int_equal(key.code, KEY_PASTE);
	assert_true(key.cut);
	assert_int_equal(key.paste.len, PASTE_MAX - 1);
	assert_true(utf8_valid(key.paste));
	assert_true(decode_next(&d, &key));
	assert_int_equal(key.cp, 'j');
	decode_done(&d);
}

static void
a_paste_that_never_ends_is_given_after_a_long_silence(void **state)
{
	struct decoder d = { 0 };
	struct key key;

	(void)state;
	decode_feed(&d, "\033[200~abc\033[20", 13);
	assert_false(decode_next(&d, &key));
	assert_int_equal(decode_pending(&d, ESC_DELAY), 5000);
	decode_expire(&d);
	assert_true(decode_next(&d, &key));
	assert_true(str_eqz(key.paste, "abc\033[20"));
	assert_false(decode_next(&d, &key));
	assert_int_equal(decode_pending(&d, ESC_DELAY), -1);
	decode_done(&d);
}

/* Whatever comes, each key is a key, and a silence always empties the decoder. */
static void
random_bytes_are_always_settled(void **state)
{
	struct decoder d = { 0 };
	struct key key;

	(void)state;
	srand(4012345);
	for (int i = 0; i < 200000; i++) {
		char byte = (char)(rand() % 4 ? rand() % 256 : "\033[O]~;201M"[rand() % 10]);

		decode_feed(&d, &byte, 1);
		while (decode_next(&d, &key))
			assert_true(key.code == KEY_PASTE || key_label(key).s[0]);
		if (i % 500)
			continue;
		decode_expire(&d);
		while (decode_next(&d, &key))
			assert_in_range(key.code, KEY_CHAR, KEY_PASTE);
		assert_int_equal(decode_pending(&d, ESC_DELAY), -1);
	}
	decode_done(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sequence_split_at_every_byte),
		cmocka_unit_test(every_sequence_byte_by_byte),
		cmocka_unit_test(what_is_never_completed_is_settled_by_time),
		cmocka_unit_test(a_paste_is_one_key),
		cmocka_unit_test(a_long_paste_is_cut_between_characters),
		cmocka_unit_test(a_paste_that_never_ends_is_given_after_a_long_silence),
		cmocka_unit_test(random_bytes_are_always_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
