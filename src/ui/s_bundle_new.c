/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen "Mallette à faire": for whom, which dossiers, until when, in which file. */
#include "bundle_form.h"
#include "complete.h"
#include "complete_path.h"
#include "pupitre/app/browse.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/seal.h"
#include "pupitre/domain/role.h"
#include "bundles_state.h"
#include "shell.h"

enum { DAYS_OUT = 30, SECRET_LEAST = 12, SECRET_ROOM = 1024 };

bool
form_wants_secret(const struct bundle_form *f)
{
	return f->agent >= 0 && !f->key;
}

struct str
form_typed(const struct bundle_form *f, enum bundle_field field)
{
	return str_trim(edit_text(&f->edits[field]));
}

static bool
may_take_one(const struct agent_view *agent)
{
	return agent->active && (agent->roles & (ROLE_DELEGATE | ROLE_INSTRUCTOR));
}

static enum status
read_people(struct screen *s, struct err *err)
{
	struct bundle_form *f = s->state;
	struct session *se = ui_session(s->ui);
	struct agent_view *all;
	size_t n;
	enum status status = agents_list(se, &s->arena, &all, &n, err);

	if (status == OK)
		status = keys_list(se, &s->arena, &f->keys, &f->key_count, err);
	if (status != OK)
		return status;
	f->agents = ARENA_ARRAY(&s->arena, struct agent_view, n + 1);
	for (size_t i = 0; i < n; i++)
		if (may_take_one(&all[i]))
			f->agents[f->agent_count++] = all[i];
	if (f->agent_count == 0)
		return err_set(err, ERR_INPUT,
			_("Personne à qui confier une mallette : aucun agent actif n'est délégué "
			  "ni instructeur. Un administrateur en ajoute : pupitre agent add LOGIN "
			  "--role délégué."));
	return OK;
}

/* What would leave, and the first thing that is wrong. */
static enum status
count_dossiers(struct session *se, struct bundle_form *f, struct err *err)
{
	struct arena a = { 0 };
	struct str query = form_typed(f, BUNDLE_QUERY);
	const char *text = arena_printf(&a, query.len ? "dep:%.*s (%.*s)" : "dep:%.*s%.*s",
		STR_ARG(form_typed(f, BUNDLE_PLACES)), STR_ARG(query));
	struct browse *b;
	int64_t all;
	int at;
	enum status status = browse_open(se, str_z(text), STR_NONE, &b, &at, err);

	if (status == OK) {
		status = browse_count(b, &f->dossiers, &all, err);
		browse_close(b);
	}
	arena_done(&a);
	return status;
}

static bool
read_day(const struct bundle_form *f, struct day *out)
{
	struct str text = form_typed(f, BUNDLE_EXPIRES);

	return day_parse_fr(text, out) || day_parse_iso(text, out);
}

static enum status
check_fields(struct session *se, struct bundle_form *f, struct err *err)
{
	struct day day;
	enum status status;

	if (f->agent < 0)
		return err_set(
			err, ERR_INPUT, _("Pour qui ? Entrée sur le délégué ouvre leur liste."));
	if (!form_typed(f, BUNDLE_PLACES).len)
		return err_set(err, ERR_INPUT,
			_("Quels départements ? Leurs codes, séparés par une virgule : 45,41."));
	status = count_dossiers(se, f, err);
	if (status != OK)
		return status;
	if (f->dossiers == 0)
		return err_set(err, ERR_INPUT,
			_("Aucun dossier de ces départements ne répond à cette recherche."));
	if (!read_day(f, &day))
		return err_set(err, ERR_INPUT,
			_("Jusqu'à quel jour accepter ses retours ? Tapez-le comme 30/11/2021."));
	if (day.n <= session_today(se).n)
		return err_set(
			err, ERR_INPUT, _("Ce jour est passé : une mallette expire plus tard."));
	return form_typed(f, BUNDLE_FILE).len
		       ? OK
		       : err_set(err, ERR_INPUT, _("Dans quel fichier ? Son nom, ou son chemin."));
}

static enum status
check_secret(const struct bundle_form *f, struct err *err)
{
	struct str secret = edit_text(&f->edits[BUNDLE_SECRET]);

	if (!form_wants_secret(f))
		return OK;
	if (secret.len < SECRET_LEAST)
		return err_set(err, ERR_INPUT,
			_("La phrase de passe a %d caractères au moins : trois ou quatre mots."),
			SECRET_LEAST);
	if (!str_eq(secret, edit_text(&f->edits[BUNDLE_AGAIN])))
		return err_set(
			err, ERR_INPUT, _("Les deux phrases de passe ne sont pas les mêmes."));
	return OK;
}

