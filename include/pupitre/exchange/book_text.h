/* SPDX-License-Identifier: EUPL-1.2 */
/* A cell as text: for machines (figures in their unit, ISO days), and as a person writes it. */
#ifndef PUPITRE_EXCHANGE_BOOK_TEXT_H
#define PUPITRE_EXCHANGE_BOOK_TEXT_H

#include "pupitre/exchange/book.h"

/* In the buffer's bytes; nothing for an empty cell. */
void book_add_machine(struct buf *out, const struct book_column *c, const struct book_cell *cell);
/* "12345,67" without groups, "50,00 %", "08/10/2021": what an office program reads as a figure. */
void book_add_office(struct buf *out, const struct book_column *c, const struct book_cell *cell);
bool book_is_number(enum cell_type t);

#endif
