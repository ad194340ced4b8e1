/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * XLSX by libxlsxwriter, in its mode of constant memory: texts are inline strings, never formulas, and rows leave
 * as they come. The library writes a file by its name: one of /tmp that has none any more, read back at the end.
 * A cell of XLSX holds 32 767 characters: longer texts end by " […]".
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "formats.h"
#include "paper.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "zip_facts.h"

enum { CELL_MOST = 32767, PROPERTY_MOST = 250, SHEETS_MOST = 24, PIECE = 1 << 16 };
/* XLSX counts days from 1899-12-30. */
enum { DAYS_TO_1970 = 25569 };
enum { TITLE_ROW, HEAD_ROW, ROWS_ABOVE }; /* of a sheet */
enum { PAPER_A4 = 9, WIDE_SCALE = 70, MARGIN_TEXT_MOST = 240, HEAD_HEIGHT = 42, POINTS_MOST = 100 };
/* Of a chart, in pixels: by itself, with its title and its axis, for each label. */
#define CHART_HEIGHT 288.0
enum {
	CHART_LEAST = 150,
	CHART_STEP = 26,
	CHART_MOST = 2400,
	CHART_ROWS = 40 /* with it on one page */
};
#define CHART_WIDE 1.5

struct tab {
	lxw_worksheet *sheet;
	const char *name;
	lxw_row_t next; /* row to be written */
	const struct book_column *columns;
	size_t columns_count;
};

struct book {
	const struct book_head *head;
	struct buf *out;
	struct arena a, row;
	int fd;
	char path[32]; /* of fd */
	lxw_workbook *workbook;
	lxw_format *formats[CELL_CODE + 1], *sums[CELL_CODE + 1], *title, *head_format;
	struct tab tabs[SHEETS_MOST]; /* the last one is open */
	size_t count;
	int64_t *totals;
	bool total;
};

static const char *const figures[] = {
	[CELL_MONEY] = "#,##0.00\\ \"€\"",
	[CELL_POINTS] = "0.0##",
	[CELL_RATE] = "0.00\\ %",
	[CELL_DAY] = "dd/mm/yyyy",
	[CELL_CODE] = "@",
};

static void
make_formats(struct book *b)
{
	for (int t = 0; t <= CELL_CODE; t++) {
		b->sums[t] = workbook_add_format(b->workbook);
		format_set_bold(b->sums[t]);
		if (!figures[t]) /* as the workbook writes by itself, in fewer bytes */
			continue;
		b->formats[t] = workbook_add_format(b->workbook);
		format_set_num_format(b->formats[t], figures[t]);
		format_set_num_format(b->sums[t], figures[t]);
	}
	b->title = workbook_add_format(b->workbook);
	format_set_bold(b->title);
	format_set_font_size(b->title, 12);
	b->head_format = workbook_add_format(b->workbook);
	format_set_bold(b->head_format);
	format_set_bg_color(b->head_format, 0xDFE6F0);
	format_set_text_wrap(b->head_format);
	format_set_align(b->head_format, LXW_ALIGN_VERTICAL_CENTER);
}

/* Without a name in any folder: nothing of it can stay behind. The library opens it again by its number. */
static bool
make_file(struct book *b)
{
	char name[] = "/tmp/.pupitre-XXXXXX";

	b->fd = mkostemp(name, O_CLOEXEC);
	if (b->fd < 0)
		return false;
	unlink(name);
	snprintf(b->path, sizeof b->path, "/proc/self/fd/%d", b->fd);
	return true;
}

static enum status
open_xlsx(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct book *b = calloc(1, sizeof *b);

	if (!b)
		die("out of memory");
	b->head = h;
	b->out = out;
	if (!make_file(b)) {
		free(b);
		return err_set(err, ERR_SYSTEM, _("fichier de travail impossible : %s"),
			err_reason(errno));
	}
	b->workbook = workbook_new_opt(b->path, &options);
	if (!b->workbook)
		die("xlsx: %s", b->path);
	make_formats(b);
	*book = b;
	return OK;
}

/* "_x0041_" is how XLSX writes a character: in a text that has it by itself its first sign is written that way. */
static bool
looks_escaped(struct str s)
{
	if (s.len < 7 || s.ptr[0] != '_' || s.ptr[1] != 'x')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)s.ptr[i]))
			return false;
	return s.ptr[6] == '_';
}

