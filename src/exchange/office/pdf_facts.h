/* SPDX-License-Identifier: EUPL-1.2 */
/* The facts of a PDF, as its keywords hold them. */
#ifndef PUPITRE_EXCHANGE_OFFICE_PDF_FACTS_H
#define PUPITRE_EXCHANGE_OFFICE_PDF_FACTS_H

#include "pupitre/exchange/book.h"

/* "pupitre;code=value;...;" in ASCII, any other byte than letters, digits and a few signs as %XX. */
void pdf_add_facts(struct buf *out, const struct book_fact *facts, size_t count);
MUST_CHECK enum status pdf_facts(struct str bytes, struct arena *a, struct book_fact **out,
	size_t *count, bool *found, struct err *err);

/* "2021-10-08T12:12:00Z": cairo takes no fraction of a second, and says nothing of what it does not take. */
struct day_text pdf_date(struct instant at);

#endif
