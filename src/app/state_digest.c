/* SPDX-License-Identifier: EUPL-1.2 */
/* One hash over what all copies of a base end up sharing: each row of people's work in order of its key, then the
 * version of each dossier. What belongs to one copy, and the keys and mallettes of each, are no part of it;
 * nor is the date of a fact that two people noted without each other, a tag, beyond its being there. */
#include "pupitre/app/bundle.h"
#include "pupitre/store/dossiers.h"
#include "session_priv.h"

static bool
is_shared(enum entity e)
{
	return !entity_is_local(e) && e != ENTITY_DEVICE && e != ENTITY_BUNDLE && e != ENTITY_AWAY;
}

static enum status
add_entity(struct session *s, enum entity e, struct hash_state *h, struct err *err)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, e, 0, &a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		buf_clear(&b);
		buf_add_lstr(&b, str_z(entity_rows[e].code));
		buf_add_lstr(&b, rows[i].key);
		for (size_t f = 0; f < entity_rows[e].field_count; f++)
			buf_add_lstr(&b, f == 0 && entity_rows[e].fields[0].stamp
						 ? STR("")
						 : rows[i].values[f]);
		hash_add(h, b.ptr, b.len);
	}
	buf_done(&b);
	arena_done(&a);
	return st;
}

struct versions {
	struct session *s;
	struct hash_state *h;
};

static enum status
add_version(void *ctx, int64_t number, struct err *err)
{
	struct versions *v = ctx;
	struct hash version;
	bool found;
	enum status st = store_dossier_version(v->s->store, number, &version, &found, err);

	if (!st && found) {
		hash_add(v->h, &number, sizeof number);
		hash_add(v->h, version.b, sizeof version.b);
	}
	return st;
}

enum status
state_digest(struct session *s, struct hash *out, struct err *err)
{
	struct hash_state h;
	struct versions v = { s, &h };
	enum status st = OK;

	hash_init(&h);
	for (int e = 0; e < ENTITY_COUNT && !st; e++)
		if (is_shared((enum entity)e))
			st = add_entity(s, (enum entity)e, &h, err);
	if (!st)
		st = store_dossiers_each(s->store, add_version, &v, err);
	if (!st)
		*out = hash_final(&h);
	return st;
}
