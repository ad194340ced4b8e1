/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a change that comes from elsewhere is one that our own screens could have made: its key, and the
 * form of its new value. What it means where it arrives is for the rules of app/. */
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/act.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/score.h"
#include "pupitre/domain/tag.h"

enum {
	LINE_MOST = 10000,
	TEXT_MOST = 20100,
	LOGIN_MOST = 64,
	WORD_MOST = 40,
	HEX_ID = 32,
	HEX_KEY = 64
};
#define INSTANT_MOST INT64_C(253402300799999) /* end of year 9999 */

static bool
is_hex(struct str s, size_t len)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789abcdef", s.ptr[i]) || !s.ptr[i])
			return false;
	return s.len == len;
}

static bool
is_clean(struct str s, enum clean_mode mode, size_t most)
{
	struct arena a = { 0 };
	bool same = s.len <= most * 4 && str_eq(utf8_clean(&a, s, mode, most).text, s);

	arena_done(&a);
	return same;
}

static bool
is_word(struct str s, size_t most)
{
	return s.len > 0 && !memchr(s.ptr, '/', s.len) && is_clean(s, CLEAN_LINE, most);
}

/* Integers as we write them: no sign +, no leading zero, so that one value has one text. */
static bool
is_integer(struct str s, int64_t least, int64_t most)
{
	int64_t v;

	if (!str_int(s, &v) || v < least || v > most || s.ptr[0] == '+')
		return false;
	return s.len == 1 || (s.ptr[0] == '-' ? s.ptr[1] != '0' : s.ptr[0] != '0');
}

static bool
is_day(struct str s)
{
	struct day d;

	return day_parse_iso(s, &d) && str_eqz(s, day_iso(d).s);
}

static bool
is_tag(struct str s)
{
	struct arena a = { 0 };
	struct tag_name t;
	bool same = tag_parse(&a, s, &t, NULL) == OK && !t.personal && str_eq(t.name, s);

	arena_done(&a);
	return same;
}

static bool
key_part_holds(const char *column, struct str part)
{
	if (strcmp(column, "dossier") == 0)
		return is_integer(part, INT64_MIN / 2, INT64_MAX / 2) && !str_eqz(part, "0");
	if (strcmp(column, "position") == 0)
		return is_integer(part, 0, 1000000);
	if (strcmp(column, "from_day") == 0)
		return is_day(part);
	if (strcmp(column, "tag") == 0)
		return is_tag(part);
	if (strcmp(column, "hash") == 0 || strcmp(column, "key") == 0)
		return is_hex(part, HEX_KEY);
	if (strcmp(column, "bundle") == 0 || strcmp(column, "act") == 0 ||
		strcmp(column, "question") == 0)
		return is_hex(part, HEX_ID);
	if (strcmp(column, "agent") == 0 || strcmp(column, "login") == 0)
		return is_word(part, LOGIN_MOST);
	return is_word(part, WORD_MOST);
}

static bool
key_holds(const struct change *c)
{
	const char *const *columns = entity_rows[c->entity].keys;
	struct str parts[4];
	size_t n = key_split(c->key, parts), i = 0;

	for (; columns[i]; i++)
		if (i >= n || !key_part_holds(columns[i], parts[i]))
			return false;
	return i == n;
}

static bool
code_holds(int show, struct str v)
{
	enum decision_kind kind;

	switch (show) {
	case SHOW_STATE:
		for (int i = 0; i < STATE_COUNT; i++)
			if (str_eqz(v, state_rows[i].code))
				return true;
		return false;
	case SHOW_DECISION:
		return decision_find(v, &kind) && str_eqz(v, decision_rows[kind].code);
	case SHOW_OPINION:
		return opinion_find(v) != OPINION_NONE;
	case SHOW_ORIGIN:
		for (int i = 0; i < ORIGIN_COUNT; i++)
			if (str_eqz(v, origin_codes[i]))
				return true;
		return false;
	default:
		return is_word(v, WORD_MOST);
	}
}

static bool
value_holds(const struct entity_field *f, struct str v)
{
	unsigned roles;

	switch (f->show) {
	case SHOW_MONEY:
		return is_integer(v, 0, MONEY_MAX_CENTS);
	case SHOW_POINTS:
		return is_integer(v, 0, 100000);
	case SHOW_YES_NO:
		return str_eqz(v, "0") || str_eqz(v, "1");
	case SHOW_INSTANT:
		return is_integer(v, 0, INSTANT_MOST);
	case SHOW_MARK:
		return is_integer(v, MARK_SO, 9);
	case SHOW_DAY:
		return is_day(v);
	case SHOW_ROLES:
		return roles_parse(v, &roles);
	case SHOW_PLAIN:
		return f->text ? is_clean(v, CLEAN_TEXT, TEXT_MOST)
			       : is_clean(v, CLEAN_LINE, LINE_MOST);
	default:
		return code_holds((int)f->show, v);
	}
}

enum status
act_change_check(const struct change *c, struct err *err)
{
	const struct entity_row *e = &entity_rows[c->entity];
	const struct entity_field *f = &e->fields[c->field];

	if (!key_holds(c))
		return err_set(err, ERR_INPUT, _("clé de « %s » mal formée"), _(e->label));
	if (c->now.ptr && !value_holds(f, c->now))
		return err_set(err, ERR_INPUT, _("%s, « %s » : valeur qu'aucun écran n'écrit"),
			_(e->label), _(f->label));
	return OK;
}
