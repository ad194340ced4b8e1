/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * CSV, two ways (pupitre/exchange/writer.h). For offices: titles, figures as French offices write them,
 * a row of sums where asked, and after an empty line the provenance, three cells a line: "Provenance : label",
 * value, code. For machines: codes, raw values, and nothing but the table.
 */
#include <stdlib.h>

#include "book_formats.h"
#include "pupitre/exchange/book_text.h"
#include "pupitre/base/i18n.h"
#include "pupitre/exchange/writer.h"

struct book {
	struct buf *out;
	enum csv_style style;
	const struct book_head *head;
	struct book_column *columns;
	int64_t *sums;
	size_t count;
	bool total;
	struct arena a; /* of the sheet */
};

static enum status
open_style(const struct book_head *h, struct buf *out, enum csv_style style, struct book **b)
{
	struct book *k = calloc(1, sizeof *k);

	if (!k)
		die("out of memory");
	k->out = out;
	k->style = style;
	k->head = h;
	*b = k;
	csv_begin(out, style);
	return OK;
}

static enum status
open_office(const struct book_head *h, struct buf *out, struct book **b, struct err *err)
{
	(void)err;
	return open_style(h, out, CSV_OFFICE, b);
}

static enum status
open_machine(const struct book_head *h, struct buf *out, struct book **b, struct err *err)
{
	(void)err;
	return open_style(h, out, CSV_MACHINE, b);
}

static enum status
sheet_csv(struct book *b, const struct book_sheet *s, struct err *err)
{
	struct cell *cells;

	(void)err;
	b->count = s->count;
	b->columns = arena_dup(&b->a, s->columns, s->count * sizeof *s->columns);
	cells = ARENA_ARRAY(&b->a, struct cell, s->count);
	b->sums = ARENA_ARRAY(&b->a, int64_t, s->count);
	b->total = s->total && b->style == CSV_OFFICE;
	for (size_t i = 0; i < s->count; i++)
		cells[i].text =
			str_z(b->style == CSV_OFFICE ? s->columns[i].title : s->columns[i].code);
	csv_row(b->out, b->style, cells, b->count);
	return OK;
}

/* A figure of ours has nothing to quote nor to neutralise: it goes straight to the file. */
static void
add_figure(struct book *b, const struct book_column *c, const struct book_cell *cell)
{
	if (b->style == CSV_OFFICE) {
		buf_addc(b->out, '"');
		book_add_office(b->out, c, cell);
		buf_addc(b->out, '"');
	} else {
		book_add_machine(b->out, c, cell);
	}
}

static void
add_cell(struct book *b, const struct book_column *c, const struct book_cell *cell)
{
	bool text = c->type == CELL_TEXT || c->type == CELL_CODE;

	if (cell->is && !text)
		add_figure(b, c, cell);
	else
		csv_cell(b->out, b->style,
			&(struct cell){ cell->is ? cell->text : STR_NONE, false });
}

static enum status
row_csv(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < b->count; i++) {
		if (i)
			csv_separate(b->out, b->style);
		add_cell(b, &b->columns[i], &cells[i]);
		if (cells[i].is && b->columns[i].sum)
			b->sums[i] += cells[i].n;
	}
	csv_end_row(b->out, b->style);
	return OK;
}

static void
add_total(struct book *b)
{
	for (size_t i = 0; i < b->count; i++) {
		struct book_cell sum = { b->columns[i].sum, STR_NONE, b->sums[i] };

		if (i)
			csv_separate(b->out, b->style);
		if (i == 0 && !sum.is)
			csv_cell(b->out, b->style, &(struct cell){ str_z(_("Total")), false });
		else
			add_cell(b, &b->columns[i], &sum);
	}
	csv_end_row(b->out, b->style);
}

