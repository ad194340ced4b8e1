/* SPDX-License-Identifier: EUPL-1.2 */
/* The small parts of an ODS file around its tables. Source: OASIS OpenDocument 1.3. */
#ifndef PUPITRE_EXCHANGE_OFFICE_ODS_PARTS_H
#define PUPITRE_EXCHANGE_OFFICE_ODS_PARTS_H

#include "pupitre/exchange/book.h"

enum { ODS_WIDTH_MAX = 90, ODS_SHEETS_MAX = 24 };
enum { ODS_ROWS_ABOVE = 2 }; /* of a sheet: what it is, and the titles of its columns */

/* Name of the style of a cell: "ce-money"; of a column: "co14". */
const char *ods_cell_style(enum cell_type t);
/* Of a table: on paper all its columns on one page, or pages side by side. */
const char *ods_table_style(bool fits);
/* Up to <office:spreadsheet>, with every style that cells and columns use. */
void ods_content_head(struct buf *out);
void ods_styles(struct buf *out, const struct book_head *h);
void ods_meta(struct buf *out, const struct book_head *h);
/* The rows above those of data stay on screen. */
void ods_settings(struct buf *out, const char *const *sheets, size_t count);
void ods_manifest(struct buf *out);

#endif
