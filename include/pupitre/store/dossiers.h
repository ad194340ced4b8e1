/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the platform sent: dossiers with everything the applicant wrote, versions, import lines,
 * descriptors of forms. An exact round trip: the canonical bytes of what load gives are those of
 * what was saved.
 */
#ifndef PUPITRE_STORE_DOSSIERS_H
#define PUPITRE_STORE_DOSSIERS_H

#include "pupitre/domain/dossier.h"
#include "pupitre/store/open.h"

/* Creates or replaces the platform half, keeps the version (compressed), brings list and search up
 * to date. act: the import that brings it. Inside store_begin. ERR_INPUT when it is too big. */
MUST_CHECK enum status store_dossier_save(
	struct store *st, const struct dossier *d, struct uid act, struct err *err);
/* *found false when unknown. */
MUST_CHECK enum status store_dossier_load(struct store *st, int64_t number, struct arena *a,
	struct dossier *out, bool *found, struct err *err);
/* Hash of the version held; *found false when the dossier is unknown. Cheap. */
MUST_CHECK enum status store_dossier_version(
	struct store *st, int64_t number, struct hash *out, bool *found, struct err *err);
/* When the version held now came in (act and its time): whether it moved after an evaluation. */
MUST_CHECK enum status store_dossier_changed(
	struct store *st, int64_t number, struct instant *out, struct err *err);
/* A version kept earlier. */
MUST_CHECK enum status store_dossier_version_load(struct store *st, int64_t number,
	struct hash version, struct arena *a, struct dossier *out, bool *found, struct err *err);

enum line_outcome { LINE_CREATED, LINE_CHANGED, LINE_UNCHANGED };
struct import_line {
	int64_t dossier;
	struct hash version;
	enum line_outcome outcome;
	struct str state; /* first state, when created; else absent */
	struct str decision; /* kind decided on the platform, when created; else absent */
	struct instant decided_at; /* of that decision; INSTANT_NONE: none */
};
/* Writes the line of an import and, for a created dossier, its first state and the platform's
 * decision (origin "platform", no amount). After store_dossier_save, before act_append. */
MUST_CHECK enum status store_import_line(
	struct store *st, struct uid act, const struct import_line *line, struct err *err);
/* Root over the lines of an import, in order of number: goes to field "root" of entity import. */
MUST_CHECK enum status store_import_root(
	struct store *st, struct uid act, struct hash *out, struct err *err);

struct stored_descriptor {
	struct str demarche, id; /* id: the platform's */
	enum section section;
	int position;
	enum field_kind kind;
	struct str label;
};
/* *is_new: was not there, or otherwise. */
MUST_CHECK enum status store_descriptor_save(
	struct store *st, const struct stored_descriptor *d, bool *is_new, struct err *err);
MUST_CHECK enum status store_descriptor_find(struct store *st, struct str demarche, struct str id,
	struct arena *a, struct stored_descriptor *out, bool *found, struct err *err);

/* Other dossiers of the same SIRET, in order of number. */
MUST_CHECK enum status store_dossiers_of_siret(struct store *st, struct str siret, struct arena *a,
	int64_t **out, size_t *count, struct err *err);
/* Calls each number in order until it returns something else than OK, which is returned. */
MUST_CHECK enum status store_dossiers_each(struct store *st,
	enum status (*each)(void *ctx, int64_t number, struct err *err), void *ctx,
	struct err *err);

#endif
