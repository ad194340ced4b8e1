/* SPDX-License-Identifier: EUPL-1.2 */
/* From an order to what is read and written: presets are rows of data, an order may narrow them. */
#include "export_plan.h"

#include "export_scdl.h"
#include "pupitre/base/i18n.h"
#include "query_text.h"

/* An award that was given back is history, not a winner. */
#define STILL_HOLD "état:-caduc,-retiré,-désistement"
#define IDENTITY "number,department,applicant,title"

const struct builtin_preset builtin_presets[] = {
	{ "recapitulatif", N_("Récapitulatif des décisions"),
		N_("une ligne par dossier, avec sa décision ou son état"), SOURCE_DOSSIERS, "", "",
		"order,region,department,volet,number,submitted,applicant,siret,insee,kind,"
		"population,"
		"epci,title,category,total_cents,eligible_cents,requested_cents,requested_rate_bp,"
		"other_funding_cents,*criteria,points_milli,state,decision,amount_cents,"
		"amount_rate_bp,envelope,reason,reason_label,text,decided,notified,end",
		"amount_cents", N_("Récapitulatif"), false },
	{ "laureats", N_("Lauréats (publication)"),
		N_("les dossiers accordés, sans contact ni note : pour publier"), SOURCE_DOSSIERS,
		"décision:accordé " STILL_HOLD, "department,applicant",
		"department,applicant,title,category,total_cents,amount_cents,amount_rate_bp",
		"amount_cents", N_("Lauréats"), true },
	{ "comite", N_("Comité"),
		N_("les dossiers notés, du meilleur au moins bon, pour la séance"), SOURCE_DOSSIERS,
		"état:noté", "-points_milli",
		"rank," IDENTITY ",total_cents,eligible_cents,requested_cents,requested_rate_bp,"
		"*criteria,points_milli,state,decision,amount_cents",
		"requested_cents", N_("Comité"), false },
	{ "refus", N_("Motifs de refus"), N_("les dossiers refusés et pourquoi"), SOURCE_DOSSIERS,
		"décision:refusé", "department,number",
		IDENTITY ",requested_cents,points_milli,reason,reason_label,text,decided,notified",
		"requested_cents", N_("Motifs de refus"), false },
	{ "chorus", N_("Chorus"), N_("les montants accordés, pour l'engagement comptable"),
		SOURCE_DOSSIERS, "avec:accordé", "department,number",
		"siret,applicant,number,title,amount_cents,envelope,decided,notified,start,end",
		"amount_cents", N_("Chorus"), false },
	{ "notations", N_("Notations détaillées"),
		N_("une ligne par dossier, sous-critère et évaluateur"), SOURCE_MARKS, "", "", "",
		"", N_("Notations"), false },
	{ "enveloppes", N_("Enveloppes"),
		N_("chaque enveloppe, ce qui est accordé et ce qui reste"), SOURCE_ENVELOPES, "",
		"", "", "own_awarded_cents", N_("Enveloppes"), false },
	{ "echeances", N_("Échéances"), N_("les délais qui courent, le plus proche d'abord"),
		SOURCE_DOSSIERS, "avec:échéance", "deadline",
		"deadline,days_left," IDENTITY ",state,submitted,requested_cents",
		"requested_cents", N_("Échéances"), false },
};
const size_t builtin_preset_count = sizeof builtin_presets / sizeof *builtin_presets;

struct export_preset
builtin_preset(const struct builtin_preset *b)
{
	return (struct export_preset){ .code = str_z(b->code),
		.label = str_z(_(b->label)),
		.what = str_z(_(b->what)),
		.query = str_z(b->query),
		.sort = str_z(b->sort),
		.columns = str_z(b->columns),
		.is_public = b->is_public };
}

static enum status
find_preset(struct export_plan *p, const struct export_order *o,
	const struct builtin_preset **built, struct err *err)
{
	struct export_preset *list;
	size_t n;
	enum status st = export_presets(p->s, p->a, &list, &n, err);

	*built = NULL;
	for (size_t i = 0; i < builtin_preset_count; i++)
		if (str_eqz(o->preset, builtin_presets[i].code))
			*built = &builtin_presets[i];
	for (size_t i = 0; i < n && !st; i++) {
		if (!str_eq(list[i].code, o->preset))
			continue;
		p->preset = list[i];
		return OK;
	}
	return st ? st
		  : err_set(err, ERR_USAGE,
			    _("export inconnu : « %.*s » ; « pupitre export --list » les nomme "
			      "tous"),
			    STR_ARG(o->preset));
}

static const struct export_column *
column_named(const struct export_column *table, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eqz(code, table[i].book.code))
			return &table[i];
	return NULL;
}

