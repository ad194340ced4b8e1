/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen Questions: what it holds (s_questions.c), the table of a question laid out in rows
 * (questions_body.c), its drawing (questions_view.c). */
#ifndef PUPITRE_UI_QUESTIONS_STATE_H
#define PUPITRE_UI_QUESTIONS_STATE_H

#include "pupitre/ui/edit.h"
#include "screen.h"

#include "pupitre/app/merge.h"

enum { SIDES = 3 }; /* base, here, theirs */

struct body_row { /* one row of the screen */
	struct str label, cells[SIDES];
	bool contested; /* here and theirs differ: a mark before the label */
};
struct body_columns {
	int label, label_width, col[SIDES], width[SIDES];
};
struct body {
	struct body_row *rows;
	int count, cap;
	struct body_columns at;
};

/* Rows live in the arena; texts are whole, wrapped. */
void body_lay_out(struct body *b, struct arena *a, const struct question *q, int cols);

enum answer_field { ANSWER_CHOICE, ANSWER_VALUE, ANSWER_REASON };

/* What is typed for a question stays while one looks at the others. */
struct answer_draft {
	char id[65]; /* of the question; "": free */
	enum answer answer;
	struct buf value, reason;
};

struct questions_state {
	int64_t number; /* dossier; 0: any */
	struct buf bundle; /* hex; empty: any */
	struct buf crumb, counts; /* what one comes from; the report of the merge */
	struct question *list; /* in the screen's arena */
	int count, at;
	char id[65]; /* of the question shown; "": none */
	enum answer_field field;
	enum answer answer;
	struct edit value, reason;
	struct answer_draft *drafts;
	int draft_count;
	struct arena laid;
	struct body body;
	int top; /* first row of the body shown */
};

const struct question *question_here(const struct questions_state *st); /* NULL: none */
int questions_room(const struct screen *s); /* rows of the body that are shown */
void questions_draw(const struct screen *s, struct canvas *c);

#endif
