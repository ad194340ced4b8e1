/* SPDX-License-Identifier: EUPL-1.2 */
/* What the platform sent to another host: grids are kept by their hash, dossiers are merged by the rule of
 * imports (the newest version wins) into an import of this base. */
#include "merge_priv.h"

#include "import_lines.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/mapping.h"
#include "pupitre/domain/territory.h"
#include "pupitre/store/dossiers.h"

static enum status
keep_grids(struct merging *m, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < m->p->grid_count && !st; i++)
		st = store_grid_save(m->s->store, m->p->grids[i].hash, m->p->grids[i].yaml, err);
	return st;
}

static enum status
take_dossier(struct merging *m, const struct parcel_dossier *in, struct uid act,
	struct import_lines *lines, struct err *err)
{
	const struct kept_version v = { in->number, in->version, in->size, in->content };
	struct dossier received, held, now;
	enum line_outcome outcome = LINE_CREATED;
	bool found;
	enum status st = version_read(&v, &m->scratch, &received, err);

	if (!st)
		st = store_dossier_load(
			m->s->store, received.number, &m->scratch, &held, &found, err);
	if (st)
		return st;
	now = received;
	if (found) {
		now = dossier_merge(&m->scratch, &held, &received);
		mapping_apply(config_mapping(&m->s->config), &m->scratch, &now);
		applicant_complete(&m->scratch, &now);
		outcome = LINE_CHANGED;
		if (hash_eq(dossier_hash(&now), dossier_hash(&held)))
			return OK;
	}
	import_lines_add(lines, m->a, &now, outcome);
	return store_dossier_save(m->s->store, &now, act, err);
}

enum status
merge_platform(struct merging *m, struct err *err)
{
	const struct import_source source = {
		str_z(arena_printf(m->a, _("envoi de %.*s"), STR_ARG(m->p->label))), { { 0 } },
		uid_new(&m->s->ids)
	};
	struct import_counts counts = { 0 };
	struct import_lines lines = { 0 };
	enum status st = m->hosts ? keep_grids(m, err) : OK;

	for (size_t i = 0; m->hosts && i < m->p->dossier_count && !st; i++) {
		st = take_dossier(m, &m->p->dossiers[i], source.act, &lines, err);
		arena_reset(&m->scratch);
	}
	if (st || !lines.count)
		return st;
	import_lines_count(&lines, &counts);
	return import_lines_record(m->s, m->a, &lines, &source, &counts, NULL, err);
}