/* As a cell has it, of at most so many of its units, which are those of UTF-16; false: it was cut. */
static bool
add_escaped(struct buf *out, struct str text, size_t most)
{
	static const char sign[] = "_x005F";
	size_t units = 0;

	while (text.len) {
		struct str from = text;
		const char *before = looks_escaped(text) ? sign : "";

		units += strlen(before) + (utf8_next(&text) > 0xFFFF ? 2 : 1);
		if (units > most)
			return false;
		buf_addz(out, before);
		buf_add(out, from.ptr, from.len - text.len);
	}
	return true;
}

static const char *
cell_text(struct arena *a, struct str text)
{
	static const char cut[] = " […]";
	struct buf b = { 0 };
	const char *z;

	if (text.len <= CELL_MOST && str_find(text, STR("_x")) < 0)
		return arena_z(a, text);
	if (!add_escaped(&b, text, CELL_MOST)) {
		buf_clear(&b);
		add_escaped(&b, text, CELL_MOST - sizeof cut);
		buf_addz(&b, cut);
	}
	z = arena_z(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return z;
}

static void
write_cell(struct book *b, lxw_row_t row, lxw_col_t col, const struct book_column *c,
	const struct book_cell *cell, lxw_format *f)
{
	static const double units[] = { [CELL_INTEGER] = 1,
		[CELL_MONEY] = 100,
		[CELL_POINTS] = 1000,
		[CELL_RATE] = 10000,
		[CELL_DAY] = 1 };
	lxw_worksheet *sheet = b->tabs[b->count - 1].sheet;

	if (!cell->is)
		return;
	if (c->type == CELL_TEXT || c->type == CELL_CODE)
		worksheet_write_string(sheet, row, col, cell_text(&b->row, cell->text), f);
	else
		worksheet_write_number(sheet, row, col,
			(double)cell->n / units[c->type] + (c->type == CELL_DAY ? DAYS_TO_1970 : 0),
			f);
}

static void
end_sheet(struct book *b)
{
	struct tab *t = b->count ? &b->tabs[b->count - 1] : NULL;

	if (!t)
		return;
	if (t->next > ROWS_ABOVE)
		worksheet_autofilter(
			t->sheet, HEAD_ROW, 0, t->next - 1, (lxw_col_t)(t->columns_count - 1));
	for (size_t i = 0; b->total && i < t->columns_count; i++) {
		struct book_cell sum = { t->columns[i].sum, STR_NONE, b->totals[i] };

		if (i == 0 && !sum.is)
			worksheet_write_string(
				t->sheet, t->next, 0, _("Total"), b->sums[CELL_TEXT]);
		else
			write_cell(b, t->next, (lxw_col_t)i, &t->columns[i], &sum,
				b->sums[t->columns[i].type]);
	}
}

/* A margin of XLSX: '&' commands, so that one of a text is doubled; cut where the format ends. */
static const char *
margin_text(struct arena *a, const char *left, const char *center, const char *right)
{
	const char *const parts[] = { "&L", left, "&C", center, "&R", right };
	struct buf b = { 0 };
	const char *z;

	for (int i = 0; i < 6; i++) {
		struct str rest = str_z(parts[i]);
		size_t end = b.len + MARGIN_TEXT_MOST / 3;

		while (rest.len && b.len < end) {
			struct str from = rest;
			bool text = i % 2 && *from.ptr == '&' && parts[i] != right;

			utf8_next(&rest);
			buf_addz(&b, text ? "&" : "");
			buf_add(&b, from.ptr, from.len - rest.len);
		}
	}
	z = arena_z(a, buf_str(&b));
	buf_done(&b);
	return z;
}

/* On A4, its titles on each page; a table too wide to be read on one page takes several side by side, which its first
 * column begins. */
static void
set_paper(struct book *b, lxw_worksheet *sheet, const struct book_sheet *s)
{
	const struct book_head *h = b->head;

	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_repeat_rows(sheet, HEAD_ROW, HEAD_ROW);
	if (paper_fits(s)) {
		worksheet_fit_to_pages(sheet, 1, 0);
	} else {
		worksheet_set_print_scale(sheet, WIDE_SCALE);
		worksheet_print_across(sheet);
		worksheet_repeat_columns(sheet, 0, 0);
	}
	worksheet_set_header(sheet,
		margin_text(&b->a, h->title, h->provisional ? _("PROVISOIRE") : "", h->subtitle));
	worksheet_set_footer(
		sheet, margin_text(&b->a, paper_foot(h, &b->a), "", _("page &P / &N")));
}

static enum status
sheet_xlsx(struct book *b, const struct book_sheet *s, struct err *err)
{
	struct tab *t;

	if (b->count == SHEETS_MOST)
		return err_set(err, ERR_SYSTEM, _("au plus %d feuilles"), SHEETS_MOST);
	end_sheet(b);
	t = &b->tabs[b->count++];
	*t = (struct tab){ .sheet = workbook_add_worksheet(b->workbook, s->name),
		.name = arena_z(&b->a, str_z(s->name)),
		.next = ROWS_ABOVE,
		.columns = arena_dup(&b->a, s->columns, s->count * sizeof *s->columns),
		.columns_count = s->count };
	if (!t->sheet)
		return err_set(err, ERR_SYSTEM, _("feuille « %s » : nom refusé"), s->name);
	b->totals = ARENA_ARRAY(&b->a, int64_t, s->count);
	b->total = s->total;
	/* On paper the first column of a wide table comes again on each page, what the table is need not. */
	worksheet_write_string(t->sheet, TITLE_ROW, paper_fits(s) ? 0 : 1,
		paper_title(b->head, s->title, &b->a), b->title);
	worksheet_set_row(t->sheet, HEAD_ROW, HEAD_HEIGHT, NULL);
	for (size_t i = 0; i < s->count; i++) {
		worksheet_set_column(
			t->sheet, (lxw_col_t)i, (lxw_col_t)i, s->columns[i].width, NULL);
		worksheet_write_string(
			t->sheet, HEAD_ROW, (lxw_col_t)i, s->columns[i].title, b->head_format);
	}
	worksheet_freeze_panes(t->sheet, ROWS_ABOVE, 0);
	set_paper(b, t->sheet, s);
	return OK;
}

static enum status
row_xlsx(struct book *b, const struct book_cell *cells, struct err *err)
{
	struct tab *t = &b->tabs[b->count - 1];

	if (t->next >= LXW_ROW_MAX - 1)
		return err_set(err, ERR_INPUT,
			_("XLSX s'arrête à %d lignes : exportez en ODS ou en CSV, ou restreignez "
			  "par une "
			  "recherche"),
			LXW_ROW_MAX);
	for (size_t i = 0; i < t->columns_count; i++) {
		write_cell(b, t->next, (lxw_col_t)i, &t->columns[i], &cells[i],
			b->formats[t->columns[i].type]);
		if (cells[i].is && t->columns[i].sum)
			b->totals[i] += cells[i].n;
	}
	t->next++;
	arena_reset(&b->row);
	return OK;
}

/* Each label is shown, the first one on top; figures as in the cells. The library's x axis is the one that lies, but for
 * bars, whose labels stand on its y axis. */
static void
set_axes(lxw_chart *chart, const struct tab *t, const struct book_chart *c)
{
	static const char *const forms[] = {
		[CELL_MONEY] = "#,##0\\ \"€\"", [CELL_POINTS] = "0", [CELL_RATE] = "0 %"
	};
	enum cell_type type = t->columns[c->values[0]].type;
	bool lying = c->kind != CHART_LINE;
	lxw_chart_axis *labels = lying ? chart->y_axis : chart->x_axis,
		       *values = lying ? chart->x_axis : chart->y_axis;

	chart_axis_set_min(values, 0); /* else the lengths of bars would lie */
	if (type == CELL_POINTS)
		chart_axis_set_max(values, POINTS_MOST);
	chart_axis_set_interval_unit(labels, 1);
	chart_axis_set_num_format(values, type < CELL_DAY && forms[type] ? forms[type] : "#,##0");
	if (!lying)
		return;
	chart_axis_set_reverse(labels);
	chart_axis_set_crossing_max(labels);
}

static enum status
chart_xlsx(struct book *b, const struct book_chart *c, struct err *err)
{
	static const lxw_chart_type kinds[] = { [CHART_BARS] = LXW_CHART_BAR,
		[CHART_STACKED] = LXW_CHART_BAR_STACKED,
		[CHART_LINE] = LXW_CHART_LINE };
	const struct tab *t = &b->tabs[c->sheet];
	lxw_row_t first = (lxw_row_t)c->first + ROWS_ABOVE, last = (lxw_row_t)c->last + ROWS_ABOVE;
	lxw_chart *chart = workbook_add_chart(b->workbook, (uint8_t)kinds[c->kind]);
	double rows = c->last - c->first + 1, lines = CHART_LEAST + rows * CHART_STEP;
	lxw_chart_options options = { .x_scale = CHART_WIDE,
		.y_scale = lines < CHART_MOST ? lines / CHART_HEIGHT : CHART_MOST / CHART_HEIGHT };

	(void)err;
	for (int i = 0; i < 4 && c->values[i] >= 0; i++) {
		lxw_col_t column = (lxw_col_t)c->values[i];
		lxw_chart_series *s = chart_add_series(chart, NULL, NULL);

		chart_series_set_categories(
			s, t->name, first, (lxw_col_t)c->category, last, (lxw_col_t)c->category);
		chart_series_set_values(s, t->name, first, column, last, column);
		chart_series_set_name_range(s, t->name, HEAD_ROW, column);
	}
	chart_title_set_name(chart, c->title);
	set_axes(chart, t, c);
	/* Below the table and its sums: beside it they would be printed too small to be read. */
	worksheet_insert_chart_opt(t->sheet, t->next + 2, 0, chart, &options);
	if (c->last < CHART_ROWS)
		worksheet_fit_to_pages(t->sheet, 1, 1);
	return OK;
}

static void
remove_file(struct book *b)
{
	close(b->fd);
	arena_done(&b->a);
	arena_done(&b->row);
	free(b);
}

static void
drop_xlsx(struct book *b)
{
	if (!b->count)
		workbook_add_worksheet(b->workbook, NULL);
	workbook_close(b->workbook);
	remove_file(b);
}

/* A value longer than a property is cut between characters; the pieces bear "[code+]". */
static void
add_fact(struct book *b, const struct book_fact *f)
{
	struct str rest = str_z(f->value);
	const char *more = "";

	do {
		struct str piece = rest;

		if (piece.len > PROPERTY_MOST) {
			piece.len = PROPERTY_MOST;
			while (piece.len && ((unsigned char)piece.ptr[piece.len] & 0xC0) == 0x80)
				piece.len--;
		}
		workbook_set_custom_property_string(b->workbook,
			arena_printf(&b->a, "%s [%s%s]", f->label, f->code, more),
			arena_z(&b->a, piece));
		rest = (struct str){ rest.ptr + piece.len, rest.len - piece.len };
		more = "+";
	} while (rest.len);
}

static void
add_properties(struct book *b)
{
	lxw_doc_properties p = { .title = arena_z(&b->a, str_z(b->head->title)),
		.subject = arena_z(&b->a, str_z(b->head->subtitle)),
		.author = arena_z(&b->a, str_z(b->head->author)),
		.created = b->head->at.ms / 1000 };

	workbook_set_properties(b->workbook, &p);
	for (size_t i = 0; i < b->head->fact_count; i++)
		if (b->head->facts[i].value[0])
			add_fact(b, &b->head->facts[i]);
}

static enum status
copy_file(struct book *b, struct err *err)
{
	char piece[PIECE];
	enum status st = OK;
	off_t at = 0;
	ssize_t n;

	while (!st && (n = pread(b->fd, piece, sizeof piece, at)) != 0) {
		if (n < 0)
			return err_set(err, ERR_SYSTEM, _("fichier de travail illisible : %s"),
				err_reason(errno));
		at += n;
		buf_add(b->out, piece, (size_t)n);
		if (b->head->spill)
			st = b->head->spill(b->head->spill_ctx, err);
	}
	return st;
}

/* Where it comes from, for who looks at the sheets only. */
static enum status
add_provenance(struct book *b, struct err *err)
{
	const struct book_sheet sheet = paper_facts_sheet(&b->a);
	struct book_cell cells[PAPER_FACT_CELLS];
	size_t n;
	const struct paper_fact *facts = paper_facts(b->head, &b->a, &n);
	enum status st = sheet_xlsx(b, &sheet, err);

	for (size_t i = 0; i < n && !st; i++) {
		paper_fact_cells(&facts[i], cells);
		st = row_xlsx(b, cells, err);
	}
	return st;
}

static enum status
close_xlsx(struct book *b, struct err *err)
{
	enum status st = add_provenance(b, err);
	lxw_error e;

	if (st) {
		drop_xlsx(b);
		return st;
	}
	end_sheet(b);
	add_properties(b);
	e = workbook_close(b->workbook);
	if (e)
		st = err_set(
			err, ERR_SYSTEM, _("le classeur ne s'écrit pas : %s"), lxw_strerror(e));
	if (!st)
		st = copy_file(b, err);
	remove_file(b);
	return st;
}

static enum status
facts_xlsx(struct str bytes, struct arena *a, struct book_fact **out, size_t *count, bool *found,
	struct err *err)
{
	static const struct fact_marks marks = { " name=\"", "\"><vt:lpwstr>", "</vt:lpwstr>" };

	return zip_facts(bytes, "docProps/custom.xml", &marks, a, out, count, found, err);
}

const struct book_format office_xlsx = {
	.code = "xlsx",
	.office = true,
	.many = true,
	.open = open_xlsx,
	.sheet = sheet_xlsx,
	.row = row_xlsx,
	.chart = chart_xlsx,
	.close = close_xlsx,
	.drop = drop_xlsx,
	.facts = facts_xlsx,
};
