/* SPDX-License-Identifier: EUPL-1.2 */
/* What a reader of the paper must see: which table, of when, made by whom out of which dossiers, and that it is provisional. */
#ifndef PUPITRE_EXCHANGE_OFFICE_PAPER_H
#define PUPITRE_EXCHANGE_OFFICE_PAPER_H

#include "pupitre/exchange/book.h"

/* "Récapitulatif des décisions · Centre-Val de Loire 2021, situation au 08/10/2021 · PROVISOIRE : ..." */
const char *paper_title(const struct book_head *h, const char *title, struct arena *a);
/* "exporté le 08/10/2021 16:30 par Claire Leroy · départements : 45 · recherche : note>=60" */
const char *paper_foot(const struct book_head *h, struct arena *a);
/* Its columns can be read when they are made as narrow as one page; else it takes several, side by side. */
bool paper_fits(const struct book_sheet *s);

/* The facts, one a line, as a reader wants them: day and hour of Paris, the preset by its name. The values of facts may
 * be known only at close. */
struct paper_fact {
	const char *label, *value;
};
struct paper_fact *paper_facts(const struct book_head *h, struct arena *a, size_t *count);
/* The last sheet of a workbook: their two columns, and the cells of a line. */
enum { PAPER_FACT_CELLS = 2 };
struct book_sheet paper_facts_sheet(struct arena *a);
void paper_fact_cells(const struct paper_fact *f, struct book_cell cells[PAPER_FACT_CELLS]);

#endif
