/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Acts that were made on other copies of the base: receiving them, what became of each, who knew what.
 *
 * A vector says how far each station's chain is known: "station:seq station:seq ...", stations in
 * hex, in their order. Text everywhere (rows merge.known and bundle.known), parsed where asked.
 */
#ifndef PUPITRE_STORE_MERGE_H
#define PUPITRE_STORE_MERGE_H

#include "pupitre/store/acts.h"

/* Writes an act of another station as it is, with its texts, next in the order of arrival; none of
 * its changes is applied. Its hash must hold. ERR_INPUT when it does not follow its station's last act.
 * Inside store_begin. */
MUST_CHECK enum status act_receive(struct store *st, const struct act *act,
	const struct act_text *texts, size_t text_count, struct err *err);
/* The act of a place in a chain; *found false when it is not here. */
MUST_CHECK enum status act_at(struct store *st, struct str station, int64_t seq, struct arena *a,
	struct act_row *out, bool *found, struct err *err);
/* In order of arrival, n > after, at most max. */
MUST_CHECK enum status acts_since(struct store *st, int64_t after, size_t max, struct arena *a,
	struct act_row **out, size_t *count, struct err *err);
/* The texts that an act's payload refers to, with their salts, in its order: what travels with it. */
MUST_CHECK enum status act_texts_of(struct store *st, const struct act *act, struct arena *a,
	struct act_text **out, size_t *count, struct err *err);

/* What became of a received act: one letter per change of its payload. */
struct merge_line {
	struct uid act, merge;
	struct str outcome; /* a applied, c convergent, q question, r refused, n noted */
	struct str why; /* absent: nothing stood against it */
};
/* Before act_append of the merge, after act_receive of the act. Inside store_begin. */
MUST_CHECK enum status merge_line_add(
	struct store *st, const struct merge_line *line, struct err *err);
MUST_CHECK enum status merge_line_of(struct store *st, struct uid act, struct arena *a,
	struct merge_line *out, bool *found, struct err *err);
/* Lines of a merge, in order of arrival of their acts. */
MUST_CHECK enum status merge_lines(struct store *st, struct uid merge, struct arena *a,
	struct merge_line **out, size_t *count, struct err *err);
/* Over the lines, in that order: field "root" of entity merge; the check compares. */
MUST_CHECK enum status merge_root(
	struct store *st, struct uid merge, struct hash *out, struct err *err);

/* Changes of a received act, letters a only: as act_append does for its own (rows and revisions).
 * outcome NULL: all of them. Letters c move the revision without touching the row. */
MUST_CHECK enum status store_apply(struct store *st, const struct change *changes, size_t n,
	const char *outcome, struct uid act, struct err *err);

/* Whether two people ever wrote the same about a dossier without each other: then a field has more authors than
 * its revision says. */
MUST_CHECK enum status merge_converged(
	struct store *st, int64_t dossier, bool *out, struct err *err);

/* Who wrote a field, newest first: acts made here, or received with letter a or c on it. */
struct field_write {
	struct act act; /* texts and payload in the arena */
	struct str value; /* that it gave; absent: none */
	bool platform; /* an import: nobody's opinion */
};
/* dossier: of the row, 0 when it has none. Stops after max (0: all). */
MUST_CHECK enum status field_history(struct store *st, int64_t dossier, enum entity e,
	struct str key, int field, size_t max, struct arena *a, struct field_write **out,
	size_t *count, struct err *err);

/* Heads of all the stations whose acts are here. */
MUST_CHECK enum status store_vector(
	struct store *st, struct arena *a, struct str *out, struct err *err);
/* What station knew when it made its act seq: of its newest merge (or departure) before it; "" when it
 * knew nobody. Its own earlier acts are not in it. */
MUST_CHECK enum status vector_of(struct store *st, struct str station, int64_t seq, struct arena *a,
	struct str *out, struct err *err);
/* Whether it is a mallette's, else a host's. */
MUST_CHECK enum status station_is_mallette(
	struct store *st, struct str station, bool *out, struct err *err);
/* Last seq of a station in a vector; 0: none. */
int64_t vector_seq(struct str vector, struct str station);

/* Open questions: rows of ENTITY_QUESTION with status open; dossier 0: all of them. */
struct record;
MUST_CHECK enum status questions_open(struct store *st, int64_t dossier, struct arena *a,
	struct record **out, size_t *count, struct err *err);
/* Rows of ENTITY_QUESTION_FIELD of a question (hex id), in order of position. */
MUST_CHECK enum status question_fields(struct store *st, struct str question, struct arena *a,
	struct record **out, size_t *count, struct err *err);

/* Rows of ENTITY_AWAY of a mallette (hex id). */
MUST_CHECK enum status bundle_dossiers(struct store *st, struct str bundle, struct arena *a,
	struct record **out, size_t *count, struct err *err);

/* A part of a transaction that may be taken back alone; they nest. Inside store_begin. */
MUST_CHECK enum status store_mark(struct store *st, struct err *err);
MUST_CHECK enum status store_mark_keep(struct store *st, struct err *err);
MUST_CHECK enum status store_mark_back(struct store *st, struct err *err);

/* Dossier contents as kept (zlib of the canonical bytes), for parcels. */
struct kept_version {
	int64_t dossier;
	struct hash version;
	int64_t size; /* of the canonical bytes */
	struct str content; /* zlib */
};
/* Versions that the import act brought. */
MUST_CHECK enum status versions_of_import(struct store *st, struct uid act, struct arena *a,
	struct kept_version **out, size_t *count, struct err *err);
/* A kept version as a dossier: its hash is checked. ERR_INPUT when it does not hold. */
struct dossier;
MUST_CHECK enum status version_read(
	const struct kept_version *v, struct arena *a, struct dossier *out, struct err *err);

#endif
