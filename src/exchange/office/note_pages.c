/* SPDX-License-Identifier: EUPL-1.2 */
#include "note_pages.h"

#include <stdio.h>
#include <string.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"

enum { GAP_LEAST = 14, GAP_MOST = 34, FOOT_HEIGHT = 10 };

static const char *
fact(const struct note *n, const char *code)
{
	for (size_t i = 0; i < n->head->fact_count; i++)
		if (strcmp(n->head->facts[i].code, code) == 0 && n->head->facts[i].value)
			return n->head->facts[i].value;
	return "";
}

/* ---- head and foot ---- */

void
note_title(const struct note *n, struct sketch *s)
{
	struct arena a = { 0 };

	sketch_text(s, "Bold 17",
		arena_printf(&a, _("Note de synthèse%s"),
			n->head->provisional ? _(" · PROVISOIRE") : ""));
	sketch_text(s, "Bold 11", n->head->title);
	sketch_text(s, "9.5",
		arena_printf(&a, _("%s, situation au %s"), n->head->subtitle,
			day_fr(instant_day(n->head->at)).s));
	sketch_text(s, "8",
		arena_printf(&a, _("Départements : %s%s%s"), fact(n, "scope"),
			n->head->filter[0] ? _(" · recherche : ") : "", n->head->filter));
	s->y += 6;
	arena_done(&a);
}

static void
add_marks(const struct note_data *d, struct buf *out)
{
	if (!d->marked)
		return;
	buf_addf(out,
		ngettext(" %lld dossier est noté : %s sur 100.",
			" %lld dossiers sont notés, en moyenne %s sur 100.",
			(unsigned long)d->marked),
		(long long)d->marked,
		points_text(
			(struct points){ (int32_t)((2 * d->milli + d->marked) / (2 * d->marked)) })
			.s);
}

static void
add_sentences(const struct note_data *d, struct buf *out)
{
	if (!d->rows) {
		buf_addz(out, _("Aucun dossier ne répond à cette demande."));
		return;
	}
	buf_addf(out,
		ngettext("%lld dossier demande %s.", "%lld dossiers demandent %s.",
			(unsigned long)d->rows),
		(long long)d->rows, money_text((struct money){ d->requested }).s);
	buf_addf(out,
		ngettext(" %lld est décidé,", " %lld sont décidés,", (unsigned long)d->decided),
		(long long)d->decided);
	buf_addf(out,
		ngettext(" dont %lld accordé pour %s ;", " dont %lld accordés pour %s ;",
			(unsigned long)d->awards),
		(long long)d->awards, money_text((struct money){ d->awarded }).s);
	buf_addf(out,
		ngettext(" %lld reste à décider.", " %lld restent à décider.",
			(unsigned long)(d->rows - d->decided)),
		(long long)(d->rows - d->decided));
	add_marks(d, out);
}

static void
draw_tiles(const struct note_data *d, struct sketch *s, struct arena *a)
{
	const struct sketch_tile tiles[SKETCH_TILES] = {
		{ arena_printf(a, "%lld", (long long)d->rows), _("dossiers") },
		{ arena_printf(a, "%s\u00a0€", money_euros((struct money){ d->requested }).s),
			_("demandés") },
		{ arena_printf(a, "%lld", (long long)d->decided), _("décidés") },
		{ arena_printf(a, "%s\u00a0€", money_euros((struct money){ d->awarded }).s),
			_("accordés") },
		{ arena_printf(a, "%lld", (long long)(d->rows - d->decided)), _("à décider") },
	};

	sketch_tiles(s, tiles);
}

void
note_text(const struct note *n, struct sketch *s)
{
	struct arena a = { 0 };
	struct buf words = { 0 };

	if (n->data.rows)
		draw_tiles(&n->data, s, &a);
	add_sentences(&n->data, &words);
	sketch_text(s, "9.5", words.ptr);
	buf_done(&words);
	arena_done(&a);
}

