/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Synthetic dossiers: the same number always gives the same one. Applicants are real collectivités
 * (share/territories), projects are made of a few hundred words.
 *
 * Words  "école" is in about a third of the descriptions; MADE_RARE in MADE_RARE_COUNT of them,
 *        whatever the size.
 */
#ifndef PUPITRE_TESTS_BENCH_MADE_H
#define PUPITRE_TESTS_BENCH_MADE_H

#include "pupitre/base/arena.h"
#include "pupitre/domain/dossier.h"
#include "pupitre/domain/workflow.h"

#define MADE_RARE "hydrophone"
enum { MADE_RARE_COUNT = 20, MADE_FIRST = 4000001, MADE_POINTS_NONE = -1 };

struct made {
	int64_t number;
	struct str title, description, applicant, kind, siret, department, insee, category;
	int64_t population, requested_cents, total_cents;
	struct day submitted;
	enum state state;
	int points_milli; /* MADE_POINTS_NONE: not marked */
};

struct made_places; /* the reference of territories, read once */
struct made_places *made_places_load(struct arena *a, const char *path); /* NULL: cannot be read */
/* The i-th of n. Strings live in the arena. */
void made_dossier(
	const struct made_places *places, int64_t i, int64_t n, struct arena *a, struct made *out);

#endif
