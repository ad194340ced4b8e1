/* SPDX-License-Identifier: EUPL-1.2 */
/* The only file that knows libcsv. Blanks around cells are kept: they are the applicant's. */
#include "csv_rows.h"

#include <csv.h>

#include "pupitre/base/i18n.h"

/* A cell grows by blocks: the library's 128 bytes make a large one quadratic. */
enum { CELL_BLOCK = 1 << 18 };

struct rows {
	struct input *in;
	const struct csv_events *events;
	struct str *cells;
	size_t n, cap;
	int64_t row;
	bool too_big;
	enum status status;
	struct err *err;
};

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
on_cell(void *bytes, size_t len, void *ctx)
{
	struct rows *r = ctx;
	struct str cell = { bytes, len };

	if (r->status != OK || r->too_big)
		return;
	if (r->n == CSV_COLUMNS_MAX || r->events->arena->used > CSV_ROW_MAX) {
		r->too_big = true;
		return;
	}
	cell = len ? arena_str(r->events->arena, cell) : STR_NONE;
	ARENA_PUSH(r->events->arena, r->cells, r->n, r->cap, cell);
}

static void
restart(struct rows *r)
{
	arena_reset(r->events->arena);
	r->cells = NULL;
	r->n = r->cap = 0;
}

static void
on_row(int end, void *ctx)
{
	struct rows *r = ctx;

	(void)end;
	if (r->status != OK || r->too_big)
		return;
	r->status = r->events->row(r->events->ctx, r->row++, r->cells, r->n, r->err);
	restart(r);
}

static int
separator_of(struct str text)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t counts[sizeof(candidates)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
		quoted ^= text.ptr[i] == '"';
		for (size_t c = 0; c < sizeof(candidates) && !quoted; c++)
			counts[c] += text.ptr[i] == candidates[c];
	}
	for (size_t c = 1; c < sizeof(candidates); c++)
		if (counts[c] > counts[best])
			best = c;
	return candidates[best];
}

static enum status
refuse(const struct rows *r, size_t at)
{
	const char *why = r->too_big ? _("ligne trop longue") : _("guillemets mal fermés");

	return err_set(r->err, ERR_INPUT,
		_("%s, %s : %s ; le fichier entier est refusé. Refaites l’export"), r->in->name,
		input_position(r->in, at).s, why);
}

static enum status
parse_chunk(struct rows *r, struct csv_parser *parser)
{
	struct str chunk = r->in->chunk;
	size_t done = csv_parse(parser, chunk.ptr, chunk.len, on_cell, on_row, r);

	if (r->status != OK)
		return r->status;
	if (done != chunk.len || parser->entry_size > CSV_ROW_MAX)
		r->too_big |= done == chunk.len;
	return done != chunk.len || r->too_big ? refuse(r, done) : OK;
}

static enum status
run(struct rows *r, struct csv_parser *parser)
{
	for (bool first = true;; first = false) {
		enum status st = input_read(r->in, r->err);

		if (st != OK)
			return st;
		if (!r->in->chunk.len)
			break;
		if (first)
			csv_set_delim(parser, (unsigned char)separator_of(r->in->chunk));
		st = parse_chunk(r, parser);
		if (st != OK)
			return st;
	}
	if (csv_fini(parser, on_cell, on_row, r) != 0)
		return refuse(r, 0);
	return r->status;
}

enum status
csv_rows(struct input *in, const struct csv_events *events, struct err *err)
{
	struct rows r = { .in = in, .events = events, .err = err };
	struct csv_parser parser;
	enum status st;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die(_("mémoire insuffisante"));
	csv_set_space_func(&parser, no_blank);
	csv_set_blk_size(&parser, CELL_BLOCK);
	restart(&r);
	st = run(&r, &parser);
	csv_free(&parser);
	return st;
}