static void
add_provenance(struct book *b)
{
	buf_addz(b->out, "\r\n");
	for (size_t i = 0; i < b->head->fact_count; i++) {
		const struct book_fact *f = &b->head->facts[i];
		struct cell cells[] = { { str_z(f->label), false }, { str_z(f->value), false },
			{ str_z(f->code), false } };

		csv_row(b->out, b->style, cells, 3);
	}
}

static void
drop_csv(struct book *b)
{
	arena_done(&b->a);
	free(b);
}

static enum status
close_csv(struct book *b, struct err *err)
{
	(void)err;
	if (b->total)
		add_total(b);
	if (b->style == CSV_OFFICE)
		add_provenance(b);
	drop_csv(b);
	return OK;
}

/* Cells of one row of our own files; false at the end of the bytes. */
static bool
cut_row(struct str *rest, char separator, struct arena *a, struct str **cells, size_t *count)
{
	struct str *list = NULL;
	size_t n = 0, cap = 0;
	struct buf cell = { 0 };
	bool quoted = false, more = rest->len > 0;

	if (!more)
		return false;
	for (; more && rest->len; rest->ptr++, rest->len--) {
		char c = *rest->ptr;

		if (quoted && c == '"' && rest->len > 1 && rest->ptr[1] == '"') {
			buf_addc(&cell, c);
			rest->ptr++, rest->len--;
		} else if (c == '"') {
			quoted = !quoted;
		} else if (!quoted && c == separator) {
			struct str text = arena_str(a, cell.len ? buf_str(&cell) : STR(""));

			ARENA_PUSH(a, list, n, cap, text);
			buf_clear(&cell);
		} else if (!quoted && c == '\n') {
			more = false;
		} else if (quoted || c != '\r') {
			buf_addc(&cell, c);
		}
	}
	struct str last = arena_str(a, cell.len ? buf_str(&cell) : STR(""));

	ARENA_PUSH(a, list, n, cap, last);
	buf_done(&cell);
	*cells = list;
	*count = n;
	return true;
}

static struct str
after_mark(struct str bytes)
{
	static const char mark[] = "\xEF\xBB\xBF";

	if (bytes.len >= 3 && memcmp(bytes.ptr, mark, 3) == 0)
		return (struct str){ bytes.ptr + 3, bytes.len - 3 };
	return bytes;
}

/* An apostrophe before what a spreadsheet would take for a formula is ours, not the text's. */
static struct str
bare(struct str cell)
{
	return cell.len > 1 && *cell.ptr == '\'' ? (struct str){ cell.ptr + 1, cell.len - 1 }
						 : cell;
}

static enum status
facts_csv(struct str bytes, struct arena *a, struct book_fact **out, size_t *count, bool *found,
	struct err *err)
{
	struct str rest = after_mark(bytes), *cells;
	struct book_fact *list = NULL, fact;
	size_t n = 0, cap = 0, width;
	bool after_table = false;

	(void)err;
	while (cut_row(&rest, ';', a, &cells, &width)) {
		after_table |= width == 1 && !cells[0].len;
		if (!after_table || width != 3)
			continue;
		fact = (struct book_fact){ arena_z(a, bare(cells[2])), arena_z(a, bare(cells[0])),
			arena_z(a, bare(cells[1])) };
		ARENA_PUSH(a, list, n, cap, fact);
	}
	*out = list;
	*count = n;
	*found = n > 0;
	return OK;
}

const struct book_format book_csv = {
	.code = "csv",
	.open = open_office,
	.sheet = sheet_csv,
	.row = row_csv,
	.close = close_csv,
	.drop = drop_csv,
	.facts = facts_csv,
};
const struct book_format book_csv_machine = {
	.code = "csv-machine",
	.open = open_machine,
	.sheet = sheet_csv,
	.row = row_csv,
	.close = close_csv,
	.drop = drop_csv,
};
/* Open data: the same comma-separated text, whose columns are those of the schema. */
const struct book_format book_scdl = {
	.code = "scdl",
	.open = open_machine,
	.sheet = sheet_csv,
	.row = row_csv,
	.close = close_csv,
	.drop = drop_csv,
};
