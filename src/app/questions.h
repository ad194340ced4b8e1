/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions as rows and as people read them. Private to src/app. */
#ifndef PUPITRE_APP_QUESTIONS_H
#define PUPITRE_APP_QUESTIONS_H

#include <stdio.h>

#include "pupitre/app/merge.h"
#include "pupitre/store/list.h"
#include "pupitre/store/merge.h"
#include "work.h"

MUST_CHECK enum status question_read(struct session *s, struct arena *a, const struct record *r,
	struct question *q, struct err *err);
/* A comment that goes with a contested mark: when a third value is given, both texts are kept. */
bool question_line_follows(const struct question *q, const struct question_line *l);

#endif
