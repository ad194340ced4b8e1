/* SPDX-License-Identifier: EUPL-1.2 */
/* See help.h. */
#include "help.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { COMMAND_COLUMN = 18, OPTION_COLUMN = 26, HELP_COLUMNS = 80 };

const struct exit_row exit_rows[] = {
	{ OK, N_("fait") },
	{ ERR_SYSTEM, N_("le système a échoué (fichier, disque plein, base abîmée, registre qui ne "
			 "se vérifie pas)") },
	{ ERR_USAGE, N_("la commande n'a pas été comprise") },
	{ ERR_INPUT, N_("l'entrée ou les règles refusent ; un import a refusé des dossiers") },
	{ ERR_CONFLICT, N_("quelqu'un d'autre l'a changé entre-temps") },
	{ ERR_DENIED, N_("cet agent n'en a pas le droit") },
	{ ERR_CANCELLED, N_("interrompu par Ctrl-C ; rien n'a été écrit") },
};
const size_t exit_count = sizeof(exit_rows) / sizeof(exit_rows[0]);

/* "  left      right", the right part wrapped under itself. */
static void
entry(struct buf *out, struct arena *a, const char *left, const char *right, int column)
{
	int width = 2 + utf8_width(str_z(left));
	size_t count;
	struct str *lines = utf8_wrap(a, str_z(right), HELP_COLUMNS - column - 1, &count);

	buf_addf(out, "  %s", left);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 || width > column - 1) {
			buf_addc(out, '\n');
			width = 0;
		}
		buf_addf(out, "%*s%.*s", column - width, "", STR_ARG(lines[i]));
	}
	buf_addc(out, '\n');
}

static const char *
option_text(struct arena *a, const struct option *o)
{
	const char *brief = o->brief ? arena_printf(a, "-%c, ", o->brief) : "";

	return arena_printf(
		a, "%s--%s%s%s", brief, o->name, o->arg ? " " : "", o->arg ? _(o->arg) : "");
}

static void
options(struct buf *out, struct arena *a, const struct option *o)
{
	for (; o && o->name; o++)
		entry(out, a, option_text(a, o), _(o->help), OPTION_COLUMN);
}

const char *
command_title(struct arena *a, const struct command *k)
{
	return k->sub ? arena_printf(a, "%s %s", k->name, k->sub) : k->name;
}

const char *
help_usage(struct arena *a, const struct command *k)
{
	const char *text = arena_printf(a, "pupitre %s%s%s", command_title(a, k),
		k->usage[0] ? " " : "", k->usage[0] ? _(k->usage) : "");

	for (const struct option *o = k->options; o && o->name; o++)
		text = arena_printf(a, "%s [--%s%s%s]%s", text, o->name, o->arg ? " " : "",
			o->arg ? _(o->arg) : "", o->many ? "..." : "");
	return text;
}

void
help_command(struct buf *out, struct arena *a, const struct command *k)
{
	size_t count;
	struct str *lines = utf8_wrap(a, str_z(help_usage(a, k)), HELP_COLUMNS - 8, &count);

	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%.*s\n", i ? "    " : _("Usage : "), STR_ARG(lines[i]));
	buf_addf(out, "\n%s.\n", _(k->help));
	if (k->options) {
		buf_addf(out, "\n%s\n", _("Options :"));
		options(out, a, k->options);
	}
	buf_addf(out, "\n%s\n", _("Options communes :"));
	options(out, a, common_options);
}

bool
help_group(struct buf *out, struct arena *a, const char *name)
{
	bool found = false;

	for (size_t i = 0; i < command_count; i++) {
		if (strcmp(commands[i].name, name) != 0 || !commands[i].sub)
			continue;
		entry(out, a, help_usage(a, &commands[i]), _(commands[i].help), 8);
		found = true;
	}
	return found;
}

void
help_program(struct buf *out, struct arena *a)
{
	buf_addf(out, "%s\n\n", _("pupitre : instruire, noter et décider les dossiers de l'axe 3"));
	buf_addf(
		out, "%s\n", _("Usage : pupitre [OPTIONS]             ouvrir le poste de travail"));
	buf_addf(out, "%s\n", _("        pupitre COMMANDE [OPTIONS]    une des commandes :"));
	buf_addc(out, '\n');
	for (size_t i = 0; i < command_count; i++)
		entry(out, a, command_title(a, &commands[i]), _(commands[i].help),
			COMMAND_COLUMN + 2);
	buf_addf(out, "\n%s\n", _("Options communes :"));
	options(out, a, common_options);
	buf_addf(out, "\n%s\n", _("« pupitre COMMANDE --help » détaille une commande."));
}
