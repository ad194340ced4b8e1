/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One row, one dossier. The platform's own columns come first, by name; the names that are also
 * likely questions (Nom, Email...) are its own only before "État du dossier". Every other column is
 * a question, known by its label and its occurrence in the header, since labels are repeated.
 *
 * A blank cell gives no field: the question may be hidden. Which are private annotations is not
 * written: all go to the form's section. Columns "X (Code)" that follow "X" say nothing more.
 */
#include "csv_file.h"

#include "pupitre/base/i18n.h"
#include "csv_rows.h"
#include "text.h"

enum fixed {
	FIXED_ID,
	FIXED_EMAIL,
	FIXED_CIVILITY,
	FIXED_LAST_NAME,
	FIXED_FIRST_NAME,
	FIXED_SIRET,
	FIXED_ADDRESS,
	FIXED_CITY,
	FIXED_TRADE_NAME,
	FIXED_COMPANY,
	FIXED_COMPANY_LAST,
	FIXED_COMPANY_FIRST,
	FIXED_ASSOCIATION,
	FIXED_STATE,
	FIXED_MODIFIED,
	FIXED_SUBMITTED,
	FIXED_INSTRUCTION,
	FIXED_DECIDED,
	FIXED_MOTIVATION,
	FIXED_GROUP,
	FIXED_KNOWN,
	FIXED_IGNORED = FIXED_KNOWN,
	FIXED_QUESTION,
	FIXED_COMPANION,
};

static const struct {
	const char *name;
	enum fixed column;
	bool early; /* a likely question too: ours only before "État du dossier" */
} names[] = {
	{ "ID", FIXED_ID, false },
	{ "Email", FIXED_EMAIL, true },
	{ "FranceConnect ?", FIXED_IGNORED, true },
	{ "Civilité", FIXED_CIVILITY, true },
	{ "Nom", FIXED_LAST_NAME, true },
	{ "Prénom", FIXED_FIRST_NAME, true },
	{ "Dépôt pour un tiers", FIXED_IGNORED, true },
	{ "Nom du mandataire", FIXED_IGNORED, true },
	{ "Prénom du mandataire", FIXED_IGNORED, true },
	{ "Date de naissance", FIXED_IGNORED, true },
	{ "Établissement SIRET", FIXED_SIRET, false },
	{ "Établissement siège social", FIXED_IGNORED, true },
	{ "Établissement NAF", FIXED_IGNORED, true },
	{ "Établissement libellé NAF", FIXED_IGNORED, true },
	{ "Établissement Adresse", FIXED_ADDRESS, false },
	{ "Établissement numero voie", FIXED_IGNORED, true },
	{ "Établissement type voie", FIXED_IGNORED, true },
	{ "Établissement nom voie", FIXED_IGNORED, true },
	{ "Établissement complément adresse", FIXED_IGNORED, true },
	{ "Établissement code postal", FIXED_IGNORED, true },
	{ "Établissement localité", FIXED_CITY, false },
	{ "Établissement code INSEE localité", FIXED_IGNORED, true },
	{ "Entreprise SIREN", FIXED_IGNORED, true },
	{ "Entreprise capital social", FIXED_IGNORED, true },
	{ "Entreprise numero TVA intracommunautaire", FIXED_IGNORED, true },
	{ "Entreprise forme juridique", FIXED_IGNORED, true },
	{ "Entreprise forme juridique code", FIXED_IGNORED, true },
	{ "Entreprise nom commercial", FIXED_TRADE_NAME, false },
	{ "Entreprise raison sociale", FIXED_COMPANY, false },
	{ "Entreprise SIRET siège social", FIXED_IGNORED, true },
	{ "Entreprise code effectif entreprise", FIXED_IGNORED, true },
	{ "Entreprise date de création", FIXED_IGNORED, true },
	{ "Entreprise état administratif", FIXED_IGNORED, true },
	{ "Entreprise nom", FIXED_COMPANY_LAST, false },
	{ "Entreprise prénom", FIXED_COMPANY_FIRST, false },
	{ "Association RNA", FIXED_IGNORED, true },
	{ "Association titre", FIXED_ASSOCIATION, false },
	{ "Association objet", FIXED_IGNORED, true },
	{ "Association date de création", FIXED_IGNORED, true },
	{ "Association date de déclaration", FIXED_IGNORED, true },
	{ "Association date de publication", FIXED_IGNORED, true },
	{ "Domaine Fonctionnel", FIXED_IGNORED, true },
	{ "Référentiel De Programmation", FIXED_IGNORED, true },
	{ "Centre De Coût", FIXED_IGNORED, true },
	{ "À archiver", FIXED_IGNORED, true },
	{ "État du dossier", FIXED_STATE, false },
	{ "Dernière mise à jour le", FIXED_MODIFIED, false },
	{ "Dernière mise à jour du dossier le", FIXED_IGNORED, false },
	{ "Déposé le", FIXED_SUBMITTED, false },
	{ "Passé en instruction le", FIXED_INSTRUCTION, false },
	{ "Date décision SVA", FIXED_IGNORED, false },
	{ "Date décision SVR", FIXED_IGNORED, false },
	{ "Traité le", FIXED_DECIDED, false },
	{ "Motivation de la décision", FIXED_MOTIVATION, false },
	{ "Instructeurs", FIXED_IGNORED, false },
	{ "Groupe instructeur", FIXED_GROUP, false },
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

struct column {
	enum fixed what;
	struct str label;
	int occurrence;
};

struct table {
	struct input *in;
	const struct reader_sink *sink;
	struct arena arena; /* of the header */
	struct column *columns;
	size_t count;
	bool seen[NAMES], has_state;
	bool short_row; /* the last row had too few cells */
};

static bool
is_companion(struct str label, struct str of)
{
	static const char *const tails[] = { " (Code INSEE)", " (Code)", " (Département)", " (Nom)",
		" (Adresse)", " (Code INSEE Ville)" };

	if (!of.len || !str_starts(label, of))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (label.len == of.len + strlen(tails[i]) && str_ends(label, str_z(tails[i])))
			return true;
	return false;
}

static enum fixed
fixed_of(struct table *t, struct str label)
{
	for (size_t i = 0; i < NAMES; i++) {
		if (t->seen[i] || (names[i].early && t->has_state) ||
			!str_eqz(label, names[i].name))
			continue;
		t->seen[i] = true;
		t->has_state = t->has_state || names[i].column == FIXED_STATE;
		return names[i].column;
	}
	return FIXED_QUESTION;
}

static int
occurrence_of(const struct table *t, struct str label)
{
	int n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += t->columns[i].what == FIXED_QUESTION && str_eq(t->columns[i].label, label);
	return n;
}

static bool
has_column(const struct table *t, enum fixed what)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->columns[i].what == what)
			return true;
	return false;
}

