/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The form of a decision, or of a proposal for who may not decide: what is typed (decide_form.c), how
 * it is drawn (decide_view.c, decide_proposed.c), the commands (s_decide.c). Each change is saved in the draft and tried at once on the rules, without
 * writing (decide_preview).
 */
#ifndef PUPITRE_UI_DECIDE_STATE_H
#define PUPITRE_UI_DECIDE_STATE_H

#include "pupitre/ui/edit.h"
#include "screen.h"

#include "pupitre/app/propose.h"
#include "pupitre/app/read.h"

enum form_field {
	FORM_KIND,
	FORM_ELIGIBLE,
	FORM_RATE,
	FORM_AMOUNT,
	FORM_REASON,
	FORM_TEXT,
	FORM_COUNT
};

struct decide_state {
	int64_t number;
	struct dossier_view view; /* as it was when the form was opened; in the screen's arena */
	enum decision_kind kind;
	const struct motive *reason; /* NULL: none */
	struct buf envelope; /* of a proposal that was taken over; empty: the usual one */
	struct edit edits[FORM_COUNT]; /* of the fields that are typed */
	enum form_field field;
	bool proposes; /* what is recorded is a proposal */
	int taken; /* proposal that was taken over last; -1: none */
	struct arena tried; /* of the preview */
	struct decision_preview preview;
	bool readable; /* every figure could be read */
	struct err refusal; /* why it would be refused now; code OK: it would not */
};

bool form_has_money(const struct decide_state *st);
/* The draft of this agent, else the decision in force, else what is asked for. */
MUST_CHECK enum status form_load(struct screen *s, struct err *err);
/* After a change of a field: figures that depend on it, the draft, the preview. */
MUST_CHECK enum status form_changed(struct screen *s, enum form_field field, struct err *err);
MUST_CHECK enum status form_try(struct screen *s, struct err *err);
/* What would be written; strings are borrowed from the form. */
MUST_CHECK enum status form_read(
	const struct decide_state *st, struct decision_input *out, struct err *err);
/* The figure of the field, when it can be read, written as amounts are. */
void form_tidy(struct decide_state *st);
/* The fields become those of a proposal. */
MUST_CHECK enum status form_take(
	struct screen *s, const struct decision *proposed, struct err *err);
void form_done(struct decide_state *st);

void decide_draw(const struct screen *s, struct canvas *c);
int decide_text_columns(const struct screen *s);
/* Rows above the form where proposals stand; none when there is too little room. */
int decide_proposed_rows(const struct screen *s);
void decide_draw_proposed(const struct screen *s, struct canvas *c);

#endif
