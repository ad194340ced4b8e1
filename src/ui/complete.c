/* SPDX-License-Identifier: EUPL-1.2 */
#include "complete.h"

#include "pupitre/app/envelopes.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/tags.h"
#include "pupitre/app/totals.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/query.h"
#include "pupitre/domain/territory.h"

enum { PROPOSALS_MAX = 200 };

/* Proposals being gathered for a word of which `typed` is there already. */
struct found {
	struct arena *a;
	struct str raw, typed; /* as typed; folded; both without quote */
	struct menu_item *items;
	size_t count, cap;
};

static bool
begins_word(struct arena *a, struct str folded, struct str typed)
{
	return str_starts(folded, typed) ||
	       str_find(folded, str_z(arena_printf(a, " %.*s", STR_ARG(typed)))) >= 0;
}

/* written: what the line gets for the word. */
static void
add_as(struct found *f, struct str word, struct str written, struct str detail)
{
	const struct menu_item item = { arena_str(f->a, written), arena_str(f->a, detail), 0 };

	if (f->count == PROPOSALS_MAX || !begins_word(f->a, utf8_fold(f->a, word), f->typed))
		return;
	for (size_t i = 0; i < f->count; i++)
		if (str_eq(f->items[i].label, item.label))
			return;
	ARENA_PUSH(f->a, f->items, f->count, f->cap, item);
}

static void
add(struct found *f, struct str label, struct str detail)
{
	add_as(f, label, label, detail);
}

static void
add_z(struct found *f, const char *label, const char *detail)
{
	add(f, str_z(label), str_z(detail));
}

/* A value: between quotes when it has a blank. */
static void
add_value(struct found *f, struct str value, struct str detail)
{
	bool blank = memchr(value.ptr, ' ', value.len) != NULL;

	add_as(f, value, blank ? str_z(arena_printf(f->a, "\"%.*s\"", STR_ARG(value))) : value,
		detail);
}

/* A key that is typed whole only lacks its ":": then Tab goes on to its values. */
static void
keep_whole_key(struct found *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct str label = f->items[i].label;

		if (!str_ends(label, STR(":")) || label.len != f->raw.len + 1 ||
			!str_starts(label, f->raw))
			continue;
		f->items[0] = f->items[i];
		f->count = 1;
		return;
	}
}

static void
finish(const struct found *f, size_t from, size_t to, struct proposals *out)
{
	*out = (struct proposals){ f->items, (int)f->count, from, to };
}

static const char *
example(enum query_kind kind, const char *key, struct arena *a)
{
	switch (kind) {
	case KIND_MONEY:
		return arena_printf(a, _("%s>20000, %s:12000..45000"), key, key);
	case KIND_POINTS:
	case KIND_WHOLE:
		return arena_printf(a, _("%s>=60, %s:40..60"), key, key);
	case KIND_DAY:
		return arena_printf(a, _("%s<15j, %s:01/05/2021..30/06/2021"), key, key);
	case KIND_PREFIX:
		return arena_printf(a, _("%s:début du code"), key);
	case KIND_TEXT:
		return arena_printf(a, _("%s:mot, %s:début*"), key, key);
	default:
		return "";
	}
}

/* Figures and days are compared as well: their ":" is left to be typed. */
static bool
takes_colon(enum query_kind kind)
{
	return kind != KIND_MONEY && kind != KIND_POINTS && kind != KIND_WHOLE && kind != KIND_DAY;
}

static void
add_keys(struct found *f, const struct grid *g)
{
	for (int i = 0; i < KEY_COUNT; i++) {
		struct query_key_row row;

		if (i == KEY_CRITERION || i == KEY_ITEM)
			continue;
		row = query_key_row(i);
		if (!row.key || row.kind == KIND_PRESENCE)
			continue;
		add_z(f, takes_colon(row.kind) ? arena_printf(f->a, "%s:", row.key) : row.key,
			example(row.kind, row.key, f->a));
	}
	for (int i = 0; i < g->criterion_count; i++)
		add(f, str_z(g->criteria[i].id), str_z(g->criteria[i].label));
	for (int i = 0; i < g->item_count; i++)
		add(f, str_z(g->items[i].id), str_z(g->items[i].label));
}

