/* SPDX-License-Identifier: EUPL-1.2 */
/* Previewing and writing: one snapshot of the base, one pass over the rows. */
#include "export_scdl.h"

#include <stdlib.h>

#include "export_write.h"
#include "pupitre/base/fs_out.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { PIECE = 1 << 16 };

/* Formats whose file is the table and nothing else: the provenance stands beside it. */
static bool
is_bare(const struct book_format *f)
{
	return !f->facts;
}

/* ---- preview ---- */

struct previewing {
	const struct export_plan *p;
	struct arena *a;
	struct export_preview *out;
	size_t max;
	struct export_sum sum;
};

static struct str
shown(struct arena *a, const struct book_column *c, const struct book_cell *cell)
{
	if (!cell->is)
		return STR("");
	switch (c->type) {
	case CELL_MONEY:
		return str_z(arena_printf(a, "%s", money_plain((struct money){ cell->n }).s));
	case CELL_POINTS:
		return str_z(
			arena_printf(a, "%s", points_exact((struct points){ (int32_t)cell->n }).s));
	case CELL_RATE:
		return str_z(arena_printf(a, "%s %%", rate_text((int32_t)cell->n).s));
	case CELL_DAY:
		return str_z(arena_printf(a, "%s", day_fr((struct day){ (int32_t)cell->n }).s));
	case CELL_INTEGER:
		return str_z(arena_printf(a, "%lld", (long long)cell->n));
	default:
		return arena_str(a, cell->text);
	}
}

static enum status
preview_row(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct previewing *v = ctx;

	(void)err;
	if (v->out->row_count < v->max) {
		struct str *row = ARENA_ARRAY(v->a, struct str, v->p->count);

		for (size_t i = 0; i < v->p->count; i++)
			row[i] = shown(v->a, &v->p->books[i], &cells[i]);
		v->out->rows[v->out->row_count++] = row;
	}
	export_sum_row(&v->sum, v->p, cells);
	return OK;
}

static const char *
suggested_name(struct session *s, struct arena *a, const struct export_plan *p,
	const struct book_format *f)
{
	const struct book_format_row *row = book_format_row(f ? f->code : "csv");
	struct str code = utf8_fold(a, p->preset.code);
	struct buf b = { 0 };
	const char *name;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.ptr[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_addc(&b, c);
		else if (b.len && b.ptr[b.len - 1] != '-')
			buf_addc(&b, '-');
	}
	if (!b.len)
		buf_addz(&b, "export");
	name = arena_printf(
		a, "%.*s-%s%s", (int)b.len, b.ptr, day_iso(session_today(s)).s, row->extension);
	buf_done(&b);
	return name;
}

static void
head_of_preview(const struct export_plan *p, struct arena *a, size_t max, struct export_preview *v)
{
	const char **titles = ARENA_ARRAY(a, const char *, p->count);
	bool *right = ARENA_ARRAY(a, bool, p->count);

	for (size_t i = 0; i < p->count; i++) {
		enum cell_type t = p->books[i].type;

		titles[i] = p->books[i].title;
		right[i] =
			t == CELL_INTEGER || t == CELL_MONEY || t == CELL_POINTS || t == CELL_RATE;
	}
	v->titles = titles;
	v->right = right;
	v->columns = p->count;
	v->rows = ARENA_ARRAY(a, struct str *, max ? max : 1);
}

enum status
export_preview(struct session *s, const struct export_order *o, size_t max, struct arena *a,
	struct export_preview *out, struct err *err)
{
	struct export_preview v = { 0 };
	struct previewing ctx = { .a = a, .out = &v, .max = max };
	const struct book_format *f = NULL;
	struct export_counts n = { 0 };
	struct export_plan p;
	enum status st = export_plan_make(s, o, a, &p, err);

