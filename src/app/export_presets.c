/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Presets: those of the program, then the saved ones. A private one is a preference of its author,
 * "export/<id>": name, columns, sort, query, one a line. A shared one is a row of shared_view whose
 * columns start by "export:", so that its changes are acts and travel like views.
 */
#include "export_plan.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/drafts.h"
#include "work.h"

#define PRIVATE_PRESET STR("export/")
#define SHARED_MARK "export:"
enum { NAME_MAX_CHARS = 60, NAME_MAX_TYPED = 10000, SAVED_MAX = 100, QUERY_MAX_TYPED = 10000 };

static struct str
next_line(struct str *rest)
{
	struct str line;

	str_cut(rest, '\n', &line);
	return line;
}

/* Before the columns of one made from a preset that binds it: what its rows are, that it is public. */
static const struct {
	const char *mark;
	enum export_source source;
	bool is_public;
} marks[] = {
	{ "public:", SOURCE_DOSSIERS, true },
	{ "marks:", SOURCE_MARKS, false },
	{ "envelopes:", SOURCE_ENVELOPES, false },
};

static void
read_columns(struct str text, struct export_preset *out)
{
	out->columns = text;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t mark = strlen(marks[i].mark);

		if (!str_starts(text, str_z(marks[i].mark)))
			continue;
		out->source = marks[i].source;
		out->is_public = marks[i].is_public;
		out->columns = (struct str){ text.ptr + mark, text.len - mark };
	}
}

static const char *
mark_of(const struct export_preset *p)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i].source == p->source && marks[i].is_public == p->is_public)
			return marks[i].mark;
	return "";
}

static bool
private_of(const struct preference *p, struct export_preset *out)
{
	struct str id = { p->name.ptr + PRIVATE_PRESET.len, p->name.len - PRIVATE_PRESET.len };
	struct str rest = p->value;
	struct export_preset x = { .saved = true };

	x.code = next_line(&rest);
	read_columns(next_line(&rest), &x);
	x.sort = next_line(&rest);
	x.query = rest;
	x.label = x.code;
	x.what = str_z(_("modèle personnel"));
	*out = x;
	return uid_parse(id, &out->id);
}

static bool
shared_of(const struct record *r, struct export_preset *out)
{
	struct str columns = record_field(r->values, ENTITY_SHARED_VIEW, "columns");
	size_t mark = strlen(SHARED_MARK);
	struct export_preset x = { .saved = true, .shared = true };

	if (!str_starts(columns, str_z(SHARED_MARK)))
		return false;
	read_columns((struct str){ columns.ptr + mark, columns.len - mark }, &x);
	x.code = x.label = record_field(r->values, ENTITY_SHARED_VIEW, "name");
	x.sort = record_field(r->values, ENTITY_SHARED_VIEW, "sorts");
	x.query = record_field(r->values, ENTITY_SHARED_VIEW, "query");
	x.what = str_z(_("modèle partagé"));
	*out = x;
	return uid_parse(r->key, &out->id);
}

enum status
export_presets(struct session *s, struct arena *a, struct export_preset **out, size_t *count,
	struct err *err)
{
	struct export_preset *list;
	struct preference *own;
	struct record *shared;
	size_t own_count = 0, shared_count = 0, n = 0;
	enum status st =
		store_rows(s->store, ENTITY_SHARED_VIEW, 0, a, &shared, &shared_count, err);

	if (!st)
		st = preference_list(
			s->store, str_z(s->who.login), PRIVATE_PRESET, a, &own, &own_count, err);
	if (st)
		return st;
	list = ARENA_ARRAY(
		a, struct export_preset, builtin_preset_count + own_count + shared_count);
	while (n < builtin_preset_count) {
		list[n] = builtin_preset(&builtin_presets[n]);
		n++;
	}
	for (size_t i = 0; i < shared_count; i++)
		n += shared_of(&shared[i], &list[n]);
	for (size_t i = 0; i < own_count; i++)
		n += private_of(&own[i], &list[n]);
	*out = list;
	*count = n;
	return OK;
}

enum status
export_preset_find(struct session *s, struct str code, struct arena *a, struct export_preset *out,
	struct err *err)
{
	struct export_preset *list;
	size_t n;
	enum status st = export_presets(s, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (!str_eq(list[i].code, code))
			continue;
		*out = list[i];
		return OK;
	}
	return st ? st
		  : err_set(err, ERR_USAGE,
			    _("export inconnu : « %.*s » ; « pupitre export --list » les nomme "
			      "tous"),
			    STR_ARG(code));
}

static int
characters(struct str s)
{
	int n = 0;

	for (; s.len; n++)
		utf8_next(&s);
	return n;
}

static enum status
check_name(struct session *s, const struct export_preset *p, struct arena *a, struct err *err)
{
	struct export_preset *list;
	size_t n;
	enum status st = export_presets(s, a, &list, &n, err);

	if (!st && !p->code.len)
		st = err_set(err, ERR_INPUT, _("donnez un nom au modèle"));
	if (!st && characters(p->code) > NAME_MAX_CHARS)
		st = err_set(err, ERR_INPUT,
			_("le nom d'un modèle a au plus %d caractères : raccourcissez-le"),
			NAME_MAX_CHARS);
	for (size_t i = 0; i < n && !st; i++)
		if (str_eq(list[i].code, p->code) && !(list[i].saved && uid_eq(list[i].id, p->id)))
			st = err_set(err, ERR_INPUT,
				_("un modèle s'appelle déjà « %.*s » : choisissez un autre nom"),
				STR_ARG(p->code));
	if (!st && n >= SAVED_MAX)
		st = err_set(err, ERR_INPUT, _("au plus %d modèles : supprimez-en un"), SAVED_MAX);
	return st;
}

