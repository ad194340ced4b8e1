/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the screen Mallettes. */
#include "bundles_state.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/territory.h"
#include "shell.h"

enum { AGENT = 11, PLACES = 5, DOSSIERS = 5, DAY = 10, STATE = 10, QUESTIONS = 9, DETAIL = 4 };

const char *
bundle_state_text(const struct bundle_view *b)
{
	switch (b->status) {
	case BUNDLE_CLOSED:
		return _("rentrée");
	case BUNDLE_REVOKED:
		return _("révoquée");
	default:
		return b->expired ? _("expirée") : _("en tournée");
	}
}

struct str
bundle_places(struct arena *a, const struct bundle_view *b)
{
	struct str rest = b->departments, one, code, name, region;
	const char *text = "";
	bool alone = !memchr(rest.ptr ? rest.ptr : "", ',', rest.len);

	if (alone && department_find(rest, &code, &name, &region))
		return name;
	for (bool more = true; more;) {
		more = str_cut(&rest, ',', &one);
		text = arena_printf(a, "%s%s%.*s", text, *text ? ", " : "", STR_ARG(str_trim(one)));
	}
	return str_z(text);
}

/* "12 octobre". */
static struct str
day_and_month(struct arena *a, struct instant at)
{
	struct str text = arena_str(a, str_z(day_long(instant_day(at)).s));

	while (text.len && text.ptr[text.len - 1] != ' ')
		text.len--;
	return str_trim(text);
}

struct str
bundle_crumb(struct arena *a, const struct bundle_view *b)
{
	struct str places = bundle_places(a, b), day;

	if (!instant_is(b->returned_at))
		return str_z(arena_printf(
			a, _("mallette %.*s, %.*s"), STR_ARG(places), STR_ARG(b->agent)));
	day = day_and_month(a, b->returned_at);
	return str_z(arena_printf(
		a, _("retour %.*s, %.*s, %.*s"), STR_ARG(places), STR_ARG(b->agent), STR_ARG(day)));
}

struct str
bundle_bytes_text(struct arena *a, int64_t bytes)
{
	if (bytes < 1000)
		return str_z(arena_printf(a, _("%lld octets"), (long long)bytes));
	if (bytes < 1000000)
		return str_z(arena_printf(a, _("%lld Ko"), (long long)(bytes + 500) / 1000));
	return str_z(arena_printf(a, _("%lld,%lld Mo"), (long long)(bytes / 1000000),
		(long long)(bytes % 1000000 / 100000)));
}

const char *
bundle_count(struct arena *a, int64_t n, const char *one, const char *many)
{
	return arena_printf(a, "%lld %s", (long long)n, n > 1 ? many : one);
}

/* Places of the columns; what is left beyond 80 goes to the délégué and to the départements. */
struct columns {
	int agent, agent_width, places, places_width, dossiers, left_on, expires, back, state,
		questions;
};

static struct columns
columns_of(const struct screen *s)
{
	int more = s->cols > 80 ? s->cols - 80 : 0;
	struct columns c = { .agent = 2, .agent_width = AGENT + more / 2 };

	c.places = c.agent + c.agent_width + 1;
	c.places_width = PLACES + more - more / 2;
	c.dossiers = c.places + c.places_width + 1;
	c.left_on = c.dossiers + DOSSIERS + 1;
	c.expires = c.left_on + DAY + 1;
	c.back = c.expires + DAY + 1;
	c.state = c.back + DAY + 1;
	c.questions = c.state + STATE + 1;
	return c;
}

static void
draw_head(const struct screen *s, struct canvas *c)
{
	const struct columns at = columns_of(s);

	canvas_text(c, 0, at.agent, at.agent_width, str_z(_("Délégué")), STYLE_HEADING);
	canvas_text(c, 0, at.places, at.places_width, str_z(_("Dép")), STYLE_HEADING);
	canvas_pad(c, 0, at.dossiers, DOSSIERS, ALIGN_RIGHT, str_z(_("Doss.")), STYLE_HEADING);
	canvas_text(c, 0, at.left_on, DAY, str_z(_("Partie le")), STYLE_HEADING);
	canvas_text(c, 0, at.expires, DAY, str_z(_("Expire le")), STYLE_HEADING);
	canvas_text(c, 0, at.back, DAY, str_z(_("Retour")), STYLE_HEADING);
	canvas_text(c, 0, at.state, STATE, str_z(_("État")), STYLE_HEADING);
	canvas_pad(
		c, 0, at.questions, QUESTIONS, ALIGN_RIGHT, str_z(_("Questions")), STYLE_HEADING);
}

static struct str
count_text(struct arena *a, int64_t n)
{
	return n ? str_z(arena_printf(a, "%lld", (long long)n)) : STR("-");
}

