/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a file comes from: facts that travel with it, and a digest of its rows that does not depend on its
 * format. */
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "export_command.h"
#include "pupitre/store/acts.h"

static const struct {
	const char *code, *label;
} names[FACT_COUNT] = {
	[FACT_PROGRAM] = { "program", N_("Provenance : programme") },
	[FACT_AT] = { "at", N_("Exporté le") },
	[FACT_AUTHOR] = { "author", N_("Par") },
	[FACT_CAMPAIGN] = { "campaign", N_("Campagne") },
	[FACT_SCOPE] = { "scope", N_("Périmètre (départements)") },
	[FACT_PRESET] = { "preset", N_("Modèle") },
	[FACT_QUERY] = { "query", N_("Recherche") },
	[FACT_STATUS] = { "status", N_("Caractère") },
	[FACT_GRID] = { "grid", N_("Grille en vigueur") },
	[FACT_ROWS] = { "rows", N_("Lignes") },
	[FACT_CONTROL] = { "control", N_("Total de contrôle") },
	[FACT_HEAD] = { "head", N_("Tête du registre") },
	[FACT_DIGEST] = { "digest", N_("Empreinte des lignes") },
	[FACT_COMMAND] = { "command", N_("Pour refaire ce fichier") },
};

const char *
export_command(struct arena *a, const struct export_plan *p, const struct export_order *o)
{
	const struct session *s = p->s;
	const struct export_told t = {
		.as = s->as ? str_z(s->as) : STR_NONE,
		.config = s->config_folder ? str_z(s->config_folder) : STR_NONE,
		.order = { .preset = p->preset.code,
			.query = o->query,
			.columns = o->columns,
			.sort = o->sort,
			.format = o->format },
	};

	return export_command_text(a, &t);
}

/* As offices write it in the file that they read; elsewhere for machines, to the millisecond. */
static const char *
time_of(struct arena *a, const char *format, struct instant at)
{
	bool office = format && strcmp(format, "csv") == 0;

	return arena_printf(a, "%s", office ? instant_fr(at).s : instant_utc(at).s);
}

/* In Paris, whose clock is one hour or two before the universal one. */
struct instant
fact_instant(const char *value)
{
	enum { HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000 };
	struct str rest = str_z(value), text, hours;
	struct instant at;
	struct day day;
	int64_t hour, minute;

	if (instant_parse(rest, &at))
		return at;
	if (!str_cut(&rest, ' ', &text) || !str_cut(&rest, ':', &hours) ||
		!day_parse_fr(text, &day) || !str_int(hours, &hour) || !str_int(rest, &minute))
		return INSTANT_NONE;
	for (int offset = 1; offset <= 2; offset++) {
		at = instant_of_day(day, (hour - offset) * HOUR_MS + minute * MINUTE_MS);
		if (strcmp(instant_fr(at).s, value) == 0)
			return at;
	}
	return INSTANT_NONE;
}

const char *
export_scope(struct session *s)
{
	return str_eqz(str_z(s->who.departments), "*") ? _("tous") : s->who.departments;
}

void
export_facts_start(const struct export_plan *p, const struct export_order *o, struct instant at,
	const char *character, struct arena *a, struct book_fact facts[FACT_COUNT])
{
	struct session *s = p->s;
	const char *values[FACT_COUNT] = {
		[FACT_PROGRAM] = "pupitre " PUPITRE_VERSION,
		[FACT_AT] = time_of(a, o->format, at),
		[FACT_AUTHOR] = arena_printf(a, "%s (%s)", s->who.name, s->who.login),
		[FACT_CAMPAIGN] = s->campaign.name,
		[FACT_SCOPE] = export_scope(s),
		[FACT_PRESET] = arena_z(a, p->preset.code),
		[FACT_QUERY] = arena_z(a, p->query),
		[FACT_STATUS] = character,
		[FACT_GRID] =
			arena_printf(a, "%s (%.12s)", s->grid.version, hash_hex(s->grid.hash).s),
		[FACT_COMMAND] = export_command(a, p, o),
	};

	for (int i = 0; i < FACT_COUNT; i++)
		facts[i] = (struct book_fact){ names[i].code, _(names[i].label),
			values[i] ? values[i] : "" };
}

enum status
export_facts_end(const struct export_plan *p, const struct export_sum *sum, struct hash digest,
	struct arena *a, struct book_fact facts[FACT_COUNT], struct err *err)
{
	struct hash head;
	int64_t seq;
	enum status st = act_head(p->s->store, &seq, &head, err);

	if (st)
		return st;
	facts[FACT_ROWS].value = arena_printf(a, "%lld", (long long)sum->rows);
	if (p->control >= 0)
		facts[FACT_CONTROL].value = arena_printf(a, "%s %s", p->books[p->control].title,
			money_text((struct money){ sum->control }).s);
	facts[FACT_HEAD].value = arena_printf(a, "%lld:%s", (long long)seq, hash_hex(head).s);
	facts[FACT_DIGEST].value = arena_printf(a, "%s", hash_hex(digest).s);
	return OK;
}

const char *
export_fact_code(int fact)
{
	return names[fact].code;
}

const char *
export_fact_label(int fact)
{
	return _(names[fact].label);
}

const char *
fact_value(const struct book_fact *facts, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(facts[i].code, code) == 0)
			return facts[i].value;
	return "";
}

struct book_fact *
export_facts_given(const struct book_fact *facts, size_t count, struct arena *a)
{
	struct book_fact *out = ARENA_ARRAY(a, struct book_fact, FACT_COUNT);

	for (int i = 0; i < FACT_COUNT; i++)
		out[i] = (struct book_fact){ names[i].code, _(names[i].label),
			fact_value(facts, count, names[i].code) };
	return out;
}

void
export_sum_start(struct export_sum *sum)
{
	*sum = (struct export_sum){ 0 };
	hash_init(&sum->digest);
}

/* Each cell: one byte for its type, then text length-prefixed or a number; absent ones are told apart. */
void
export_sum_row(struct export_sum *sum, const struct export_plan *p, const struct book_cell *cells)
{
	buf_clear(&sum->text);
	for (size_t i = 0; i < p->count; i++) {
		bool text = p->books[i].type == CELL_TEXT || p->books[i].type == CELL_CODE;

		buf_addc(&sum->text, (char)p->books[i].type);
		if (text || !cells[i].is)
			buf_add_lstr(&sum->text, cells[i].is ? cells[i].text : STR_NONE);
		else
			buf_add_u64(&sum->text, (uint64_t)cells[i].n);
	}
	hash_add(&sum->digest, sum->text.ptr, sum->text.len);
	sum->rows++;
	if (p->control >= 0 && cells[p->control].is)
		sum->control += cells[p->control].n;
}

struct hash
export_sum_end(struct export_sum *sum)
{
	buf_done(&sum->text);
	return hash_final(&sum->digest);
}
