/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a mallette to make: its fields and commands (s_bundle_new.c), how it is drawn
 * (bundle_form_view.c). */
#ifndef PUPITRE_UI_BUNDLE_FORM_H
#define PUPITRE_UI_BUNDLE_FORM_H

#include "pupitre/ui/edit.h"
#include "screen.h"

#include "pupitre/app/bundle.h"
#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"

enum bundle_field {
	BUNDLE_AGENT,
	BUNDLE_PLACES,
	BUNDLE_QUERY,
	BUNDLE_EXPIRES,
	BUNDLE_FILE,
	BUNDLE_SECRET,
	BUNDLE_AGAIN,
	BUNDLE_FIELDS
};

struct bundle_form {
	struct agent_view *agents; /* who may take one; in the screen's arena, as what follows */
	size_t agent_count;
	struct key_view *keys;
	size_t key_count;
	int agent; /* chosen one; -1: none */
	const struct key_view *key; /* his active key; NULL: none */
	struct edit edits[BUNDLE_FIELDS]; /* of the fields that are typed */
	bool file_typed; /* the name of the file is the person's own */
	enum bundle_field field;
	int64_t dossiers; /* that would leave */
	struct err refusal; /* why it would be refused now; code OK: it would not */
};

bool form_wants_secret(const struct bundle_form *f);
struct str form_typed(const struct bundle_form *f, enum bundle_field field); /* trimmed */
void bundle_form_draw(const struct screen *s, struct canvas *c);

#endif
