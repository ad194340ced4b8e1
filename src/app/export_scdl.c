/* SPDX-License-Identifier: EUPL-1.2 */
/* Open data: the awards of a plan as lines of the SCDL schema, and their check before anything is written. */
#include "export_scdl.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/scdl.h"

static struct str
euros(struct arena *a, struct maybe_money m)
{
	if (!m.is)
		return STR_NONE;
	return str_z(arena_printf(
		a, "%lld.%02lld", (long long)(m.m.cents / 100), (long long)(m.m.cents % 100)));
}

/* The title, within the schema's length. */
static struct str
object_of(struct str title)
{
	struct str rest = title;

	for (int i = 0; i < SCDL_BRIEF_MOST && rest.len; i++)
		utf8_next(&rest);
	return (struct str){ title.ptr, title.len - rest.len };
}

static struct day
day_at(struct instant t)
{
	return instant_is(t) ? instant_day(t) : DAY_NONE;
}

/* What the base holds of no payment: from the decision to the planned end of the works, within which the grant is
 * paid; the day of the decision where that end is not known. */
static struct str
period_of(const struct export_line *l)
{
	struct day from = day_at(l->brief.decided_at), to = l->brief.end;

	if (!day_is(from))
		return STR_NONE;
	return str_z(day_is(to) && to.n > from.n
			     ? arena_printf(l->a, "%s/%s", day_iso(from).s, day_iso(to).s)
			     : arena_printf(l->a, "%s", day_iso(from).s));
}

static struct book_cell
scdl_cell(const struct export_line *l, int field)
{
	const struct settings *s = &l->s->config.settings;
	struct str v = STR_NONE;

	switch (field) {
	case SCDL_GRANTOR:
		v = str_z(s->grantor);
		break;
	case SCDL_GRANTOR_ID:
		v = str_z(s->grantor_siret);
		break;
	case SCDL_DATE:
		if (instant_is(l->brief.decided_at))
			v = str_z(arena_printf(l->a, "%s", day_iso(day_at(l->brief.decided_at)).s));
		break;
	case SCDL_REFERENCE:
		v = str_z(arena_printf(l->a, "%lld", (long long)l->row->number));
		break;
	case SCDL_BENEFICIARY:
		v = l->row->applicant;
		break;
	case SCDL_BENEFICIARY_ID:
		v = l->row->siret;
		break;
	case SCDL_OBJECT:
		v = object_of(l->row->title);
		break;
	case SCDL_AMOUNT:
		v = euros(l->a, l->row->amount);
		break;
	case SCDL_NATURE:
		v = STR("aide en numéraire");
		break;
	case SCDL_PAYMENT:
		v = str_z(s->payment);
		break;
	case SCDL_PAYMENT_DATES:
		v = period_of(l);
		break;
	case SCDL_EU:
		v = STR("non");
		break;
	case SCDL_SHARE:
		v = STR("1");
		break;
	case SCDL_SCHEME:
		v = str_z(s->scheme);
		break;
	default:
		break;
	}
	/* Its cents too, for the control total. */
	return (struct book_cell){ .is = v.len > 0,
		.text = v,
		.n = field == SCDL_AMOUNT && l->row->amount.is ? l->row->amount.m.cents : 0 };
}

struct export_column *
export_scdl_columns(struct arena *a, size_t *count)
{
	struct export_column *c = ARENA_ARRAY(a, struct export_column, SCDL_FIELDS);

	for (int i = 0; i < SCDL_FIELDS; i++) {
		c[i].book = (struct book_column){ .code = scdl_rows[i].name,
			.title = scdl_rows[i].name,
			.type = CELL_CODE,
			.width = 20 };
		c[i].is_public = true;
		c[i].needs = NEEDS_BRIEF;
		c[i].cell = scdl_cell;
		c[i].subject = i;
	}
	*count = SCDL_FIELDS;
	return c;
}

struct checking {
	int64_t wrong;
	struct err first;
	int64_t number;
};

static enum status
check_line(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct checking *k = ctx;
	struct str values[SCDL_FIELDS];
	struct err why = { 0 };

	(void)err;
	for (int i = 0; i < SCDL_FIELDS; i++)
		values[i] = cells[i].is ? cells[i].text : STR_NONE;
	if (scdl_check(values, &why) == OK || k->wrong++)
		return OK;
	k->first = why;
	str_int(values[SCDL_REFERENCE], &k->number);
	return OK;
}

enum status
export_scdl_check(const struct export_plan *p, struct err *err)
{
	const struct settings *s = &p->s->config.settings;
	struct checking k = { 0 };
	enum status st;

	if (!s->grantor[0] || !s->grantor_siret[0])
		return err_set(err, ERR_INPUT,
			_("SCDL : qui accorde ? renseignez « publication: attribuant » et « siret "
			  "» "
			  "dans "
			  "pupitre.yaml (--config DOSSIER)"));
	st = export_each(p, check_line, &k, err);
	if (!st && k.wrong)
		st = err_set(err, ERR_INPUT,
			ngettext("SCDL : dossier %lld, %s ; corrigez-le, ou écartez-le par la "
				 "recherche",
				"SCDL : dossier %lld, %s ; %lld lignes sont refusées : "
				"corrigez-les, "
				"ou "
				"écartez-les par la recherche",
				(unsigned long)k.wrong),
			(long long)k.number, k.first.text, (long long)k.wrong);
	return st;
}
