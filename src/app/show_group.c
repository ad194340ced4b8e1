/* SPDX-License-Identifier: EUPL-1.2 */
#include "show_group.h"

#include "pupitre/base/i18n.h"

static size_t
same_row(const struct change *c, size_t n)
{
	size_t used = 1;

	while (used < n && c[used].entity == c->entity && str_eq(c[used].key, c->key))
		used++;
	return used;
}

size_t
away_view_of(const struct change *c, size_t n, struct arena *a, struct change_view *view)
{
	size_t used = 0;

	while (used < n && c[used].entity == ENTITY_AWAY)
		used++;
	if (used)
		*view = (struct change_view){ .key = c->key,
			.code = STR("away"),
			.what = str_z(_("dossiers emportés")),
			.now = str_z(arena_printf(a, "%zu", used)) };
	return used;
}

static void
take(struct contest *q, const struct change *c)
{
	const char *field = entity_rows[ENTITY_QUESTION_FIELD].fields[c->field].name;

	if (strcmp(field, "entity") == 0)
		q->known = entity_find(c->now, &q->of.entity);
	else if (strcmp(field, "row") == 0)
		q->of.key = c->now;
	else if (strcmp(field, "field") == 0 && q->known)
		q->of.field = entity_field_find(q->of.entity, c->now);
	else if (strcmp(field, "base") == 0)
		q->of.was = c->now;
	else if (strcmp(field, "here") == 0)
		q->here = c->now;
	else if (strcmp(field, "theirs") == 0)
		q->theirs = c->now;
}

size_t
contest_of(const struct change *c, size_t n, struct contest *out)
{
	size_t used;

	*out = (struct contest){ 0 };
	if (c->entity != ENTITY_QUESTION_FIELD)
		return 0;
	used = same_row(c, n);
	for (size_t i = 0; i < used; i++)
		take(out, &c[i]);
	out->known = out->known && out->of.field >= 0;
	return used;
}

void
contest_view(const struct contest *q, struct change_view field, struct arena *a,
	struct change_view *view)
{
	struct str here = change_show(a, &q->of, q->here),
		   theirs = change_show(a, &q->of, q->theirs);

	*view = field;
	view->now =
		str_z(arena_printf(a, _("ici %.*s, reçu %.*s"), STR_ARG(here), STR_ARG(theirs)));
}
