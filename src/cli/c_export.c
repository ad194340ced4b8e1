/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export: a preset, a format, any query; what is written is told on standard error. Progress is one line of
 * standard error on a terminal; Ctrl-C leaves no file.
 */
#include "commands.h"
#include "out_json.h"

#include <stdio.h>
#include <unistd.h>

#include "pupitre/app/export.h"
#include "pupitre/base/i18n.h"

static bool
on_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	int *shown = ctx; /* per cent on the line; -1: none */
	int percent = total > 0 ? (int)(done * 100 / total) : 0;

	if (call_interrupted())
		return false;
	if (percent == *shown || !isatty(STDERR_FILENO))
		return true;
	fprintf(stderr, "\r\033[K%s", what);
	if (total > 0)
		fprintf(stderr, " %d %%", percent);
	*shown = percent;
	return true;
}

/* Pieces go out as they come: a long export does not gather in memory. */
static enum status
on_piece(void *ctx, struct str piece, struct err *err)
{
	struct call *c = ctx;

	buf_adds(&c->out, piece);
	return call_flush(c, err);
}

static struct export_order
order_of(struct call *c)
{
	const char *columns = args_value(&c->args, "columns");
	const char *sort = args_value(&c->args, "sort");
	const char *format = args_value(&c->args, "format");
	const char *to = args_value(&c->args, "output");

	if (!format && to)
		format = export_format_of_path(to);

	return (struct export_order){ .preset = str_z(c->args.words[0]),
		.query = args_join(&c->arena, &c->args, 1),
		.columns = columns ? str_z(columns) : STR_NONE,
		.sort = sort ? str_z(sort) : STR_NONE,
		.format = format ? format : "ods" };
}

static const char *const source_titles[] = { [SOURCE_DOSSIERS] = N_("Colonnes"),
	[SOURCE_MARKS] = N_("Colonnes de « notations »"),
	[SOURCE_ENVELOPES] = N_("Colonnes de « enveloppes »") };

static void
list_columns(struct call *c, enum export_source source)
{
	size_t n;
	const struct export_column_view *list = export_columns(c->session, source, &c->arena, &n);

	buf_addf(&c->out, "\n%s\n", _(source_titles[source]));
	for (size_t i = 0; i < n; i++)
		buf_addf(&c->out, "  %-22s %s%s\n", list[i].code, list[i].title,
			list[i].is_public || source != SOURCE_DOSSIERS
				? ""
				: _(" (pas dans un export public)"));
}

static void
list_text(struct call *c, const struct export_preset *presets, size_t n)
{
	const struct export_format_view *formats;

	buf_addf(&c->out, "%s\n", _("Modèles"));
	for (size_t i = 0; i < n; i++)
		buf_addf(&c->out, "  %-16.*s %.*s\n", STR_ARG(presets[i].code),
			STR_ARG(presets[i].what));
	formats = export_formats(&c->arena, &n);
	buf_addf(&c->out, "\n%s\n", _("Formats"));
	for (size_t i = 0; i < n; i++)
		buf_addf(&c->out, "  %-16s %s\n", formats[i].code, formats[i].label);
	for (int i = SOURCE_DOSSIERS; i <= SOURCE_ENVELOPES; i++)
		list_columns(c, (enum export_source)i);
}

static const char *const source_codes[] = {
	[SOURCE_DOSSIERS] = "dossiers", [SOURCE_MARKS] = "marks", [SOURCE_ENVELOPES] = "envelopes"
};

static void
json_presets(struct json *j, const struct export_preset *list, size_t n)
{
	json_key(j, "presets");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		member_str(j, "code", list[i].code);
		member_str(j, "label", list[i].label);
		member_str(j, "what", list[i].what);
		member_str(j, "source", str_z(source_codes[list[i].source]));
		member_str(j, "query", list[i].query);
		member_str(j, "sort", list[i].sort);
		member_str(j, "columns", list[i].columns);
		member_bool(j, "public", list[i].is_public);
		member_bool(j, "saved", list[i].saved);
		member_bool(j, "shared", list[i].shared);
		json_close(j);
	}
	json_close(j);
}

static void
json_columns(struct call *c, struct json *j)
{
	json_key(j, "columns");
	json_open(j, '{');
	for (int s = SOURCE_DOSSIERS; s <= SOURCE_ENVELOPES; s++) {
		size_t n;
		const struct export_column_view *list =
			export_columns(c->session, (enum export_source)s, &c->arena, &n);

		json_key(j, source_codes[s]);
		json_open(j, '[');
		for (size_t i = 0; i < n; i++) {
			json_open(j, '{');
			member_str(j, "code", str_z(list[i].code));
			member_str(j, "title", str_z(list[i].title));
			member_bool(j, "public", list[i].is_public);
			json_close(j);
		}
		json_close(j);
	}
	json_close(j);
}

static void
list_json(struct call *c, const struct export_preset *presets, size_t n)
{
	struct json j = { .out = &c->out };
	const struct export_format_view *formats;

	json_open(&j, '{');
	json_presets(&j, presets, n);
	formats = export_formats(&c->arena, &n);
	json_key(&j, "formats");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		member_str(&j, "code", str_z(formats[i].code));
		member_str(&j, "label", str_z(formats[i].label));
		json_close(&j);
	}
	json_close(&j);
	json_columns(c, &j);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

