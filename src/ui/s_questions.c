/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Questions: where two people really differ, one question at a time. */
#include <stdio.h>
#include <stdlib.h>

#include "pupitre/base/i18n.h"
#include "questions.h"
#include "questions_state.h"
#include "shell.h"

const struct question *
question_here(const struct questions_state *st)
{
	return st->count ? &st->list[st->at] : NULL;
}

static struct str
buf_text(const struct buf *b)
{
	return b->len ? buf_str(b) : STR_NONE;
}

static void
set(struct buf *b, struct str s)
{
	buf_clear(b);
	buf_adds(b, s);
}

static struct answer_draft *
find_draft(struct questions_state *st, const char *id)
{
	for (int i = 0; i < st->draft_count; i++)
		if (strcmp(st->drafts[i].id, id) == 0)
			return &st->drafts[i];
	return NULL;
}

static void
keep_draft(struct questions_state *st)
{
	struct answer_draft *d = find_draft(st, st->id);

	if (!st->id[0])
		return;
	if (!d) {
		struct answer_draft *grown =
			realloc(st->drafts, sizeof(*st->drafts) * (size_t)(st->draft_count + 1));

		if (!grown)
			die(_("mémoire insuffisante"));
		st->drafts = grown;
		d = &st->drafts[st->draft_count++];
		*d = (struct answer_draft){ 0 };
		memcpy(d->id, st->id, sizeof(d->id));
	}
	d->answer = st->answer;
	set(&d->value, edit_text(&st->value));
	set(&d->reason, edit_text(&st->reason));
}

static void
take_draft(struct questions_state *st)
{
	const struct answer_draft *d = find_draft(st, st->id);

	st->field = ANSWER_CHOICE;
	st->answer = d ? d->answer : ANSWER_KEEP;
	edit_set(&st->value, d ? buf_str(&d->value) : STR(""));
	edit_set(&st->reason, d ? buf_str(&d->reason) : STR(""));
}

static void
lay_out_body(struct screen *s)
{
	struct questions_state *st = s->state;

	arena_reset(&st->laid);
	st->body = (struct body){ 0 };
	if (st->count)
		body_lay_out(&st->body, &st->laid, question_here(st), s->cols);
}

/* The question at its place becomes the one shown: what was typed for another is kept. */
static void
show(struct screen *s)
{
	struct questions_state *st = s->state;
	const struct question *q = question_here(st);
	const char *id = q ? q->id.s : "";

	if (strcmp(st->id, id) != 0) {
		keep_draft(st);
		snprintf(st->id, sizeof(st->id), "%s", id);
		take_draft(st);
		st->top = 0;
	}
	lay_out_body(s);
}

/* The same question stays; when it is gone, the one that took its place is shown. */
static enum status
questions_refresh(struct screen *s, struct err *err)
{
	struct questions_state *st = s->state;
	struct arena fresh = { 0 };
	struct question *list;
	size_t count;
	enum status status = questions_list(ui_session(s->ui), st->number, buf_text(&st->bundle),
		true, &fresh, &list, &count, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->list = list;
	st->count = (int)count;
	if (st->at >= st->count)
		st->at = st->count ? st->count - 1 : 0;
	for (int i = 0; i < st->count; i++)
		if (strcmp(list[i].id.s, st->id) == 0)
			st->at = i;
	show(s);
	return OK;
}

static enum status
questions_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct questions_state *st = s->state;
	struct str rest = r->title, crumb;

	str_cut(&rest, '\n', &crumb);
	st->number = r->number;
	set(&st->bundle, r->text);
	set(&st->crumb, crumb);
	set(&st->counts, rest);
	return questions_refresh(s, err);
}

static enum status
questions_layout(struct screen *s, int rows, int cols, struct err *err)
{
	(void)rows, (void)cols, (void)err;
	((struct questions_state *)s->state)->top = 0;
	lay_out_body(s);
	return OK;
}

static void
questions_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct questions_state *st = s->state;

	if (st->crumb.len)
		buf_addf(crumb, "%.*s\n", STR_ARG(buf_str(&st->crumb)));
	else if (st->number && !ui_is_over(s, ON_DOSSIER))
		buf_addf(crumb, "%lld\n", (long long)st->number);
	buf_addz(crumb, _("Questions"));
	if (st->count)
		buf_addf(badge, _("%d sur %d"), st->at + 1, st->count);
	else
		buf_addz(badge, _("aucune"));
}

static void
questions_leave(struct screen *s)
{
	struct questions_state *st = s->state;

	for (int i = 0; i < st->draft_count; i++) {
		buf_done(&st->drafts[i].value);
		buf_done(&st->drafts[i].reason);
	}
	free(st->drafts);
	edit_done(&st->value);
	edit_done(&st->reason);
	buf_done(&st->bundle);
	buf_done(&st->crumb);
	buf_done(&st->counts);
	arena_done(&st->laid);
}

