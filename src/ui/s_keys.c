/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Clés: of the laptops of délégués and of other hosts. A key is compared by its eight words,
 * by telephone, before it is activated. */
#include "pupitre/app/keys.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "complete.h"
#include "pupitre/ui/span.h"
#include "screen.h"
#include "shell.h"

enum { AROUND = 6, OWNER = 24, KIND = 10, STATUS = 10, SINCE = 10, HEX_SHOWN = 16, HEX_WHOLE = 64 };

struct keys_state {
	struct key_view *keys; /* in the screen's arena */
	size_t count;
	struct span span;
	struct buf key, owner; /* of the one being added */
};

static const char *const status_texts[] = {
	[KEY_PENDING] = N_("à activer"),
	[KEY_ACTIVE] = N_("active"),
	[KEY_REVOKED] = N_("révoquée"),
};

static enum status
keys_refresh(struct screen *s, struct err *err)
{
	struct keys_state *st = s->state;
	struct arena fresh = { 0 };
	struct key_view *keys;
	size_t count;
	enum status status = keys_list(ui_session(s->ui), &fresh, &keys, &count, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->keys = keys;
	st->count = count;
	span_fit(&st->span, (int)count, s->rows - AROUND);
	return OK;
}

static enum status
keys_enter(struct screen *s, const struct route *r, struct err *err)
{
	(void)r;
	return keys_refresh(s, err);
}

static enum status
keys_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct keys_state *st = s->state;

	(void)cols, (void)err;
	span_fit(&st->span, (int)st->count, rows - AROUND);
	return OK;
}

static void
keys_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Clés"));
}

static void
keys_leave(struct screen *s)
{
	struct keys_state *st = s->state;

	buf_done(&st->key);
	buf_done(&st->owner);
}

static const struct key_view *
key_here(const struct screen *s)
{
	const struct keys_state *st = s->state;

	return st->count ? &st->keys[st->span.cursor] : NULL;
}

static bool
has_key(const struct screen *s)
{
	return key_here(s) != NULL;
}

