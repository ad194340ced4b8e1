/* SPDX-License-Identifier: EUPL-1.2 */
/* A return of twelve acts, what a host sends, a mallette: for the tests of the two formats and for
 * the first inputs of the fuzzers. Not of any base: the ids and the dossiers are made up. */
#ifndef PUPITRE_TESTS_SUPPORT_PARCELS_H
#define PUPITRE_TESTS_SUPPORT_PARCELS_H

#include "pupitre/exchange/mallette.h"
#include "pupitre/exchange/parcel.h"

enum { /* bytes before the length in each file */
	PARCEL_MAGIC = 16,
	MALLETTE_MAGIC = 18,
};

/* Twelve acts of one station, chained, four of them with texts. */
struct parcel sample_return(struct arena *a);
/* The same acts, bundle zero, two grids and three dossiers. */
struct parcel sample_sending(struct arena *a);
/* Sealed: bytes that nobody opens. device: to the key of that device, else by passphrase. */
struct mallette sample_mallette(struct arena *a, const struct sign_key *device);
/* After a change of the act: its hash. */
void sample_hash(struct parcel_act *p);
/* Makes bytes that were changed valid again as far as length, signer and signature go; false when
 * they are too few for that. */
bool sample_sign(const struct sign_key *k, size_t magic, char *bytes, size_t len);

#endif
