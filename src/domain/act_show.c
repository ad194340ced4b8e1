/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of the register as a person reads them. A value that is not of its field's form is shown
 * as it stands: the register hides nothing. */
#include "pupitre/base/i18n.h"
#include "pupitre/domain/act.h"
#include "pupitre/domain/column_set.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/score.h"

static struct str
copied(struct arena *a, const char *z)
{
	return arena_str(a, str_z(z));
}

static struct str
show_integer(struct arena *a, int show, int64_t v, struct str value)
{
	switch (show) {
	case SHOW_MONEY:
		return copied(a, money_text((struct money){ v }).s);
	case SHOW_POINTS:
		return copied(a, points_exact((struct points){ (int32_t)v }).s);
	case SHOW_INSTANT:
		return copied(a, instant_fr((struct instant){ v }).s);
	case SHOW_YES_NO:
		return str_z(v ? _("oui") : _("non"));
	case SHOW_MARK:
		return v == MARK_NE || v == MARK_SO ? copied(a, mark_text((int8_t)v).s) : value;
	default:
		return value;
	}
}

static struct str
show_origin(struct str value)
{
	for (int i = 0; i < ORIGIN_COUNT; i++) {
		if (str_eqz(value, origin_codes[i]))
			return str_z(_(origin_labels[i]));
	}
	return value;
}

static struct str
show_code(int show, struct str value)
{
	static const struct {
		int show;
		const char *code, *label;
	} words[] = {
		{ SHOW_CAMPAIGN, "live", N_("réelle") },
		{ SHOW_CAMPAIGN, "demo", N_("démonstration") },
		{ SHOW_CAMPAIGN, "test", N_("essai") },
		{ SHOW_DEVICE, "laptop", N_("portable") },
		{ SHOW_DEVICE, "host", N_("hôte") },
		{ SHOW_KEY, "pending", N_("à activer") },
		{ SHOW_KEY, "active", N_("active") },
		{ SHOW_KEY, "revoked", N_("révoquée") },
		{ SHOW_BUNDLE, "open", N_("en tournée") },
		{ SHOW_BUNDLE, "closed", N_("rentrée") },
		{ SHOW_BUNDLE, "revoked", N_("révoquée") },
		{ SHOW_QUESTION, "value", N_("deux valeurs") },
		{ SHOW_QUESTION, "state", N_("état du dossier") },
		{ SHOW_QUESTION, "grid", N_("grille changée") },
		{ SHOW_QUESTION, "envelope", N_("enveloppe insuffisante") },
		{ SHOW_QUESTION, "missing", N_("inconnu ici") },
		{ SHOW_QUESTION, "authority", N_("autorité de l'hôte") },
		{ SHOW_QUESTION, "rule", N_("règle") },
		{ SHOW_ANSWER, "open", N_("ouverte") },
		{ SHOW_ANSWER, "kept", N_("valeur d'ici gardée") },
		{ SHOW_ANSWER, "taken", N_("valeur reçue prise") },
		{ SHOW_ANSWER, "set", N_("autre valeur") },
		{ SHOW_ANSWER, "released", N_("admise quand l'enveloppe l'a permis") },
		{ SHOW_ANSWER, "superseded", N_("dépassée par un acte plus récent") },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (words[i].show == show && str_eqz(value, words[i].code))
			return str_z(_(words[i].label));
	}
	return value;
}

static struct str
show_word(struct arena *a, int show, struct str value)
{
	enum decision_kind kind;
	enum state state;
	unsigned roles;
	struct day day;

	switch (show) {
	case SHOW_STATE:
		return state_find(value, &state) ? str_z(_(state_rows[state].label)) : value;
	case SHOW_DECISION:
		return decision_find(value, &kind) ? str_z(_(decision_rows[kind].label)) : value;
	case SHOW_OPINION:
		return opinion_find(value) ? str_z(_(opinion_rows[opinion_find(value)].label))
					   : value;
	case SHOW_DAY:
		return day_parse_iso(value, &day) ? copied(a, day_fr(day).s) : value;
	case SHOW_ROLES:
		return roles_parse(value, &roles) ? str_z(roles_text(a, roles, true)) : value;
	case SHOW_ORIGIN:
		return show_origin(value);
	case SHOW_COLUMNS:
		return column_set_titles(a, value);
	case SHOW_SORTS:
		return sort_keys_text(a, value);
	default:
		return show_code(show, value);
	}
}

struct str
change_show(struct arena *a, const struct change *c, struct str value)
{
	int show = entity_rows[c->entity].fields[c->field].show;
	int64_t number;

	if (!value.ptr)
		return STR("-");
	if (str_int(value, &number))
		return show_integer(a, show, number, value);
	return show_word(a, show, value);
}
