/* SPDX-License-Identifier: EUPL-1.2 */
/* docs: manual page, completion and settings, all made from the tables that the program runs on. */
#include "commands.h"
#include "help.h"

#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/columns.h"
#include "pupitre/domain/query.h"

/* Text of roff: a backslash is \e, a hyphen must stay a hyphen, no line starts with a control nor,
 * in French, with a colon. */
static void
roff(struct buf *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		buf_addz(out, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			buf_addz(out, "\\e");
		else if (*text == '-')
			buf_addz(out, "\\-");
		else if (*text == ' ' && text[1] && strchr(":;?!", text[1]))
			buf_addz(out, "\\~");
		else
			buf_addc(out, *text);
	}
}

static void
man_entry(struct buf *out, const char *term, const char *help)
{
	buf_addz(out, ".TP\n.B ");
	roff(out, term);
	buf_addc(out, '\n');
	roff(out, help);
	buf_addc(out, '\n');
}

static void
man_section(struct buf *out, const char *title)
{
	buf_addf(out, ".SH %s\n", title);
}

static const char *
option_term(struct arena *a, const struct option *o)
{
	const char *brief = o->brief ? arena_printf(a, "-%c, ", o->brief) : "";

	return arena_printf(
		a, "%s--%s%s%s", brief, o->name, o->arg ? " " : "", o->arg ? _(o->arg) : "");
}

static void
man_commands(struct buf *out, struct arena *a)
{
	man_section(out, _("COMMANDES"));
	for (size_t i = 0; i < command_count; i++) {
		const struct command *k = &commands[i];
		const char *space = k->usage[0] ? " " : "", *usage = k->usage[0] ? _(k->usage) : "";

		man_entry(out, arena_printf(a, "%s%s%s", command_title(a, k), space, usage),
			_(k->help));
		if (!k->options)
			continue;
		buf_addz(out, ".RS\n");
		for (const struct option *o = k->options; o->name; o++)
			man_entry(out, option_term(a, o), _(o->help));
		buf_addz(out, ".RE\n");
	}
}

static const char *
kind_of_value(enum query_kind kind)
{
	static const char *const kinds[] = {
		[KIND_TEXT] = N_("mots"),
		[KIND_PREFIX] = N_("début du mot"),
		[KIND_TAG] = N_("étiquettes, les vôtres précédées de ~"),
		[KIND_CODE] = N_("codes"),
		[KIND_WHOLE] = N_("nombres entiers"),
		[KIND_MONEY] = N_("montant"),
		[KIND_POINTS] = N_("points"),
		[KIND_DAY] = N_("jour"),
		[KIND_FLAG] = N_("oui ou non"),
		[KIND_PRESENCE] = N_("seulement après avec: ou sans:"),
		[KIND_WORD] = N_("une autre clé"),
	};

	return _(kinds[kind]);
}

static void
man_query(struct buf *out, struct arena *a)
{
	man_section(out, _("RECHERCHE"));
	buf_addz(out,
		_("Les mots cherchent dans le projet, le demandeur, le numéro et les textes ; un\n"
		  "tiret devant un mot l'exclut, des guillemets gardent une expression entière.\n"
		  "Une clé et sa valeur filtrent, par exemple dep:45 état:instruction note>=60,\n"
		  "et tri:\\-note trie. Clés, avec leur équivalent anglais :\n"));
	for (int i = 0; i < KEY_COUNT; i++) {
		struct query_key_row row;

		if (i == KEY_CRITERION || i == KEY_ITEM)
			continue;
		row = query_key_row(i);
		if (row.key)
			man_entry(out, arena_printf(a, "%s, %s", row.key, row.alias),
				i < COLUMN_COUNT ? _(column_rows[i].title)
						 : kind_of_value(row.kind));
	}
}

/* "/f<F3>" -> "/ f <F3>" */
static const char *
spaced_keys(struct arena *a, const char *keys)
{
	struct str rest = str_z(keys), key;
	const char *text = "";

	while (rest.len) {
		const char *end = rest.ptr[0] == '<' ? memchr(rest.ptr, '>', rest.len) : NULL;

		key = rest;
		if (end)
			rest = (struct str){ end + 1, rest.len - (size_t)(end + 1 - rest.ptr) };
		else
			utf8_next(&rest);
		key.len -= rest.len;
		text = arena_printf(a, "%s%s%.*s", text, text[0] ? " " : "", STR_ARG(key));
	}
	return text;
}

