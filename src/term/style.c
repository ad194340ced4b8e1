/* SPDX-License-Identifier: EUPL-1.2 */
/* One row per style: its name and its look in colour, in monochrome and in high contrast. The
 * contrasted theme keeps the terminal's own colours, which its user chose, and adds weight. */
#include "pupitre/term/style.h"

#include <stddef.h>

enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };

#define INK(colour, attributes)                                                                    \
	{                                                                                          \
		colour, attributes                                                                 \
	}
#define PLAIN INK(COLOUR_DEFAULT, 0)
#define B INK(COLOUR_DEFAULT, LOOK_BOLD)
#define R INK(COLOUR_DEFAULT, LOOK_REVERSE)
#define U INK(COLOUR_DEFAULT, LOOK_UNDERLINE)
#define BR INK(COLOUR_DEFAULT, LOOK_BOLD | LOOK_REVERSE)
#define BU INK(COLOUR_DEFAULT, LOOK_BOLD | LOOK_UNDERLINE)

/* clang-format off */
const struct style_row style_rows[STYLE_COUNT] = {
	/*                    name           colour                  mono   contrast */
	[STYLE_NORMAL]      = { "normal",    { PLAIN,                  PLAIN, PLAIN } },
	[STYLE_TITLE]       = { "title",     { B,                      B,     BR    } },
	[STYLE_HEADING]     = { "heading",   { INK(CYAN, LOOK_BOLD),   B,     BU    } },
	[STYLE_LABEL]       = { "label",     { INK(CYAN, 0),           PLAIN, PLAIN } },
	[STYLE_SELECTED]    = { "selected",  { R,                      R,     BR    } },
	[STYLE_FIELD]       = { "field",     { U,                      U,     BU    } },
	[STYLE_MESSAGE]     = { "message",   { PLAIN,                  PLAIN, B     } },
	[STYLE_KEY]         = { "key",       { B,                      B,     B     } },
	[STYLE_HINT]        = { "hint",      { PLAIN,                  PLAIN, PLAIN } },
	[STYLE_RULE]        = { "rule",      { INK(BLUE, 0),           PLAIN, PLAIN } },
	[STYLE_BAR]         = { "bar",       { INK(BLUE, 0),           PLAIN, B     } },
	[STYLE_BAR_AFTER]   = { "bar_after", { INK(MAGENTA, 0),        PLAIN, PLAIN } },
	[STYLE_GOOD]        = { "good",      { INK(GREEN, 0),          PLAIN, B     } },
	[STYLE_WARNING]     = { "warning",   { INK(YELLOW, LOOK_BOLD), B,     BU    } },
	[STYLE_ERROR]       = { "error",     { INK(RED, LOOK_BOLD),    BU,    BR    } },
};
/* clang-format on */

const char *const role_names[CELL_ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_TITLE] = "title",
	[ROLE_SELECTED] = "selected",
	[ROLE_ERROR] = "error",
	[ROLE_LABEL] = "label",
	[ROLE_FIELD] = "field",
	[ROLE_MESSAGE] = "message",
	[ROLE_HINT] = "hint",
};

struct look
style_look(enum theme theme, enum style style)
{
	return style_rows[style].look[theme];
}

bool
style_parse(struct str name, enum style *out)
{
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		if (!str_eqz(name, style_rows[i].name))
			continue;
		*out = (enum style)i;
		return true;
	}
	return false;
}

bool
role_parse(struct str name, enum role *out)
{
	for (size_t i = 0; i < CELL_ROLE_COUNT; i++) {
		if (!str_eqz(name, role_names[i]))
			continue;
		*out = (enum role)i;
		return true;
	}
	return false;
}