void
note_foot(const struct note *n, struct sketch *s, int page, int pages)
{
	struct str head = str_z(fact(n, "head")), act;
	struct arena a = { 0 };

	str_cut(&head, ':', &act);
	sketch_text(s, "6",
		arena_printf(&a,
			_("%s, page %d sur %d · exporté le %s par %s\n"
			  "registre à l'acte %.*s, empreinte %.*s\n"
			  "pour refaire cette note : %s"),
			n->head->subtitle, page, pages, instant_fr(n->head->at).s, n->head->author,
			STR_ARG(act), STR_ARG(head), fact(n, "command")));
	arena_done(&a);
}

/* ---- sections ---- */

static void
draw_envelopes(const struct note *n, struct sketch *s, size_t most)
{
	sketch_envelopes(s, n->data.envelopes, n->data.envelope_count, most);
}

static void
draw_groups(const struct note *n, struct sketch *s, enum note_grouping by, size_t most)
{
	const char *const legend[] = { _("accordés"), _("autres décisions"), _("à décider"), NULL };
	const struct note_table *t = &n->data.by[by];
	struct arena a = { 0 };
	struct note_bar *bars = ARENA_ARRAY(&a, struct note_bar, most);
	size_t count = note_largest(t, most, &a, bars);

	sketch_bars(s, bars, count, by == BY_MOTIVE ? NULL : legend);
	arena_done(&a);
}

static void
draw_departments(const struct note *n, struct sketch *s, size_t most)
{
	draw_groups(n, s, BY_DEPARTMENT, most);
}

static void
draw_categories(const struct note *n, struct sketch *s, size_t most)
{
	draw_groups(n, s, BY_CATEGORY, most);
}

static void
draw_kinds(const struct note *n, struct sketch *s, size_t most)
{
	draw_groups(n, s, BY_KIND, most);
}

static void
draw_motives(const struct note *n, struct sketch *s, size_t most)
{
	draw_groups(n, s, BY_MOTIVE, most);
}

static void
draw_awards(const struct note *n, struct sketch *s, size_t most)
{
	(void)most;
	sketch_awards(s, n->data.largest, n->data.largest_count);
}

static void
draw_points(const struct note *n, struct sketch *s, size_t most)
{
	const char *const legend[] = { _("dossiers notés"), NULL };
	char labels[NOTE_TENS][16];

	(void)most;
	for (int i = 0; i < NOTE_TENS; i++)
		snprintf(labels[i], sizeof labels[i], "%d-%d", i * 10, i * 10 + 10);
	sketch_columns(s, n->data.tens, NOTE_TENS, 1, legend, labels);
}

static void
draw_pace(const struct note *n, struct sketch *s, size_t most)
{
	const char *const legend[] = { _("dépôts"), _("décisions"), NULL };
	struct note_pace p;

	(void)most;
	note_pace(&n->data, instant_day(n->head->at), &p);
	sketch_columns(s, &p.n[0][0], p.count, 2, legend, p.label);
}

static const struct note_section sections[] = {
	{ N_("Consommation des enveloppes, tous dossiers confondus"), draw_envelopes },
	{ N_("Décisions par département"), draw_departments },
	{ N_("Rythme, par mois"), draw_pace }, { N_("Décisions par catégorie"), draw_categories },
	{ N_("Décisions par type de porteur"), draw_kinds },
	{ N_("Motifs des décisions qui n'accordent pas"), draw_motives },
	{ N_("Répartition des notes, sur 100"), draw_points },
	{ N_("Aides les plus élevées"),
		draw_awards }, /* the last one: where there is room for it */
};

static bool
is_there(const struct note_data *d, const struct note_section *s)
{
	if (s->draw == draw_envelopes)
		return d->envelope_count > 0;
	if (s->draw == draw_points)
		return d->marked > 0;
	if (s->draw == draw_awards)
		return d->largest_count > 0;
	if (s->draw == draw_pace)
		return d->month_count > 0;
	return s->draw == draw_motives ? d->by[BY_MOTIVE].count > 0 : d->rows > 0;
}

