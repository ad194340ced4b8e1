/* SPDX-License-Identifier: EUPL-1.2 */
/* verify-export: 0 when the file still says what the base says, 3 when not, with what differs. */
#include "commands.h"
#include "out_json.h"

#include "pupitre/app/export.h"
#include "pupitre/base/i18n.h"

static void
tell(struct call *c, const char *path, const struct export_check *k)
{
	struct buf *out = &c->out;

	buf_addf(out, _("%s : modèle %.*s, exporté le %s par %.*s\n"), path, STR_ARG(k->preset),
		instant_fr(k->at).s, STR_ARG(k->author));
	buf_addf(out, _("  lignes : %lld alors, %lld aujourd'hui\n"), (long long)k->rows_then,
		(long long)k->rows_now);
	if (k->control_then.len)
		buf_addf(out, _("  total de contrôle alors : %.*s ; aujourd'hui : %s\n"),
			STR_ARG(k->control_then), money_text(k->total_now).s);
	if (k->head_known)
		buf_addf(out, _("  tête du registre reconnue ; actes depuis : %lld\n"),
			(long long)k->acts_since);
	else
		buf_addz(out,
			_("  tête du registre inconnue ici : le fichier vient d'une autre base, ou "
			  "d'une base restaurée depuis\n"));
	buf_addf(out, _("  pour le refaire : %.*s\n"), STR_ARG(k->command));
}

static void
tell_json(struct call *c, const struct export_check *k)
{
	struct json j = { .out = &c->out };

	json_open(&j, '{');
	member_str(&j, "preset", k->preset);
	member_str(&j, "query", k->query);
	member_str(&j, "author", k->author);
	member_str(&j, "command", k->command);
	member_int(&j, "rows_then", k->rows_then);
	member_int(&j, "rows_now", k->rows_now);
	json_key(&j, "same_rows");
	json_bool(&j, k->same_rows);
	json_key(&j, "intact");
	if (k->read_back)
		json_bool(&j, k->intact);
	else
		json_null(&j);
	json_key(&j, "head_known");
	json_bool(&j, k->head_known);
	member_int(&j, "acts_since", k->acts_since);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

enum status
run_verify_export(struct call *c, struct err *err)
{
	const char *path = c->args.words[0];
	struct export_check k;
	enum status st = call_session(c, err);

	if (!st)
		st = export_verify(c->session, path, &c->arena, &k, err);
	if (st)
		return st;
	if (!k.ours)
		return err_set(err, ERR_INPUT,
			_("%s : ce fichier ne porte pas la provenance d'un export de pupitre"),
			path);
	if (c->format == FORMAT_JSON)
		tell_json(c, &k);
	else
		tell(c, path, &k);
	if (!k.same_rows && !k.own_scope)
		return err_set(err, ERR_INPUT,
			_("%s ne se vérifie pas ainsi : il a été fait sur un autre périmètre que "
			  "le vôtre (%.*s) ; demandez à quelqu'un de ce périmètre"),
			path, STR_ARG(k.scope));
	if (!k.same_rows)
		return err_set(err, ERR_INPUT,
			_("%s ne correspond plus à la base : elle a changé depuis ; refaites "
			  "l'export"),
			path);
	if (!k.intact)
		return err_set(err, ERR_INPUT,
			_("%s a été modifié depuis qu'il a été exporté : refaites l'export"), path);
	if (c->format != FORMAT_JSON)
		buf_addf(&c->out, "%s\n%s\n", _("Le fichier correspond à la base."),
			_("Cela vaut pour ses lignes et ses totaux ; l'auteur et la date sont "
			  "ceux qu'il déclare."));
	return OK;
}