static void
draw_head(const struct screen *s, struct canvas *c)
{
	int col = 2;

	canvas_text(c, 0, col, OWNER, str_z(_("À qui")), STYLE_HEADING);
	col += OWNER + 1;
	canvas_text(c, 0, col, KIND, str_z(_("Nature")), STYLE_HEADING);
	col += KIND + 1;
	canvas_text(c, 0, col, STATUS, str_z(_("État")), STYLE_HEADING);
	col += STATUS + 1;
	canvas_text(c, 0, col, SINCE, str_z(_("Depuis le")), STYLE_HEADING);
	col += SINCE + 1;
	canvas_text(c, 0, col, s->cols - col - 1, str_z(_("Clé")), STYLE_HEADING);
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, const struct key_view *k, bool here)
{
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	struct str hex = { k->key.ptr, k->key.len < HEX_SHOWN ? k->key.len : HEX_SHOWN };
	int col = 2;

	canvas_fill(c, row, 0, s->cols, style);
	canvas_pad(c, row, col, OWNER, ALIGN_LEFT, k->owner, style);
	col += OWNER + 1;
	canvas_text(c, row, col, KIND,
		str_z(k->ours     ? _("cette base")
			: k->host ? _("hôte")
				  : _("portable")),
		style);
	col += KIND + 1;
	canvas_text(c, row, col, STATUS, str_z(_(status_texts[k->status])),
		k->status == KEY_PENDING && !here ? STYLE_WARNING : style);
	col += STATUS + 1;
	canvas_text(c, row, col, SINCE,
		instant_is(k->since) ? str_z(day_fr(instant_day(k->since)).s) : STR("-"), style);
	col += SINCE + 1;
	canvas_text(c, row, col, s->cols - col - 1, hex, style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_none(const struct screen *s, struct canvas *c)
{
	canvas_fill(c, 1, 0, s->cols, STYLE_SELECTED);
	canvas_text(c, 1, 0, s->cols, str_z(_("> Aucune clé. n en ajoute une.")), STYLE_SELECTED);
	canvas_text(c, 3, 2, s->cols - 3,
		str_z(_("Sur le portable, « pupitre bundle key show » donne la clé et ses huit "
			"mots.")),
		STYLE_NORMAL);
	canvas_role(c, 1, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, 1, 0);
}

static bool
trusts(const struct screen *s)
{
	return session_can(ui_session(s->ui), CAN_TRUST);
}

static const char *
advice(const struct screen *s, const struct key_view *k)
{
	if (k->ours)
		return _("Clé de cette base : elle signe les mallettes et les envois.");
	if (k->status == KEY_PENDING && !trusts(s))
		return _("Un superviseur compare ces huit mots avec son détenteur, par téléphone, "
			 "puis l'active.");
	if (k->status == KEY_PENDING)
		return _("Comparez ces huit mots avec son détenteur, par téléphone, puis a "
			 "l'active.");
	if (k->status == KEY_REVOKED)
		return _("Révoquée pour toujours : rien de ce qu'elle signe n'est accepté.");
	return k->host ? _("Active : les envois de cet hôte sont acceptés.")
		       : _("Active : elle ouvre les mallettes de ce délégué et signe ses retours.");
}

static void
keys_draw(const struct screen *s, struct canvas *c)
{
	const struct keys_state *st = s->state;
	const struct key_view *k = key_here(s);

	draw_head(s, c);
	if (!k)
		draw_none(s, c);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, &st->keys[st->span.top + i],
			st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 5, 0, s->cols, STYLE_RULE);
	if (!k)
		return;
	canvas_text(c, s->rows - 4, 1, s->cols - 2, k->owner, STYLE_TITLE);
	canvas_text(
		c, s->rows - 3, 1, s->cols - 2, k->words ? str_z(k->words) : STR(""), STYLE_NORMAL);
	if (k->station.len)
		canvas_printf(c, s->rows - 2, 1, s->cols - 2, STYLE_NORMAL, _("poste %.*s"),
			STR_ARG(k->station));
	canvas_text(c, s->rows - 1, 1, s->cols - 2, str_z(advice(s, k)), STYLE_MESSAGE);
}

static struct span *
keys_span(const struct screen *s)
{
	return &((struct keys_state *)s->state)->span;
}

/* The key that a question was about, as it is since. */
static const char *
owner_of(const struct screen *s, struct arena *a, struct str key)
{
	const struct keys_state *st = s->state;

	for (size_t i = 0; i < st->count; i++)
		if (str_eq(st->keys[i].key, key))
			return arena_z(a, st->keys[i].owner);
	return "";
}

static enum status
set_status(struct screen *s, enum key_status to, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct str key = arena_str(&a, ui_about(s->ui));
	enum status status = key_set(ui_session(s->ui), key, to, &a, &receipt, err);

	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD,
			to == KEY_ACTIVE ? _("Clé de %s activée.") : _("Clé de %s révoquée."),
			owner_of(s, &a, key));
	arena_done(&a);
	return status;
}

static enum status
activate_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return set_status(s, KEY_ACTIVE, err);
}

static enum status
revoke_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return set_status(s, KEY_REVOKED, err);
}

static enum status
do_activate(struct screen *s, const struct call *c, struct err *err)
{
	const struct key_view *k = key_here(s);

	(void)c;
	if (k->status != KEY_PENDING)
		return err_set(err, ERR_INPUT,
			k->status == KEY_ACTIVE ? _("Cette clé est déjà active.")
						: _("Cette clé est révoquée pour toujours ; n en "
						    "ajoute une autre."));
	ui_confirm(s, k->key, activate_confirmed,
		_("Activer la clé de %.*s : ce qu'elle signe sera accepté. Ses huit mots, comparés "
		  "de vive voix : %s. Activer ?"),
		STR_ARG(k->owner), k->words ? k->words : "");
	return OK;
}