static enum status
read_header(struct table *t, const struct str *cells, size_t n, struct err *err)
{
	struct str last = STR_NONE;

	t->columns = ARENA_ARRAY(&t->arena, struct column, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct column c = { .label = text_line(&t->arena, cells[i]) };

		c.what = !c.label.ptr ? FIXED_IGNORED : fixed_of(t, c.label);
		if (c.what == FIXED_QUESTION && is_companion(c.label, last))
			c.what = FIXED_COMPANION;
		if (c.what == FIXED_QUESTION) {
			c.occurrence = occurrence_of(t, c.label);
			last = c.label;
		}
		t->columns[t->count++] = c;
	}
	if (has_column(t, FIXED_ID) && has_column(t, FIXED_STATE))
		return OK;
	return err_set(err, ERR_INPUT,
		_("%s, ligne 1, colonne 1 : la colonne « %s » manque ; il faut l’export CSV « "
		  "dossiers » "
		  "de la plateforme, en UTF-8, ou une réponse JSON de son API"),
		t->in->name, has_column(t, FIXED_ID) ? "État du dossier" : "ID");
}

/* Raw cell of one of the platform's columns. */
static struct str
cell_of(const struct table *t, const struct str *cells, enum fixed what)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->columns[i].what == what)
			return cells[i];
	return STR_NONE;
}

static struct instant
instant_of(const struct table *t, const struct str *cells, enum fixed what)
{
	struct instant at;

	return instant_parse(str_trim(cell_of(t, cells, what)), &at) ? at : INSTANT_NONE;
}

static void
set_dates(const struct table *t, const struct str *cells, struct dossier *d)
{
	const struct instant *known[] = { &d->decided_at, &d->instruction_at, &d->submitted_at };

	d->submitted_at = instant_of(t, cells, FIXED_SUBMITTED);
	d->instruction_at = instant_of(t, cells, FIXED_INSTRUCTION);
	d->decided_at = instant_of(t, cells, FIXED_DECIDED);
	d->modified = instant_of(t, cells, FIXED_MODIFIED);
	for (size_t i = 0; i < 3 && !instant_is(d->modified); i++)
		d->modified = *known[i];
	if (!instant_is(d->modified))
		d->modified = (struct instant){ 1 }; /* older than all, and not 0: see answered */
}

static struct str
company_name(const struct table *t, const struct str *cells)
{
	static const enum fixed order[] = { FIXED_COMPANY, FIXED_ASSOCIATION, FIXED_TRADE_NAME };

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		struct str name = text_line(t->sink->arena, cell_of(t, cells, order[i]));

		if (name.ptr)
			return name;
	}
	return text_person(t->sink->arena, cell_of(t, cells, FIXED_COMPANY_FIRST),
		cell_of(t, cells, FIXED_COMPANY_LAST));
}

