/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/term/key.h"

#include <stdio.h>
#include <strings.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

static const struct {
	struct key key;
	const char *name, *shown;
} named[] = {
	{ { .code = KEY_UP }, "Up", N_("↑") },
	{ { .code = KEY_DOWN }, "Down", N_("↓") },
	{ { .code = KEY_LEFT }, "Left", N_("←") },
	{ { .code = KEY_RIGHT }, "Right", N_("→") },
	{ { .code = KEY_PGUP }, "PgUp", N_("PgPréc") },
	{ { .code = KEY_PGDN }, "PgDn", N_("PgSuiv") },
	{ { .code = KEY_HOME }, "Home", N_("Début") },
	{ { .code = KEY_END }, "End", N_("Fin") },
	{ { .code = KEY_ENTER }, "Enter", N_("Entrée") },
	{ { .code = KEY_ESC }, "Esc", N_("Échap") },
	{ { .code = KEY_TAB }, "Tab", N_("Tab") },
	{ { .code = KEY_BACKTAB }, "BackTab", N_("Maj-Tab") },
	{ { .code = KEY_BACKSPACE }, "Backspace", N_("Retour arrière") },
	{ { .code = KEY_DELETE }, "Delete", N_("Suppr") },
	{ { .code = KEY_INSERT }, "Insert", N_("Inser") },
	{ { .code = KEY_PASTE }, "Paste", N_("Collage") },
	{ { .code = KEY_RESIZE }, "Resize", N_("Redimensionnement") },
	{ { .code = KEY_CHAR, .cp = ' ' }, "Space", N_("Espace") },
	{ { .code = KEY_CHAR, .cp = '<' }, "lt", N_("<") },
};

enum { NAMED_COUNT = sizeof(named) / sizeof(named[0]) };

static bool
named_is(struct str word, const char *name)
{
	return word.len == strlen(name) && strncasecmp(word.ptr, name, word.len) == 0;
}

static bool
parse_function(struct str word, struct key *out)
{
	int64_t n;

	if (word.len < 2 || (word.ptr[0] != 'F' && word.ptr[0] != 'f'))
		return false;
	if (!str_int((struct str){ word.ptr + 1, word.len - 1 }, &n) || n < 1 || n > 12)
		return false;
	*out = (struct key){ .code = (enum key_code)(KEY_F1 + n - 1) };
	return true;
}

static bool
parse_ctrl(struct str word, struct key *out)
{
	if (word.len != 6 || strncasecmp(word.ptr, "Ctrl-", 5) != 0)
		return false;
	int letter = word.ptr[5] | 0x20;

	if (letter < 'a' || letter > 'z')
		return false;
	*out = (struct key){ .code = KEY_CTRL, .cp = letter };
	return true;
}

static bool
parse_word(struct str word, struct key *out)
{
	for (size_t i = 0; i < NAMED_COUNT; i++) {
		if (!named_is(word, named[i].name) && !named_is(word, named[i].shown))
			continue;
		*out = named[i].key;
		return true;
	}
	return parse_function(word, out) || parse_ctrl(word, out);
}

enum status
key_parse(struct str *rest, struct key *out, struct err *err)
{
	struct str tail = *rest, word;

	if (!tail.len)
		return err_set(err, ERR_INPUT, _("une touche est attendue"));
	if (tail.ptr[0] == '<') {
		tail = (struct str){ tail.ptr + 1, tail.len - 1 };
		if (!str_cut(&tail, '>', &word) || !parse_word(word, out))
			return err_set(err, ERR_INPUT,
				_("touche « %.*s » inconnue : écrire par exemple <Enter>, <F1>, "
				  "<Ctrl-P>, ou <lt> pour le signe <"),
				STR_ARG(*rest));
		*rest = tail;
		return OK;
	}
	int32_t cp = utf8_next(&tail);

	if (cp < ' ' || cp == 0x7f)
		return err_set(err, ERR_INPUT, _("touche illisible : ce n'est pas un caractère"));
	*out = (struct key){ .code = KEY_CHAR, .cp = cp };
	*rest = tail;
	return OK;
}

bool
key_eq(struct key a, struct key b)
{
	return a.code == b.code && a.cp == b.cp;
}

static struct key_text
char_text(int32_t cp)
{
	struct key_text text = { "" };
	struct buf b = { 0 };

	utf8_put(&b, cp);
	memcpy(text.s, b.ptr, b.len);
	buf_done(&b);
	return text;
}

/* The part that both spellings share; false when the key has a name of its own in the table. */
static bool
common_text(struct key key, const char *before, const char *after, struct key_text *out)
{
	if (key.code == KEY_CTRL)
		snprintf(out->s, sizeof(out->s), "%sCtrl-%c%s", before, (char)(key.cp & ~0x20),
			after);
	else if (key.code >= KEY_F1 && key.code <= KEY_F12)
		snprintf(out->s, sizeof(out->s), "%sF%d%s", before, (int)(key.code - KEY_F1) + 1,
			after);
	else
		return false;
	return true;
}

struct key_text
key_label(struct key key)
{
	struct key_text text = { "" };

	if (common_text(key, "", "", &text))
		return text;
	for (size_t i = 0; i < NAMED_COUNT; i++) {
		if (!key_eq(named[i].key, key))
			continue;
		snprintf(text.s, sizeof(text.s), "%s", _(named[i].shown));
		return text;
	}
	return key.code == KEY_CHAR ? char_text(key.cp) : text;
}

struct key_text
key_spelling(struct key key)
{
	struct key_text text = { "" };

	if (common_text(key, "<", ">", &text))
		return text;
	for (size_t i = 0; i < NAMED_COUNT; i++) {
		if (!key_eq(named[i].key, key))
			continue;
		snprintf(text.s, sizeof(text.s), "<%s>", named[i].name);
		return text;
	}
	return key.code == KEY_CHAR ? char_text(key.cp) : text;
}