static enum status
do_revoke(struct screen *s, const struct call *c, struct err *err)
{
	const struct key_view *k = key_here(s);

	(void)c;
	if (k->status == KEY_REVOKED)
		return err_set(err, ERR_INPUT, _("Cette clé est déjà révoquée."));
	if (k->ours)
		return err_set(err, ERR_INPUT,
			_("C'est la clé de cette base : elle ne se révoque que chez les autres."));
	ui_confirm(s, k->key, revoke_confirmed,
		_("Révoquer la clé de %.*s, pour toujours : aucun retour ni envoi qu'elle signe ne "
		  "sera plus accepté, ses mallettes en tournée comprises. Révoquer ?"),
		STR_ARG(k->owner));
	return OK;
}

static enum status
add(struct screen *s, struct str station, struct err *err)
{
	struct keys_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status status = key_add(ui_session(s->ui), buf_str(&st->key), buf_str(&st->owner),
		station.len ? station : STR_NONE, &a, &receipt, err);

	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD,
			trusts(s) ? _("Clé de %.*s ajoutée. Ses huit mots comparés de vive voix, a "
				      "l'active.")
				  : _("Clé de %.*s ajoutée. Un superviseur l'active, ses huit mots "
				      "comparés de vive voix."),
			STR_ARG(buf_str(&st->owner)));
	arena_done(&a);
	return status;
}

static enum status
station_given(struct screen *s, struct str text, int value, struct err *err)
{
	(void)value;
	return add(s, str_trim(text), err);
}

static enum status
owner_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct keys_state *st = s->state;
	const struct prompt ask = { .label = _("poste de l'hôte (vide : un portable) :"),
		.initial = STR(""),
		.on_done = station_given };

	(void)value;
	if (str_trim(text).len == 0)
		return err_set(err, ERR_INPUT,
			_("À qui est cette clé ? L'identifiant d'un délégué, ou le nom d'un "
			  "hôte."));
	buf_clear(&st->owner);
	buf_adds(&st->owner, str_trim(text));
	ui_prompt(s, &ask);
	return OK;
}

static bool
is_key(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr("0123456789abcdef", text.ptr[i]))
			return false;
	return text.len == HEX_WHOLE;
}

static enum status
key_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct keys_state *st = s->state;
	const struct prompt ask = { .label = _("à qui (délégué ou hôte) :"),
		.initial = STR(""),
		.on_done = owner_given,
		.propose = complete_agent };

	(void)value;
	if (!is_key(str_trim(text)))
		return err_set(err, ERR_INPUT,
			_("Une clé a 64 signes, de 0 à 9 et de a à f : « pupitre bundle key show » "
			  "la "
			  "donne sur le portable."));
	buf_clear(&st->key);
	buf_adds(&st->key, str_trim(text));
	ui_prompt(s, &ask);
	return OK;
}

static enum status
do_add(struct screen *s, const struct call *c, struct err *err)
{
	const struct prompt ask = { .label = _("clé :"), .initial = STR(""), .on_done = key_given };

	if (c->argument.ptr)
		return key_given(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static const struct action actions[] = {
	{ CMD_ACTIVATE, do_activate, has_key },
	{ CMD_KEY_REVOKE, do_revoke, has_key },
	{ CMD_KEY_ADD, do_add, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_ACTIVATE, CMD_KEY_REVOKE, CMD_KEY_ADD,
	CMD_BACK, CMD_PALETTE, CMD_NONE };

const struct screen_ops keys_screen = {
	.name = "keys",
	.bit = ON_KEYS,
	.state_size = sizeof(struct keys_state),
	.actions = actions,
	.hints = hints,
	.enter = keys_enter,
	.layout = keys_layout,
	.refresh = keys_refresh,
	.title = keys_title,
	.span = keys_span,
	.draw = keys_draw,
	.leave = keys_leave,
};
