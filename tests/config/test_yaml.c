/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/config/settings.h"

/* Files that the front door refuses: where, and what it says. */
static const struct {
	const char *file, *says;
} oddities[] = {
	{ "alias", ":2:4: les ancres" },
	{ "anchor", ":1:4: les ancres" },
	{ "anchor-list", ":1:4: les ancres" },
	{ "anchor-map", ":1:4: les ancres" },
	{ "at-sign", ":1:4: ce caractère ne peut pas commencer" },
	{ "backquote", ":1:4: ce caractère ne peut pas commencer" },
	{ "colon", ":1:5: « : » inattendu" },
	{ "control", ":2:5: caractère de contrôle" },
	{ "duplicate", ":3:1: clé `a` : déjà écrite ligne 1" },
	{ "duplicate-decomposed", ":2:1: clé `é` : déjà écrite ligne 1" },
	{ "duplicate-nested", ":4:3: clé `b` : déjà écrite ligne 2" },
	{ "duplicate-quoted", ":2:1: clé `a` : déjà écrite ligne 1" },
	{ "empty", ":1:1: fichier vide" },
	{ "indent", ":2:4: « : » inattendu" },
	{ "indent-list", ":3:2: clé attendue" },
	{ "key-list", ":1:3: une clé doit être un texte" },
	{ "key-map", ":1:1: une clé doit être un texte" },
	{ "latin1", ":2:7: octets qui ne sont pas de l'UTF-8" },
	{ "merge-key", ":1:7: les ancres" },
	{ "no-colon", ":3:1: « : » attendu après la clé" },
	{ "nul", ":1:1: octet nul" },
	{ "only-comments", ":1:1: fichier vide" },
	{ "percent", ":1:4: ce caractère ne peut pas commencer" },
	{ "recursive", ":1:1: les ancres" },
	{ "tab", ":2:1: ce caractère ne peut pas commencer une valeur" },
	{ "tag", ":1:4: les ancres" },
	{ "tag-directive", ":1:1: les ancres" },
	{ "tag-list", ":1:4: les ancres" },
	{ "tag-local", ":1:4: les ancres" },
	{ "two-documents", ":2:1: un seul document" },
	{ "unclosed-list", ":2:1: « , » ou « ] » attendu" },
	{ "unclosed-map", ":2:1: « , » ou « } » attendu" },
	{ "unclosed-quote", ":2:1: le texte s'arrête" },
	{ "utf16be", ":1:1: fichier en UTF-16" },
	{ "utf16le", ":1:1: fichier en UTF-16" },
};

static void
expect(const char *name, struct str yaml, const char *says)
{
	struct arena a = { 0 };
	struct grid g = { .item_count = 77 };
	struct err err = { 0 };

	if (grid_parse(name, yaml, &a, &g, &err) != ERR_INPUT)
		fail_msg("%s: accepted", name);
	if (!strstr(err.text, says))
		fail_msg("%s: « %s » does not say « %s »", name, err.text, says);
	assert_int_equal(g.item_count, 77);
	arena_done(&a);
}

static void
files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++) {
		struct arena a = { 0 };
		struct grid g = { .item_count = 77 };
		struct err err = { 0 };
		const char *path = arena_printf(&a, TEST_DATA "/yaml/%s.yaml", oddities[i].file);

		if (grid_load_file(path, &a, &g, &err) != ERR_INPUT)
			fail_msg("%s: accepted", path);
		if (strncmp(err.text, path, strlen(path)) != 0 ||
			!strstr(err.text, oddities[i].says))
			fail_msg(
				"%s: « %s » does not say « %s »", path, err.text, oddities[i].says);
		assert_int_equal(g.item_count, 77);
		arena_done(&a);
	}
}

/* n times "open", one "x", n times "close". */
static void
bomb(struct buf *b, const char *open, const char *close, int n)
{
	buf_clear(b);
	for (int i = 0; i < n; i++)
		buf_addz(b, open);
	buf_addz(b, "x");
	for (int i = 0; i < n; i++)
		buf_addz(b, close);
}

static void
bombs(void **state)
{
	struct buf b = { 0 };

	(void)state;
	bomb(&b, "[", "]", 17);
	expect("deep", buf_str(&b), "deep:1:17: plus de 16 niveaux");
	bomb(&b, "[", "]", 16);
	expect("not too deep", buf_str(&b), "un groupe de clés est attendu");
	bomb(&b, "[", "", 100000);
	expect("very deep", buf_str(&b), "plus de 16 niveaux");
	bomb(&b, "{a: ", "}", 17);
	expect("deep maps", buf_str(&b), "plus de 16 niveaux");
	bomb(&b, "- ", "", 1000);
	expect("deep dashes", buf_str(&b), "plus de 16 niveaux");
	buf_clear(&b);
	for (int i = 0; i < 200000; i++)
		buf_addz(&b, "- a\n");
	expect("many", buf_str(&b), "plus de 200 000 éléments");
	bomb(&b, "a", "", 65537);
	expect("long", buf_str(&b), "long:1:1: texte de plus de 64 Kio");
	bomb(&b, "# rien\n", "", 200000);
	expect("big", buf_str(&b), "big:1:1: fichier de plus de 1 Mio");
	buf_clear(&b);
	for (int i = 0; i <= 1000; i++)
		buf_addf(&b, "k%d: 1\n", i);
	expect("keys", buf_str(&b), "keys:1001:1: plus de 1 000 clés");
	buf_done(&b);
}

/* The default grid cut anywhere: refused, or a whole grid when only the end is missing. */
static void
truncations(void **state)
{
	struct str yaml = config_default("grid.yaml");
	size_t accepted = 0;

	(void)state;
	for (size_t len = 0; len < yaml.len; len += 7) {
		struct arena a = { 0 };
		char *copy = arena_dup(&a, yaml.ptr, len + 1);
		struct grid g;

		accepted += grid_parse("g", (struct str){ copy, len }, &a, &g, NULL) == OK;
		arena_done(&a);
	}
	assert_true(accepted <= 30); /* cuts within the optional variants only */
}

static int
setup(void **state)
{
	(void)state;
	return !hash_start();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(bombs),
		cmocka_unit_test(truncations),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
