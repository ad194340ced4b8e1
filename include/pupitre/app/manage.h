/* SPDX-License-Identifier: EUPL-1.2 */
/* Creating a base, its agents and grid; checking, saving, diagnosing it. */
#ifndef PUPITRE_APP_MANAGE_H
#define PUPITRE_APP_MANAGE_H

#include "pupitre/app/history.h"
#include "pupitre/app/session.h"

struct base_options {
	const char *name, *region; /* campaign; NULL: generic */
	enum base_kind kind;
	struct day frozen_day; /* demonstration and test bases; DAY_NONE else */
};

/* Makes a new base with the creator as an agent of every role and the grid of the configuration.
 * ERR_INPUT when the file exists. */
MUST_CHECK enum status base_create(
	const struct session_options *o, const struct base_options *b, struct err *err);
/* A fresh copy (0600) of the demonstration base shipped with the program. ERR_INPUT when `to` exists. */
MUST_CHECK enum status demo_copy(const char *to, struct err *err);

struct agent_view {
	struct str login, name, departments;
	unsigned roles;
	bool active;
};
MUST_CHECK enum status agents_list(struct session *s, struct arena *a, struct agent_view **list,
	size_t *count, struct err *err);
/* Adds, or changes what is not absent. ERR_INPUT on a bad login or when the last administrator would go. */
MUST_CHECK enum status agent_set(struct session *s, const struct agent_view *agent,
	bool must_be_new, struct arena *a, struct receipt *out, struct err *err);

MUST_CHECK enum status grid_install(
	struct session *s, const char *path, struct arena *a, struct receipt *out, struct err *err);

struct check_report {
	struct proof chain;
	struct finding *findings; /* file, derived half, replay, platform rows */
	size_t finding_count;
	bool rebuilt;
};
/* Everything that can be proved: SQLite's integrity, triggers, chains, replay, versions; rebuild
 * drops and makes the derived half again. OK even with findings. */
MUST_CHECK enum status base_check(struct session *s, bool rebuild,
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total), void *ctx,
	struct arena *a, struct check_report *out, struct err *err);
/* The base into a new file, and its key, which alone signs for it, into "<to>.cle". */
MUST_CHECK enum status base_backup(struct session *s, const char *to, struct err *err);

struct diagnosis {
	enum { DIAGNOSIS_GOOD, DIAGNOSIS_WARN, DIAGNOSIS_BAD } level;
	const char *what, *found, *advice; /* advice NULL when good */
};
/* Works without a base too: each thing looked at is one line. */
struct diagnosis *diagnose(const struct session_options *o, struct arena *a, size_t *count);

#endif