static void
try_form(struct screen *s)
{
	struct bundle_form *f = s->state;

	f->refusal = (struct err){ 0 };
	f->refusal.code = check_fields(ui_session(s->ui), f, &f->refusal);
	if (f->refusal.code == OK)
		f->refusal.code = check_secret(f, &f->refusal);
}

static enum status
form_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct bundle_form *f = s->state;
	struct day until = { session_today(ui_session(s->ui)).n + DAYS_OUT };
	enum status status = read_people(s, err);

	(void)r;
	f->agent = -1;
	/* What is typed there is never moved, so that it is wiped whole. */
	for (int i = BUNDLE_SECRET; i <= BUNDLE_AGAIN; i++)
		buf_add(&f->edits[i].text, (char[SECRET_ROOM]){ 0 }, SECRET_ROOM);
	for (int i = BUNDLE_SECRET; i <= BUNDLE_AGAIN; i++)
		buf_clear(&f->edits[i].text);
	edit_set(&f->edits[BUNDLE_EXPIRES], str_z(day_fr(until).s));
	if (status == OK)
		try_form(s);
	return status;
}

static void
form_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Mallette à faire"));
}

static void
form_leave(struct screen *s)
{
	struct bundle_form *f = s->state;

	for (int i = BUNDLE_SECRET; i <= BUNDLE_AGAIN; i++)
		if (f->edits[i].text.ptr)
			secret_wipe(f->edits[i].text.ptr, f->edits[i].text.cap);
	for (int i = 0; i < BUNDLE_FIELDS; i++)
		edit_done(&f->edits[i]);
}

/* "l.bernard-45.mallette", until the person names the file. */
static void
name_file(struct bundle_form *f)
{
	struct str places = form_typed(f, BUNDLE_PLACES);
	struct arena a = { 0 };

	if (!f->file_typed && f->agent >= 0)
		edit_set(&f->edits[BUNDLE_FILE], str_z(arena_printf(&a, "%.*s%s%.*s.mallette",
							 STR_ARG(f->agents[f->agent].login),
							 places.len ? "-" : "", STR_ARG(places))));
	arena_done(&a);
}

static void
changed(struct screen *s, enum bundle_field field)
{
	struct bundle_form *f = s->state;

	f->file_typed |= field == BUNDLE_FILE;
	if (field == BUNDLE_PLACES)
		name_file(f);
	try_form(s);
}

static const struct key_view *
active_key(const struct bundle_form *f, struct str login)
{
	for (size_t i = 0; i < f->key_count; i++)
		if (!f->keys[i].host && f->keys[i].status == KEY_ACTIVE &&
			str_eq(f->keys[i].owner, login))
			return &f->keys[i];
	return NULL;
}

static enum status
agent_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct bundle_form *f = s->state;
	const struct agent_view *agent = &f->agents[value];

	(void)text, (void)err;
	f->agent = value;
	f->key = active_key(f, agent->login);
	if (!str_eqz(agent->departments, "*"))
		edit_set(&f->edits[BUNDLE_PLACES], agent->departments);
	name_file(f);
	try_form(s);
	return OK;
}

static void
open_agents(struct screen *s)
{
	struct bundle_form *f = s->state;
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .title = _("délégué"),
		.on_done = agent_chosen,
		.selected = f->agent < 0 ? 0 : f->agent };

	choice.items = ARENA_ARRAY(a, struct menu_item, f->agent_count);
	for (size_t i = 0; i < f->agent_count; i++) {
		const struct agent_view *agent = &f->agents[i];
		const char *places = str_eqz(agent->departments, "*")
					     ? _("partout")
					     : arena_z(a, agent->departments);

		choice.items[choice.count++] = (struct menu_item){ agent->login,
			str_z(arena_printf(a, "%.*s · %s · %s", STR_ARG(agent->name), places,
				active_key(f, agent->login) ? _("clé active")
							    : _("phrase de passe"))),
			(int)i };
	}
	ui_menu(s, &choice);
}

