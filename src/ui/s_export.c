/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Exporter: which preset, which dossiers, which columns, which file; what will be written is shown first. */
#include "complete.h"
#include "complete_path.h"
#include "export_form.h"
#include "list_screen.h"
#include "pupitre/base/i18n.h"
#include "shell.h"

enum { PREVIEW_ROWS = 40 };

struct str
export_typed(const struct export_form *f, enum export_field field)
{
	return str_trim(edit_text(&f->edits[field]));
}

static struct str
or_absent(struct str s)
{
	return s.len ? s : STR_NONE;
}

static struct export_order
order_of(const struct export_form *f)
{
	return (struct export_order){ .preset = f->presets[f->preset].code,
		.query = or_absent(export_typed(f, EXPORT_QUERY)),
		.columns = or_absent(export_typed(f, EXPORT_COLUMNS)),
		.sort = or_absent(export_typed(f, EXPORT_SORT)),
		.format = f->formats[f->format].code };
}

/* What would be written now, or why it would be refused. */
static void
show(struct screen *s)
{
	struct export_form *f = s->state;
	const struct export_order o = order_of(f);

	f->late = false;
	arena_reset(&f->shown);
	f->preview = (struct export_preview){ 0 };
	f->refusal = (struct err){ 0 };
	f->refusal.code = export_preview(
		ui_session(s->ui), &o, PREVIEW_ROWS, &f->shown, &f->preview, &f->refusal);
	if (f->refusal.code == OK && !f->file_typed)
		edit_set(&f->edits[EXPORT_FILE], str_z(f->preview.suggested));
	if (f->refusal.code == OK && !export_typed(f, EXPORT_FILE).len)
		f->refusal.code = err_set(
			&f->refusal, ERR_INPUT, _("Dans quel fichier ? Son nom, ou son chemin."));
	const char *path = path_typed(&f->shown, export_typed(f, EXPORT_FILE));

	if (f->refusal.code == OK)
		f->refusal.code = export_check_path(o.format, path, &f->refusal);
	if (f->refusal.code == OK)
		f->refusal.code = export_check_file(ui_session(s->ui), path, &f->refusal);
}

static enum status
read_presets(struct screen *s, struct err *err)
{
	struct export_form *f = s->state;

	return export_presets(ui_session(s->ui), &s->arena, &f->presets, &f->preset_count, err);
}

static void
choose_code(struct export_form *f, struct str code)
{
	for (size_t i = 0; code.len && i < f->preset_count; i++)
		if (str_eq(f->presets[i].code, code))
			f->preset = (int)i;
}

/* text of the route: the list's filter, which restricts at first; title: code of a preset. */
static enum status
export_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct export_form *f = s->state;
	struct saved_view now;
	enum status status = read_presets(s, err);

	if (status != OK)
		return status;
	f->formats = export_formats(&s->arena, &f->format_count);
	choose_code(f, r->title);
	edit_set(&f->edits[EXPORT_QUERY], r->text);
	list_screen_view(r->list, &now);
	if (str_eq(list_screen_order(now.query, now.sort), now.sort))
		edit_set(&f->edits[EXPORT_SORT], now.sort);
	show(s);
	return OK;
}

static void
export_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct export_form *f = s->state;

	buf_addz(crumb, _("Exporter"));
	if (f->preview.provisional)
		buf_addz(badge, _("provisoire"));
}

static void
export_leave(struct screen *s)
{
	struct export_form *f = s->state;

	for (int i = 0; i < EXPORT_FIELDS; i++)
		edit_done(&f->edits[i]);
	arena_done(&f->shown);
}

/* ---- fields that are chosen ---- */

static enum status
preset_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct export_form *f = s->state;

	(void)text, (void)err;
	f->preset = value;
	edit_set(&f->edits[EXPORT_COLUMNS], STR(""));
	edit_set(&f->edits[EXPORT_SORT], STR(""));
	show(s);
	return OK;
}

static void
open_presets(struct screen *s)
{
	struct export_form *f = s->state;
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = {
		.title = _("modèle"), .on_done = preset_chosen, .selected = f->preset
	};

	choice.items = ARENA_ARRAY(a, struct menu_item, f->preset_count);
	for (size_t i = 0; i < f->preset_count; i++)
		choice.items[choice.count++] =
			(struct menu_item){ arena_str(a, f->presets[i].label),
				arena_str(a, f->presets[i].what), (int)i };
	ui_menu(s, &choice);
}

static enum status
format_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct export_form *f = s->state;

	(void)text, (void)err;
	f->format = value;
	show(s);
	return OK;
}

static void
open_formats(struct screen *s)
{
	struct export_form *f = s->state;
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = {
		.title = _("format"), .on_done = format_chosen, .selected = f->format
	};

	choice.items = ARENA_ARRAY(a, struct menu_item, f->format_count);
	for (size_t i = 0; i < f->format_count; i++)
		choice.items[choice.count++] = (struct menu_item){ str_z(f->formats[i].label),
			str_z(f->formats[i].code), (int)i };
	ui_menu(s, &choice);
}

