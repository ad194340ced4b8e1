/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/views.h"

#include <stdlib.h>

#include "pupitre/app/browse.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/drafts.h"
#include "work.h"

/*
 * Preferences of this module:
 *   "view/<id>"    name, sort, columns, query of a private view, one a line
 *   "digit/<1-9>"  id of a view, private or shared
 */
#define PRIVATE_VIEW STR("view/")
#define DIGIT STR("digit/")
enum { QUERY_MAX_TYPED = 10000 };

static struct str
next_line(struct str *rest)
{
	struct str line;

	str_cut(rest, '\n', &line);
	return line;
}

static struct column_set
columns_of(struct str text)
{
	struct column_set set = column_set_default;

	return text.ptr && column_set_parse(text, &set) ? set : column_set_default;
}

static bool
private_view_of(const struct session *s, const struct preference *p, struct saved_view *out)
{
	struct str id = { p->name.ptr + PRIVATE_VIEW.len, p->name.len - PRIVATE_VIEW.len };
	struct str rest = p->value;
	struct saved_view v = { .agent = str_z(s->who.login) };

	v.name = next_line(&rest);
	v.sort = next_line(&rest);
	v.columns = columns_of(next_line(&rest));
	v.query = rest;
	*out = v;
	return uid_parse(id, &out->id);
}

static bool
shared_view_of(const struct record *r, struct saved_view *out)
{
	struct str query = record_field(r->values, ENTITY_SHARED_VIEW, "query");
	struct str sort = record_field(r->values, ENTITY_SHARED_VIEW, "sorts");
	struct saved_view v = { .shared = true };

	if (str_starts(record_field(r->values, ENTITY_SHARED_VIEW, "columns"), STR("export:")))
		return false; /* a preset of exports (export_presets.c) */
	v.name = record_field(r->values, ENTITY_SHARED_VIEW, "name");
	v.query = query.ptr ? query : STR("");
	v.sort = sort.ptr ? sort : STR("");
	v.columns = columns_of(record_field(r->values, ENTITY_SHARED_VIEW, "columns"));
	v.agent = record_field(r->values, ENTITY_SHARED_VIEW, "agent");
	*out = v;
	return uid_parse(r->key, &out->id);
}

struct view_list {
	struct saved_view *items;
	size_t count;
};

static enum status
read_views(struct session *s, struct arena *a, struct view_list *out, struct err *err)
{
	struct view_list l = { 0 };
	struct preference *own;
	struct record *shared;
	size_t own_count = 0, shared_count = 0;
	enum status st =
		store_rows(s->store, ENTITY_SHARED_VIEW, 0, a, &shared, &shared_count, err);

	if (!st)
		st = preference_list(
			s->store, str_z(s->who.login), PRIVATE_VIEW, a, &own, &own_count, err);
	if (st)
		return st;
	l.items = ARENA_ARRAY(a, struct saved_view, own_count + shared_count + 1);
	for (size_t i = 0; i < shared_count; i++)
		l.count += shared_view_of(&shared[i], &l.items[l.count]);
	for (size_t i = 0; i < own_count; i++)
		l.count += private_view_of(s, &own[i], &l.items[l.count]);
	*out = l;
	return OK;
}

static struct saved_view *
find_view(const struct view_list *l, struct uid id)
{
	for (size_t i = 0; i < l->count; i++)
		if (uid_eq(l->items[i].id, id))
			return &l->items[i];
	return NULL;
}

static enum status
read_digits(struct session *s, struct arena *a, const struct view_list *l, struct err *err)
{
	struct preference *list;
	struct saved_view *v;
	struct uid id;
	size_t n = 0;
	enum status st = preference_list(s->store, str_z(s->who.login), DIGIT, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (list[i].name.len != DIGIT.len + 1 || !uid_parse(list[i].value, &id))
			continue;
		v = find_view(l, id);
		if (v)
			v->digit = list[i].name.ptr[DIGIT.len] - '0';
	}
	return st;
}

static int
by_digit_and_name(const void *x, const void *y)
{
	const struct saved_view *a = x, *b = y;
	int da = a->digit ? a->digit : 10, db = b->digit ? b->digit : 10;

	return da != db ? da - db : str_cmp(a->name, b->name);
}

