/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes out by the screen Mallettes: on the laptop the return, on a host what it sends to another. */
#include "bundles_state.h"
#include "complete_path.h"
#include "pupitre/app/keys.h"
#include "pupitre/base/i18n.h"
#include "shell.h"

static bool
online(const struct screen *s)
{
	return !((const struct bundles_state *)s->state)->offline;
}

static bool
offline(const struct screen *s)
{
	return !online(s);
}

/* Evaluations that are not final stay on the laptop: said, so that nobody waits for them. */
static const char *
left_behind(struct arena *a, int64_t drafts)
{
	if (!drafts)
		return "";
	return arena_printf(a,
		ngettext(" %lld évaluation commencée n'y est pas : finalisez-la dans Notation.",
			" %lld évaluations commencées n'y sont pas : finalisez-les dans Notation.",
			(unsigned long)drafts),
		(long long)drafts);
}

static void
say_written(struct screen *s, struct arena *a, const char *path, const struct parcel_made *made)
{
	const char *acts = bundle_count(a, made->acts, _("acte"), _("actes"));
	struct str bytes = bundle_bytes_text(a, made->bytes);

	if (online(s))
		ui_say(s->ui, STYLE_GOOD,
			_("Envoi écrit : %s, %s, %.*s. Portez-le à l'autre hôte : écran Mallettes, "
			  "f."),
			path_whole(a, path), acts, STR_ARG(bytes));
	else if (made->expired)
		ui_say(s->ui, STYLE_WARNING,
			_("Retour écrit : %s, %s. Cette mallette a expiré : l'hôte le refuse tant "
			  "qu'il ne l'a pas prolongée ; demandez-le-lui.%s"),
			path_whole(a, path), acts, left_behind(a, made->drafts));
	else
		ui_say(s->ui, STYLE_GOOD,
			_("Retour écrit : %s, %s, %.*s. Portez-le à l'hôte : écran Mallettes, "
			  "f.%s"),
			path_whole(a, path), acts, STR_ARG(bytes), left_behind(a, made->drafts));
}

static bool
progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	return ui_progress(ctx, what, done, total);
}

static enum status
write_file(struct screen *s, const char *path, bool replace, struct err *err)
{
	const struct bundles_state *st = s->state;
	const struct bundle_hooks hooks = { s->ui, progress };
	struct arena a = { 0 };
	struct parcel_made made;
	enum status status;

	ui_job_begin(s->ui);
	status = bundle_return(ui_session(s->ui), st->to.len ? buf_str(&st->to) : STR_NONE, path,
		NULL, replace, &hooks, &a, &made, err);
	ui_job_end(s->ui);
	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		say_written(s, &a, path, &made);
	arena_done(&a);
	return status;
}

static enum status
replace_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return write_file(s, ((struct bundles_state *)s->state)->path.ptr, true, err);
}

static enum status
path_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct bundles_state *st = s->state;
	struct arena a = { 0 };
	const char *path = path_typed(&a, text);
	enum status status = OK;

	(void)value;
	buf_clear(&st->path);
	buf_addz(&st->path, path);
	if (*path && path_exists(path))
		ui_confirm(s, STR(""), replace_confirmed,
			_("« %s » existe déjà. Le remplacer par un fichier plus récent ?"), path);
	else if (*path)
		status = write_file(s, path, false, err);
	arena_done(&a);
	return status;
}

static enum status
do_return(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundles_state *st = s->state;
	struct arena a = { 0 };
	struct prompt ask = { .label = _("écrire le retour dans :"),
		.on_done = path_given,
		.propose = complete_path };

	if (c->argument.ptr)
		return path_given(s, c->argument, 0, err);
	if (st->here.acts == 0)
		return bundle_refuse_empty(ui_session(s->ui), err);
	ask.initial = str_z(arena_printf(
		&a, "%.*s-%.*s.retour", STR_ARG(st->here.agent), STR_ARG(st->here.departments)));
	ui_prompt(s, &ask);
	arena_done(&a);
	return OK;
}

/* ---- to another host ---- */

static void
ask_sending(struct screen *s)
{
	struct arena a = { 0 };
	struct prompt ask = {
		.label = _("écrire l'envoi dans :"), .on_done = path_given, .propose = complete_path
	};

	ask.initial =
		str_z(arena_printf(&a, "%s.envoi", day_iso(session_today(ui_session(s->ui))).s));
	ui_prompt(s, &ask);
	arena_done(&a);
}

/* Their stations, one a line, are what the question is about; beyond the last one stands any host. */
static enum status
host_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct bundles_state *st = s->state;
	struct str rest = ui_about(s->ui), station = STR("");

	(void)text, (void)err;
	for (int i = 0; i <= value; i++)
		str_cut(&rest, '\n', &station);
	buf_clear(&st->to);
	buf_adds(&st->to, station);
	ask_sending(s);
	return OK;
}

static void
ask_host(struct screen *s, struct arena *a, const struct key_view *keys, size_t n)
{
	struct choice choice = { .title = _("Envoi pour quel hôte ?"), .on_done = host_chosen };
	const char *stations = "";

	choice.items = ARENA_ARRAY(a, struct menu_item, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!keys[i].host || keys[i].ours || keys[i].status == KEY_REVOKED)
			continue;
		choice.items[choice.count] = (struct menu_item){ keys[i].owner,
			str_z(_("les actes qu'il n'a pas encore")), choice.count };
		choice.count++;
		stations = arena_printf(a, "%s%.*s\n", stations, STR_ARG(keys[i].station));
	}
	choice.items[choice.count] = (struct menu_item){ str_z(_("n'importe lequel")),
		str_z(_("tous les actes de cette base")), choice.count };
	choice.count++;
	choice.about = str_z(stations);
	if (choice.count > 1)
		ui_menu(s, &choice);
	else
		ask_sending(s);
}

static enum status
do_send(struct screen *s, const struct call *c, struct err *err)
{
	struct arena *a = ui_menu_arena(s->ui);
	struct key_view *keys;
	size_t n;
	enum status status = keys_list(ui_session(s->ui), a, &keys, &n, err);

	buf_clear(&((struct bundles_state *)s->state)->to);
	if (status == OK && c->argument.ptr)
		return path_given(s, c->argument, 0, err);
	if (status == OK)
		ask_host(s, a, keys, n);
	return status;
}

const struct action bundles_out_actions[] = {
	{ CMD_RETURN, do_return, offline },
	{ CMD_SEND, do_send, online },
	{ CMD_NONE, NULL, NULL },
};
