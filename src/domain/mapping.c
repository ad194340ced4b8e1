/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns of a dossier out of its fields. A source is tried by the descriptor's id, then by label
 * and occurrence; the first source that finds an answered field fills the column.
 *
 * Occurrences count answered or not, per section; a CSV has all its columns in the form's section,
 * so a label found only once serves whatever occurrence was asked.
 */
#include "pupitre/domain/mapping.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "fold.h"

const struct target_row target_rows[TARGET_COUNT] = {
	[TARGET_TITLE] = { "intitulé", N_("Intitulé"), false },
	[TARGET_DEPARTMENT] = { "département", N_("Département"), false },
	[TARGET_CATEGORY] = { "catégorie", N_("Catégorie"), false },
	[TARGET_VOLET] = { "volet", N_("Volet"), false },
	[TARGET_TOTAL] = { "coût_total", N_("Coût total"), false },
	[TARGET_REQUESTED] = { "montant_demandé", N_("Montant demandé"), false },
	[TARGET_START] = { "début", N_("Début prévu"), false },
	[TARGET_END] = { "fin", N_("Fin prévue"), false },
	[TARGET_CONTACT] = { "contact", N_("Contact"), false },
	[TARGET_FUNDING] = { "cofinancements", N_("Cofinancements"), true },
};

/* Folded labels, made once per dossier. */
struct fields {
	struct arena scratch;
	const struct dossier *d;
	struct str *folded;
};

static void
fields_init(struct fields *f, const struct dossier *d)
{
	*f = (struct fields){ .d = d };
	f->folded = ARENA_ARRAY(&f->scratch, struct str, d->field_count + 1);
	for (size_t i = 0; i < d->field_count; i++)
		f->folded[i] = str_trim(utf8_fold(&f->scratch, d->fields[i].label));
}

static bool
is_answered(const struct field *f)
{
	return f->kind != FIELD_HEADER && f->kind != FIELD_EXPLANATION &&
	       str_trim(f->value).len > 0;
}

static const struct field *
by_descriptor(const struct fields *f, const char *id)
{
	for (size_t i = 0; id && i < f->d->field_count; i++)
		if (str_eqz(f->d->fields[i].descriptor, id) && is_answered(&f->d->fields[i]))
			return &f->d->fields[i];
	return NULL;
}

static const struct field *
by_label(struct fields *f, const char *label, int occurrence)
{
	const struct field *only = NULL;
	struct str wanted;
	size_t found = 0;

	if (!label)
		return NULL;
	wanted = str_trim(utf8_fold(&f->scratch, str_z(label)));
	for (size_t i = 0; i < f->d->field_count; i++) {
		const struct field *field = &f->d->fields[i];

		if (!is_answered(field) || !str_eq(f->folded[i], wanted))
			continue;
		if (field->occurrence == occurrence)
			return field;
		only = field;
		found++;
	}
	return found == 1 ? only : NULL;
}

static const struct field *
source_find(struct fields *f, const struct mapping_source *source)
{
	const struct field *field = by_descriptor(f, source->descriptor);

	return field ? field : by_label(f, source->label, source->occurrence);
}

static const struct field *
rule_find(struct fields *f, const struct mapping_rule *rule)
{
	for (size_t i = 0; i < rule->count; i++) {
		const struct field *field = source_find(f, &rule->sources[i]);

		if (field)
			return field;
	}
	return NULL;
}

static struct str
text_of(struct arena *a, const struct field *f)
{
	return f ? arena_str(a, str_trim(f->value)) : STR_NONE;
}

/* At most two decimals in an amount: "1286443.500" is fine, "0.125" is not an amount. */
static struct str
without_zeros(struct str s)
{
	ptrdiff_t point = str_find(s, STR("."));

	while (point >= 0 && s.len > (size_t)point + 3 && s.ptr[s.len - 1] == '0')
		s.len--;
	return s;
}

