/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a file to export: its fields and commands (s_export.c), how it is drawn (export_view.c). */
#ifndef PUPITRE_UI_EXPORT_FORM_H
#define PUPITRE_UI_EXPORT_FORM_H

#include "pupitre/app/export.h"
#include "pupitre/ui/edit.h"
#include "screen.h"

enum export_field {
	EXPORT_PRESET,
	EXPORT_QUERY,
	EXPORT_SORT,
	EXPORT_COLUMNS,
	EXPORT_FORMAT,
	EXPORT_FILE,
	EXPORT_FIELDS
};

struct export_form {
	struct export_preset *presets; /* in the arena of the screen */
	size_t preset_count;
	const struct export_format_view *formats; /* in the arena of the screen */
	size_t format_count;
	int preset, format; /* chosen ones; format: index in the list of formats */
	struct edit edits[EXPORT_FIELDS]; /* of the fields that are typed; EXPORT_COLUMNS: codes */
	bool file_typed; /* the name of the file is the person's own */
	enum export_field field;
	struct arena shown; /* of the preview, made anew at each change */
	struct export_preview preview;
	bool late; /* something was typed since: the next field shows it */
	bool chosen; /* columns were, on their own screen: coming back shows it */
	struct err refusal; /* why it would be refused now; code OK: it would not */
};

struct str export_typed(const struct export_form *f, enum export_field field); /* trimmed */
/* The form as its screen of columns sees it: a code each, separated by commas; "" are the preset's. */
const struct export_preset *export_form_preset(const struct screen *form);
struct str export_form_columns(const struct screen *form, struct arena *a);
void export_form_take_columns(struct screen *form, struct str codes);
void export_form_draw(const struct screen *s, struct canvas *c);

#endif
