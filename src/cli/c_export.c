/* SPDX-License-Identifier: EUPL-1.2 */
/* export: the presets; recapitulatif is the decisions table of a query as office CSV. */
#include "commands.h"

#include "pupitre/app/manage.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"

static const char *const presets[] = { "recapitulatif" };

static enum status
check_request(struct call *c, const char *preset, const char *to, struct err *err)
{
	if (strcmp(preset, presets[0]) != 0)
		return err_set(err, ERR_USAGE,
			_("export inconnu : « %s »%s ; exports : recapitulatif"), preset,
			call_near(&c->arena, preset, presets, 1));
	if (!to || !to[0])
		return err_set(err, ERR_USAGE,
			_("il manque -o FICHIER (ou -o - pour la sortie standard) : %s"),
			"pupitre export recapitulatif --format csv -o decisions.csv");
	return OK;
}

enum status
run_export(struct call *c, struct err *err)
{
	const char *to = args_value(&c->args, "output");
	struct buf bytes = { 0 };
	size_t rows = 0;
	enum status st = check_request(c, c->args.words[0], to, err);

	if (st == OK)
		st = call_session(c, err);
	if (st == OK)
		st = export_recapitulatif(
			c->session, args_join(&c->arena, &c->args, 1), &bytes, &rows, err);
	if (st == OK && strcmp(to, "-") == 0) {
		buf_adds(&c->out, buf_str(&bytes));
	} else if (st == OK) {
		st = fs_write(to, buf_str(&bytes), args_has(&c->args, "force"), err);
		if (st == OK)
			call_say(_("%s : décisions écrites, %zu"), to, rows);
	}
	buf_done(&bytes);
	return st;
}