static enum status
take_column(struct export_plan *p, const struct export_column *table, size_t n, struct str code,
	size_t *cap, struct err *err)
{
	const struct export_column *c = column_named(table, n, code);

	if (!c)
		return err_set(err, ERR_USAGE,
			_("colonne d'export inconnue : « %.*s » ; « pupitre export --list » les "
			  "nomme "
			  "toutes"),
			STR_ARG(code));
	if (p->preset.is_public && !c->is_public)
		return err_set(err, ERR_INPUT,
			_("« %s » n'a pas sa place dans un export public : retirez cette colonne, "
			  "ou "
			  "prenez un autre modèle"),
			c->book.title);
	ARENA_PUSH(p->a, p->columns, p->count, *cap, *c);
	return OK;
}

/* "*criteria" stands for the criteria of the grid. */
static enum status
take_columns(struct export_plan *p, struct str codes, struct err *err)
{
	size_t n, cap = 0;
	struct export_column *table = export_table(p->s, p->a, &n);
	struct str code;
	bool more = codes.len > 0;
	enum status st = OK;

	while (more && !st) {
		more = str_cut(&codes, ',', &code);
		code = str_trim(code);
		if (!str_eqz(code, "*criteria")) {
			st = take_column(p, table, n, code, &cap, err);
			continue;
		}
		for (size_t i = 0; i < n; i++)
			if (table[i].needs == NEEDS_CRITERIA)
				ARENA_PUSH(p->a, p->columns, p->count, cap, table[i]);
	}
	if (!st && !p->count)
		st = err_set(err, ERR_USAGE, _("choisissez au moins une colonne"));
	return st;
}

static void
book_columns(struct export_plan *p)
{
	const char *text = "";

	p->books = ARENA_ARRAY(p->a, struct book_column, p->count);
	for (size_t i = 0; i < p->count; i++) {
		p->books[i] = p->columns[i].book;
		text = arena_printf(p->a, "%s%s%s", text, i ? "," : "", p->books[i].code);
	}
	p->columns_text = text;
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
	if (!text.len)
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
	struct str only = p->is_scdl ? STR("décision:accordé " STILL_HOLD) : STR("");
	enum status st = narrow_by(p, p->preset.query, only, &p->query, err);

	return st ? st : narrow_by(p, query, p->query, &p->query, err);
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
plan_columns(struct export_plan *p, const struct export_order *o, struct err *err)
{
	enum status st = OK;

	if (p->is_scdl) {
		p->columns = export_scdl_columns(p->a, &p->count);
		book_columns(p);
		p->columns_text = "";
		return OK;
	}
	if (p->source == SOURCE_DOSSIERS) {
		st = take_columns(p, o->columns.len ? o->columns : p->preset.columns, err);
		if (!st)
			book_columns(p);
		return st;
	}
	if (p->source == SOURCE_ENVELOPES && str_trim(o->query.ptr ? o->query : STR("")).len)
		return err_set(err, ERR_INPUT,
			_("« %.*s » montre toutes les enveloppes : retirez la recherche, qui ne "
			  "choisit que des dossiers"),
			STR_ARG(p->preset.code));
	if (o->columns.len)
		return err_set(err, ERR_USAGE, _("les colonnes de « %.*s » ne se choisissent pas"),
			STR_ARG(p->preset.code));
	p->books = p->source == SOURCE_MARKS ? export_mark_columns(p->a, &p->count)
					     : export_envelope_columns(p->a, &p->count);
	p->columns_text = "";
	return OK;
}

enum status
export_plan_make(struct session *s, const struct export_order *o, struct arena *a,
	struct export_plan *out, struct err *err)
{
	struct export_plan p = { .s = s, .a = a };
	const struct builtin_preset *built;
	enum status st = session_require(s, CAN_EXPORT, err);

	if (!st)
		st = find_preset(&p, o, &built, err);
	if (st)
		return st;
	p.source = built ? built->source : SOURCE_DOSSIERS;
	p.sheet = built ? _(built->sheet) : _("Dossiers");
	p.is_scdl = o->format && strcmp(o->format, "scdl") == 0;
	if (p.is_scdl && p.source != SOURCE_DOSSIERS)
		return err_set(err, ERR_INPUT,
			_("SCDL décrit des subventions accordées, une ligne par dossier : prenez "
			  "le "
			  "modèle "
			  "laureats"));
	st = plan_columns(&p, o, err);
	if (!st)
		st = narrow(&p, o->query, err);
	if (st)
		return st;
	p.sort = o->sort.len ? o->sort : p.preset.sort;
	p.control = column_index(&p, built ? built->control : "amount_cents");
	if (p.control < 0)
		p.control = column_index(&p, "requested_cents");
	*out = p;
	return OK;
}