/* ---- columns, on a screen of their own ---- */

const struct export_preset *
export_form_preset(const struct screen *form)
{
	const struct export_form *f = form->state;

	return &f->presets[f->preset];
}

struct str
export_form_columns(const struct screen *form, struct arena *a)
{
	struct export_preset p = *export_form_preset(form);
	struct str typed = export_typed(form->state, EXPORT_COLUMNS);

	if (typed.len)
		p.columns = arena_str(a, typed);
	return export_columns_of(ui_session(form->ui), &p, a);
}

void
export_form_take_columns(struct screen *form, struct str codes)
{
	struct export_form *f = form->state;

	edit_set(&f->edits[EXPORT_COLUMNS], codes);
	f->chosen = true;
}

static enum status
open_columns(struct screen *s, struct err *err)
{
	const struct route route = { .list = s };

	return ui_push(s->ui, &export_columns_screen, &route, err);
}

/* Back from the columns. */
static enum status
export_refresh(struct screen *s, struct err *err)
{
	struct export_form *f = s->state;

	(void)err;
	if (f->chosen)
		show(s);
	f->chosen = false;
	return OK;
}

/* ---- keys ---- */

static bool
is_chosen(enum export_field field)
{
	return field == EXPORT_PRESET || field == EXPORT_FORMAT || field == EXPORT_COLUMNS;
}

static void
open_choice(struct screen *s)
{
	struct export_form *f = s->state;
	struct err err = { 0 };

	if (f->field == EXPORT_PRESET)
		open_presets(s);
	else if (f->field == EXPORT_FORMAT)
		open_formats(s);
	else if (open_columns(s, &err))
		ui_refused(s->ui, &err);
}

static void
go_field(struct screen *s, int delta)
{
	struct export_form *f = s->state;
	int field = ((int)f->field + delta + EXPORT_FIELDS) % EXPORT_FIELDS;

	f->field = (enum export_field)field;
	f->edits[field].at = f->edits[field].text.len;
	if (f->late)
		show(s);
}

static enum status
do_next_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s, 1);
	return OK;
}

static enum status
do_prev_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s, -1);
	return OK;
}

static bool
is_space(const struct key *key)
{
	return key->code == KEY_CHAR && key->cp == ' ';
}

static bool
export_key(struct screen *s, const struct key *key, struct err *err)
{
	struct export_form *f = s->state;
	enum edit_result result = EDIT_IGNORED;

	(void)err;
	if (key->code == KEY_CTRL && (key->cp == 's' || key->cp == 't' || key->cp == 'x'))
		return false;
	if (!is_chosen(f->field))
		result = edit_key(&f->edits[f->field], key);
	if (result == EDIT_CHANGED) {
		f->file_typed |= f->field == EXPORT_FILE;
		f->late = true;
	}
	if (result != EDIT_IGNORED)
		return true;
	if (is_chosen(f->field) && (key->code == KEY_ENTER || is_space(key)))
		open_choice(s);
	else if (key->code == KEY_UP)
		go_field(s, -1);
	else if (key->code == KEY_DOWN || key->code == KEY_ENTER)
		go_field(s, 1);
	else
		return false;
	return true;
}

/* ---- writing ---- */

static bool
progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	return ui_progress(ctx, what, done, total);
}

static enum status
write_file(struct screen *s, bool replace, struct err *err)
{
	const struct export_order o = order_of(s->state);
	const struct export_hooks hooks = { s->ui, progress };
	struct arena a = { 0 };
	const char *path = path_typed(&a, export_typed(s->state, EXPORT_FILE));
	struct export_done done;
	enum status status;

	ui_job_begin(s->ui);
	status = export_write(
		ui_session(s->ui), &o, path, replace, NULL, NULL, &hooks, &a, &done, err);
	ui_job_end(s->ui);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD,
			ngettext("Écrit : %s, %lld ligne%s.", "Écrit : %s, %lld lignes%s.",
				(unsigned long)done.rows),
			path_whole(&a, path), (long long)done.rows,
			done.provisional ? _(", provisoire") : "");
	arena_done(&a);
	return status;
}

static enum status
replace_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return write_file(s, true, err);
}

static enum status
do_write(struct screen *s, const struct call *c, struct err *err)
{
	struct export_form *f = s->state;
	struct arena a = { 0 };
	const char *path = path_typed(&a, export_typed(f, EXPORT_FILE));
	enum status status = OK;

	(void)c;
	if (f->late)
		show(s);
	if (f->refusal.code != OK) {
		*err = f->refusal;
		status = err->code;
	} else if (path_exists(path)) {
		ui_confirm(s, STR(""), replace_confirmed,
			_("« %s » existe déjà. Le remplacer par ce nouvel export ?"), path);
	} else {
		status = write_file(s, false, err);
	}
	arena_done(&a);
	return status;
}

