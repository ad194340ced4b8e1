/* SPDX-License-Identifier: EUPL-1.2 */
/* show: everything about one dossier that the caller may see. */
#include "commands.h"
#include "show.h"

enum status
run_show(struct call *c, struct err *err)
{
	struct dossier_view view;
	int64_t number;
	enum status st = call_number(c, 0, &number, err);

	if (st == OK)
		st = call_session(c, err);
	if (st == OK)
		st = dossier_read(c->session, number, &c->arena, &view, err);
	if (st != OK)
		return st;
	const struct grid *g = session_grid(c->session);
	if (c->format == FORMAT_JSON)
		show_json(&c->out, g, &view);
	else
		show_text(&c->out, &c->arena, g, &view, session_today(c->session), call_columns());
	return OK;
}
