/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ODS: the tables stream into content.xml, the small parts follow. A text is always a string with its
 * paragraphs, never a formula; a figure has its type and value, and the text that an office would show.
 */
#include <stdlib.h>

#include "formats.h"
#include "pupitre/exchange/book_text.h"
#include "ods_parts.h"
#include "paper.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"
#include "xml.h"
#include "zip_facts.h"
#include "zip_out.h"

enum { PIECE = 1 << 16 };

struct table {
	const char *name;
	size_t columns;
	int64_t rows; /* of data */
};

struct book {
	const struct book_head *head;
	struct zip_out *zip;
	struct buf xml; /* of content.xml, not given to the zip yet */
	struct arena a;
	struct table tables[ODS_SHEETS_MAX];
	size_t count;
	const struct book_column *columns; /* of the open table */
	int64_t *sums;
	bool total, open;
};

static void
flush(struct book *b, size_t least)
{
	if (b->xml.len < least)
		return;
	zip_out_add(b->zip, buf_str(&b->xml));
	buf_clear(&b->xml);
}

static enum status
open_ods(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	struct book *b = calloc(1, sizeof *b);

	(void)err;
	if (!b)
		die("out of memory");
	b->head = h;
	b->zip = zip_out_new(out, h->at);
	zip_out_stored(b->zip, "mimetype", STR("application/vnd.oasis.opendocument.spreadsheet"));
	zip_out_begin(b->zip, "content.xml");
	ods_content_head(&b->xml);
	*book = b;
	return OK;
}

static void
add_text(struct book *b, const char *style, struct str text)
{
	buf_addz(&b->xml, "<table:table-cell table:style-name=\"");
	buf_addz(&b->xml, style);
	buf_addz(&b->xml, "\" office:value-type=\"string\">");
	xml_add_paragraphs(&b->xml, text);
	buf_addz(&b->xml, "</table:table-cell>");
}

static void
add_decimal(struct buf *out, int64_t v, int decimals)
{
	uint64_t scale = 1, u = v < 0 ? -(uint64_t)v : (uint64_t)v;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (v < 0)
		buf_addc(out, '-');
	buf_add_digits(out, u / scale, 1);
	if (decimals) {
		buf_addc(out, '.');
		buf_add_digits(out, u % scale, decimals);
	}
}

/* Type and value, as attributes. */
static void
add_value(struct buf *out, enum cell_type t, int64_t n)
{
	switch (t) {
	case CELL_MONEY:
		buf_addz(out, "\"currency\" office:currency=\"EUR\" office:value=\"");
		add_decimal(out, n, 2);
		return;
	case CELL_RATE:
		buf_addz(out, "\"percentage\" office:value=\"");
		add_decimal(out, n, 4);
		return;
	case CELL_DAY:
		buf_addz(out, "\"date\" office:date-value=\"");
		buf_addz(out, day_iso((struct day){ (int32_t)n }).s);
		return;
	default:
		buf_addz(out, "\"float\" office:value=\"");
		add_decimal(out, n, t == CELL_POINTS ? 3 : 0);
	}
}

static void
add_figure(struct book *b, const struct book_column *c, const struct book_cell *cell, bool sum)
{
	buf_addz(&b->xml, "<table:table-cell table:style-name=\"");
	buf_addz(&b->xml, ods_cell_style(c->type));
	buf_addz(&b->xml, sum ? "-sum\" office:value-type=" : "\" office:value-type=");
	add_value(&b->xml, c->type, cell->n);
	buf_addz(&b->xml, "\"><text:p>");
	book_add_office(&b->xml, c, cell);
	buf_addz(&b->xml, "</text:p></table:table-cell>");
}

static void
add_cell(struct book *b, const struct book_column *c, const struct book_cell *cell, bool sum)
{
	if (!cell->is)
		buf_addz(&b->xml, "<table:table-cell/>");
	else if (c->type == CELL_TEXT || c->type == CELL_CODE)
		add_text(b, sum ? "ce-text-sum" : "ce-text", cell->text);
	else
		add_figure(b, c, cell, sum);
}

static void
end_table(struct book *b)
{
	struct table *t = &b->tables[b->count - 1];

	if (!b->open)
		return;
	for (size_t i = 0; b->total && i < t->columns; i++) {
		struct book_cell sum = { b->columns[i].sum, STR_NONE, b->sums[i] };

		if (i == 0)
			buf_addz(&b->xml, "<table:table-row>");
		if (i == 0 && !sum.is)
			add_text(b, "ce-text-sum", str_z(_("Total")));
		else
			add_cell(b, &b->columns[i], &sum, true);
		if (i + 1 == t->columns)
			buf_addz(&b->xml, "</table:table-row>");
	}
	buf_addz(&b->xml, "</table:table>");
	b->open = false;
}

static void
begin_column(struct book *b, const struct book_column *c)
{
	int width = c->width < 1 ? 1 : c->width > ODS_WIDTH_MAX ? ODS_WIDTH_MAX : c->width;

	buf_addf(&b->xml,
		"<table:table-column table:style-name=\"co%d\" "
		"table:default-cell-style-name=\"%s\"/>",
		width, ods_cell_style(c->type));
}

static void
add_title(struct book *b, const struct book_sheet *s)
{
	const char *title = paper_title(b->head, s->title, &b->a);

	buf_addz(&b->xml, "<table:table-row>");
	if (!paper_fits(s)) /* the first column comes again on each page, what it is need not */
		buf_addz(&b->xml, "<table:table-cell/>");
	add_text(b, "ce-title", str_z(title));
	buf_addz(&b->xml, "</table:table-row>");
}

