/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a file comes from: facts that travel with it, and a digest of its rows that does not depend on its
 * format. */
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "export_priv.h"
#include "pupitre/store/acts.h"

enum {
	FACT_PROGRAM,
	FACT_AT,
	FACT_AUTHOR,
	FACT_CAMPAIGN,
	FACT_SCOPE,
	FACT_PRESET,
	FACT_QUERY,
	FACT_STATUS,
	FACT_GRID,
	FACT_ROWS,
	FACT_CONTROL,
	FACT_HEAD,
	FACT_DIGEST,
	FACT_COMMAND,
};

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

/* A word of a command line, quoted where the shell would cut it. */
static const char *
quoted(struct arena *a, struct str word)
{
	struct buf b = { 0 };
	const char *z;

	buf_addc(&b, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\'')
			buf_addz(&b, "'\\''");
		else
			buf_addc(&b, word.ptr[i]);
	}
	buf_addc(&b, '\'');
	z = arena_z(a, buf_str(&b));
	buf_done(&b);
	return z;
}

static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:",
			    s.ptr[i]) ||
			!s.ptr[i])
			return false;
	return s.len > 0;
}

static const char *
word(struct arena *a, struct str s)
{
	return is_word(s) ? arena_z(a, s) : quoted(a, s);
}

const char *
export_command(struct arena *a, const struct export_plan *p, const struct export_order *o)
{
	const char *format = o->format ? o->format : "ods";
	const char *text = arena_printf(a, "pupitre export %s", word(a, p->preset.code));

	if (o->query.len)
		text = arena_printf(a, "%s %s", text, quoted(a, o->query));
	if (o->columns.len)
		text = arena_printf(a, "%s --columns %s", text, word(a, o->columns));
	if (o->sort.len)
		text = arena_printf(a, "%s --sort %s", text, word(a, o->sort));
	/* Whoever runs it chooses where. */
	return arena_printf(
		a, "%s --format %s -o export%s", text, format, book_format_row(format)->extension);
}

const char *
export_scope(struct session *s)
{
	return str_eqz(str_z(s->who.departments), "*") ? _("tous") : s->who.departments;
}

void
export_facts_start(const struct export_plan *p, const struct export_order *o, struct instant at,
	bool provisional, struct arena *a, struct book_fact facts[FACT_COUNT])
{
	struct session *s = p->s;
	const char *values[FACT_COUNT] = {
		[FACT_PROGRAM] = "pupitre " PUPITRE_VERSION,
		[FACT_AT] = arena_printf(a, "%s", instant_utc(at).s),
		[FACT_AUTHOR] = arena_printf(a, "%s (%s)", s->who.name, s->who.login),
		[FACT_CAMPAIGN] = s->campaign.name,
		[FACT_SCOPE] = export_scope(s),
		[FACT_PRESET] = arena_z(a, p->preset.code),
		[FACT_QUERY] = arena_z(a, p->query),
		[FACT_STATUS] = provisional ? _("provisoire") : _("définitif"),
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
fact_value(const struct book_fact *facts, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(facts[i].code, code) == 0)
			return facts[i].value;
	return "";
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
