/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for a text in the one that is shown, on every screen that shows one. */
#include "search.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "screen.h"
#include "shell.h"

void
search_show(struct search *s, const struct page *text, int height, bool keep)
{
	pager_show(&s->pager, text, height, keep);
	s->hits = pager_matches(&s->pager, buf_str(&s->needle));
}

void
search_draw_status(const struct search *s, struct canvas *c, int row, int columns)
{
	const struct span *span = &s->pager.span;

	if (s->needle.len)
		canvas_printf(c, row, 1, columns - 2, STYLE_MESSAGE,
			ngettext("recherche « %.*s » : %d ligne ; n suivant, N précédent, Échap "
				 "arrêter",
				"recherche « %.*s » : %d lignes ; n suivant, N précédent, Échap "
				"arrêter",
				(unsigned long)s->hits),
			STR_ARG(buf_str(&s->needle)), s->hits);
	else if (span->count)
		canvas_printf(c, row, 1, columns - 2, STYLE_MESSAGE, _("ligne %d sur %d"),
			span->cursor + 1, span->count);
}

void
search_done(struct search *s)
{
	buf_done(&s->needle);
}

static bool
searching(const struct screen *s)
{
	return s->ops->search(s)->needle.len > 0;
}

static enum status
find(struct screen *s, struct str needle, int direction, struct err *err)
{
	struct search *search = s->ops->search(s);

	if (pager_find(&search->pager, needle, direction))
		return OK;
	return err_set(
		err, ERR_INPUT, _("« %.*s » n'est pas dans %s"), STR_ARG(needle), _(search->place));
}

/* What is nowhere does not take the place of what was looked for before. */
static enum status
search_typed(struct screen *s, struct str text, int value, struct err *err)
{
	struct search *search = s->ops->search(s);
	struct arena a = { 0 };
	struct str needle = utf8_fold(&a, str_trim(text));
	enum status status = needle.len ? find(s, needle, 1, err) : OK;

	(void)value;
	if (status == OK) {
		buf_clear(&search->needle);
		buf_adds(&search->needle, needle);
		search->hits = pager_matches(&search->pager, needle);
	}
	arena_done(&a);
	return status;
}

static enum status
do_search(struct screen *s, const struct call *c, struct err *err)
{
	const struct prompt ask = {
		.label = _("chercher :"), .initial = STR(""), .on_done = search_typed
	};

	if (c->argument.ptr)
		return search_typed(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static enum status
do_next_hit(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return find(s, buf_str(&s->ops->search(s)->needle), 1, err);
}

static enum status
do_prev_hit(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return find(s, buf_str(&s->ops->search(s)->needle), -1, err);
}

static enum status
do_cancel(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	if (searching(s))
		buf_clear(&s->ops->search(s)->needle);
	else
		ui_pop(s->ui);
	return OK;
}

const struct action search_actions[] = {
	{ CMD_SEARCH, do_search, NULL },
	{ CMD_NEXT_HIT, do_next_hit, searching },
	{ CMD_PREV_HIT, do_prev_hit, searching },
	{ CMD_CANCEL, do_cancel, NULL },
	{ CMD_NONE, NULL, NULL },
};
