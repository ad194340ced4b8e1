/* SPDX-License-Identifier: EUPL-1.2 */
/* Cut, damaged and absurd files: refused with a place, never a crash; memory does not grow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/fs.h"
#include "support/collect.h"

#define DS TEST_DATA "/ds/"

static struct str
load(struct arena *a, const char *path)
{
	struct str bytes;

	assert_int_equal(fs_read(path, 1 << 26, a, &bytes, NULL), OK);
	return bytes;
}

static enum status
read_bytes(struct collected *c, const void *bytes, size_t len)
{
	enum status st;

	collect_init(c);
	c->count_only = true;
	st = collect(c, collect_file(bytes, len));
	collect_file_gone();
	return st;
}

/* Every byte of the small file, some hundred places of the large ones; the last bracket is needed. */
static void
test_cut_json(void **state)
{
	static const struct {
		const char *path;
		size_t step;
	} files[] = {
		{ DS "getDemarche-small.json", 7 },
		{ DS "turgot-dossier.json", 211 },
		{ DS "turgot-demarche.json", 4021 },
		{ DS "getDemarche-detr-page-1.json", 40009 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct arena a = { 0 };
		struct str bytes = load(&a, files[i].path);
		size_t last = bytes.len;

		while (bytes.ptr[last - 1] != '}')
			last--;
		for (size_t n = 1; n < last; n += files[i].step) {
			struct collected c;

			if (read_bytes(&c, bytes.ptr, n) != ERR_INPUT)
				fail_msg("%s cut at %zu was read", files[i].path, n);
			assert_non_null(strstr(c.err.text, "octet"));
			assert_non_null(strstr(c.err.text, "ligne"));
			assert_int_equal(c.seen, 0);
			collect_done(&c);
		}
		arena_done(&a);
	}
}

/* A CSV cut inside a row, quotes or not, is refused; between rows nobody can tell. */
static void
test_cut_csv(void **state)
{
	struct arena a = { 0 };
	struct str bytes = load(&a, DS "export-detr.csv");
	size_t refused = 0, whole = 0;

	(void)state;
	for (size_t n = 20011; n < bytes.len; n += 9973) {
		struct collected c;
		enum status st = read_bytes(&c, bytes.ptr, n);

		if (st == OK) {
			whole++;
		} else {
			assert_int_equal(st, ERR_INPUT);
			assert_non_null(strstr(c.err.text, "octet"));
			refused++;
		}
		collect_done(&c);
	}
	assert_true(refused > 45);
	assert_true(whole < 5);
	arena_done(&a);
}

/* Random bytes changed, removed, doubled: an answer of some kind, no crash, no hang. */
static void
test_damaged_files(void **state)
{
	static const char *const paths[] = { DS "getDemarche-small.json",
		DS "turgot-dossier.json" };
	unsigned seed = 7;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct arena a = { 0 };
		struct str bytes = load(&a, paths[i]);
		char *copy = arena_alloc(&a, bytes.len);

		for (int round = 0; round < 300; round++) {
			struct collected c;
			enum status st;

			memcpy(copy, bytes.ptr, bytes.len);
			for (int k = 0; k < 1 + round % 5; k++) {
				seed = seed * 1103515245u + 12345u;
				copy[(seed >> 8) % bytes.len] = (char)(seed >> 3);
			}
			st = read_bytes(&c, copy, bytes.len);
			assert_true(st == OK || (st == ERR_INPUT && c.err.text[0]));
			collect_done(&c);
		}
		arena_done(&a);
	}
}

static void
test_depth(void **state)
{
	struct buf text = { 0 };
	struct collected c;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, '[');
	assert_int_equal(read_bytes(&c, text.ptr, text.len), ERR_INPUT);
	assert_non_null(strstr(c.err.text, "64 niveaux"));
	assert_non_null(strstr(c.err.text, "colonne 65"));
	collect_done(&c);
	buf_clear(&text);
	buf_addz(&text, "{\"number\":1,\"state\":\"accepte\",\"champs\":[");
	for (int i = 0; i < 70; i++)
		buf_addz(&text, "{\"a\":");
	assert_int_equal(read_bytes(&c, text.ptr, text.len), ERR_INPUT);
	assert_non_null(strstr(c.err.text, "64 niveaux"));
	collect_done(&c);
	buf_done(&text);
}

