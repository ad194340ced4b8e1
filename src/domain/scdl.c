/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/domain/scdl.h"

#include "pupitre/base/day.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

const struct scdl_row scdl_rows[SCDL_FIELDS] = {
	[SCDL_GRANTOR] = { "nomAttribuant", true, SCDL_TEXT },
	[SCDL_GRANTOR_ID] = { "idAttribuant", true, SCDL_SIRET },
	[SCDL_DATE] = { "dateConvention", true, SCDL_DAY },
	[SCDL_REFERENCE] = { "referenceDecision", false, SCDL_TEXT },
	[SCDL_BENEFICIARY] = { "nomBeneficiaire", true, SCDL_TEXT },
	[SCDL_BENEFICIARY_ID] = { "idBeneficiaire", false, SCDL_SIRET },
	[SCDL_BENEFICIARY_RNA] = { "rnaBeneficiaire", false, SCDL_TEXT },
	[SCDL_OBJECT] = { "objet", true, SCDL_BRIEF },
	[SCDL_AMOUNT] = { "montant", true, SCDL_EUROS },
	[SCDL_NATURE] = { "nature", true, SCDL_KIND },
	[SCDL_PAYMENT] = { "conditionsVersement", true, SCDL_BRIEF },
	[SCDL_PAYMENT_DATES] = { "datesPeriodeVersement", true, SCDL_PERIOD },
	[SCDL_RAE] = { "idRAE", false, SCDL_TEXT },
	[SCDL_EU] = { "notificationUE", true, SCDL_YES_NO },
	[SCDL_SHARE] = { "pourcentageSubvention", true, SCDL_PART },
	[SCDL_SCHEME] = { "dispositifAide", false, SCDL_TEXT },
};

static bool
digits(struct str s, size_t least, size_t most)
{
	if (s.len < least || s.len > most)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return true;
}

/* "12345.67", "0.5": a decimal point, at most two decimals. */
static bool
is_decimal(struct str s)
{
	struct str whole;
	bool cut = str_cut(&s, '.', &whole);

	return digits(whole, 1, 12) && (!cut || digits(s, 1, 2));
}

/* From 0.01 to 1. */
static bool
is_part(struct str s)
{
	static const char *const ones[] = { "1", "1.0", "1.00" };
	bool some = false;

	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
		if (str_eqz(s, ones[i]))
			return true;
	for (size_t i = 0; i < s.len; i++)
		some |= s.ptr[i] >= '1' && s.ptr[i] <= '9';
	return some && is_decimal(s) && str_starts(s, STR("0."));
}

/* "2021-10-08", or "2021-10-08/2022-12-31", the first one not after the other. */
static bool
is_period(struct str s)
{
	struct str first;
	struct day from, to;
	bool both = str_cut(&s, '/', &first);

	return day_parse_iso(first, &from) && (!both || (day_parse_iso(s, &to) && from.n <= to.n));
}

static bool
is_kind(struct str s)
{
	static const char *const kinds[] = { "aide en numéraire", "aide en nature",
		"aide en numéraire;aide en nature", "aide en nature;aide en numéraire" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eqz(s, kinds[i]))
			return true;
	return false;
}

static int
characters(struct str s)
{
	int n = 0;

	for (; s.len; n++)
		utf8_next(&s);
	return n;
}

static bool
has_form(const struct scdl_row *row, struct str s)
{
	struct day day;

	switch (row->form) {
	case SCDL_SIRET:
		return digits(s, 14, 14);
	case SCDL_DAY:
		return day_parse_iso(s, &day);
	case SCDL_EUROS:
		return is_decimal(s);
	case SCDL_YES_NO:
		return str_eqz(s, "oui") || str_eqz(s, "non");
	case SCDL_PART:
		return is_part(s);
	case SCDL_PERIOD:
		return is_period(s);
	case SCDL_KIND:
		return is_kind(s);
	case SCDL_BRIEF:
		return characters(s) <= SCDL_BRIEF_MOST;
	default:
		return true;
	}
}

static const char *
expected(const struct scdl_row *row)
{
	switch (row->form) {
	case SCDL_SIRET:
		return _("14 chiffres");
	case SCDL_DAY:
		return _("une date AAAA-MM-JJ");
	case SCDL_EUROS:
		return _("un montant comme 12345.67");
	case SCDL_YES_NO:
		return _("oui ou non");
	case SCDL_PART:
		return _("une part de 0.01 à 1");
	case SCDL_PERIOD:
		return _("une date AAAA-MM-JJ, ou deux séparées par /");
	case SCDL_KIND:
		return _("aide en numéraire ou aide en nature");
	default:
		return _("256 caractères au plus");
	}
}

enum status
scdl_check(const struct str values[SCDL_FIELDS], struct err *err)
{
	for (int i = 0; i < SCDL_FIELDS; i++) {
		if (!values[i].len && scdl_rows[i].required)
			return err_set(err, ERR_INPUT, _("%s manque"), scdl_rows[i].name);
		if (values[i].len && !has_form(&scdl_rows[i], values[i]))
			return err_set(err, ERR_INPUT, _("%s : « %.*s », attendu : %s"),
				scdl_rows[i].name, STR_ARG(values[i]), expected(&scdl_rows[i]));
	}
	return OK;
}