static bool
may_answer(const struct screen *s)
{
	return session_can(ui_session(s->ui), CAN_ANSWER);
}

static bool
choosing(const struct screen *s)
{
	return ((const struct questions_state *)s->state)->field == ANSWER_CHOICE;
}

static bool
has_question(const struct screen *s)
{
	return question_here(s->state) != NULL;
}

static bool
choosing_one(const struct screen *s)
{
	return choosing(s) && has_question(s);
}

static void
go_field(struct questions_state *st, enum answer_field field)
{
	st->field = field;
	st->value.at = st->value.text.len;
	st->reason.at = st->reason.text.len;
}

/* A digit typed on the third answer begins its value. */
static bool
begins_value(const struct screen *s, const struct key *key)
{
	const struct questions_state *st = s->state;

	return st->field == ANSWER_CHOICE && st->answer == ANSWER_SET && may_answer(s) &&
	       key->code == KEY_CHAR && key->cp >= '0' && key->cp <= '9';
}

/* While a field has the focus every character belongs to it. */
static bool
questions_key(struct screen *s, const struct key *key, struct err *err)
{
	struct questions_state *st = s->state;
	bool before = st->field == ANSWER_VALUE && key->code == KEY_LEFT && st->value.at == 0;

	(void)err;
	if (begins_value(s, key))
		go_field(st, ANSWER_VALUE);
	if (st->field == ANSWER_CHOICE)
		return false;
	if (before) /* left of the value stands the answer before it */
		st->answer = ANSWER_TAKE;
	if (before || key->code == KEY_ESC || key->code == KEY_UP) {
		st->field = ANSWER_CHOICE;
		return true;
	}
	return edit_key(st->field == ANSWER_VALUE ? &st->value : &st->reason, key) != EDIT_IGNORED;
}

/* Choice, value (of the third answer), motive, and round again. */
static enum status
turn_field(struct screen *s, int delta, struct err *err)
{
	struct questions_state *st = s->state;
	int field = (int)st->field;

	if (!may_answer(s))
		return err_set(err, ERR_DENIED,
			_("vos rôles ne permettent pas de répondre ; un superviseur le peut."));
	do
		field = (field + delta + ANSWER_REASON + 1) % (ANSWER_REASON + 1);
	while (field == ANSWER_VALUE && st->answer != ANSWER_SET);
	go_field(st, (enum answer_field)field);
	return OK;
}

static enum status
do_next_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return turn_field(s, 1, err);
}

static enum status
do_prev_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return turn_field(s, -1, err);
}

/* The third answer is a value to type: choosing it goes to its field. */
static enum status
choose(struct screen *s, int delta)
{
	struct questions_state *st = s->state;
	int last = question_here(st)->may_set ? ANSWER_SET : ANSWER_TAKE;
	int answer = (int)st->answer + delta;

	st->answer = (enum answer)(answer < ANSWER_KEEP ? ANSWER_KEEP
				   : answer > last      ? last
							: answer);
	if (st->answer == ANSWER_SET)
		go_field(st, ANSWER_VALUE);
	return OK;
}

static enum status
do_prev_answer(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return choose(s, -1);
}

static enum status
do_next_answer(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return choose(s, 1);
}

static enum status
step(struct screen *s, int delta, struct err *err)
{
	struct questions_state *st = s->state;
	int to = st->at + delta;

	if (to < 0 || to >= st->count)
		return err_set(err, ERR_INPUT,
			to < 0 ? _("C'est la première question.")
			       : _("C'est la dernière question."));
	st->at = to;
	show(s);
	return OK;
}

static enum status
do_next_question(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, c->count, err);
}

static enum status
do_prev_question(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, -c->count, err);
}

static bool
overflows(const struct screen *s)
{
	return ((const struct questions_state *)s->state)->body.count > questions_room(s);
}

static bool
choosing_overflows(const struct screen *s)
{
	return choosing(s) && overflows(s);
}

static enum status
scroll(struct screen *s, int delta)
{
	struct questions_state *st = s->state;
	int most = st->body.count - questions_room(s);

	st->top += delta;
	st->top = st->top > most ? most : st->top;
	st->top = st->top < 0 ? 0 : st->top;
	return OK;
}

static enum status
do_up(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	return scroll(s, -c->count);
}

static enum status
do_down(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	return scroll(s, c->count);
}

static enum status
do_page_up(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	return scroll(s, -c->count * questions_room(s));
}

static enum status
do_page_down(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	return scroll(s, c->count * questions_room(s));
}

static const char *
object_text(struct arena *a, const struct question *q)
{
	return q->dossier ? arena_printf(a, _("Dossier %lld"), (long long)q->dossier)
			  : arena_printf(a, "%.*s", STR_ARG(q->about));
}

