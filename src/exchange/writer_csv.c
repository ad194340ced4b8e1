/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/writer.h"

#include "pupitre/base/utf8.h"

/* A spreadsheet takes what starts with one of these for a formula or an import command; the last
 * ones are the full-width forms that some of them fold. */
static bool
starts_formula(struct str text)
{
	static const int32_t dangerous[] = { '=', '+', '-', '@', '|', '%', '\t', '\r', '\n', 0xFF1D,
		0xFF0B, 0xFF0D, 0xFF20, 0xFF5C, 0xFF05 };
	int32_t cp = ' ';

	while (text.len && (cp == ' ' || cp == 0xA0 || cp == 0x202F || cp == 0x3000))
		cp = utf8_next(&text);
	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++)
		if (cp == dangerous[i])
			return true;
	return false;
}

static bool
runs(const struct cell *cell)
{
	return !cell->numeric && starts_formula(cell->text);
}

/* CR LF, CR and LF are one space each; other control bytes have no place in a cell. */
static void
add_office_bytes(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
			continue;
		if (c < ' ' || c == 0x7F)
			c = ' ';
		if (c == '"')
			buf_addc(out, '"');
		buf_addc(out, (char)c);
	}
}

static void
add_office(struct buf *out, const struct cell *cell)
{
	buf_addc(out, '"');
	if (runs(cell))
		buf_addc(out, '\'');
	add_office_bytes(out, cell->text);
	buf_addc(out, '"');
}

static bool
needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ',' || c == '"' || c == '\r' || c == '\n')
			return true;
	}
	return text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
}

static void
add_machine(struct buf *out, const struct cell *cell)
{
	if (!needs_quotes(cell->text)) {
		buf_addz(out, runs(cell) ? "'" : "");
		buf_adds(out, cell->text);
		return;
	}
	buf_addz(out, runs(cell) ? "\"'" : "\"");
	for (size_t i = 0; i < cell->text.len; i++) {
		if (cell->text.ptr[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, cell->text.ptr[i]);
	}
	buf_addc(out, '"');
}

void
csv_begin(struct buf *out, enum csv_style style)
{
	if (style == CSV_OFFICE)
		buf_addz(out, "\xEF\xBB\xBF");
}

void
csv_separate(struct buf *out, enum csv_style style)
{
	buf_addc(out, style == CSV_OFFICE ? ';' : ',');
}

void
csv_cell(struct buf *out, enum csv_style style, const struct cell *cell)
{
	if (style == CSV_OFFICE)
		add_office(out, cell);
	else
		add_machine(out, cell);
}

void
csv_end_row(struct buf *out, enum csv_style style)
{
	buf_addz(out, style == CSV_OFFICE ? "\r\n" : "\n");
}

void
csv_row(struct buf *out, enum csv_style style, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			csv_separate(out, style);
		csv_cell(out, style, &cells[i]);
	}
	csv_end_row(out, style);
}
