/* SPDX-License-Identifier: EUPL-1.2 */
#include "paper.h"

#include <string.h>

#include "pupitre/base/i18n.h"

enum {
	FIT_COLUMNS = 14,
	FIT_CHARACTERS = 250
}; /* that many on one line are still 5,5 points high */

static const char *
fact(const struct book_head *h, const char *code)
{
	for (size_t i = 0; i < h->fact_count; i++)
		if (strcmp(h->facts[i].code, code) == 0 && h->facts[i].value)
			return h->facts[i].value;
	return "";
}

const char *
paper_title(const struct book_head *h, const char *title, struct arena *a)
{
	return arena_printf(a, _("%s · %s, situation au %s%s"), title, h->subtitle,
		day_fr(instant_day(h->at)).s,
		h->provisional ? _(" · PROVISOIRE : des dossiers ne sont pas décidés") : "");
}

const char *
paper_foot(const struct book_head *h, struct arena *a)
{
	return arena_printf(a, _("exporté le %s par %s · départements : %s%s%s"),
		instant_fr(h->at).s, h->author, fact(h, "scope"),
		h->filter[0] ? _(" · recherche : ") : "", h->filter);
}

bool
paper_fits(const struct book_sheet *s)
{
	int characters = 0;

	for (size_t i = 0; i < s->count; i++)
		characters += s->columns[i].width;
	return characters <= FIT_CHARACTERS;
}

static const char *
shown(const struct book_head *h, const struct book_fact *f, struct arena *a)
{
	if (strcmp(f->code, "at") == 0)
		return arena_printf(a, _("%s, heure de Paris"), instant_fr(h->at).s);
	if (strcmp(f->code, "preset") == 0)
		return arena_printf(a, "%s (%s)", h->title, f->value);
	if (strcmp(f->code, "query") == 0 && !f->value[0])
		return _("aucune : tout ce que le modèle retient");
	return f->value;
}

/* The first one of a CSV says that it is provenance: here that is said above. */
static const char *
label_of(const struct book_fact *f)
{
	return strcmp(f->code, "program") == 0 ? _("Programme") : f->label;
}

struct paper_fact *
paper_facts(const struct book_head *h, struct arena *a, size_t *count)
{
	struct paper_fact *out = ARENA_ARRAY(a, struct paper_fact, h->fact_count + 1);
	size_t n = 0;

	for (size_t i = 0; i < h->fact_count; i++) {
		const char *value = shown(h, &h->facts[i], a);

		if (value && value[0])
			out[n++] = (struct paper_fact){ label_of(&h->facts[i]), value };
	}
	*count = n;
	return out;
}

struct book_sheet
paper_facts_sheet(struct arena *a)
{
	static const struct book_column columns[PAPER_FACT_CELLS] = {
		{ "label", N_("Libellé"), CELL_TEXT, 30, false, PLACE_ANY },
		{ "value", N_("Valeur"), CELL_TEXT, 90, false, PLACE_ANY },
	};
	struct book_column *own = arena_dup(a, columns, sizeof columns);

	for (int i = 0; i < PAPER_FACT_CELLS; i++)
		own[i].title = _(own[i].title);
	return (struct book_sheet){ .name = _("Provenance"),
		.title = _("Provenance"),
		.columns = own,
		.count = PAPER_FACT_CELLS };
}

void
paper_fact_cells(const struct paper_fact *f, struct book_cell cells[PAPER_FACT_CELLS])
{
	cells[0] = (struct book_cell){ .is = true, .text = str_z(f->label) };
	cells[1] = (struct book_cell){ .is = true, .text = str_z(f->value) };
}