/* ---- presets of one's own ---- */

/* What was typed is part of the preset from now on. */
static void
forget_typed(struct export_form *f)
{
	edit_set(&f->edits[EXPORT_QUERY], STR(""));
	edit_set(&f->edits[EXPORT_SORT], STR(""));
	edit_set(&f->edits[EXPORT_COLUMNS], STR(""));
}

static enum status
save(struct screen *s, struct str name, bool shared, struct err *err)
{
	struct export_form *f = s->state;
	struct arena a = { 0 };
	const struct export_order o = order_of(f);
	struct export_preset p = export_preset_from(&a, &f->presets[f->preset], &o);
	struct receipt r;
	enum status status;

	name = str_trim(name);
	p.code = arena_str(&a, name);
	p.shared = shared;
	for (size_t i = 0; i < f->preset_count; i++)
		if (f->presets[i].saved && str_eq(f->presets[i].code, name))
			p.id = f->presets[i].id;
	status = export_preset_save(ui_session(s->ui), &p, &a, &r, err);
	if (status == OK)
		status = read_presets(s, err);
	if (status == OK) {
		forget_typed(f);
		choose_code(f, p.code);
		show(s);
		ui_say(s->ui, STYLE_GOOD,
			_("Modèle « %.*s » enregistré : pupitre export %s l'emploie."),
			STR_ARG(p.code), export_word(&a, p.code));
	}
	arena_done(&a);
	return status;
}

static enum status
reach_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	return save(s, text, value == 1, err);
}

static enum status
name_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .title = _("pour qui ?"), .on_done = reach_chosen };
	struct str name = str_trim(text);

	(void)value;
	if (!name.len)
		return err_set(err, ERR_INPUT,
			_("Sous quel nom garder ce modèle ? Par exemple : Comité du 12."));
	choice.about = arena_str(a, name);
	choice.items = ARENA_ARRAY(a, struct menu_item, 2);
	choice.items[choice.count++] =
		(struct menu_item){ str_z(_("moi")), str_z(_("personne d'autre ne le voit")), 0 };
	choice.items[choice.count++] =
		(struct menu_item){ str_z(_("l'équipe")), str_z(_("un acte du registre")), 1 };
	ui_menu(s, &choice);
	return OK;
}

static enum status
do_save(struct screen *s, const struct call *c, struct err *err)
{
	struct export_form *f = s->state;
	const struct prompt ask = { .label = _("garder ce modèle sous le nom :"),
		.initial = f->presets[f->preset].saved ? f->presets[f->preset].code : STR(""),
		.on_done = name_given };

	(void)c;
	if (f->late)
		show(s);
	if (f->refusal.code != OK) {
		*err = f->refusal;
		return err->code;
	}
	ui_prompt(s, &ask);
	return OK;
}

static enum status
delete_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	struct export_form *f = s->state;
	struct arena a = { 0 };
	struct receipt r;
	enum status status =
		export_preset_delete(ui_session(s->ui), f->presets[f->preset].id, &a, &r, err);

	(void)text, (void)value;
	if (status == OK)
		status = read_presets(s, err);
	if (status == OK) {
		f->preset = 0;
		show(s);
		ui_say(s->ui, STYLE_GOOD, _("Modèle supprimé."));
	}
	arena_done(&a);
	return status;
}

static enum status
do_delete(struct screen *s, const struct call *c, struct err *err)
{
	const struct export_form *f = s->state;
	const struct export_preset *p = &f->presets[f->preset];

	(void)c;
	if (!p->saved)
		return err_set(err, ERR_INPUT,
			_("« %.*s » est un modèle du programme : il ne se supprime pas."),
			STR_ARG(p->label));
	ui_confirm(s, STR(""), delete_confirmed,
		p->shared ? _("Supprimer le modèle « %.*s » de toute l'équipe ?")
			  : _("Supprimer le modèle « %.*s » ?"),
		STR_ARG(p->code));
	return OK;
}

static const struct action actions[] = {
	{ CMD_NEXT_FIELD, do_next_field, NULL },
	{ CMD_PREV_FIELD, do_prev_field, NULL },
	{ CMD_EXPORT_WRITE, do_write, NULL },
	{ CMD_EXPORT_SAVE, do_save, NULL },
	{ CMD_EXPORT_DELETE, do_delete, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_NEXT_FIELD, CMD_EXPORT_WRITE, CMD_EXPORT_SAVE,
	CMD_CANCEL, CMD_NONE };

const struct screen_ops export_screen = {
	.name = "export",
	.bit = ON_EXPORT,
	.state_size = sizeof(struct export_form),
	.actions = actions,
	.hints = hints,
	.enter = export_enter,
	.refresh = export_refresh,
	.key = export_key,
	.title = export_title,
	.draw = export_form_draw,
	.leave = export_leave,
};
