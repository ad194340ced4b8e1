/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a host must hold after returns of mallettes were merged, told naively: every field keeps the list of who
 * wrote it, and each act that comes in is judged against that list by the rules of share/doc/mallette.md. Nothing
 * of src/app or src/store is called.
 *
 * Not told: points, opinions and instants, which are computed or are nobody's opinion; answers.
 */
#ifndef PUPITRE_TESTS_SUPPORT_MERGE_MODEL_H
#define PUPITRE_TESTS_SUPPORT_MERGE_MODEL_H

#include "pupitre/base/arena.h"
#include "pupitre/domain/act.h"
#include "pupitre/exchange/parcel.h"

struct model_write {
	struct str station;
	int64_t seq;
	struct str value; /* absent: none */
	bool platform;
};

struct model_field {
	enum entity entity;
	struct str key;
	int field;
	struct model_write *writes; /* newest last */
	size_t count, cap;
};

struct model_contest {
	size_t field; /* index in fields */
	struct str here, theirs;
	bool settled;
};

struct model_question {
	struct str station;
	int64_t seq;
	bool closed;
	struct model_contest lines[96];
	size_t count;
};

struct model {
	struct arena a;
	struct str host; /* station */
	int64_t envelope; /* cents that may be awarded or proposed in all */
	struct str total; /* of each dossier, cents */
	struct model_field *fields;
	size_t field_count, field_cap;
	struct model_question *questions;
	size_t question_count, question_cap;
	int64_t marked[64];
	size_t marked_count;
};

void model_done(struct model *m);
/* What the platform's import gave. */
void model_given(
	struct model *m, enum entity e, struct str key, const char *field, struct str value);
/* The host's own acts, in order. */
void model_host(struct model *m, const struct parcel_act *acts, size_t n);
/* Acts of a laptop that left when the host had made `known` acts; those already taken must not be given. */
void model_merge(struct model *m, int64_t known, const struct parcel_act *acts, size_t n);
struct str model_value(const struct model *m, const struct model_field *f);

#endif
