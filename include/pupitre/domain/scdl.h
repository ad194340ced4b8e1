/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The SCDL schema "subventions" 2.1.1: the fields of a line in their order, and what each may hold.
 * Source: https://schema.data.gouv.fr/scdl/subventions/2.1.1/documentation.html
 */
#ifndef PUPITRE_DOMAIN_SCDL_H
#define PUPITRE_DOMAIN_SCDL_H

#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

enum scdl_field {
	SCDL_GRANTOR,
	SCDL_GRANTOR_ID,
	SCDL_DATE,
	SCDL_REFERENCE,
	SCDL_BENEFICIARY,
	SCDL_BENEFICIARY_ID,
	SCDL_BENEFICIARY_RNA,
	SCDL_OBJECT,
	SCDL_AMOUNT,
	SCDL_NATURE,
	SCDL_PAYMENT,
	SCDL_PAYMENT_DATES,
	SCDL_RAE,
	SCDL_EU,
	SCDL_SHARE,
	SCDL_SCHEME,
	SCDL_FIELDS
};

enum { SCDL_BRIEF_MOST = 256 }; /* characters */

struct scdl_row {
	const char *name; /* "nomAttribuant" */
	bool required;
	enum {
		SCDL_TEXT,
		SCDL_SIRET,
		SCDL_DAY,
		SCDL_EUROS, /* "12345.67" */
		SCDL_YES_NO,
		SCDL_PART, /* 0.01 to 1 */
		SCDL_PERIOD, /* a day, or two with "/" between */
		SCDL_KIND, /* one of the values of "nature" */
		SCDL_BRIEF /* text of 256 characters at most */
	} form;
};
extern const struct scdl_row scdl_rows[SCDL_FIELDS];

/* Values of one line, absent or empty when there is none. ERR_INPUT names the first field that is wrong and why. */
MUST_CHECK enum status scdl_check(const struct str values[SCDL_FIELDS], struct err *err);

#endif
