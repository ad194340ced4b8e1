/* SPDX-License-Identifier: EUPL-1.2 */
#include "import_lines.h"

#include "deadlines.h"
#include "work.h"

#include "pupitre/domain/workflow.h"

/* First slot that holds the number, or the free one where it goes. */
static uint32_t *
slot_of(const struct import_lines *l, int64_t number)
{
	uint64_t at = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) >> 20;

	for (;; at++) {
		uint32_t *slot = &l->slots[at & (l->slot_count - 1)];

		if (!*slot || l->list[*slot - 1].dossier == number)
			return slot;
	}
}

static void
make_room(struct import_lines *l, struct arena *a)
{
	if (l->count * 2 < l->slot_count)
		return;
	l->slot_count = l->slot_count ? l->slot_count * 2 : 256;
	l->slots = ARENA_ARRAY(a, uint32_t, l->slot_count);
	for (size_t i = 0; i < l->count; i++)
		*slot_of(l, l->list[i].dossier) = (uint32_t)i + 1;
}

/* The state a dossier gets at its first import, and the platform's own decision. */
static void
first_state(struct import_line *l, const struct dossier *d)
{
	enum state st = STATE_RECEIVED;

	state_of_platform(d->platform_state, &st);
	l->state = str_z(state_rows[st].code);
	for (int k = 0; k < DECISION_COUNT; k++)
		if (decision_rows[k].leads_to == st && state_rows[st].stage == STAGE_DECIDED) {
			l->decision = str_z(decision_rows[k].code);
			l->decided_at = d->decided_at;
		}
}

void
import_lines_add(
	struct import_lines *l, struct arena *a, const struct dossier *d, enum line_outcome outcome)
{
	struct import_line line = { .dossier = d->number,
		.version = dossier_hash(d),
		.outcome = outcome,
		.decided_at = INSTANT_NONE };
	uint32_t *slot;

	make_room(l, a);
	slot = slot_of(l, d->number);
	if (*slot && l->list[*slot - 1].outcome < outcome)
		line.outcome = l->list[*slot - 1].outcome;
	if (line.outcome == LINE_CREATED)
		first_state(&line, d);
	if (*slot) {
		l->list[*slot - 1] = line;
		return;
	}
	ARENA_PUSH(a, l->list, l->count, l->cap, line);
	*slot = (uint32_t)l->count;
}

void
import_lines_count(const struct import_lines *l, struct import_counts *counts)
{
	for (size_t i = 0; i < l->count; i++) {
		counts->created += l->list[i].outcome == LINE_CREATED;
		counts->changed += l->list[i].outcome == LINE_CHANGED;
		counts->unchanged += l->list[i].outcome == LINE_UNCHANGED;
	}
}

static enum status
write_lines(struct session *s, const struct import_lines *l, struct uid act, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < l->count && !st; i++) {
		st = store_import_line(s->store, act, &l->list[i], err);
		if (!st && l->list[i].outcome != LINE_UNCHANGED)
			st = deadlines_refresh(s, l->list[i].dossier, err);
	}
	return st;
}

static enum status
plan_import(struct session *s, struct arena *a, const struct import_source *from,
	const struct import_counts *counts, struct plan *p, struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(from->act).s));
	struct hash root;
	enum status st = store_import_root(s->store, from->act, &root, err);

	if (st)
		return st;
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "root", str_z(arena_printf(a, "%s", hash_hex(root).s)) },
		{ "file", from->file },
		{ "digest", str_z(arena_printf(a, "%s", hash_hex(from->digest).s)) },
		{ "created", int_text(a, counts->created) },
		{ "changed", int_text(a, counts->changed) },
		{ "unchanged", int_text(a, counts->unchanged) },
		{ "refused", int_text(a, (int64_t)counts->refused_count) },
	};
	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, ENTITY_IMPORT, key, sets[i].field, sets[i].value, err);
	return st;
}

enum status
import_lines_record(struct session *s, struct arena *a, const struct import_lines *l,
	const struct import_source *from, const struct import_counts *counts, struct receipt *out,
	struct err *err)
{
	struct plan p = { .verb = VERB_IMPORT };
	enum status st = write_lines(s, l, from->act, err);

	if (!st)
		st = plan_import(s, a, from, counts, &p, err);
	return st ? st : work_record_as(s, a, &p, from->act, out, err);
}