/* One huge text, one dossier with too many answers, one huge dossier among good ones. */
static void
test_sizes(void **state)
{
	struct buf text = { 0 };
	struct collected c;

	(void)state;
	buf_addz(&text, "[{\"number\":1,\"state\":\"accepte\",\"champs\":[");
	for (int i = 0; i < 4001; i++)
		buf_addf(&text, "%s{\"label\":\"%d\",\"stringValue\":\"x\"}", i ? "," : "", i);
	buf_addz(&text, "]},{\"number\":2,\"state\":\"accepte\",\"champs\":[]}]");
	assert_int_equal(read_bytes(&c, text.ptr, text.len), OK);
	assert_int_equal(c.seen, 1);
	assert_int_equal(c.refused_count, 1);
	assert_int_equal(c.refused[0].number, 1);
	collect_done(&c);
	buf_clear(&text);
	buf_addz(&text, "[{\"number\":1,\"state\":\"accepte\",\"champs\":[");
	for (int i = 0; i < 900000; i++)
		buf_addz(&text, "{},");
	buf_addz(&text, "0]},{\"number\":2,\"state\":\"accepte\",\"champs\":[]}]");
	assert_int_equal(read_bytes(&c, text.ptr, text.len), OK);
	assert_int_equal(c.seen, 1);
	assert_int_equal(c.refused_count, 1);
	assert_true(str_find(c.refused[0].why, STR("volumineux")) > 0);
	collect_done(&c);
	buf_done(&text);
}

static void
test_one_huge_text(void **state)
{
	struct buf text = { 0 };
	struct collected c;
	char kibibyte[1024];

	(void)state;
	memset(kibibyte, 'x', sizeof(kibibyte));
	buf_addz(&text, "{\"number\":1,\"champs\":\"");
	for (int i = 0; i < 50 * 1024; i++)
		buf_add(&text, kibibyte, sizeof(kibibyte));
	assert_int_equal(read_bytes(&c, text.ptr, text.len), ERR_INPUT);
	assert_non_null(strstr(c.err.text, "48 Mio"));
	collect_done(&c);
	buf_clear(&text);
	buf_addz(&text, "ID,État du dossier\n1,\"");
	for (int i = 0; i < 20 * 1024; i++)
		buf_add(&text, kibibyte, sizeof(kibibyte));
	assert_int_equal(read_bytes(&c, text.ptr, text.len), ERR_INPUT);
	assert_non_null(strstr(c.err.text, "trop longue"));
	collect_done(&c);
	buf_done(&text);
}

/* ---- memory ---------------------------------------------------------------------------- */

static const char *
many(int count, bool csv)
{
	struct buf text = { 0 };
	const char *path;

	buf_addz(&text, csv ? "ID,État du dossier,Q\n"
			    : "{\"data\":{\"demarche\":{\"dossiers\":{\"nodes\":[");
	for (int i = 1; i <= count; i++)
		if (csv)
			buf_addf(&text, "%d,Accepté,une réponse de la longueur habituelle\n",
				100000 + i);
		else
			buf_addf(&text,
				"%s{\"number\":%d,\"state\":\"accepte\",\"champs\":[{\"label\":"
				"\"Q\","
				"\"stringValue\":\"une réponse de la longueur habituelle\"}]}",
				i > 1 ? "," : "", 100000 + i);
	if (!csv)
		buf_addz(&text, "]},\"number\":7}}}");
	path = collect_file(text.ptr, text.len);
	buf_done(&text);
	return path;
}

static void
test_memory_is_flat(void **state)
{
	(void)state;
	for (int csv = 0; csv < 2; csv++) {
		size_t peaks[2];

		for (int big = 0; big < 2; big++) {
			struct collected c;

			collect_init(&c);
			c.count_only = true;
			assert_int_equal(collect(&c, many(big ? 20000 : 20, csv)), OK);
			collect_file_gone();
			assert_int_equal(c.seen, big ? 20000 : 20);
			peaks[big] = c.record.peak;
			collect_done(&c);
		}
		assert_true(peaks[0] > 0);
		assert_int_equal(peaks[0], peaks[1]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut_json),
		cmocka_unit_test(test_cut_csv),
		cmocka_unit_test(test_damaged_files),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_one_huge_text),
		cmocka_unit_test(test_memory_is_flat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
