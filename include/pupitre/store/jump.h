/* SPDX-License-Identifier: EUPL-1.2 */
/* Candidates of a jump, found by indexes; ranking them is the caller's. */
#ifndef PUPITRE_STORE_JUMP_H
#define PUPITRE_STORE_JUMP_H

#include "pupitre/base/arena.h"
#include "pupitre/base/numset.h"
#include "pupitre/store/open.h"

/* Each adds at most max dossiers to *out. */

/* Numbers that start by the digits and, when these are few, those that hold them. */
MUST_CHECK enum status store_jump_digits(
	struct store *st, struct str digits, size_t max, struct numset *out, struct err *err);
MUST_CHECK enum status store_jump_siret(
	struct store *st, struct str start, size_t max, struct numset *out, struct err *err);
/* Applicant or title that starts by the folded text. */
MUST_CHECK enum status store_jump_start(
	struct store *st, struct str folded, size_t max, struct numset *out, struct err *err);
/* Applicant or title that holds each of the folded words, as the start of a word; at least one word. */
MUST_CHECK enum status store_jump_words(struct store *st, const struct str *words, size_t n,
	size_t max, struct numset *out, struct err *err);
/* All of them, when the base has at most max; nothing and *whole false else. */
MUST_CHECK enum status store_jump_all(
	struct store *st, size_t max, struct numset *out, bool *whole, struct err *err);

struct jump_row {
	struct str department, applicant, title; /* the last two folded */
	struct str applicant_text, title_text, siret; /* shown */
};
MUST_CHECK enum status store_jump_row(struct store *st, int64_t number, struct arena *a,
	struct jump_row *out, bool *found, struct err *err);

#endif
