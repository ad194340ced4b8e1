/* SPDX-License-Identifier: EUPL-1.2 */
/* Amounts in integer cents and points in integer thousandths: the compiler refuses to mix them. */
#ifndef PUPITRE_BASE_MONEY_H
#define PUPITRE_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/str.h"

#define MONEY_MAX_CENTS INT64_C(100000000000000000) /* 1 000 000 000 000 000 euros */

struct money {
	int64_t cents;
};

struct points {
	int32_t milli; /* 100 on screen is 100000 */
};

struct number_text {
	char s[48];
};

struct number_text money_text(
	struct money m); /* "12 345,67 €", narrow NBSP never: plain NBSP U+00A0 groups */
struct number_text money_plain(struct money m); /* "12 345,67": for input fields and columns */
struct number_text money_euros(struct money m); /* "12 346": rounded half up, for dense columns */
struct number_text money_decimal(struct money m); /* "12345.67": for machines */
/* Accepts "12 345,67", "12345.67", "12 345 €", NBSP and NNBSP groups; at most two decimals. */
MUST_CHECK bool money_parse(struct str s, struct money *out);
struct number_text points_text(struct points p); /* "72,5": one decimal, half up */
struct number_text points_exact(
	struct points p); /* "72,525": as many decimals as needed, at least one */
MUST_CHECK bool points_parse(struct str s, struct points *out); /* "72,5" or "72.5" */
/* Rate part/whole in ten-thousandths, half up; 0 when whole is 0. */
int32_t rate_of(struct money part, struct money whole);
struct number_text rate_text(int32_t ten_thousandths); /* "80,00" */
/* whole x rate, half up to the cent. */
struct money rate_apply(struct money whole, int32_t ten_thousandths);

#endif