static void
add_names(struct found *f, const struct grid *g)
{
	for (int i = 0; i < KEY_WITH; i++)
		if (i != KEY_CRITERION && i != KEY_ITEM && query_key_row(i).key)
			add_z(f, query_key_row(i).key, "");
	for (int i = 0; i < g->item_count; i++)
		add(f, str_z(g->items[i].id), str_z(g->items[i].label));
}

static void
add_sorts(struct found *f)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		if (!column_rows[i].sortable || !column_rows[i].key)
			continue;
		add_z(f, column_rows[i].key, _("croissant"));
		add_z(f, arena_printf(f->a, "-%s", column_rows[i].key), _("décroissant"));
	}
}

/* "Accordé, Refusé, Classé sans suite, Réorienté" */
static const char *
states_of(struct arena *a, enum stage stage)
{
	const char *list = "";

	for (int i = 0; i < STATE_COUNT; i++)
		if (state_rows[i].stage == stage)
			list = arena_printf(
				a, "%s%s%s", list, *list ? ", " : "", _(state_rows[i].label));
	return list;
}

static void
add_states(struct found *f)
{
	for (int i = 0; i < STATE_COUNT; i++)
		add_value(f, str_z(_(state_rows[i].label)),
			str_z(_(stage_words[state_rows[i].stage])));
	for (int i = 0; i < STAGE_COUNT; i++)
		add_value(f, str_z(_(stage_words[i])), str_z(states_of(f->a, (enum stage)i)));
}

static void
add_kinds(struct found *f)
{
	add_z(f, "epci", _("communautés et métropoles"));
	for (int i = 0; i < TERRITORY_KIND_COUNT; i++)
		add_z(f, territory_kind_rows[i].code, _(territory_kind_rows[i].label));
}

