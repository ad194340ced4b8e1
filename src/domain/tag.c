/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/domain/tag.h"

#include "fold.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum {
	NBSP = 0xA0,
	NNBSP = 0x202F,
	LATIN_LETTERS = 0xC0,
	PUNCTUATION = 0x2000,
	SIGNS_END = 0x2BFF
};

static bool
is_blank(int32_t cp)
{
	return cp == ' ' || cp == NBSP || cp == NNBSP;
}

/* Letters, digits and joining signs; of other scripts, whatever is not a sign. */
static bool
is_allowed(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= '0' && cp <= '9') || cp == '-' || cp == '_' || cp == '.';
	return cp >= LATIN_LETTERS && cp != 0xD7 && cp != 0xF7 &&
	       (cp < PUNCTUATION || cp > SIGNS_END) && cp != 0xFFFD;
}

/* The name with "-" for each run of blanks; *bad is the first sign that has no place in it. */
static struct str
joined(struct arena *a, struct str text, size_t *length, int32_t *bad)
{
	struct buf b = { 0 };
	bool blank = false;
	struct str name;

	*length = 0;
	*bad = 0;
	while (text.len > 0 && !*bad) {
		int32_t cp = utf8_next(&text);

		if (!blank || !is_blank(cp))
			++*length;
		if (is_allowed(cp))
			utf8_put(&b, cp);
		else if (!is_blank(cp))
			*bad = cp < 0 ? 0xFFFD : cp;
		else if (!blank)
			buf_addc(&b, '-');
		blank = is_blank(cp);
	}
	name = arena_str(a, buf_str(&b));
	buf_done(&b);
	return name;
}

static enum status
refuse_sign(int32_t cp, struct err *err)
{
	struct buf b = { 0 };
	enum status st;

	utf8_put(&b, cp);
	st = err_set(err, ERR_INPUT,
		_("étiquette : « %s » n'y a pas sa place ; lettres, chiffres, « - », « _ » et "
		  "« . » seulement"),
		b.ptr);
	buf_done(&b);
	return st;
}

enum status
tag_parse(struct arena *a, struct str text, struct tag_name *out, struct err *err)
{
	struct str word = str_trim(utf8_clean(a, text, CLEAN_LINE, 2 * TAG_MAX).text), name;
	struct tag_name tag = { 0 };
	size_t length;
	int32_t bad;

	tag.personal = word.len > 0 && *word.ptr == '~';
	if (word.len > 0 && (*word.ptr == '~' || *word.ptr == '#'))
		word = str_trim((struct str){ word.ptr + 1, word.len - 1 });
	name = joined(a, word, &length, &bad);
	if (bad && length <= TAG_MAX)
		return refuse_sign(bad, err);
	if (length > TAG_MAX)
		return err_set(err, ERR_INPUT, _("étiquette trop longue : %d caractères au plus"),
			TAG_MAX);
	if (length == 0)
		return err_set(err, ERR_INPUT,
			_("il manque le nom de l'étiquette : « urgent », ou « ~urgent » pour "
			  "vous seul"));
	tag.name = name;
	*out = tag;
	return OK;
}

bool
tag_same(struct str a, struct str b)
{
	return folded_eq(a, b);
}