static enum status
load_views(struct session *s, struct arena *a, struct view_list *out, struct err *err)
{
	enum status st = read_views(s, a, out, err);

	if (!st)
		st = read_digits(s, a, out, err);
	if (!st && out->count)
		qsort(out->items, out->count, sizeof out->items[0], by_digit_and_name);
	return st;
}

enum status
views_list(
	struct session *s, struct arena *a, struct saved_view **out, size_t *count, struct err *err)
{
	struct view_list l;
	enum status st = load_views(s, a, &l, err);

	if (st)
		return st;
	*out = l.items;
	*count = l.count;
	return OK;
}

enum status
view_of_digit(struct session *s, int digit, struct arena *a, struct saved_view *out, bool *found,
	struct err *err)
{
	struct view_list l;
	enum status st = load_views(s, a, &l, err);

	if (st)
		return st;
	*found = false;
	for (size_t i = 0; i < l.count && !*found; i++) {
		if (l.items[i].digit != digit)
			continue;
		*out = l.items[i];
		*found = true;
	}
	return OK;
}

static enum status
refuse_unknown(struct err *err)
{
	return err_set(err, ERR_INPUT, _("cette vue n'existe plus : quelqu'un l'a supprimée"));
}

static int
length_of(struct str s)
{
	int n = 0;

	while (s.len) {
		utf8_next(&s);
		n++;
	}
	return n;
}

enum status
view_name_check(struct str name, struct err *err)
{
	int length = length_of(str_trim(name));

	if (!length)
		return err_set(err, ERR_INPUT, _("donnez un nom à la vue"));
	if (length > VIEW_NAME_MAX)
		return err_set(err, ERR_INPUT,
			_("ce nom a %d caractères, une vue %d au plus : raccourcissez-le"), length,
			VIEW_NAME_MAX);
	return OK;
}

static enum status
check_name(const struct view_list *l, const struct saved_view *v, struct err *err)
{
	enum status st = view_name_check(v->name, err);

	if (st)
		return st;
	for (size_t i = 0; i < l->count; i++)
		if (!uid_eq(l->items[i].id, v->id) && str_eq(l->items[i].name, v->name))
			return err_set(err, ERR_INPUT,
				_("une vue %s s'appelle déjà « %.*s » : choisissez un autre nom"),
				l->items[i].shared ? _("partagée") : _("personnelle"),
				STR_ARG(v->name));
	return OK;
}

/* What opens with the view must open now. */
static enum status
check_opens(struct session *s, const struct saved_view *v, struct err *err)
{
	struct browse *b;
	int at;
	enum status st = browse_open(s, v->query, v->sort, &b, &at, err);

	if (!st)
		browse_close(b);
	return st;
}

static struct saved_view
cleaned(struct arena *a, const struct saved_view *v)
{
	struct saved_view c = *v;

	c.name = str_trim(utf8_clean(a, v->name, CLEAN_LINE, QUERY_MAX_TYPED).text);
	c.query = str_trim(utf8_clean(a, v->query, CLEAN_LINE, QUERY_MAX_TYPED).text);
	c.sort = str_trim(utf8_clean(a, v->sort, CLEAN_LINE, QUERY_MAX_TYPED).text);
	return c;
}

static enum status
put_private(struct session *s, struct arena *a, const struct view_list *l,
	const struct saved_view *v, struct err *err)
{
	size_t own = 0;

	for (size_t i = 0; i < l->count; i++)
		own += !l->items[i].shared;
	if (own >= VIEW_PRIVATE_MAX && !find_view(l, v->id))
		return err_set(err, ERR_INPUT,
			_("vous avez déjà %d vues personnelles : supprimez-en une"),
			VIEW_PRIVATE_MAX);
	return preference_set(s->store, str_z(s->who.login),
		str_z(arena_printf(a, "view/%s", uid_hex(v->id).s)),
		str_z(arena_printf(a, "%.*s\n%.*s\n%s\n%.*s", STR_ARG(v->name), STR_ARG(v->sort),
			column_set_text(a, &v->columns).ptr, STR_ARG(v->query))),
		err);
}