static void
add_platform(struct found *f)
{
	static const char *const words[] = { "en_construction", "en_instruction", "accepte",
		"refuse", "sans_suite" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		add_z(f, words[i], "");
}

static enum status
add_groups(struct found *f, struct session *se, enum total_by by, struct err *err)
{
	struct totals totals;
	int at;
	enum status st = totals_read(se, by, STR(""), f->a, &totals, &at, err);

	for (size_t i = 0; st == OK && i < totals.count; i++)
		if (totals.lines[i].code.len)
			add_value(f, totals.lines[i].code,
				str_z(arena_printf(f->a, _("%.*s (%lld)"),
					STR_ARG(totals.lines[i].label),
					(long long)totals.lines[i].dossiers)));
	return st;
}

static enum status
add_agents(struct found *f, struct session *se, struct err *err)
{
	struct agent_view *list;
	size_t n;
	enum status st = agents_list(se, f->a, &list, &n, err);

	for (size_t i = 0; st == OK && i < n; i++)
		if (list[i].active)
			add(f, list[i].login, list[i].name);
	return st;
}

static enum status
add_tags(struct found *f, struct session *se, struct err *err)
{
	struct tag_view *list;
	size_t n;
	enum status st = tags_all(se, f->a, &list, &n, err);

	for (size_t i = 0; st == OK && i < n; i++)
		add(f, list[i].text,
			str_z(arena_printf(f->a,
				list[i].count > 1 ? _("%lld dossiers") : _("%lld dossier"),
				(long long)list[i].count)));
	return st;
}

static enum status
add_envelopes(struct found *f, struct session *se, struct err *err)
{
	struct envelope *list;
	size_t n;
	enum status st = envelopes_list(se, f->a, &list, &n, err);

	for (size_t i = 0; st == OK && i < n; i++)
		add(f, list[i].code, list[i].label);
	return st;
}

static void
add_labels(struct found *f, int key, struct session *se)
{
	const struct motives *motives = key == KEY_REASON ? session_motives(se) : NULL;

	for (int i = 0; key == COLUMN_DECISION && i < DECISION_COUNT; i++)
		add_value(f, str_z(_(decision_rows[i].label)), str_z(_(decision_rows[i].verb)));
	for (int i = OPINION_FAVOURABLE; key == KEY_OPINION && i <= OPINION_UNFAVOURABLE; i++)
		add_z(f, _(opinion_rows[i].label), "");
	for (size_t i = 0; motives && i < motives->count; i++)
		add_z(f, motives->list[i].code, motives->list[i].label);
	if (query_key_row(key).kind == KIND_FLAG) {
		add_z(f, _("oui"), "");
		add_z(f, _("non"), "");
	}
}

static enum status
add_values(struct found *f, struct session *se, int key, struct err *err)
{
	switch (key) {
	case COLUMN_STATE:
		add_states(f);
		return OK;
	case COLUMN_KIND:
		add_kinds(f);
		return OK;
	case COLUMN_DEPARTMENT:
		return add_groups(f, se, TOTAL_DEPARTMENT, err);
	case COLUMN_CATEGORY:
		return add_groups(f, se, TOTAL_CATEGORY, err);
	case KEY_PLATFORM:
		add_platform(f);
		return OK;
	case KEY_EVALUATOR:
	case KEY_DECIDER:
		add_z(f, "moi", session_who(se)->name);
		return add_agents(f, se, err);
	case KEY_TAG:
		return add_tags(f, se, err);
	case KEY_ENVELOPE:
		return add_envelopes(f, se, err);
	case KEY_WITH:
	case KEY_WITHOUT:
		add_names(f, session_grid(se));
		return OK;
	case KEY_SORT:
		add_sorts(f);
		return OK;
	case KEY_CRITERION:
	case KEY_ITEM:
		return OK;
	default:
		add_labels(f, key, se);
		return OK;
	}
}

/* First byte of the word that holds `at`: after a blank or a parenthesis outside quotes. */
static size_t
word_start(struct str text, size_t at)
{
	bool quoted = false;
	size_t start = 0;

	for (size_t i = 0; i < at; i++) {
		quoted ^= text.ptr[i] == '"';
		if (!quoted && (text.ptr[i] == ' ' || text.ptr[i] == '('))
			start = i + 1;
	}
	while (start < at && text.ptr[start] == '-')
		start++;
	return start;
}

/* Where the value typed last begins: after ":" and after each comma; 0 when there is no ":". */
static size_t
value_start(struct str text, size_t start, size_t at)
{
	size_t value = 0;
	bool quoted = false;

	for (size_t i = start; i < at; i++) {
		quoted ^= text.ptr[i] == '"';
		if (!quoted && (text.ptr[i] == ':' || (value && text.ptr[i] == ',')))
			value = i + 1;
	}
	return value;
}

static void
begin(struct found *f, struct arena *a, struct str typed)
{
	if (typed.len && *typed.ptr == '"')
		typed = (struct str){ typed.ptr + 1, typed.len - 1 };
	*f = (struct found){ .a = a, .raw = typed, .typed = utf8_fold(a, typed) };
}

enum status
complete_filter(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err)
{
	struct session *se = ui_session(s->ui);
	size_t start = word_start(text, at), value = value_start(text, start, at);
	size_t from = value ? value : start;
	struct found f;
	int key, subject;
	enum status st = OK;

	begin(&f, a, (struct str){ text.ptr + from, at - from });
	if (value) {
		struct str name = { text.ptr + start, 0 };

		while (name.ptr[name.len] != ':')
			name.len++;
		key = query_key_find(name, session_grid(se), &subject);
		st = key < 0 ? OK : add_values(&f, se, key, err);
	} else {
		add_keys(&f, session_grid(se));
		keep_whole_key(&f);
	}
	finish(&f, from, at, out);
	return st;
}

enum status
complete_tag(struct screen *s, struct str text, size_t at, struct arena *a, struct proposals *out,
	struct err *err)
{
	struct str typed = str_trim(text);
	struct found f;
	enum status st;

	(void)at;
	begin(&f, a, typed);
	st = add_tags(&f, ui_session(s->ui), err);
	finish(&f, 0, text.len, out);
	return st;
}

enum status
complete_agent(struct screen *s, struct str text, size_t at, struct arena *a, struct proposals *out,
	struct err *err)
{
	struct found f;
	enum status st;

	(void)at;
	begin(&f, a, str_trim(text));
	st = add_agents(&f, ui_session(s->ui), err);
	finish(&f, 0, text.len, out);
	return st;
}
