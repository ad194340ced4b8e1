/* SPDX-License-Identifier: EUPL-1.2 */
/* From an order to what is read and written: presets are rows of data, an order may narrow them. */
#include "export_plan.h"

#include "export_scdl.h"
#include "pupitre/base/i18n.h"
#include "query_text.h"

/* What a note and its pictures are drawn from; a public one has no marks, and no award that has ended. */
#define DRAWN_PUBLIC                                                                               \
	"applicant,title,department,department_name,kind,category,submitted,decided,"              \
	"requested_cents,decision,reason_label,amount_cents"
#define DRAWN DRAWN_PUBLIC ",points_milli,decided_by"
#define DRAWN_CONTROL "amount_cents"

/* A condition alone ("décision:accordé"), which says nothing more where it stands already; a number is none, since
 * numbers side by side are one list. */
static bool
is_there(struct str condition, struct str text)
{
	struct str word;

	if (!memchr(condition.ptr, ':', condition.len) || memchr(condition.ptr, ' ', condition.len))
		return false;
	for (bool more = text.len > 0 && !memchr(text.ptr, '(', text.len); more;) {
		more = str_cut(&text, ' ', &word);
		if (str_eq(word, condition))
			return true;
	}
	return false;
}

/* What both more and a typed text match. */
static enum status
narrow_by(struct export_plan *p, struct str text, struct str more, struct str *out, struct err *err)
{
	const struct query_context ctx = { session_today(p->s), str_z(p->s->who.login),
		&p->s->grid };
	struct search search;
	int at;
	enum status st;

	text = str_trim(text.ptr ? text : STR(""));
	*out = more;
	if (!text.len || str_eq(text, more) || is_there(text, more))
		return OK;
	st = query_parse(text, &ctx, p->a, &search, &at, err);
	if (st)
		return st;
	struct typed_query typed = { text, search.where };

	*out = query_within(p->a, &typed, more);
	return OK;
}

static enum status
narrow(struct export_plan *p, struct str query, struct err *err)
{
	struct str only = p->is_scdl ? STR("décision:accordé " EXPORT_STILL_HOLD) : STR("");
	const struct builtin_preset *b = builtin_find(p->preset.code);
	enum status st = narrow_by(p, p->preset.query, only, &p->query, err);

	if (!st)
		st = narrow_by(p, query, p->query, &p->query, err);
	if (!st && b && b->aside && !p->is_scdl)
		st = narrow_by(p, query, str_z(b->aside), &p->aside, err);
	return st;
}

static int
column_index(const struct export_plan *p, const char *code)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->books[i].code, code) == 0)
			return (int)i;
	return -1;
}

static enum status
plan_drawn(struct export_plan *p, const struct export_order *o, struct err *err)
{
	enum status st;

	if (o->columns.len)
		return err_set(err, ERR_USAGE,
			_("une note et ses images décrivent les dossiers, quelles que soient les "
			  "colonnes : "
			  "laissez celles du modèle, ou prenez un tableau (ods, pdf)"));
	st = export_take_columns(p, p->preset.is_public ? STR(DRAWN_PUBLIC) : STR(DRAWN), err);
	p->columns_text = "";
	return st;
}

static enum status
plan_columns(struct export_plan *p, const struct export_order *o, struct err *err)
{
	if (p->is_drawn)
		return plan_drawn(p, o, err);
	if (!p->is_scdl)
		return export_take_columns(p, o->columns.ptr ? o->columns : p->preset.columns, err);
	if (p->source != SOURCE_DOSSIERS)
		return err_set(err, ERR_INPUT,
			_("SCDL décrit des subventions accordées, une ligne par dossier : prenez "
			  "le "
			  "modèle "
			  "laureats"));
	if (o->columns.ptr)
		return err_set(err, ERR_USAGE,
			_("les colonnes de SCDL sont celles de son schéma : retirez --columns"));
	p->columns = export_scdl_columns(p->a, &p->count);
	p->books = ARENA_ARRAY(p->a, struct book_column, p->count);
	for (size_t i = 0; i < p->count; i++)
		p->books[i] = p->columns[i].book;
	p->columns_text = "";
	return OK;
}

static enum status
plan_sort(struct export_plan *p, const struct export_order *o, struct err *err)
{
	if (p->source == SOURCE_ENVELOPES && o->sort.len)
		return err_set(err, ERR_USAGE,
			_("les enveloppes vont toujours de la mère à ses parts : retirez le tri"));
	p->sort = o->sort.len ? o->sort : p->preset.sort;
	return OK;
}

static int
plan_control(const struct export_plan *p, const struct builtin_preset *b)
{
	int at = column_index(p, p->is_scdl ? "montant" : p->is_drawn ? DRAWN_CONTROL : b->control);

	return at >= 0 || p->source != SOURCE_DOSSIERS ? at : column_index(p, "requested_cents");
}

enum status
export_plan_make(struct session *s, const struct export_order *o, struct arena *a,
	struct export_plan *out, struct err *err)
{
	const struct book_format_row *format = o->format ? book_format_row(o->format) : NULL;
	struct export_plan p = { .s = s, .a = a, .is_drawn = format && format->drawn };
	const struct builtin_preset *b = builtin_find(o->preset);
	enum status st = session_require(s, CAN_EXPORT, err);

	if (!st)
		st = export_preset_find(s, o->preset, a, &p.preset, err);
	if (st)
		return st;
	p.source = p.is_drawn ? SOURCE_DOSSIERS : p.preset.source;
	p.sheet = b ? _(b->sheet) : _("Dossiers");
	if (!b)
		b = builtin_of(p.source, p.preset.is_public);
	p.is_scdl = o->format && strcmp(o->format, "scdl") == 0;
	st = plan_columns(&p, o, err);
	if (!st)
		st = plan_sort(&p, o, err);
	if (!st)
		st = narrow(&p, o->query, err);
	if (st)
		return st;
	p.control = plan_control(&p, b);
	*out = p;
	return OK;
}
