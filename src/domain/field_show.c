/* SPDX-License-Identifier: EUPL-1.2 */
/* What the applicant answered, as a person reads it. */
#include "pupitre/domain/dossier.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

/* A number typed in a form may be a postal code: only what its label calls money is shown as money. */
static bool
is_amount(struct arena *a, const struct field *f)
{
	static const char *const words[] = { "montant", "cout", "en euros" };
	struct str label = utf8_fold(a, f->label);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_find(label, str_z(words[i])) >= 0)
			return true;
	return false;
}

struct str
field_show(struct arena *a, const struct field *f)
{
	struct day day;
	struct instant at;
	struct money m;

	if (!f->value.len)
		return str_z(_("(sans réponse)"));
	switch (f->kind) {
	case FIELD_YES_NO:
	case FIELD_CHECKBOX:
		return str_z(str_eqz(f->value, "true") ? _("oui") : _("non"));
	case FIELD_DATE:
		return day_parse_iso(f->value, &day) ? str_z(arena_printf(a, "%s", day_fr(day).s))
						     : f->value;
	case FIELD_DATETIME:
		return instant_parse(f->value, &at) ? str_z(arena_printf(a, "%s", instant_fr(at).s))
						    : f->value;
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
		return is_amount(a, f) && money_parse(f->value, &m)
			       ? str_z(arena_printf(a, "%s", money_text(m).s))
			       : f->value;
	default:
		return f->value;
	}
}