	if (!st)
		st = export_format(o->format, &f, err);
	if (!st)
		st = export_count(&p, &n, err);
	if (!st && p.is_scdl)
		st = export_scdl_check(&p, err);
	if (st)
		return st;
	head_of_preview(&p, a, max, &v);
	ctx.p = &p;
	export_sum_start(&ctx.sum);
	st = export_each(&p, preview_row, &ctx, err);
	v.count = ctx.sum.rows;
	v.total.cents = ctx.sum.control;
	v.total_label = p.control >= 0 ? p.books[p.control].title : NULL;
	export_sum_end(&ctx.sum);
	if (st)
		return st;
	v.provisional = n.undecided > 0;
	v.warning = export_warning(a, &n);
	v.suggested = suggested_name(s, a, &p, f);
	v.command = export_command(a, &p, o);
	*out = v;
	return OK;
}

/* ---- writing ---- */

struct writing {
	const struct export_plan *p;
	struct export_target *to;
	const struct book_format *f;
	struct book *book;
	struct buf bytes; /* not given to the target yet */
	struct export_sum sum;
	const struct export_hooks *hooks;
	int64_t count, seen; /* dossiers expected, read */
	int64_t written; /* bytes */
	bool checking; /* before anything is written */
};

static enum status
flush(struct writing *w, size_t least, struct err *err)
{
	enum status st;

	if (w->bytes.len < least || !w->bytes.len)
		return OK;
	st = w->to->add(w->to->ctx, buf_str(&w->bytes), err);
	w->written += (int64_t)w->bytes.len;
	buf_clear(&w->bytes);
	return st;
}

static enum status
tell(struct writing *w, const char *what, struct err *err)
{
	if (!w->hooks || !w->hooks->progress ||
		w->hooks->progress(w->hooks->ctx, what, w->seen, w->count))
		return OK;
	return err_set(err, ERR_CANCELLED, _("export arrêté : aucun fichier n'est laissé"));
}

/* Dossiers, not rows: one has many marks, and an envelope many dossiers. */
static enum status
on_tick(void *ctx, int64_t dossiers, struct err *err)
{
	struct writing *w = ctx;

	w->seen = dossiers;
	return tell(w, w->checking ? _("vérification") : _("export"), err);
}

/* After the rows: what a format has gathered leaves. */
static enum status
spill(void *ctx, struct err *err)
{
	enum status st = flush(ctx, PIECE, err);

	return st ? st : tell(ctx, _("écriture"), err);
}

static enum status
write_row(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct writing *w = ctx;
	enum status st = w->f->row(w->book, cells, err);

	if (st)
		return st;
	export_sum_row(&w->sum, w->p, cells);
	return flush(w, PIECE, err);
}

/* Of marks about: an evaluation each. */
static int64_t
rows_expected(const struct writing *w)
{
	return w->p->source == SOURCE_ENVELOPES ? 0
	       : w->p->source == SOURCE_MARKS   ? w->count * (int64_t)w->p->s->grid.item_count
						: w->count;
}

static enum status
write_rows(struct writing *w, struct err *err)
{
	const struct book_sheet sheet = { .name = w->p->sheet,
		.title = arena_z(w->p->a, w->p->preset.label),
		.columns = w->p->books,
		.count = w->p->count,
		.total = w->p->control >= 0 && w->p->source != SOURCE_MARKS,
		.rows = rows_expected(w) };
	enum status st = w->f->sheet(w->book, &sheet, err);

	return st ? st : export_each(w->p, write_row, w, err);
}

/* The book takes the facts at its end: the rows are known only then. */
static enum status
write_book(struct writing *w, const struct book_head *head, struct book_fact facts[FACT_COUNT],
	struct hash *digest, struct err *err)
{
	enum status st = w->f->open(head, &w->bytes, &w->book, err);

	if (st)
		return st;
	export_sum_start(&w->sum);
	st = write_rows(w, err);
	*digest = export_sum_end(&w->sum);
	if (!st)
		st = export_facts_end(w->p, &w->sum, *digest, w->p->a, facts, err);
	if (!st && w->p->synthesis)
		st = export_synthesis_write(w->p->synthesis, w->f, w->book, err);
	if (st)
		w->f->drop(w->book);
	else
		st = w->f->close(w->book, err);
	return st ? st : flush(w, 0, err);
}

