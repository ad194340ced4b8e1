/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to src/app: what the files of the mallette share. */
#ifndef PUPITRE_APP_BUNDLE_ROWS_H
#define PUPITRE_APP_BUNDLE_ROWS_H

#include <stdlib.h>

#include "pupitre/app/bundle.h"
#include "pupitre/base/numset.h"
#include "pupitre/base/seal.h"
#include "pupitre/store/acts.h"
#include "work.h"

MUST_CHECK enum status bundle_view_of(struct session *s, struct arena *a, const struct record *r,
	struct bundle_view *out, struct err *err);

/* Today or later. */
MUST_CHECK enum status bundle_check_expiry(struct session *s, struct day expires, struct err *err);

/* A mallette being made. */
struct departure {
	struct session *host;
	struct str login, departments, query; /* query absent: everything there */
	struct numset numbers;
	struct uid bundle, station;
	struct hash signer; /* public key that will sign its returns */
	struct day expires;
	struct str known; /* of the host, when it left */
	const struct bundle_hooks *hooks;
	int64_t total, told;
};
/* Fills the working base at path, which must not exist, from one snapshot of the host. bundle_depart.c */
MUST_CHECK enum status bundle_depart(struct departure *d, const char *path, struct err *err);
/* Fields of the row of a mallette, on the host and in its own base. */
MUST_CHECK enum status bundle_plan(struct session *s, const struct departure *d, struct arena *a,
	struct plan *p, struct err *err);

#endif
