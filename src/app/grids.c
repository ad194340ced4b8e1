/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading a new version of the grid: old evaluations keep theirs. */
#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"
#include "work.h"

static enum status
install_inside(struct session *s, const struct grid *g, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct plan p = { .verb = VERB_GRID };
	struct str hash = str_z(arena_printf(a, "%s", hash_hex(g->hash).s));
	enum status st = store_grid_save(s->store, g->hash, g->yaml, err);

	if (!st)
		st = plan_set(s, a, &p, ENTITY_GRID, hash, "version", str_z(g->version), err);
	if (!st && p.count)
		st = plan_set(s, a, &p, ENTITY_GRID, hash, "loaded_at",
			int_text(a, clock_now(&s->clock).ms), err);
	if (!st)
		st = plan_set(s, a, &p, ENTITY_CAMPAIGN, STR("1"), "grid", hash, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
grid_install(
	struct session *s, const char *path, struct arena *a, struct receipt *out, struct err *err)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	struct receipt r;
	enum status st = session_require(s, CAN_CONFIGURE, err);

	if (!st)
		st = grid_load_file(path, a, g, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, install_inside(s, g, a, &r, err), err);
	if (!st)
		st = session_reload(s, err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("grille %s, version %s, en vigueur"), g->id, g->version);
	*out = r;
	return OK;
}