void
note_section_title(const struct note_section *section, struct sketch *s)
{
	sketch_text(s, "Bold 10", _(section->title));
}

/* ---- two pages ---- */

struct heights {
	double head, sections[NOTE_SECTIONS];
};

/* Drawn nowhere: how high it is. */
static void
measure(const struct note *n, const struct note_layout *l, struct heights *out)
{
	cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
	cairo_t *cr = cairo_create(nowhere);
	struct sketch s;

	sketch_open(&s, cr, 0, 0, NOTE_WIDTH - 2 * NOTE_MARGIN);
	s.ease = l->ease;
	note_title(n, &s);
	note_text(n, &s);
	out->head = s.y;
	for (size_t i = 0; i < l->count; i++) {
		s.y = 0;
		note_section_title(l->sections[i], &s);
		l->sections[i]->draw(n, &s, l->most);
		out->sections[i] = s.y;
	}
	sketch_done(&s);
	cairo_destroy(cr);
	cairo_surface_destroy(nowhere);
}

static double
page_height(const struct heights *h, size_t from, size_t to)
{
	double sum = from ? 0 : h->head + GAP_LEAST;

	for (size_t i = from; i < to; i++)
		sum += h->sections[i] + GAP_LEAST;
	return sum - GAP_LEAST;
}

static double
gap_of(double used, size_t gaps)
{
	double room = NOTE_HEIGHT - 2 * NOTE_MARGIN - FOOT_HEIGHT - used,
	       gap = GAP_LEAST + (gaps ? room / (double)gaps : 0);

	return gap < GAP_LEAST ? GAP_LEAST : gap > GAP_MOST ? GAP_MOST : gap;
}

/* The two pages as equal as they can be; false: one of them overflows. */
static bool
share(const struct heights *h, struct note_layout *l)
{
	double best = -1, room = NOTE_HEIGHT - 2 * NOTE_MARGIN - FOOT_HEIGHT;

	l->first_page = l->count;
	for (size_t k = 1; k < l->count; k++) {
		double one = page_height(h, 0, k), two = page_height(h, k, l->count),
		       higher = one > two ? one : two;

		if (best >= 0 && higher >= best)
			continue;
		best = higher;
		l->first_page = k;
	}
	l->gap[0] = gap_of(page_height(h, 0, l->first_page), l->first_page);
	l->gap[1] = gap_of(page_height(h, l->first_page, l->count),
		l->count - l->first_page > 1 ? l->count - l->first_page - 1 : 0);
	return best <= room;
}

/* From airy to tight. */
static const struct {
	double ease;
	size_t most;
} tries[] = { { 2, 14 }, { 1.5, 14 }, { 1, 14 }, { 0.7, 14 }, { 0.4, 14 }, { 0.2, 14 }, { 0, 14 },
	{ 0, 11 }, { 0, 8 }, { 0, 5 } };
enum { TRIES = sizeof tries / sizeof *tries, AIRY = 4 };

static bool
lay_within(const struct note *n, struct note_layout *l, int most)
{
	struct heights h;

	for (int i = 0; i < most; i++) {
		l->ease = tries[i].ease;
		l->most = tries[i].most;
		measure(n, l, &h);
		if (share(&h, l))
			return true;
	}
	return false;
}

void
note_lay(const struct note *n, struct note_layout *out)
{
	*out = (struct note_layout){ 0 };
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (is_there(&n->data, &sections[i]))
			out->sections[out->count++] = &sections[i];
	if (lay_within(n, out, AIRY))
		return;
	if (n->data.largest_count)
		out->count--;
	(void)lay_within(n, out, TRIES);
}

double
note_strip(const struct note *n, const struct note_layout *l, struct sketch *s)
{
	s->ease = 1;
	note_title(n, s);
	note_text(n, s);
	s->y += GAP_LEAST;
	for (size_t i = 0; i < l->count; i++) {
		note_section_title(l->sections[i], s);
		l->sections[i]->draw(n, s, l->most);
		s->y += GAP_MOST;
	}
	return s->y;
}