static struct instant
moment(struct session *s, const struct export_again *again)
{
	struct instant at =
		again ? fact_instant(fact_value(again->facts, again->count, "at")) : INSTANT_NONE;

	return instant_is(at) ? at : clock_now(&s->clock);
}

/* Of nothing nobody says that it is final. */
static const char *
character_of(const struct export_counts *n)
{
	if (!n->dossiers)
		return _("sans objet : aucun dossier");
	return n->undecided ? _("provisoire") : _("définitif");
}

enum status
export_run(struct session *s, const struct export_order *o, struct export_target *to,
	const struct export_hooks *hooks, struct export_again *again, struct arena *a,
	struct export_done *out, struct err *err)
{
	struct book_fact facts[FACT_COUNT];
	const struct book_fact *written =
		again ? export_facts_given(again->facts, again->count, a) : facts;
	struct export_plan p;
	struct writing w = { .p = &p, .to = to, .hooks = hooks };
	struct export_done done = { 0 };
	struct export_counts n = { 0 };
	struct instant at;
	struct hash digest;
	enum status st = export_plan_make(s, o, a, &p, err);

	if (!st)
		st = export_format(o->format, &w.f, err);
	if (!st)
		st = export_count(&p, &n, err);
	w.count = n.dossiers;
	p.tick = on_tick;
	p.tick_ctx = &w;
	w.checking = true;
	if (!st && p.is_scdl)
		st = export_scdl_check(&p, err);
	if (st)
		return st;
	w.checking = false;
	done.provisional = n.undecided > 0;
	done.warning = export_warning(a, &n);
	at = moment(s, again);
	export_facts_start(&p, o, at, character_of(&n), a, facts);
	/* Whoever verifies a file makes it again in the name of its author. */
	const struct book_head head = { .title = arena_z(a, p.preset.label),
		.subtitle = s->campaign.name,
		.filter = arena_z(a, o->query),
		.author = fact_value(written, FACT_COUNT, "author"),
		.at = at,
		.provisional = done.provisional,
		.facts = written,
		.fact_count = FACT_COUNT,
		.spill = spill,
		.spill_ctx = &w };

	p.synthesis = w.f->many ? export_synthesis_new(&p) : NULL;
	st = write_book(&w, &head, facts, &digest, err);
	export_synthesis_free(p.synthesis);
	buf_done(&w.bytes);
	if (st)
		return st;
	done.rows = w.sum.rows;
	done.bytes = w.written;
	done.total.cents = w.sum.control;
	done.digest = hash_hex(digest);
	if (is_bare(w.f) && to->beside)
		st = to->beside(to->ctx, facts, FACT_COUNT, err);
	if (again)
		memcpy(again->now, facts, sizeof facts);
	*out = done;
	return st;
}

enum status
export_format(const char *code, const struct book_format **out, struct err *err)
{
	return book_format_find(code ? code : "ods", out, err);
}

const struct export_format_view *
export_formats(struct arena *a, size_t *count)
{
	struct export_format_view *out =
		ARENA_ARRAY(a, struct export_format_view, book_format_count);

	for (size_t i = 0; i < book_format_count; i++)
		out[i] = (struct export_format_view){ book_format_rows[i].code,
			_(book_format_rows[i].label) };
	*count = book_format_count;
	return out;
}

const char *
export_format_of_path(const char *path)
{
	const struct book_format_row *row = book_format_of_path(path);

	return row ? row->code : NULL;
}

enum status
export_check_path(const char *format, const char *path, struct err *err)
{
	const struct book_format_row *row = book_format_row(format);
	const struct book_format_row *other = book_format_of_path(path);

	if (!row || !other || strcmp(row->extension, other->extension) == 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("le nom finit par %s, mais le format est « %s » : changez l'un ou l'autre"),
		other->extension, _(row->label));
}