static struct str
day_of_instant(struct arena *a, struct instant t)
{
	return instant_is(t) ? arena_str(a, str_z(day_fr(instant_day(t)).s)) : STR("-");
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, const struct bundle_view *b, bool here)
{
	const struct columns at = columns_of(s);
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	struct arena *a = &c->scratch;
	bool alarm = b->expired && b->status == BUNDLE_OPEN;

	canvas_fill(c, row, 0, s->cols, style);
	canvas_pad(c, row, at.agent, at.agent_width, ALIGN_LEFT, b->agent, style);
	canvas_pad(c, row, at.places, at.places_width, ALIGN_LEFT, b->departments, style);
	canvas_pad(c, row, at.dossiers, DOSSIERS, ALIGN_RIGHT, count_text(a, b->dossiers), style);
	canvas_text(c, row, at.left_on, DAY, day_of_instant(a, b->created_at), style);
	canvas_text(c, row, at.expires, DAY, str_z(day_fr(b->expires).s), style);
	canvas_text(c, row, at.back, DAY, day_of_instant(a, b->returned_at), style);
	canvas_text(c, row, at.state, STATE, str_z(bundle_state_text(b)),
		alarm && !here ? STYLE_WARNING : style);
	canvas_pad(c, row, at.questions, QUESTIONS, ALIGN_RIGHT, count_text(a, b->questions),
		b->questions && !here ? STYLE_WARNING : style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_selected_line(const struct screen *s, struct canvas *c, int row, const char *text)
{
	canvas_fill(c, row, 0, s->cols, STYLE_SELECTED);
	canvas_text(c, row, 0, s->cols, str_z(text), STYLE_SELECTED);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_none(const struct screen *s, struct canvas *c)
{
	draw_selected_line(s, c, 1,
		session_can(ui_session(s->ui), CAN_BUNDLE)
			? _("> Aucune mallette. n en fait une ; f fusionne un retour.")
			: _("> Aucune mallette. Un superviseur peut en faire une."));
	canvas_text(c, 3, 2, s->cols - 3,
		str_z(_("Une mallette est un fichier : les dossiers d'un délégué, qu'il emporte "
			"et")),
		STYLE_NORMAL);
	canvas_text(c, 4, 2, s->cols - 3,
		str_z(_("note sans réseau. Son retour est fusionné ici, champ par champ.")),
		STYLE_NORMAL);
}

static const char *
returns_text(struct arena *a, const struct bundle_view *b)
{
	if (b->returns == 0)
		return _("aucun retour encore");
	return arena_printf(a,
		b->returns > 1 ? _("%lld retours, le dernier le %s") : _("%lld retour, le %s"),
		(long long)b->returns, instant_fr(b->returned_at).s);
}

/* What the table has no room for. */
static void
draw_detail(const struct screen *s, struct canvas *c, int row, const struct bundle_view *b)
{
	struct arena *a = &c->scratch;
	int width = s->cols - 2;

	canvas_pad(c, row, 1, width, ALIGN_LEFT,
		str_z(arena_printf(a,
			b->dossiers > 1 ? _("%.*s (%.*s), %lld dossiers : %.*s")
					: _("%.*s (%.*s), %lld dossier : %.*s"),
			STR_ARG(b->agent_name), STR_ARG(b->agent), (long long)b->dossiers,
			STR_ARG(bundle_places(a, b)))),
		STYLE_TITLE);
	canvas_pad(c, row + 1, 1, width, ALIGN_LEFT,
		b->query.len ? str_z(arena_printf(a, _("recherche : %.*s"), STR_ARG(b->query)))
			     : str_z(_("tous les dossiers de là, sans recherche")),
		STYLE_NORMAL);
	canvas_printf(c, row + 2, 1, width, STYLE_NORMAL, _("partie le %s ; %s"),
		instant_fr(b->created_at).s, returns_text(a, b));
	if (b->words)
		canvas_printf(c, row + 3, 1, width, STYLE_NORMAL, _("clé : %s"), b->words);
}

/* Questions that wait come first, wherever they come from. */
static const char *
questions_text(struct arena *a, const struct bundles_state *st, const struct bundle_view *b)
{
	int64_t here = b ? b->questions : 0, others = (int64_t)st->waiting - here;
	const char *text;

	if (!here)
		return arena_printf(a,
			others > 1 ? _("%lld questions attendent une réponse%s : ! les ouvre.")
				   : _("%lld question attend une réponse%s : ! l'ouvre."),
			(long long)others, b ? _(", hors de cette mallette") : "");
	text = arena_printf(a,
		here > 1 ? _("%lld questions attendent une réponse : ! les ouvre.")
			 : _("%lld question attend une réponse : ! l'ouvre."),
		(long long)here);
	return others > 0 ? arena_printf(a, _("%s Ailleurs %lld : « :questions toutes »."), text,
				    (long long)others)
			  : text;
}

static void
draw_status(const struct screen *s, struct canvas *c, const struct bundle_view *b)
{
	const struct bundles_state *st = s->state;
	int row = s->rows - 1, width = s->cols - 2;

	if (st->waiting)
		canvas_text(
			c, row, 1, width, str_z(questions_text(&c->scratch, st, b)), STYLE_WARNING);
	else if (b && b->expired && b->status == BUNDLE_OPEN)
		canvas_text(c, row, 1, width,
			str_z(_("Expirée : ses retours sont refusés tant que p ne la prolonge "
				"pas.")),
			STYLE_WARNING);
	else if (b)
		canvas_printf(c, row, 1, width, STYLE_MESSAGE,
			st->count > 1 ? _("%zu mallettes") : _("%zu mallette"), st->count);
}

static void
draw_table(const struct screen *s, const struct bundles_state *st, struct canvas *c)
{
	const struct bundle_view *b = bundle_selected(s);

	draw_head(s, c);
	if (!b)
		draw_none(s, c);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, &st->bundles[st->span.top + i],
			st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - DETAIL - 2, 0, s->cols, STYLE_RULE);
	if (b)
		draw_detail(s, c, s->rows - DETAIL - 1, b);
	draw_status(s, c, b);
}

static void
draw_field(const struct screen *s, struct canvas *c, int row, const char *label, struct str value)
{
	canvas_text(c, row, 3, 18, str_z(label), STYLE_LABEL);
	canvas_pad(c, row, 22, s->cols - 23, ALIGN_LEFT, value, STYLE_NORMAL);
}

/* Compared by telephone: never cut. */
static void
draw_words(const struct screen *s, struct canvas *c, int row, const struct bundle_view *b)
{
	size_t n = 0;
	struct str *lines = utf8_wrap(&c->scratch, str_z(b->words), s->cols - 23, &n);

	for (size_t i = 0; i < n && i < 2; i++)
		draw_field(s, c, row + (int)i, i ? "" : _("Clé"), lines[i]);
}

static const char *
expiry_text(const struct screen *s, struct arena *a, const struct bundle_view *b)
{
	int left = b->expires.n - session_today(ui_session(s->ui)).n;

	if (b->expired || left < 0)
		return arena_printf(a, _("%s : dépassé, demandez à l'hôte de la prolonger"),
			day_fr(b->expires).s);
	return arena_printf(a, left > 1 ? _("%s, dans %d jours") : _("%s, dans %d jour"),
		day_fr(b->expires).s, left);
}

static const char *
acts_text(struct arena *a, int64_t acts)
{
	if (acts == 0)
		return _("aucun encore : rien à rendre");
	return arena_printf(a,
		acts > 1 ? _("%lld actes faits ici, à rendre") : _("%lld acte fait ici, à rendre"),
		(long long)acts);
}

/* On the laptop: who, until when, what was done, how it goes back. */
static void
draw_here(const struct screen *s, const struct bundles_state *st, struct canvas *c)
{
	const struct bundle_view *b = &st->here;
	struct arena *a = &c->scratch;

	canvas_printf(c, 0, 1, s->cols - 2, STYLE_TITLE,
		_("Cette base est une mallette, hors "
		  "ligne"));
	draw_field(s, c, 2, _("Délégué"),
		str_z(arena_printf(a, "%.*s (%.*s)", STR_ARG(b->agent_name), STR_ARG(b->agent))));
	draw_field(s, c, 3, _("Départements"),
		str_z(arena_printf(
			a, "%.*s (%.*s)", STR_ARG(bundle_places(a, b)), STR_ARG(b->departments))));
	draw_field(s, c, 4, _("Recherche"),
		b->query.len ? b->query : str_z(_("tous les dossiers de là")));
	draw_field(s, c, 5, _("Dossiers"), count_text(a, b->dossiers));
	draw_field(
		s, c, 6, _("Partie le"), str_z(arena_printf(a, "%s", instant_fr(b->created_at).s)));
	draw_field(s, c, 7, _("Expire le"), str_z(expiry_text(s, a, b)));
	draw_field(s, c, 8, _("Actes"), str_z(acts_text(a, st->here.acts)));
	draw_words(s, c, 9, b);
	draw_selected_line(
		s, c, 11, _("> e prépare le retour : un fichier signé, à porter à l'hôte."));
	canvas_text(c, 12, 2, s->cols - 3,
		str_z(_("On peut le préparer plusieurs fois : l'hôte ne prend que le nouveau.")),
		STYLE_NORMAL);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	canvas_text(c, s->rows - 1, 1, s->cols - 2,
		str_z(_("Les décisions sont ici des propositions ; l'hôte décide.")),
		STYLE_MESSAGE);
}

void
bundles_draw(const struct screen *s, struct canvas *c)
{
	const struct bundles_state *st = s->state;

	if (st->offline)
		draw_here(s, st, c);
	else
		draw_table(s, st, c);
}
