/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx BASE QUERY OUT: the peer of goal 14, libxlsxwriter in constant memory and nothing else. */
#include <sqlite3.h>
#include <xlsxwriter.h>

int
main(int argc, char **argv)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_row_t row = 0;
	sqlite3_stmt *q;
	sqlite3 *db;

	if (argc != 4 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) ||
		sqlite3_prepare_v2(db, argv[2], -1, &q, NULL))
		return 1;
	book = workbook_new_opt(argv[3], &options);
	sheet = workbook_add_worksheet(book, NULL);
	for (; sqlite3_step(q) == SQLITE_ROW; row++)
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			if (sqlite3_column_type(q, i) == SQLITE_INTEGER)
				worksheet_write_number(sheet, row, (lxw_col_t)i,
					sqlite3_column_double(q, i), NULL);
			else if (sqlite3_column_type(q, i) == SQLITE_TEXT)
				worksheet_write_string(sheet, row, (lxw_col_t)i,
					(const char *)sqlite3_column_text(q, i), NULL);
		}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return workbook_close(book) != LXW_NO_ERROR;
}
