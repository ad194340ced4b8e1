/* SPDX-License-Identifier: EUPL-1.2 */
#include "export_plan.h"
#include "pupitre/base/i18n.h"

#define IDENTITY "number,department,applicant,title"

const struct builtin_preset builtin_presets[] = {
	{ "recapitulatif", N_("Récapitulatif des décisions"),
		N_("une ligne par dossier, avec sa décision ou son état"), SOURCE_DOSSIERS, "", "",
		"order,region,department,volet,number,submitted,instruction,applicant,siret,insee,"
		"kind,population,epci,title,category,total_cents,eligible_cents,requested_cents,"
		"requested_rate_bp,other_funding_cents,*criteria,points_milli,rank,opinion,"
		"proposal,state,decision,amount_cents,amount_rate_bp,envelope,reason,reason_label,"
		"text,decided,notified,end,evaluator_names",
		"amount_cents", N_("Récapitulatif"), false, NULL },
	{ "laureats", N_("Lauréats (publication)"),
		N_("les dossiers accordés, sans contact ni note : pour publier"), SOURCE_DOSSIERS,
		"décision:accordé " EXPORT_STILL_HOLD, "department,applicant",
		"department,applicant,title,category,total_cents,amount_cents,amount_rate_bp",
		"amount_cents", N_("Lauréats"), true, NULL },
	{ "comite", N_("Comité"),
		N_("les dossiers notés, du meilleur au moins bon, pour la séance"), SOURCE_DOSSIERS,
		"état:noté", "-points_milli",
		"rank," IDENTITY ",total_cents,eligible_cents,requested_cents,requested_rate_bp,"
		"*criteria,points_milli,opinion,proposal,state,decision,amount_cents",
		"requested_cents", N_("Comité"), false, NULL },
	{ "refus", N_("Motifs de refus"), N_("les dossiers refusés et pourquoi"), SOURCE_DOSSIERS,
		"décision:refusé", "department,number",
		IDENTITY ",requested_cents,points_milli,reason,reason_label,text,decided,notified",
		"requested_cents", N_("Motifs de refus"), false, NULL },
	{ "chorus", N_("Chorus"), N_("les montants accordés, pour l'engagement comptable"),
		SOURCE_DOSSIERS, "avec:accordé", "department,number",
		"siret,applicant,number,title,amount_cents,envelope,decided,notified,start,end",
		"amount_cents", N_("Chorus"), false,
		"décision:accordé sans:accordé " EXPORT_STILL_HOLD },
	{ "notations", N_("Notations détaillées"),
		N_("une ligne par dossier, sous-critère et évaluateur"), SOURCE_MARKS, "", "", "*",
		"", N_("Notations"), false, NULL },
	{ "enveloppes", N_("Enveloppes"),
		N_("chaque enveloppe, ce qui est accordé et ce qui reste"), SOURCE_ENVELOPES, "",
		"", "*", "own_awarded_cents", N_("Enveloppes"), false, NULL },
	{ "echeances", N_("Échéances"), N_("les délais qui courent, le plus proche d'abord"),
		SOURCE_DOSSIERS, "avec:échéance", "deadline",
		"deadline,days_left," IDENTITY ",state,submitted,requested_cents",
		"requested_cents", N_("Échéances"), false, NULL },
};
const size_t builtin_preset_count = sizeof builtin_presets / sizeof *builtin_presets;

struct export_preset
builtin_preset(const struct builtin_preset *b)
{
	return (struct export_preset){ .source = b->source,
		.code = str_z(b->code),
		.label = str_z(_(b->label)),
		.what = str_z(_(b->what)),
		.query = str_z(b->query),
		.sort = str_z(b->sort),
		.columns = str_z(b->columns),
		.is_public = b->is_public };
}

const struct builtin_preset *
builtin_find(struct str code)
{
	for (size_t i = 0; i < builtin_preset_count; i++)
		if (str_eqz(code, builtin_presets[i].code))
			return &builtin_presets[i];
	return NULL;
}

const struct builtin_preset *
builtin_of(enum export_source source, bool is_public)
{
	for (size_t i = 0; i < builtin_preset_count; i++)
		if (builtin_presets[i].source == source &&
			builtin_presets[i].is_public == is_public)
			return &builtin_presets[i];
	return &builtin_presets[0];
}