static void
begin_table(struct book *b, const struct book_sheet *s)
{
	bool fits = paper_fits(s);

	buf_addz(&b->xml, "<table:table table:name=\"");
	xml_add(&b->xml, str_z(s->name));
	buf_addf(&b->xml, "\" table:style-name=\"%s\">", ods_table_style(fits));
	for (size_t i = 0; i < s->count; i++) {
		bool lead = i == 0 && !fits; /* again on the pages beside */

		buf_addz(&b->xml, lead ? "<table:table-header-columns>" : "");
		begin_column(b, &s->columns[i]);
		buf_addz(&b->xml, lead ? "</table:table-header-columns>" : "");
	}
	add_title(b, s);
	buf_addz(&b->xml, "<table:table-header-rows><table:table-row>");
	for (size_t i = 0; i < s->count; i++)
		add_text(b, "ce-head", str_z(s->columns[i].title));
	buf_addz(&b->xml, "</table:table-row></table:table-header-rows>");
}

static enum status
sheet_ods(struct book *b, const struct book_sheet *s, struct err *err)
{
	struct table *t;

	if (b->count == ODS_SHEETS_MAX)
		return err_set(err, ERR_SYSTEM, _("au plus %d feuilles"), ODS_SHEETS_MAX);
	if (b->count)
		end_table(b);
	t = &b->tables[b->count++];
	*t = (struct table){ arena_z(&b->a, str_z(s->name)), s->count, 0 };
	b->columns = arena_dup(&b->a, s->columns, s->count * sizeof *s->columns);
	b->sums = ARENA_ARRAY(&b->a, int64_t, s->count);
	b->total = s->total;
	b->open = true;
	begin_table(b, s);
	return OK;
}

static enum status
row_ods(struct book *b, const struct book_cell *cells, struct err *err)
{
	struct table *t = &b->tables[b->count - 1];

	(void)err;
	buf_addz(&b->xml, "<table:table-row>");
	for (size_t i = 0; i < t->columns; i++) {
		add_cell(b, &b->columns[i], &cells[i], false);
		if (cells[i].is && b->columns[i].sum)
			b->sums[i] += cells[i].n;
	}
	buf_addz(&b->xml, "</table:table-row>");
	t->rows++;
	flush(b, PIECE);
	return OK;
}

/* "A", "Z", "AA"... */
static void
add_column_name(struct buf *out, size_t i)
{
	if (i >= 26)
		add_column_name(out, i / 26 - 1);
	buf_addc(out, (char)('A' + i % 26));
}

/* The button of a filter on each title. */
static void
add_filters(struct book *b)
{
	buf_addz(&b->xml, "<table:database-ranges>");
	for (size_t i = 0; i < b->count; i++) {
		const struct table *t = &b->tables[i];

		buf_addf(&b->xml,
			"<table:database-range table:name=\"filtre%zu\" "
			"table:display-filter-buttons=\"true\" table:target-range-address=\"'",
			i + 1);
		xml_add(&b->xml, str_z(t->name));
		buf_addz(&b->xml, "'.A2:'");
		xml_add(&b->xml, str_z(t->name));
		buf_addz(&b->xml, "'.");
		add_column_name(&b->xml, t->columns - 1);
		buf_addf(&b->xml, "%lld\"/>", (long long)t->rows + ODS_ROWS_ABOVE);
	}
	buf_addz(&b->xml, "</table:database-ranges>");
}

static void
drop_ods(struct book *b)
{
	zip_out_drop(b->zip);
	buf_done(&b->xml);
	arena_done(&b->a);
	free(b);
}

static void
add_part(struct book *b, const char *name)
{
	zip_out_begin(b->zip, name);
	flush(b, 0);
	zip_out_end(b->zip);
}

/* Where it comes from, for who looks at the sheets only. */
static enum status
add_provenance(struct book *b, struct err *err)
{
	const struct book_sheet sheet = paper_facts_sheet(&b->a);
	struct book_cell cells[PAPER_FACT_CELLS];
	size_t n;
	const struct paper_fact *facts = paper_facts(b->head, &b->a, &n);
	enum status st = sheet_ods(b, &sheet, err);

	for (size_t i = 0; i < n && !st; i++) {
		paper_fact_cells(&facts[i], cells);
		st = row_ods(b, cells, err);
	}
	return st;
}

static enum status
close_ods(struct book *b, struct err *err)
{
	const char *names[ODS_SHEETS_MAX];
	enum status st = add_provenance(b, err);

	if (st) {
		drop_ods(b);
		return st;
	}
	end_table(b);
	add_filters(b);
	buf_addz(&b->xml, "</office:spreadsheet></office:body></office:document-content>");
	flush(b, 0);
	zip_out_end(b->zip);
	ods_styles(&b->xml, b->head);
	add_part(b, "styles.xml");
	for (size_t i = 0; i < b->count; i++)
		names[i] = b->tables[i].name;
	ods_settings(&b->xml, names, b->count);
	add_part(b, "settings.xml");
	ods_meta(&b->xml, b->head);
	add_part(b, "meta.xml");
	ods_manifest(&b->xml);
	add_part(b, "META-INF/manifest.xml");
	st = zip_out_close(b->zip, err);
	b->zip = NULL;
	drop_ods(b);
	return st;
}

static enum status
facts_ods(struct str bytes, struct arena *a, struct book_fact **out, size_t *count, bool *found,
	struct err *err)
{
	static const struct fact_marks marks = { "<meta:user-defined meta:name=\"", "\">",
		"</meta:user-defined>" };

	return zip_facts(bytes, "meta.xml", &marks, a, out, count, found, err);
}

const struct book_format office_ods = {
	.code = "ods",
	.office = true,
	.many = true,
	.open = open_ods,
	.sheet = sheet_ods,
	.row = row_ods,
	.close = close_ods,
	.drop = drop_ods,
	.facts = facts_ods,
};
