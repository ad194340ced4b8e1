/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The form of a decision: what is typed (decide_form.c), how it is drawn (decide_view.c), the
 * commands (s_decide.c). Each change is saved in the draft and tried at once on the rules, without
 * writing (decide_preview).
 */
#ifndef PUPITRE_UI_DECIDE_STATE_H
#define PUPITRE_UI_DECIDE_STATE_H

#include "pupitre/ui/edit.h"
#include "screen.h"

#include "pupitre/app/decide.h"
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
	struct edit edits[FORM_COUNT]; /* of the fields that are typed */
	enum form_field field;
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
void form_done(struct decide_state *st);

void decide_draw(const struct screen *s, struct canvas *c);
int decide_text_columns(const struct screen *s);

#endif
