/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of the language of lists. */
#include "query_values.h"

#include <ctype.h>

#include "fold.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/score.h"
#include "pupitre/domain/territory.h"

struct codes {
	struct arena *a;
	struct str *list;
	size_t count, cap;
};

static void
add_code(struct codes *c, struct str code)
{
	ARENA_PUSH(c->a, c->list, c->count, c->cap, code);
}

/* A code of two or three characters is taken as it is: the platform has départements, such as 988,
 * that a reference may lack. Any other word is a name. */
static enum status
department_codes(struct codes *c, struct str word, struct err *err)
{
	struct str code, name, region;
	char *upper = arena_z(c->a, word);

	for (char *z = upper; *z; z++)
		*z = (char)toupper((unsigned char)*z);
	if ((word.len == 2 || word.len == 3) && isdigit((unsigned char)*upper)) {
		add_code(c, str_z(upper));
		return OK;
	}
	if (word.len == 1 && isdigit((unsigned char)*upper)) {
		add_code(c, str_z(arena_printf(c->a, "0%s", upper)));
		return OK;
	}
	if (!department_find(word, &code, &name, &region))
		return err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas un département ; par exemple dep:45 ou dep:Loiret"),
			STR_ARG(word));
	add_code(c, code);
	return OK;
}

/* A code or a whole label means this state; the word of a stage, all its states; else the start of a
 * label. */
static enum status
state_codes(struct codes *c, struct str word, struct err *err)
{
	enum state state;

	for (int s = 0; s < STATE_COUNT; s++) {
		if (folded_eq(word, str_z(state_rows[s].code)) ||
			folded_eq(word, str_z(state_rows[s].label))) {
			add_code(c, str_z(state_rows[s].code));
			return OK;
		}
	}
	for (int s = 0; s < STATE_COUNT; s++) {
		if (folded_eq(word, str_z(stage_words[state_rows[s].stage])))
			add_code(c, str_z(state_rows[s].code));
	}
	if (c->count > 0)
		return OK;
	if (!state_find(word, &state))
		return err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas un état ; par exemple reçu, instruction, noté, "
			  "accordé"),
			STR_ARG(word));
	add_code(c, str_z(state_rows[state].code));
	return OK;
}

static enum status
decision_codes(struct codes *c, struct str word, struct err *err)
{
	for (int k = 0; k < DECISION_COUNT; k++) {
		const struct decision_row *row = &decision_rows[k];

		if (folded_eq(word, str_z(row->code)) || folded_eq(word, str_z(row->verb)) ||
			folded_eq(word, str_z(row->label)))
			add_code(c, str_z(row->code));
	}
	if (c->count > 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("« %.*s » n'est pas une décision ; par exemple accordé, refusé, ajourné"),
		STR_ARG(word));
}

static enum status
kind_codes(struct codes *c, struct str word, struct err *err)
{
	static const enum territory_kind epci[] = { TERRITORY_CC, TERRITORY_CA, TERRITORY_CU,
		TERRITORY_METROPOLE };

	for (int k = 0; k < TERRITORY_KIND_COUNT; k++) {
		const struct territory_kind_row *row = &territory_kind_rows[k];

		if (folded_eq(word, str_z(row->code)) || folded_eq(word, str_z(row->label)))
			add_code(c, str_z(row->code));
	}
	for (size_t i = 0; folded_eq(word, STR("epci")) && i < sizeof(epci) / sizeof(epci[0]); i++)
		add_code(c, str_z(territory_kind_rows[epci[i]].code));
	if (c->count > 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("« %.*s » n'est pas un type de demandeur ; par exemple commune, epci, cc, "
		  "département"),
		STR_ARG(word));
}