static void
man_keys(struct buf *out, struct call *c)
{
	size_t count = 0;
	const struct cli_key *keys = c->host->keys(&c->arena, &count);

	man_section(out, _("TOUCHES DU POSTE DE TRAVAIL"));
	for (size_t i = 0; i < count; i++)
		man_entry(out,
			arena_printf(&c->arena, ":%s   %s", keys[i].name,
				spaced_keys(&c->arena, keys[i].keys)),
			arena_printf(
				&c->arena, _("%s (écrans : %s)"), keys[i].help, keys[i].where));
}

static void
man_tail(struct buf *out, struct arena *a)
{
	man_section(out, _("ENVIRONNEMENT"));
	for (int i = 0; i < ENV_COUNT; i++)
		man_entry(out, env_rows[i].name, _(env_rows[i].help));
	man_section(out, _("CODE DE RETOUR"));
	for (size_t i = 0; i < exit_count; i++)
		man_entry(out, arena_printf(a, "%d", status_exit(exit_rows[i].code)),
			_(exit_rows[i].help));
	man_section(out, _("FICHIERS"));
	man_entry(
		out, "~/.local/share/pupitre/base.db", _("la base, quand rien d'autre n'est dit"));
}

enum status
run_docs_man(struct call *c, struct err *err)
{
	struct buf *out = &c->out;

	(void)err;
	buf_addf(out,
		"'\\\" -*- coding: utf-8 -*-\n.TH PUPITRE 1 \"\" \"pupitre %s\"\n"
		".nh\n",
		PUPITRE_VERSION);
	man_section(out, _("NOM"));
	buf_addf(out, "pupitre \\- %s\n", _("poste d'instruction des dossiers de l'axe 3"));
	man_section(out, _("SYNOPSIS"));
	buf_addf(out, ".B pupitre\n[%s]\n.br\n.B pupitre\n%s\n", _("OPTIONS"),
		_("COMMANDE [OPTIONS]"));
	man_section(out, _("DESCRIPTION"));
	buf_addz(out,
		_("Sans commande, ouvre le poste de travail sur la base. Chaque commande fait ce\n"
		  "que ferait un écran et peut être mise dans un script ; avec \\-\\-format json "
		  "elle\n"
		  "écrit un document JSON sur la sortie standard. Les messages vont sur la sortie\n"
		  "d'erreur.\n"));
	man_commands(out, &c->arena);
	man_section(out, _("OPTIONS COMMUNES"));
	for (const struct option *o = common_options; o->name; o++)
		man_entry(out, option_term(&c->arena, o), _(o->help));
	man_query(out, &c->arena);
	man_keys(out, c);
	man_tail(out, &c->arena);
	return OK;
}

static void
setting_range(struct buf *out, const struct setting_row *s)
{
	switch (s->type) {
	case SETTING_BOOL:
		buf_addz(out, _("oui ou non"));
		break;
	case SETTING_INT:
		buf_addf(out, _("entier de %d à %d"), s->min, s->max);
		break;
	case SETTING_DAY:
		buf_addz(out, _("jour AAAA-MM-JJ"));
		break;
	case SETTING_TEXT:
		buf_addz(out, _("une ligne de texte"));
		break;
	}
}

enum status
run_docs_config(struct call *c, struct err *err)
{
	(void)err;
	buf_addz(&c->out, _("Réglages de pupitre.yaml :\n"));
	for (size_t i = 0; i < setting_count; i++) {
		const struct setting_row *s = &setting_rows[i];

		buf_addf(&c->out, "\n%s\n    %s\n    ", s->key, _(s->help));
		setting_range(&c->out, s);
		if (s->fallback && s->fallback[0])
			buf_addf(&c->out, _(" ; par défaut %s"), s->fallback);
		buf_addc(&c->out, '\n');
	}
	return OK;
}