static void
go_field(struct bundle_form *f, int delta)
{
	int field = (int)f->field, last = form_wants_secret(f) ? BUNDLE_AGAIN : BUNDLE_FILE;

	field = (field + delta + last + 1) % (last + 1);
	f->field = (enum bundle_field)field;
	f->edits[field].at = f->edits[field].text.len;
}

static enum status
do_next_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s->state, 1);
	return OK;
}

static enum status
do_prev_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s->state, -1);
	return OK;
}

static bool
form_key(struct screen *s, const struct key *key, struct err *err)
{
	struct bundle_form *f = s->state;
	enum edit_result result = EDIT_IGNORED;

	(void)err;
	if (key->code == KEY_CTRL && key->cp == 's')
		return false;
	if (f->field != BUNDLE_AGENT)
		result = edit_key(&f->edits[f->field], key);
	if (result == EDIT_CHANGED)
		changed(s, f->field);
	if (result != EDIT_IGNORED)
		return true;
	if (f->field == BUNDLE_AGENT && key->code == KEY_ENTER)
		open_agents(s);
	else if (key->code == KEY_UP)
		go_field(f, -1);
	else if (key->code == KEY_DOWN || key->code == KEY_ENTER)
		go_field(f, 1);
	else
		return false;
	return true;
}

static bool
progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	return ui_progress(ctx, what, done, total);
}

static enum status
create(struct screen *s, const char *path, bool replace, struct arena *a, struct bundle_made *made,
	struct err *err)
{
	const struct bundle_form *f = s->state;
	const struct bundle_hooks hooks = { s->ui, progress };
	struct str query = form_typed(f, BUNDLE_QUERY);
	struct bundle_order order = { .departments = form_typed(f, BUNDLE_PLACES),
		.login = f->agents[f->agent].login,
		.query = query.len ? query : STR_NONE,
		.replace = replace };
	enum status status;

	if (form_wants_secret(f))
		order.passphrase = edit_text(&f->edits[BUNDLE_SECRET]);
	if (!read_day(f, &order.expires))
		order.expires = DAY_NONE;
	ui_job_begin(s->ui);
	status = bundle_create(ui_session(s->ui), &order, path, NULL, &hooks, a, made, err);
	ui_job_end(s->ui);
	return status;
}

static enum status
write_file(struct screen *s, bool replace, struct err *err)
{
	struct ui *ui = s->ui;
	struct arena a = { 0 };
	const char *path = path_typed(&a, form_typed(s->state, BUNDLE_FILE));
	struct bundle_made made;
	enum status status = create(s, path, replace, &a, &made, err);

	if (status == OK) {
		ui_pop(ui);
		ui_say(ui, STYLE_GOOD,
			made.view.dossiers > 1 ? _("Mallette écrite : %s, %lld dossiers, %.*s. "
						   "Donnez ce fichier à %.*s.")
					       : _("Mallette écrite : %s, %lld dossier, %.*s. "
						   "Donnez ce fichier à %.*s."),
			path_whole(&a, path), (long long)made.view.dossiers,
			STR_ARG(bundle_bytes_text(&a, made.bytes)), STR_ARG(made.view.agent));
	}
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
	struct bundle_form *f = s->state;
	struct arena a = { 0 };
	const char *path = path_typed(&a, form_typed(f, BUNDLE_FILE));
	enum status status = OK;

	(void)c;
	try_form(s);
	if (f->refusal.code != OK) {
		*err = f->refusal;
		status = err->code;
	} else if (path_exists(path)) {
		ui_confirm(s, STR(""), replace_confirmed,
			_("« %s » existe déjà. Le remplacer par la nouvelle mallette ?"), path);
	} else {
		status = write_file(s, false, err);
	}
	arena_done(&a);
	return status;
}

static const struct action actions[] = {
	{ CMD_NEXT_FIELD, do_next_field, NULL },
	{ CMD_PREV_FIELD, do_prev_field, NULL },
	{ CMD_BUNDLE_WRITE, do_write, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_NEXT_FIELD, CMD_BUNDLE_WRITE, CMD_CANCEL, CMD_NONE };

const struct screen_ops bundle_new_screen = {
	.name = "bundle-new",
	.bit = ON_BUNDLE_NEW,
	.state_size = sizeof(struct bundle_form),
	.actions = actions,
	.hints = hints,
	.enter = form_enter,
	.key = form_key,
	.title = form_title,
	.draw = bundle_form_draw,
	.leave = form_leave,
};
