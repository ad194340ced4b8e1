/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading back the facts that our own zip files carry: names end by "[code]". */
#ifndef PUPITRE_EXCHANGE_OFFICE_ZIP_FACTS_H
#define PUPITRE_EXCHANGE_OFFICE_ZIP_FACTS_H

#include "pupitre/exchange/book.h"

struct fact_marks {
	const char *before, *between, *after; /* around name and value, as we write them */
};
/* *found false when it is no zip, has no such part, or nothing of ours in it. A value cut in pieces
 * ("[code]", then "[code+]") is put together. */
MUST_CHECK enum status zip_facts(struct str bytes, const char *part, const struct fact_marks *marks,
	struct arena *a, struct book_fact **out, size_t *count, bool *found, struct err *err);

#endif