static void
set_applicant(const struct table *t, const struct str *cells, struct applicant *who)
{
	struct arena *a = t->sink->arena;

	who->population = -1;
	who->siret = text_line(a, cell_of(t, cells, FIXED_SIRET));
	who->name = company_name(t, cells);
	if (!who->name.ptr)
		who->name = text_person(
			a, cell_of(t, cells, FIXED_FIRST_NAME), cell_of(t, cells, FIXED_LAST_NAME));
	who->address = text_address(a, cell_of(t, cells, FIXED_ADDRESS));
	who->city = text_line(a, cell_of(t, cells, FIXED_CITY));
	who->email = text_line(a, cell_of(t, cells, FIXED_EMAIL));
}

static const char *
set_fields(const struct table *t, const struct str *cells, struct dossier *d)
{
	struct arena *a = t->sink->arena;
	size_t cap = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct column *c = &t->columns[i];
		struct field f = { .label = c->label, .occurrence = c->occurrence };

		if (c->what != FIXED_QUESTION)
			continue;
		text_field(a, &f, cells[i]);
		if (!f.value.ptr)
			continue;
		if (d->field_count == FIELDS_MAX)
			return arena_printf(
				a, _("plus de %d réponses dans un seul dossier"), FIELDS_MAX);
		ARENA_PUSH(a, d->fields, d->field_count, cap, f);
	}
	return NULL;
}

static const char *
check_row(const struct table *t, const struct str *cells, size_t n, struct dossier *d,
	int64_t *number)
{
	struct arena *a = t->sink->arena;
	struct str id, state, date;
	struct instant at;

	if (n != t->count)
		return arena_printf(a, _("%zu cellules au lieu de %zu"), n, t->count);
	id = str_trim(cell_of(t, cells, FIXED_ID));
	if (!str_int(id, number) || *number <= 0) {
		*number = 0;
		return id.len ? arena_printf(a, _("numéro de dossier illisible : « %.*s »"),
					STR_ARG(text_line(a, id)))
			      : _("le numéro du dossier manque");
	}
	state = cell_of(t, cells, FIXED_STATE);
	d->platform_state = text_state(str_trim(state));
	if (!d->platform_state.ptr)
		return arena_printf(a, _("état inconnu de la plateforme : « %.*s »"),
			STR_ARG(text_line(a, state)));
	date = str_trim(cell_of(t, cells, FIXED_MODIFIED));
	if (date.len && !instant_parse(date, &at))
		return arena_printf(a, _("date de dernière mise à jour illisible : « %.*s »"),
			STR_ARG(text_line(a, date)));
	return NULL;
}

static const char *
build(const struct table *t, const struct str *cells, size_t n, struct dossier *d, int64_t *number)
{
	const char *why = check_row(t, cells, n, d, number);

	if (why)
		return why;
	d->number = *number;
	set_dates(t, cells, d);
	set_applicant(t, cells, &d->applicant);
	d->motivation = text_block(t->sink->arena, cell_of(t, cells, FIXED_MOTIVATION));
	d->group = text_line(t->sink->arena, cell_of(t, cells, FIXED_GROUP));
	return set_fields(t, cells, d);
}

static enum status
on_row(void *ctx, int64_t row, const struct str *cells, size_t n, struct err *err)
{
	struct table *t = ctx;
	struct dossier d = { .source = SOURCE_CSV, .start = DAY_NONE, .end = DAY_NONE };
	int64_t number = 0;
	const char *why;

	if (row == 0)
		return read_header(t, cells, n, err);
	t->short_row = n < t->count;
	why = build(t, cells, n, &d, &number);
	if (!why)
		return t->sink->dossier(t->sink->ctx, &d, row, err);
	t->sink->refused(t->sink->ctx, row, number, why);
	return OK;
}

static enum status
check_end(const struct table *t, struct err *err)
{
	if (!t->count)
		return err_set(err, ERR_INPUT, _("%s : le fichier est vide ; refaites l’export"),
			t->in->name);
	if (t->short_row)
		return err_set(err, ERR_INPUT,
			_("%s, %s : le fichier s’arrête au milieu d’une ligne (CSV tronqué) ; le "
			  "fichier "
			  "entier est refusé. Refaites l’export"),
			t->in->name, input_position(t->in, t->in->chunk.len).s);
	return OK;
}

enum status
csv_file(struct input *in, struct err *err)
{
	struct table t = { .in = in, .sink = in->sink };
	const struct csv_events events = { &t, in->sink->arena, on_row };
	enum status st = input_rewind(in, 0, 1, err);

	if (st == OK)
		st = csv_rows(in, &events, err);
	if (st == OK)
		st = check_end(&t, err);
	arena_done(&t.arena);
	return st;
}
