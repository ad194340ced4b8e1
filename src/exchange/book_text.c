/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/book_text.h"

#include "pupitre/base/money.h"

bool
book_is_number(enum cell_type t)
{
	return t == CELL_INTEGER || t == CELL_MONEY || t == CELL_POINTS || t == CELL_RATE;
}

void
book_add_machine(struct buf *out, const struct book_column *c, const struct book_cell *cell)
{
	if (!cell->is)
		return;
	switch (c->type) {
	case CELL_TEXT:
	case CELL_CODE:
		buf_adds(out, cell->text);
		return;
	case CELL_DAY:
		buf_addz(out, day_iso((struct day){ (int32_t)cell->n }).s);
		return;
	default:
		buf_add_int(out, cell->n);
	}
}

static void
add_with_comma(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_addc(out, *text == '.' ? ',' : *text);
}

void
book_add_office(struct buf *out, const struct book_column *c, const struct book_cell *cell)
{
	if (!cell->is)
		return;
	switch (c->type) {
	case CELL_MONEY:
		add_with_comma(out, money_decimal((struct money){ cell->n }).s);
		return;
	case CELL_POINTS:
		buf_addz(out, points_exact((struct points){ (int32_t)cell->n }).s);
		return;
	case CELL_RATE:
		buf_addz(out, rate_text((int32_t)cell->n).s);
		buf_addz(out, " %");
		return;
	case CELL_DAY:
		buf_addz(out, day_fr((struct day){ (int32_t)cell->n }).s);
		return;
	default:
		book_add_machine(out, c, cell);
	}
}
