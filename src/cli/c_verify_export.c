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
	json_key(&j, "altered");
	json_open(&j, '[');
	for (size_t i = 0; i < k->altered_count; i++) {
		json_open(&j, '{');
		member_z(&j, "fact", k->altered[i].label);
		member_z(&j, "told", k->altered[i].told);
		member_z(&j, "now", k->altered[i].now);
		member_bool(&j, "sure", k->altered[i].sure);
		json_close(&j);
	}
	json_close(&j);
	member_bool(&j, "within_scope", k->within_scope);
	json_key(&j, "head_known");
	json_bool(&j, k->head_known);
	member_int(&j, "acts_since", k->acts_since);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static enum status
refuse_scope(const char *path, const struct export_check *k, struct err *err)
{
	return err_set(err, ERR_DENIED,
		_("%s ne se vérifie pas ainsi : il a été fait sur un autre périmètre que "
		  "le vôtre (%.*s) ; demandez à quelqu'un de ce périmètre"),
		path, STR_ARG(k->scope));
}

static enum status
refuse_altered(const char *path, const struct export_altered *one, struct err *err)
{
	if (!one->now[0])
		return err_set(err, ERR_INPUT,
			_("%s : la provenance a été modifiée : « %s » n'est pas de pupitre ; "
			  "refaites l'export"),
			path, one->label);
	return err_set(err, ERR_INPUT,
		one->sure ? _("%s : la provenance a été modifiée : %s, « %s » au lieu de « %s » ; "
			      "refaites l'export")
			  : _("%s : la provenance a été modifiée, ou la base a changé depuis : %s, "
			      "« %s » au lieu de « %s » ; refaites l'export"),
		path, one->label, one->told, one->now);
}

static enum status
refuse_rows(const char *path, const struct export_check *k, struct err *err)
{
	if (!k->own)
		return err_set(err, ERR_INPUT,
			_("%s ne correspond pas à la base : elle a changé depuis, ou il montre ce "
			  "que seul son auteur voit (%.*s) ; refaites l'export"),
			path, STR_ARG(k->author));
	if (k->head_known && !k->acts_since)
		return err_set(err, ERR_INPUT,
			_("%s ne correspond pas à la base, où rien n'a été écrit depuis : il a été "
			  "modifié, ou il dépend du jour et des réglages ; refaites l'export"),
			path);
	return err_set(err, ERR_INPUT,
		_("%s ne correspond plus à la base : elle a changé depuis ; refaites "
		  "l'export"),
		path);
}

static enum status
verdict(const char *path, const struct export_check *k, struct err *err)
{
	if (k->altered_count)
		return refuse_altered(path, &k->altered[0], err);
	if (!k->same_rows)
		return refuse_rows(path, k, err);
	if (!k->intact && k->acts_since)
		return err_set(err, ERR_INPUT,
			_("%s a les lignes d'aujourd'hui, mais plus les mêmes totaux autour : la "
			  "base a changé depuis, ou il a été modifié ; refaites l'export"),
			path);
	if (!k->intact)
		return err_set(err, ERR_INPUT,
			_("%s a été modifié depuis qu'il a été exporté : refaites l'export"), path);
	if (!k->head_known)
		return err_set(err, ERR_INPUT,
			_("%s a les lignes de cette base, mais la tête du registre qu'il cite n'y "
			  "est pas : il vient d'une autre base, ou sa provenance a été modifiée ; "
			  "refaites l'export"),
			path);
	return OK;
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
	if (!k.within_scope && !k.altered_count)
		return refuse_scope(path, &k, err);
	if (c->format == FORMAT_JSON)
		tell_json(c, &k);
	else
		tell(c, path, &k);
	st = verdict(path, &k, err);
	if (st)
		return st;
	if (c->format != FORMAT_JSON)
		buf_addf(&c->out, "%s\n%s\n", _("Le fichier correspond à la base."),
			_("Cela vaut pour ses lignes, ses totaux et sa provenance ; l'auteur, la "
			  "date et le programme sont ceux qu'il déclare."));
	return OK;
}
