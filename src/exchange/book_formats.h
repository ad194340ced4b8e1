/* SPDX-License-Identifier: EUPL-1.2 */
/* The formats that the program writes by itself. Private to src/exchange. */
#ifndef PUPITRE_EXCHANGE_BOOK_FORMATS_H
#define PUPITRE_EXCHANGE_BOOK_FORMATS_H

#include "pupitre/exchange/book.h"

extern const struct book_format book_csv, book_csv_machine, book_json, book_scdl;

#endif