/* What is left to answer is said with it. */
static void
say_answered(struct screen *s, const char *object)
{
	const struct questions_state *st = s->state;

	if (st->count == 0)
		ui_say(s->ui, STYLE_GOOD,
			_("%s : réponse enregistrée. C'était la dernière question, plus aucune "
			  "n'attend ici."),
			object);
	else
		ui_say(s->ui, STYLE_GOOD,
			st->count > 1 ? _("%s : réponse enregistrée. Il reste %d questions.")
				      : _("%s : réponse enregistrée. Il reste %d question."),
			object, st->count);
}

static enum status
send(struct screen *s, struct err *err)
{
	struct questions_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	const char *object = object_text(&a, question_here(st));
	struct err why;
	enum status status = question_answer(ui_session(s->ui), str_z(st->id), st->answer,
		st->answer == ANSWER_SET ? str_trim(edit_text(&st->value)) : STR_NONE,
		str_trim(edit_text(&st->reason)), &a, &receipt, err);

	if (status == OK) {
		status = questions_refresh(s, err);
		if (status == OK)
			say_answered(s, object);
	} else if (status == ERR_CONFLICT) {
		why = *err;
		status = questions_refresh(s, err);
		*err = status == OK ? why : *err;
		status = err->code;
	}
	arena_done(&a);
	return status;
}

/* A field that is still empty takes the focus first. */
static enum status
do_answer(struct screen *s, const struct call *c, struct err *err)
{
	struct questions_state *st = s->state;
	bool value = st->answer != ANSWER_SET || str_trim(edit_text(&st->value)).len;
	bool reason = str_trim(edit_text(&st->reason)).len > 0;

	(void)c;
	if (value && reason)
		return send(s, err);
	if (!value)
		ui_say(s->ui, STYLE_MESSAGE,
			_("Tapez la valeur, puis Entrée. Tab passe au champ suivant."));
	else
		ui_say(s->ui, STYLE_MESSAGE,
			_("Tapez le motif, il est obligatoire, puis Entrée répond."));
	go_field(st, value ? ANSWER_REASON : ANSWER_VALUE);
	return OK;
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	const struct route route = { .number = question_here(s->state)->dossier };

	(void)c;
	return ui_push(s->ui, &register_screen, &route, err);
}

static enum status
do_palette(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	palette_open(s->ui);
	return OK;
}

static enum status
do_cancel(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	ui_pop(s->ui);
	return OK;
}

static const struct action actions[] = {
	{ CMD_ANSWER, do_answer, has_question },
	{ CMD_PREV_ANSWER, do_prev_answer, choosing_one },
	{ CMD_NEXT_ANSWER, do_next_answer, choosing_one },
	{ CMD_NEXT_FIELD, do_next_field, has_question },
	{ CMD_PREV_FIELD, do_prev_field, has_question },
	{ CMD_NEXT_QUESTION, do_next_question, choosing_one },
	{ CMD_PREV_QUESTION, do_prev_question, choosing_one },
	{ CMD_UP, do_up, choosing_overflows },
	{ CMD_DOWN, do_down, choosing_overflows },
	{ CMD_PAGE_UP, do_page_up, overflows },
	{ CMD_PAGE_DOWN, do_page_down, overflows },
	{ CMD_REGISTER, do_register, choosing_one },
	{ CMD_PALETTE, do_palette, choosing },
	{ CMD_CANCEL, do_cancel, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_NEXT_ANSWER, CMD_ANSWER, CMD_DOWN, CMD_NEXT_QUESTION,
	CMD_REGISTER, CMD_CANCEL, CMD_NEXT_FIELD, CMD_NONE };

const struct screen_ops questions_screen = {
	.name = "questions",
	.bit = ON_QUESTIONS,
	.state_size = sizeof(struct questions_state),
	.actions = actions,
	.hints = hints,
	.enter = questions_enter,
	.layout = questions_layout,
	.refresh = questions_refresh,
	.key = questions_key,
	.title = questions_title,
	.draw = questions_draw,
	.leave = questions_leave,
};

enum status
questions_open_for(struct screen *s, int64_t number, struct str argument, struct err *err)
{
	struct route route = { .number = argument.ptr ? 0 : number };
	size_t count = 0;
	enum status status = questions_waiting(ui_session(s->ui), route.number, &count, err);

	if (status != OK)
		return status;
	if (count)
		return ui_push(s->ui, &questions_screen, &route, err);
	if (route.number)
		return err_set(err, ERR_INPUT,
			_("Dossier %lld : aucune question ouverte. Dans la liste, / puis "
			  "question:oui montre les dossiers qui en ont."),
			(long long)number);
	return err_set(err, ERR_INPUT, _("Aucune question n'attend de réponse."));
}