static enum status
opinion_codes(struct codes *c, struct str word, struct err *err)
{
	for (int i = OPINION_FAVOURABLE; i <= OPINION_UNFAVOURABLE; i++) {
		const struct opinion_row *row = &opinion_rows[i];

		if (folded_eq(word, str_z(row->code)) || folded_eq(word, str_z(row->label)))
			add_code(c, str_z(row->code));
	}
	if (c->count > 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("« %.*s » n'est pas un avis ; par exemple favorable, réservé, défavorable"),
		STR_ARG(word));
}

/* The words of the platform, "_" or blank between their parts. */
static enum status
platform_codes(struct codes *c, struct str word, struct err *err)
{
	static const char *const words[] = { "en_construction", "en_instruction", "accepte",
		"refuse", "sans_suite" };
	char *code = arena_z(c->a, utf8_fold(c->a, word));

	for (char *z = code; *z; z++) {
		if (*z == ' ' || *z == '-')
			*z = '_';
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(code, words[i]) == 0) {
			add_code(c, str_z(words[i]));
			return OK;
		}
	}
	return err_set(err, ERR_INPUT,
		_("« %.*s » n'est pas un état de la plateforme ; par exemple en_construction, "
		  "en_instruction, accepte, refuse, sans_suite"),
		STR_ARG(word));
}

static enum status
login_codes(struct codes *c, const struct query_context *ctx, struct str word, struct err *err)
{
	bool me = folded_eq(word, STR("moi")) || folded_eq(word, STR("me"));

	if (me && ctx->login.len == 0)
		return err_set(err, ERR_INPUT,
			_("« moi » ne désigne personne ici : écrivez un identifiant"));
	add_code(c, me ? ctx->login : word);
	return OK;
}

static enum status
refuse(struct str word, const char *name, const char *expected, struct err *err)
{
	return err_set(err, ERR_INPUT, _("« %.*s » ne convient pas à « %s » ; attendu : %s"),
		STR_ARG(word), name, expected);
}

enum status
query_codes(struct arena *a, const struct query_context *ctx, int key, struct str word,
	struct str **codes, size_t *count, struct err *err)
{
	struct codes c = { .a = a };
	enum status st = OK;

	if (key == COLUMN_STATE)
		st = state_codes(&c, word, err);
	else if (key == COLUMN_DECISION || key == KEY_PROPOSAL)
		st = decision_codes(&c, word, err);
	else if (key == COLUMN_KIND)
		st = kind_codes(&c, word, err);
	else if (key == COLUMN_DEPARTMENT)
		st = department_codes(&c, word, err);
	else if (key == KEY_OPINION)
		st = opinion_codes(&c, word, err);
	else if (key == KEY_PLATFORM)
		st = platform_codes(&c, word, err);
	else if (key == KEY_EVALUATOR || key == KEY_DECIDER || key == KEY_AWAY)
		st = login_codes(&c, ctx, word, err);
	else
		add_code(&c, word);
	if (st)
		return st;
	*codes = c.list;
	*count = c.count;
	return OK;
}

/* Digits at the start of *rest, at most max of them; -1 when there is none. */
static int
cut_digits(struct str *rest, size_t max)
{
	size_t n = 0;
	int v = 0;

	while (n < rest->len && n < max && isdigit((unsigned char)rest->ptr[n]))
		v = v * 10 + (rest->ptr[n++] - '0');
	*rest = (struct str){ rest->ptr + n, rest->len - n };
	return n ? v : -1;
}

/* "-30j", "15j", "+2m": days, weeks, months, years from today. */
static bool
relative_day(struct str word, struct day today, struct day *out)
{
	bool minus = str_starts(word, STR("-")), plus = str_starts(word, STR("+"));
	struct str rest = { word.ptr + (minus || plus), word.len - (minus || plus) };
	int n = cut_digits(&rest, 5);

	if (n < 0 || rest.len != 1 || !day_is(today))
		return false;
	if (minus)
		n = -n;
	switch (*rest.ptr | 0x20) {
	case 'j':
	case 'd':
		*out = (struct day){ today.n + n };
		return true;
	case 's':
	case 'w':
		*out = (struct day){ today.n + 7 * n };
		return true;
	case 'm':
		*out = day_add_months(today, n);
		return day_is(*out);
	case 'a':
	case 'y':
		*out = day_add_months(today, 12 * n);
		return day_is(*out);
	default:
		return false;
	}
}