/* What will be exported with it must be exportable now. */
static enum status
check_content(struct session *s, const struct export_preset *p, struct arena *a, struct err *err)
{
	const struct export_order o = { .preset = str_z(builtin_of(p->source, p->is_public)->code),
		.query = p->query,
		.columns = p->columns,
		.sort = p->sort,
		.format = "csv" };
	struct export_plan plan;
	struct export_counts n;
	enum status st = export_plan_make(s, &o, a, &plan, err);

	return st ? st : export_count(&plan, &n, err);
}

static enum status
plan_shared(struct session *s, struct arena *a, const struct export_preset *p, struct uid id,
	struct plan *plan, struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(id).s));
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "name", p->code },
		{ "query", p->query.len ? p->query : STR_NONE },
		{ "sorts", p->sort.len ? p->sort : STR_NONE },
		{ "columns", str_z(arena_printf(
				     a, SHARED_MARK "%s%.*s", mark_of(p), STR_ARG(p->columns))) },
		{ "agent", str_z(s->who.login) },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(
			s, a, plan, ENTITY_SHARED_VIEW, key, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
save_private(struct session *s, struct arena *a, const struct export_preset *p, struct uid id,
	struct err *err)
{
	struct str name = str_z(arena_printf(a, "%.*s%s", STR_ARG(PRIVATE_PRESET), uid_hex(id).s));
	struct str value = str_z(arena_printf(a, "%.*s\n%s%.*s\n%.*s\n%.*s", STR_ARG(p->code),
		mark_of(p), STR_ARG(p->columns), STR_ARG(p->sort), STR_ARG(p->query)));

	return preference_set(s->store, str_z(s->who.login), name, value, err);
}

static struct export_preset
cleaned(struct arena *a, const struct export_preset *p)
{
	struct export_preset out = *p;

	out.code = utf8_clean(a, p->code, CLEAN_LINE, NAME_MAX_TYPED).text;
	out.query = utf8_clean(a, p->query, CLEAN_LINE, QUERY_MAX_TYPED).text;
	out.code = str_trim(out.code.ptr ? out.code : STR(""));
	if (!out.query.ptr)
		out.query = STR("");
	return out;
}

static enum status
save(struct session *s, const struct export_preset *p, struct uid id, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan plan = { .verb = VERB_VIEW };
	enum status st;

	if (!p->shared)
		return save_private(s, a, p, id, err);
	st = plan_shared(s, a, p, id, &plan, err);
	return st ? st : work_record(s, a, &plan, 1, out, err);
}

enum status
export_preset_save(struct session *s, const struct export_preset *p, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct export_preset x = cleaned(a, p);
	struct receipt r = { .summary = _("modèle d'export enregistré") };
	struct uid id = uid_is(x.id) ? x.id : uid_new(&s->ids);
	enum status st = check_name(s, &x, a, err);

	if (!st)
		st = check_content(s, &x, a, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, save(s, &x, id, a, &r, err), err);
	if (!st)
		*out = r;
	return st;
}

static enum status
drop(struct session *s, const struct export_preset *p, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct plan plan = { .verb = VERB_VIEW };
	struct str hex = str_z(arena_printf(a, "%s", uid_hex(p->id).s));
	struct str name = str_z(arena_printf(a, "%.*s%.*s", STR_ARG(PRIVATE_PRESET), STR_ARG(hex)));
	enum status st = OK;

	if (!p->shared)
		return preference_set(s->store, str_z(s->who.login), name, STR_NONE, err);
	for (size_t i = 0; i < entity_rows[ENTITY_SHARED_VIEW].field_count && !st; i++)
		st = plan_set(s, a, &plan, ENTITY_SHARED_VIEW, hex,
			entity_rows[ENTITY_SHARED_VIEW].fields[i].name, STR_NONE, err);
	return st ? st : work_record(s, a, &plan, 1, out, err);
}

enum status
export_preset_delete(
	struct session *s, struct uid id, struct arena *a, struct receipt *out, struct err *err)
{
	struct receipt r = { .summary = _("modèle d'export supprimé") };
	const struct export_preset *found = NULL;
	struct export_preset *list;
	size_t n;
	enum status st = export_presets(s, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		if (list[i].saved && uid_eq(list[i].id, id))
			found = &list[i];
	if (!st && !found)
		st = err_set(err, ERR_INPUT, _("ce modèle n'existe plus : quelqu'un l'a supprimé"));
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, drop(s, found, a, &r, err), err);
	if (!st)
		*out = r;
	return st;
}

/* "(a) (b)" where both are there. */
static struct str
both_hold(struct arena *a, struct str one, struct str other)
{
	if (!one.len || !other.len || str_eq(one, other))
		return one.len ? one : other;
	return str_z(arena_printf(a, "(%.*s) (%.*s)", STR_ARG(one), STR_ARG(other)));
}

struct export_preset
export_preset_from(struct arena *a, const struct export_preset *from, const struct export_order *o)
{
	return (struct export_preset){ .source = from->source,
		.query = both_hold(a, from->query, o->query),
		.columns = o->columns.ptr ? o->columns : from->columns,
		.sort = o->sort.len ? o->sort : from->sort,
		.is_public = from->is_public };
}
