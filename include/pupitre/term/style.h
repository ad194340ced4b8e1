/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a cell looks (style) and what it is (role).
 *
 * Style    names a purpose; the theme turns it into the terminal's own colours and attributes. A
 *          colour never speaks alone: what it says also stands there as a word or a sign.
 * Role     says what a cell is for, so that tests and an accessible renderer need no colours.
 * Source   practice of terminal programs and screen readers: default background, reverse video for the selection, no blink, no dim.
 */
#ifndef PUPITRE_TERM_STYLE_H
#define PUPITRE_TERM_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/str.h"

enum style {
	STYLE_NORMAL,
	STYLE_TITLE, /* line 0 */
	STYLE_HEADING, /* head of a table, name of a section */
	STYLE_LABEL, /* "libellé :" before a value */
	STYLE_SELECTED,
	STYLE_FIELD, /* where one types */
	STYLE_MESSAGE,
	STYLE_KEY, /* the key in a hint */
	STYLE_HINT, /* what that key does */
	STYLE_RULE, /* separators, boxes */
	STYLE_BAR,
	STYLE_BAR_AFTER, /* what a pending decision would add to a bar */
	STYLE_GOOD,
	STYLE_WARNING,
	STYLE_ERROR,
	STYLE_COUNT,
};

enum role {
	ROLE_NONE,
	ROLE_TITLE,
	ROLE_SELECTED,
	ROLE_ERROR,
	ROLE_LABEL,
	ROLE_FIELD,
	ROLE_MESSAGE,
	ROLE_HINT,
	CELL_ROLE_COUNT,
};

enum theme { THEME_COLOUR, THEME_MONO, THEME_CONTRAST, THEME_COUNT };

enum { LOOK_BOLD = 1, LOOK_REVERSE = 2, LOOK_UNDERLINE = 4 };

#define COLOUR_DEFAULT (-1) /* the terminal's own foreground */

struct look {
	int8_t colour; /* ANSI 0-7 or COLOUR_DEFAULT; the background is never set */
	uint8_t attributes;
};

struct style_row {
	const char *name; /* English, stable: golden frames and themes use it */
	struct look look[THEME_COUNT];
};

extern const struct style_row style_rows[STYLE_COUNT];
extern const char *const role_names[CELL_ROLE_COUNT];

struct look style_look(enum theme theme, enum style style);
bool style_parse(struct str name, enum style *out);
bool role_parse(struct str name, enum role *out);

#endif