static bool
named_day(struct str word, struct day today, struct day *out)
{
	static const struct {
		const char *word;
		int days;
	} names[] = { { "aujourd'hui", 0 }, { "today", 0 }, { "hier", -1 }, { "yesterday", -1 },
		{ "demain", 1 }, { "tomorrow", 1 } };

	for (size_t i = 0; day_is(today) && i < sizeof(names) / sizeof(names[0]); i++) {
		if (folded_eq(word, str_z(names[i].word))) {
			*out = (struct day){ today.n + names[i].days };
			return true;
		}
	}
	return false;
}

/* "2021", "2021-05" or "05/2021": all their days. */
static bool
period(struct str word, struct day *first, struct day *last)
{
	struct str rest = word;
	int a = cut_digits(&rest, 4), b;
	bool month_first = str_starts(rest, STR("/"));

	if (word.len == 4 && rest.len == 0) {
		*first = day_of(a, 1, 1);
		*last = day_of(a, 12, 31);
		return day_is(*first);
	}
	if (word.len != 7 || a < 0 || (!month_first && !str_starts(rest, STR("-"))))
		return false;
	rest = (struct str){ rest.ptr + 1, rest.len - 1 };
	b = cut_digits(&rest, 4);
	*first = month_first ? day_of(b, a, 1) : day_of(a, b, 1);
	if (rest.len > 0 || !day_is(*first))
		return false;
	*last = (struct day){ day_add_months(*first, 1).n - 1 };
	return true;
}

static enum status
day_span(const struct query_context *ctx, const char *name, struct str word, int64_t *low,
	int64_t *high, struct err *err)
{
	struct day first, last;

	if (period(word, &first, &last)) {
		*low = first.n;
		*high = last.n;
		return OK;
	}
	if (!day_parse_fr(word, &first) && !day_parse_iso(word, &first) &&
		!relative_day(word, ctx->today, &first) && !named_day(word, ctx->today, &first))
		return refuse(word, name,
			_("une date qui existe, par exemple 18/05/2021, 2021-05, -30j ou "
			  "aujourd'hui"),
			err);
	*low = *high = first.n;
	return OK;
}

enum status
query_span(const struct query_context *ctx, int key, const char *name, struct str word,
	int64_t *low, int64_t *high, struct err *err)
{
	bool marks = key == KEY_CRITERION || key == KEY_ITEM;
	enum query_kind kind = marks ? KIND_POINTS : query_key_row(key).kind;
	struct points points;
	struct money money;

	if (kind == KIND_DAY)
		return day_span(ctx, name, word, low, high, err);
	if (kind == KIND_MONEY) {
		if (!money_parse(word, &money))
			return refuse(
				word, name, _("un montant, par exemple 20000 ou 1500,50"), err);
		*low = *high = money.cents;
		return OK;
	}
	if (kind == KIND_POINTS) {
		if (!points_parse(word, &points))
			return refuse(word, name,
				key == KEY_ITEM ? _("une note, par exemple 3 ou 2,5, ou NE ou SO")
						: _("un nombre de points, par exemple 60 ou 72,5"),
				err);
		*low = *high = points.milli;
		return OK;
	}
	if (!str_int(word, low))
		return refuse(word, name, _("un nombre entier"), err);
	*high = *low;
	return OK;
}

enum status
query_flag(struct str word, bool *out, struct err *err)
{
	bool yes = folded_eq(word, STR("oui")) || folded_eq(word, STR("yes"));

	if (!yes && !folded_eq(word, STR("non")) && !folded_eq(word, STR("no")))
		return err_set(
			err, ERR_INPUT, _("« %.*s » : répondez par oui ou non"), STR_ARG(word));
	*out = yes;
	return OK;
}