static struct maybe_money
money_of(const struct field *f, enum zero zero)
{
	struct maybe_money none = { 0 };
	struct money m;

	if (!f || !money_parse(without_zeros(str_trim(f->value)), &m))
		return none;
	if (m.cents < 0 || (m.cents == 0 && zero == ZERO_IS_ABSENT))
		return none;
	return (struct maybe_money){ true, m };
}

static struct day
day_of_field(const struct field *f)
{
	struct instant at;
	struct day day;
	struct str s = f ? str_trim(f->value) : STR_NONE;

	if (!s.len)
		return DAY_NONE;
	if (day_parse_iso(s, &day) || day_parse_fr(s, &day))
		return day;
	return instant_parse(s, &at) ? instant_day(at) : DAY_NONE;
}

/* The first source that gives an amount: a zero that means nothing lets the next one speak. */
static struct maybe_money
rule_money(struct fields *f, const struct mapping_rule *rule)
{
	struct maybe_money amount = { 0 };

	for (size_t i = 0; i < rule->count && !amount.is; i++)
		amount = money_of(source_find(f, &rule->sources[i]), rule->zero);
	return amount;
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* "Volet 2 - ...", "2": its first number, when it has one digit. */
static int
volet_of(const struct field *f)
{
	struct str s = f ? f->value : STR_NONE;
	size_t i = 0;

	while (i < s.len && !is_digit(s, i))
		i++;
	return is_digit(s, i) && !is_digit(s, i + 1) ? s.ptr[i] - '0' : 0;
}

static void
add_other(struct dossier *d, struct money amount)
{
	int64_t sum = d->other_funding.m.cents + amount.cents;

	d->other_funding =
		(struct maybe_money){ true, { sum < MONEY_MAX_CENTS ? sum : MONEY_MAX_CENTS } };
}

static void
funding_of(struct fields *f, const struct mapping_rule *rule, struct arena *a, struct dossier *d)
{
	size_t cap = 0;

	d->funding = NULL;
	d->funding_count = 0;
	d->other_funding = (struct maybe_money){ 0 };
	for (size_t i = 0; i < rule->count; i++) {
		const struct field *field = source_find(f, &rule->sources[i]);
		struct maybe_money amount = money_of(field, rule->zero);
		struct funding_line line;

		if (!amount.is)
			continue;
		line = (struct funding_line){ .amount = amount.m };
		line.funder = arena_str(
			a, rule->sources[i].funder ? str_z(rule->sources[i].funder) : field->label);
		ARENA_PUSH(a, d->funding, d->funding_count, cap, line);
		if (!folded_eq(line.funder, STR(OWN_FUNDS)))
			add_other(d, amount.m);
	}
}

void
mapping_apply(const struct mapping *m, struct arena *a, struct dossier *d)
{
	const struct mapping_rule *r = m->rules;
	struct fields f;

	fields_init(&f, d);
	if (r[TARGET_TITLE].count)
		d->title = text_of(a, rule_find(&f, &r[TARGET_TITLE]));
	if (r[TARGET_DEPARTMENT].count)
		d->department = text_of(a, rule_find(&f, &r[TARGET_DEPARTMENT]));
	if (r[TARGET_CATEGORY].count)
		d->category = text_of(a, rule_find(&f, &r[TARGET_CATEGORY]));
	if (r[TARGET_VOLET].count)
		d->volet = volet_of(rule_find(&f, &r[TARGET_VOLET]));
	if (r[TARGET_TOTAL].count)
		d->total = rule_money(&f, &r[TARGET_TOTAL]);
	if (r[TARGET_REQUESTED].count)
		d->requested = rule_money(&f, &r[TARGET_REQUESTED]);
	if (r[TARGET_START].count)
		d->start = day_of_field(rule_find(&f, &r[TARGET_START]));
	if (r[TARGET_END].count)
		d->end = day_of_field(rule_find(&f, &r[TARGET_END]));
	if (r[TARGET_CONTACT].count)
		d->contact = text_of(a, rule_find(&f, &r[TARGET_CONTACT]));
	if (r[TARGET_FUNDING].count)
		funding_of(&f, &r[TARGET_FUNDING], a, d);
	arena_done(&f.scratch);
}