/* now absent: the view goes. */
static enum status
put_shared(struct session *s, struct arena *a, const struct saved_view *v, bool keep,
	struct receipt *out, struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(v->id).s));
	const struct {
		const char *field;
		struct str now;
	} fields[] = {
		{ "name", v->name },
		{ "query", v->query.len ? v->query : STR_NONE },
		{ "sorts", v->sort.len ? v->sort : STR_NONE },
		{ "columns", column_set_text(a, &v->columns) },
		{ "agent", str_z(s->who.login) },
	};
	struct plan p = { .verb = VERB_VIEW };
	enum status st = OK;

	for (size_t i = 0; i < sizeof fields / sizeof fields[0] && !st; i++)
		st = plan_set(s, a, &p, ENTITY_SHARED_VIEW, key, fields[i].field,
			keep ? fields[i].now : STR_NONE, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

static enum status
save_inside(struct session *s, struct saved_view *v, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct saved_view *held = NULL;
	struct view_list l;
	enum status st = load_views(s, a, &l, err);

	if (!st && uid_is(v->id)) {
		held = find_view(&l, v->id);
		if (!held)
			return refuse_unknown(err);
		v->shared = held->shared;
	}
	if (!st)
		st = check_name(&l, v, err);
	if (!st)
		st = check_opens(s, v, err);
	if (!st && !held)
		v->id = uid_new(&s->ids);
	if (!st)
		st = v->shared ? put_shared(s, a, v, true, out, err)
			       : put_private(s, a, &l, v, err);
	return st;
}

enum status
view_save(struct session *s, const struct saved_view *v, struct uid *id, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct saved_view view = cleaned(a, v);
	struct receipt r = { 0 };
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = work_end(s, save_inside(s, &view, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a,
		view.shared ? _("vue partagée « %.*s » enregistrée")
			    : _("vue « %.*s » enregistrée"),
		STR_ARG(view.name));
	*id = view.id;
	*out = r;
	return OK;
}

/* A held view, changed or deleted, inside a write. */
static enum status
find_held(struct session *s, struct uid id, struct arena *a, struct view_list *l,
	struct saved_view *out, struct err *err)
{
	const struct saved_view *held;
	enum status st = load_views(s, a, l, err);

	if (st)
		return st;
	held = find_view(l, id);
	if (!held)
		return refuse_unknown(err);
	*out = *held;
	return OK;
}

enum status
view_rename(struct session *s, struct uid id, struct str name, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct view_list l;
	struct saved_view v;
	enum status st = find_held(s, id, a, &l, &v, err);

	if (st)
		return st;
	v.name = name;
	return view_save(s, &v, &v.id, a, out, err);
}

static enum status
forget_digit(struct session *s, struct arena *a, int digit, struct err *err)
{
	if (!digit)
		return OK;
	return preference_set(s->store, str_z(s->who.login),
		str_z(arena_printf(a, "digit/%d", digit)), STR_NONE, err);
}

/* A shared view keeps the digits that others gave it: its return by undo finds them again. */
static enum status
delete_inside(struct session *s, struct uid id, struct arena *a, struct saved_view *v,
	struct receipt *out, struct err *err)
{
	struct view_list l;
	enum status st = find_held(s, id, a, &l, v, err);

	if (st)
		return st;
	if (v->shared)
		return put_shared(s, a, v, false, out, err);
	st = forget_digit(s, a, v->digit, err);
	return st ? st
		  : preference_set(s->store, str_z(s->who.login),
			    str_z(arena_printf(a, "view/%s", uid_hex(id).s)), STR_NONE, err);
}

enum status
view_delete(struct session *s, struct uid id, struct arena *a, struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	struct saved_view v;
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = work_end(s, delete_inside(s, id, a, &v, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("vue « %.*s » supprimée"), STR_ARG(v.name));
	*out = r;
	return OK;
}

static enum status
digit_inside(struct session *s, struct uid id, int digit, struct arena *a, struct err *err)
{
	struct view_list l;
	struct saved_view v;
	enum status st = find_held(s, id, a, &l, &v, err);

	if (!st)
		st = forget_digit(s, a, v.digit, err);
	if (st || !digit)
		return st;
	return preference_set(s->store, str_z(s->who.login),
		str_z(arena_printf(a, "digit/%d", digit)),
		str_z(arena_printf(a, "%s", uid_hex(id).s)), err);
}

enum status
view_set_digit(struct session *s, struct uid id, int digit, struct err *err)
{
	struct arena a = { 0 };
	enum status st;

	if (digit < 0 || digit > 9)
		return err_set(err, ERR_INPUT, _("un chiffre de 1 à 9, ou 0 pour aucun"));
	st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, digit_inside(s, id, digit, &a, err), err);
	arena_done(&a);
	return st;
}
