/* SPDX-License-Identifier: EUPL-1.2 */
/* The budget tree. */
#include "pupitre/domain/envelope.h"

#include <stdlib.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/i18n.h"

/* An envelope with the codes from its root to itself, each followed by the byte 1: in byte order
 * of the paths a parent comes just before its children. */
struct placed {
	struct envelope e;
	struct str path;
};

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct placed *)a)->path, ((const struct placed *)b)->path);
}

static struct envelope *
find_by_code(struct envelope *list, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i].code, code))
			return &list[i];
	}
	return NULL;
}

static enum status
place(struct arena *a, struct envelope *list, size_t n, size_t i, struct placed *out,
	struct err *err)
{
	struct envelope *e = &list[i];
	struct str path = { arena_printf(a, "%.*s\001", STR_ARG(e->code)), e->code.len + 1 };
	size_t depth = 0;

	while (e->parent.ptr) {
		struct envelope *up = find_by_code(list, n, e->parent);

		if (!up)
			return err_set(err, ERR_INPUT,
				_("enveloppe « %.*s » : son enveloppe mère « %.*s » n'existe pas"),
				STR_ARG(e->code), STR_ARG(e->parent));
		if (++depth >= n)
			return err_set(err, ERR_INPUT,
				_("enveloppe « %.*s » : elle se retrouve parmi ses propres "
				  "enveloppes mères"),
				STR_ARG(list[i].code));
		path.ptr = arena_printf(a, "%.*s\001%.*s", STR_ARG(up->code), STR_ARG(path));
		path.len += up->code.len + 1;
		e = up;
	}
	out->e = list[i];
	out->e.depth = (int)depth;
	out->path = path;
	return OK;
}

/* Children come after their parents, so one walk backwards adds everything up. */
static void
add_up(struct envelope *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		list[i].awarded = list[i].own_awarded;
		list[i].delegated.cents = 0;
	}
	for (size_t i = n; i-- > 0;) {
		struct envelope *up;

		if (!list[i].parent.ptr)
			continue;
		up = find_by_code(list, n, list[i].parent);
		up->awarded.cents += list[i].awarded.cents;
		up->delegated.cents += list[i].amount.cents;
		up->dossiers += list[i].dossiers;
	}
}

enum status
envelopes_roll_up(struct envelope *list, size_t n, struct err *err)
{
	struct arena a = { 0 };
	struct placed *placed = ARENA_ARRAY(&a, struct placed, n);
	enum status st = OK;

	for (size_t i = 0; i < n && st == OK; i++)
		st = place(&a, list, n, i, &placed[i], err);
	if (st == OK && n > 0) {
		qsort(placed, n, sizeof(*placed), by_path);
		for (size_t i = 0; i < n; i++)
			list[i] = placed[i].e;
		add_up(list, n);
	}
	arena_done(&a);
	return st;
}

const struct envelope *
envelope_find(const struct envelope *list, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i].code, code))
			return &list[i];
	}
	return NULL;
}

struct money
envelope_left(const struct envelope *e)
{
	return (struct money){ e->amount.cents - e->awarded.cents };
}

struct money
envelope_left_along(
	const struct envelope *list, size_t n, const struct envelope *e, struct str *tightest)
{
	struct money least = envelope_left(e);

	*tightest = e->code;
	while (e && e->parent.ptr) {
		e = envelope_find(list, n, e->parent);
		if (e && envelope_left(e).cents < least.cents) {
			least = envelope_left(e);
			*tightest = e->code;
		}
	}
	return least;
}

/* Code 24 is a région and also the Dordogne: a bare région code only counts at the top of the tree. */
static const struct envelope *
region_envelope(const struct envelope *list, size_t n, struct str region)
{
	const struct envelope *bare = envelope_find(list, n, region);

	for (size_t i = 0; i < n; i++) {
		struct str code = list[i].code;

		if (code.len == region.len + 1 && code.ptr[0] == 'R' && str_ends(code, region))
			return &list[i];
	}
	return bare && !bare->parent.ptr ? bare : NULL;
}

const struct envelope *
envelope_default(const struct envelope *list, size_t n, struct str department, struct str region)
{
	const struct envelope *e = department.len ? envelope_find(list, n, department) : NULL;

	return e || !region.len ? e : region_envelope(list, n, region);
}
