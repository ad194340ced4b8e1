/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/sister.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/store/gate.h"
#include "pupitre/store/merge.h"

#define OK_OR_FAIL(s, call)                                                                        \
	do {                                                                                       \
		if (call)                                                                          \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, (s)->err.text);                  \
	} while (0)

static const struct store_options anywhere = { .any_file_system = true };

void
sister_init(struct scratch *sister, struct scratch *s, const char *name)
{
	struct uid none = { 0 };

	*sister = (struct scratch){ .now = s->now, .ids = { .seed = 99 + (unsigned char)*name } };
	memcpy(sister->dir, s->dir, sizeof(s->dir));
	snprintf(sister->path, sizeof(sister->path), "%s/%s", s->dir, name);
	OK_OR_FAIL(s, store_backup(s->st, sister->path, &s->err));
	OK_OR_FAIL(sister, store_open(sister->path, &anywhere, &sister->st, &sister->err));
	OK_OR_FAIL(sister, store_begin(sister->st, STR("a.martin"), NULL, &sister->err));
	OK_OR_FAIL(sister, store_become(sister->st, uid_new(&sister->ids), none,
				   store_station(s->st), &sister->err));
	OK_OR_FAIL(sister, store_commit(sister->st, &sister->err));
}

void
sister_done(struct scratch *sister)
{
	store_close(sister->st);
	arena_done(&sister->a);
}

struct act_row
sister_find(struct scratch *s, struct uid id)
{
	struct act_row r;
	bool found;

	OK_OR_FAIL(s, act_find(s->st, id, &s->a, &r, &found, &s->err));
	assert_true(found);
	return r;
}

enum status
sister_give(struct scratch *to, struct scratch *sister, struct uid id)
{
	struct act_row r = sister_find(sister, id);
	struct act_text *texts;
	size_t n;

	OK_OR_FAIL(sister, act_texts_of(sister->st, &r.act, &sister->a, &texts, &n, &sister->err));
	return act_receive(to->st, &r.act, texts, n, &to->err);
}

static void
take(struct scratch *to, struct scratch *sister, const struct sister_act *sent, struct uid merge)
{
	struct merge_line line = { .act = sent->id,
		.merge = merge,
		.outcome = str_z(sent->outcome),
		.why = str_z(sent->why) };
	struct act_row r = sister_find(sister, sent->id);
	struct change *changes;
	size_t n;

	OK_OR_FAIL(to, sister_give(to, sister, sent->id));
	OK_OR_FAIL(to, act_changes(to->st, &r.act, &to->a, &changes, &n, &to->err));
	OK_OR_FAIL(to, store_apply(to->st, changes, n, sent->outcome, sent->id, &to->err));
	OK_OR_FAIL(to, merge_line_add(to->st, &line, &to->err));
}

struct uid
sister_merge(struct scratch *to, struct scratch *sister, const struct sister_act *acts, size_t n)
{
	struct act act = { .id = uid_new(&to->ids),
		.at = { to->now += 1000 },
		.agent = STR("a.martin"),
		.role = STR("instructor"),
		.origin = STR("command"),
		.verb = STR("merge") };
	struct hex_text id = uid_hex(act.id), hex;
	struct change changes[4];
	struct hash root, head;
	struct str known;
	int64_t seq;

	act.batch = act.id;
	OK_OR_FAIL(to, store_begin(to->st, act.agent, NULL, &to->err));
	for (size_t i = 0; i < n; i++)
		take(to, sister, &acts[i], act.id);
	OK_OR_FAIL(to, merge_root(to->st, act.id, &root, &to->err));
	OK_OR_FAIL(to, store_vector(to->st, &to->a, &known, &to->err));
	OK_OR_FAIL(to, act_head(to->st, &seq, &head, &to->err));
	hex = hash_hex(root);
	changes[0] = scratch_change("merge", id.s, "station", "", store_station(to->st).ptr);
	changes[1] = scratch_change(
		"merge", id.s, "seq", "", arena_printf(&to->a, "%lld", (long long)seq + 1));
	changes[2] = scratch_change("merge", id.s, "known", "", arena_z(&to->a, known));
	changes[3] = scratch_change("merge", id.s, "root", "", hex.s);
	OK_OR_FAIL(to, act_append(to->st, &act, changes, 4, &to->ids, &to->a, &to->err));
	OK_OR_FAIL(to, store_commit(to->st, &to->err));
	return act.id;
}