/* With --list, --format is the format of the list. */
static enum status
list_all(struct call *c, struct err *err)
{
	const char *format = args_value(&c->args, "format");
	struct export_preset *presets;
	size_t n = 0;
	enum status st = OK;

	if (format && strcmp(format, "json") != 0 && strcmp(format, "text") != 0)
		return err_set(err, ERR_USAGE,
			_("--list se donne en text ou en json : « %s » n'en est pas"), format);
	st = call_session(c, err);
	if (!st)
		st = export_presets(c->session, &c->arena, &presets, &n, err);
	if (st)
		return st;
	if (format && strcmp(format, "json") == 0)
		list_json(c, presets, n);
	else
		list_text(c, presets, n);
	return OK;
}

static enum status
save(struct call *c, const struct export_order *o, struct err *err)
{
	struct export_preset p = { 0 };
	struct receipt r;
	enum status st = export_preset_find(c->session, o->preset, &c->arena, &p, err);

	if (st)
		return st;
	p = export_preset_from(&c->arena, &p, o);
	p.code = str_trim(str_z(args_value(&c->args, "save")));
	p.shared = args_has(&c->args, "shared");
	st = export_preset_save(c->session, &p, &c->arena, &r, err);
	if (!st)
		call_say(_("modèle « %.*s » enregistré"), STR_ARG(p.code));
	return st;
}

static enum status
drop(struct call *c, const struct export_order *o, struct err *err)
{
	struct export_preset p = { 0 };
	struct receipt r;
	enum status st = export_preset_find(c->session, o->preset, &c->arena, &p, err);

	if (!st && !p.saved)
		st = err_set(err, ERR_INPUT,
			_("« %.*s » est un modèle du programme : il ne se supprime "
			  "pas"),
			STR_ARG(o->preset));
	if (!st)
		st = export_preset_delete(c->session, p.id, &c->arena, &r, err);
	if (!st)
		call_say(_("modèle « %.*s » supprimé"), STR_ARG(p.code));
	return st;
}

static void
say_done(const struct export_order *o, const char *to, const struct export_done *d)
{
	if (strcmp(to, "-") != 0)
		call_say(
			ngettext("%s : %lld ligne%s", "%s : %lld lignes%s", (unsigned long)d->rows),
			to, (long long)d->rows,
			d->provisional ? _(", provisoire : des dossiers ne sont pas décidés") : "");
	else if (strcmp(o->format, "csv-machine") == 0 || strcmp(o->format, "scdl") == 0)
		call_say(_("empreinte des lignes %s"), d->digest.s);
}

/* Before anything is read; whether it may be replaced at all comes first. */
static enum status
check_new(struct call *c, const char *to, struct err *err)
{
	enum status st = export_check_file(c->session, to, err);

	if (st || access(to, F_OK) != 0)
		return st;
	return err_set(err, ERR_INPUT,
		_("%s existe déjà : choisissez un autre nom, ou ajoutez --force pour le remplacer"),
		to);
}

static enum status
write_file(struct call *c, const struct export_order *o, struct err *err)
{
	const char *to = args_value(&c->args, "output");
	int shown = -1;
	struct export_hooks hooks = { &shown, on_progress };
	struct export_done done;
	enum status st = OK;

	if (strcmp(to, "-") != 0 && !args_has(&c->args, "force"))
		st = check_new(c, to, err);
	if (st)
		return st;
	call_catch_interrupt(c);
	st = export_write(c->session, o, to, args_has(&c->args, "force"), on_piece, c, &hooks,
		&c->arena, &done, err);
	if (shown >= 0)
		fputs("\r\033[K", stderr);
	if (!st)
		say_done(o, to, &done);
	if (!st && done.warning)
		call_say("%s", done.warning);
	return st;
}

/* Said before anything is opened. */
static enum status
check_target(struct call *c, const struct export_order *o, struct err *err)
{
	const char *to = args_value(&c->args, "output");
	bool named = args_has(&c->args, "format");

	if (to && to[0] && !named && strcmp(to, "-") != 0 && !export_format_of_path(to))
		return err_set(err, ERR_USAGE,
			_("%s : la fin de ce nom ne dit pas le format ; finissez-le par .ods, "
			  ".xlsx, .csv, .json ou .pdf, ou ajoutez --format"),
			to);
	if (to && args_has(&c->args, "save"))
		return err_set(err, ERR_USAGE,
			_("--save garde le modèle et n'écrit aucun fichier : retirez -o, ou "
			  "exportez-le ensuite par son nom"));
	if (to && to[0])
		return export_check_path(o->format, to, err);
	if (args_has(&c->args, "save") || args_has(&c->args, "delete"))
		return OK;
	return err_set(err, ERR_USAGE,
		_("il manque -o FICHIER (ou -o - pour la sortie standard) : pupitre export %.*s -o "
		  "fichier.ods"),
		STR_ARG(o->preset));
}

enum status
run_export(struct call *c, struct err *err)
{
	struct export_order o;
	enum status st;

	if (args_has(&c->args, "list"))
		return list_all(c, err);
	if (!c->args.word_count)
		return err_set(err, ERR_USAGE,
			_("quel modèle exporter ? « pupitre export --list » les nomme tous"));
	o = order_of(c);
	st = check_target(c, &o, err);
	if (!st)
		st = call_session(c, err);
	if (st)
		return st;
	if (args_has(&c->args, "save"))
		return save(c, &o, err);
	if (args_has(&c->args, "delete"))
		return drop(c, &o, err);
	return write_file(c, &o, err);
}
