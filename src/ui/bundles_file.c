/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes in by the screen Mallettes: a file that is merged, tried first, then confirmed. */
#include "bundles_state.h"
#include "complete_path.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "shell.h"

enum { FILE_MOST = 256 << 20 }; /* an envoi between hosts; a return may be 8 MiB */

/* "214 actes : 206 appliqués, 5 convergents, 3 en question, 0 refusé". An act may ask several questions, or none. */
static const char *
counts_text(struct arena *a, const struct merge_report *r)
{
	const char *text = arena_printf(a, "%s : %s, %s, %s, %s",
		bundle_count(a, r->acts, _("acte"), _("actes")),
		bundle_count(a, r->applied, _("appliqué"), _("appliqués")),
		bundle_count(a, r->convergent, _("convergent"), _("convergents")),
		bundle_count(a, r->questions, _("en question"), _("en question")),
		bundle_count(a, r->refused, _("refusé"), _("refusés")));

	return r->received ? arena_printf(a, "%s, %s", text,
				     bundle_count(a, r->received, _("déjà reçu"), _("déjà reçus")))
			   : text;
}

static const char *
sender_text(struct arena *a, const struct merge_report *r)
{
	return arena_printf(
		a, r->between_hosts ? _("Envoi de %.*s") : _("Retour de %.*s"), STR_ARG(r->label));
}

static bool
progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	return ui_progress(ctx, what, done, total);
}

static enum status
merge(struct screen *s, bool dry_run, struct arena *a, struct merge_report *out, struct err *err)
{
	struct bundles_state *st = s->state;
	const struct merge_hooks hooks = { s->ui, progress };
	enum status status;

	ui_job_begin(s->ui);
	status = merge_parcel(ui_session(s->ui), st->bytes, dry_run, &hooks, a, out, err);
	ui_job_end(s->ui);
	return status;
}

static enum status
show_refusals(struct screen *s, const struct merge_report *r, struct err *err)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	struct route route = { .title = str_z(_("Rapport de fusion")) };
	enum status status;

	buf_addf(&text, "%s\n%s\n\n", sender_text(&a, r), counts_text(&a, r));
	buf_addz(&text, _("Actes refusés : ils restent au registre, sans effet.\n"));
	for (size_t i = 0; i < r->refusal_count; i++)
		buf_addf(&text, _("  dossier %lld, %.*s : %.*s\n"),
			(long long)r->refusals[i].dossier, STR_ARG(r->refusals[i].verb),
			STR_ARG(r->refusals[i].why));
	if (r->refused > (int64_t)r->refusal_count)
		buf_addf(&text, _("  et %lld autres\n"),
			(long long)r->refused - (long long)r->refusal_count);
	route.text = buf_str(&text);
	status = ui_push(s->ui, &reader_screen, &route, err);
	buf_done(&text);
	arena_done(&a);
	return status;
}

/* The mallette of what was just merged; NULL for an envoi. */
static const struct bundle_view *
merged_bundle(const struct bundles_state *st)
{
	const struct bundle_view *newest = NULL;

	for (size_t i = 0; i < st->count; i++) {
		const struct bundle_view *b = &st->bundles[i];

		if (instant_is(b->returned_at) &&
			(!newest || b->returned_at.ms > newest->returned_at.ms))
			newest = b;
	}
	return newest;
}

static enum status
show_questions(struct screen *s, const struct merge_report *r, struct err *err)
{
	struct bundles_state *st = s->state;
	const struct bundle_view *b = r->between_hosts ? NULL : merged_bundle(st);
	struct arena a = { 0 };
	struct route route = { .text = b ? str_z(b->id.s) : STR("") };
	struct str crumb = b ? bundle_crumb(&a, b) : str_z(sender_text(&a, r));
	enum status status;

	route.title = str_z(arena_printf(&a, "%.*s\n%s", STR_ARG(crumb), counts_text(&a, r)));
	status = ui_push(s->ui, &questions_screen, &route, err);
	arena_done(&a);
	return status;
}

/* Acts that were in question may leave no question open. */
static const char *
settled_text(struct arena *a, const struct merge_report *r)
{
	const char *text = r->questions && !r->asked
				   ? _(" Aucune question ne reste ouverte : ce fichier apporte "
				       "aussi les réponses.")
				   : "";

	if (!r->closed)
		return text;
	return arena_printf(a, "%s%s", text,
		arena_printf(a,
			ngettext(" %lld question d'ici est réglée par une réponse reçue.",
				" %lld questions d'ici sont réglées par les réponses reçues.",
				(unsigned long)r->closed),
			(long long)r->closed));
}

static const char *
asked_text(struct arena *a, const struct merge_report *r)
{
	if (!r->asked)
		return "";
	return arena_printf(a,
		ngettext(" %lld question serait posée.", " %lld questions seraient posées.",
			(unsigned long)r->asked),
		(long long)r->asked);
}

/* What has to be looked at comes to the front. */
static enum status
merged(struct screen *s, const struct merge_report *r, struct err *err)
{
	struct arena a = { 0 };
	enum status status = ui_refresh(s, err);

	if (status == OK && r->refused)
		status = show_refusals(s, r, err);
	else if (status == OK && r->asked)
		status = show_questions(s, r, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD,
			r->refused && r->asked ? _("Fusionné : %s.%s Les questions s'ouvrent par ! "
						   "sur la mallette.")
					       : _("Fusionné : %s.%s"),
			counts_text(&a, r), settled_text(&a, r));
	arena_done(&a);
	return status;
}

static void
forget_file(struct bundles_state *st)
{
	arena_done(&st->file);
	st->bytes = STR_NONE;
}

static enum status
confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	struct merge_report report = { 0 };
	enum status status = merge(s, false, &a, &report, err);

	(void)text, (void)value;
	forget_file(s->state);
	if (status == OK)
		status = merged(s, &report, err);
	arena_done(&a);
	return status;
}

static enum status
try_file(struct screen *s, struct arena *a, const char *path, struct err *err)
{
	struct bundles_state *st = s->state;
	struct merge_report r = { 0 };
	enum status status;

	forget_file(st);
	status = fs_read(path, FILE_MOST, &st->file, &st->bytes, err);
	if (status == OK)
		status = merge(s, true, a, &r, err);
	if (status != OK)
		return status;
	if (r.received == r.acts) {
		ui_say(s->ui, STYLE_MESSAGE, _("%s : rien de neuf, tout (%s) était déjà reçu."),
			sender_text(a, &r), bundle_count(a, r.acts, _("acte"), _("actes")));
		return OK;
	}
	ui_confirm(s, STR(""), confirmed, _("%s, essai : %s.%s%s Fusionner ?"), sender_text(a, &r),
		counts_text(a, &r), asked_text(a, &r),
		r.refused ? _(" Les refusés resteront au registre, sans effet ; leur raison sera "
			      "montrée.")
			  : "");
	return OK;
}

static enum status
file_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	const char *path = path_typed(&a, text);
	enum status status = OK;

	(void)value;
	if (*path)
		status = try_file(s, &a, path, err);
	arena_done(&a);
	return status;
}

static enum status
do_merge(struct screen *s, const struct call *c, struct err *err)
{
	const struct prompt ask = { .label = _("fusionner le fichier :"),
		.initial = STR(""),
		.on_done = file_given,
		.propose = complete_path };

	if (c->argument.ptr)
		return file_given(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static bool
online(const struct screen *s)
{
	return !((const struct bundles_state *)s->state)->offline;
}

const struct action bundles_file_actions[] = {
	{ CMD_MERGE, do_merge, online },
	{ CMD_NONE, NULL, NULL },
};
