/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The commands of the workstation: one row each. Keys, the line of hints, the palette, the help
 * screen and the manual come from these rows; what a command does on a screen stands in the table
 * of actions of that screen, and a test holds the two together.
 */
#ifndef PUPITRE_UI_COMMANDS_H
#define PUPITRE_UI_COMMANDS_H

#include <stdbool.h>

#include "pupitre/domain/role.h"

enum { /* screens, as bits */
	ON_LIST = 1,
	ON_DOSSIER = 2,
	ON_MARK = 4,
	ON_DECIDE = 8,
	ON_REGISTER = 16,
	ON_ENVELOPES = 32,
	ON_READER = 64, /* a text: an act, an explanation */
	ON_HELP = 128,
	ON_COLUMNS = 256,
	ON_VIEWS = 512,
	ON_TOTALS = 1024,
	ON_BUNDLES = 2048,
	ON_BUNDLE_NEW = 4096,
	ON_KEYS = 8192,
	ON_QUESTIONS = 16384,
	ON_EXPORT = 32768,
	ON_EXPORT_COLUMNS = 65536,
	ON_ALL = 131071,
};
enum { SCREEN_KINDS = 17 };
extern const char *const screen_titles[SCREEN_KINDS]; /* "Dossiers", by bit number */

enum command_id {
	CMD_UP,
	CMD_DOWN,
	CMD_PAGE_UP,
	CMD_PAGE_DOWN,
	CMD_FIRST,
	CMD_LAST,
	CMD_LEFT,
	CMD_RIGHT,
	CMD_OPEN,
	CMD_NEXT_HIT,
	CMD_PREV_HIT,
	CMD_EVALUATE,
	CMD_DECIDE,
	CMD_PROPOSE,
	CMD_STATE,
	CMD_FILTER,
	CMD_SEARCH,
	CMD_SORT,
	CMD_SELECT,
	CMD_RANGE,
	CMD_INVERT,
	CMD_SELECTION,
	CMD_BULK,
	CMD_TAG,
	CMD_COLUMNS,
	CMD_TOGGLE,
	CMD_EARLIER,
	CMD_LATER,
	CMD_EVERY,
	CMD_NOTHING,
	CMD_USUAL,
	CMD_VIEWS,
	CMD_VIEW_DIGIT,
	CMD_VIEW_SAVE,
	CMD_VIEW_NUMBER,
	CMD_VIEW_RENAME,
	CMD_VIEW_DELETE,
	CMD_TOTALS,
	CMD_GO,
	CMD_NEXT_FIELD,
	CMD_PREV_FIELD,
	CMD_NEXT_DOSSIER,
	CMD_PREV_DOSSIER,
	CMD_RAW,
	CMD_SCORE,
	CMD_NOT_ASSESSED,
	CMD_NOT_APPLICABLE,
	CMD_COMMENT,
	CMD_OPINION,
	CMD_EXPLAIN,
	CMD_FINALISE,
	CMD_RECORD,
	CMD_RECORD_PROPOSAL,
	CMD_TAKE_OVER,
	CMD_WITHDRAW,
	CMD_UNDO,
	CMD_REDO,
	CMD_REGISTER,
	CMD_ENVELOPES,
	CMD_BUNDLES,
	CMD_QUESTIONS,
	CMD_BUNDLE_NEW,
	CMD_BUNDLE_WRITE,
	CMD_MERGE,
	CMD_BUNDLE_CLOSE,
	CMD_PROLONG,
	CMD_REVOKE,
	CMD_KEYS,
	CMD_KEY_ADD,
	CMD_KEY_REVOKE,
	CMD_ACTIVATE,
	CMD_RETURN,
	CMD_SEND,
	CMD_ANSWER,
	CMD_PREV_ANSWER,
	CMD_NEXT_ANSWER,
	CMD_NEXT_QUESTION,
	CMD_PREV_QUESTION,
	CMD_EXPORT,
	CMD_EXPORT_WRITE,
	CMD_EXPORT_SAVE,
	CMD_EXPORT_DELETE,
	CMD_HELP,
	CMD_PALETTE,
	CMD_CANCEL,
	CMD_BACK,
	CMD_MESSAGES,
	CMD_REDRAW,
	CMD_STOP,
	CMD_QUIT,
	CMD_COUNT,
	CMD_NONE = CMD_COUNT,
};

struct ui_command {
	const char *name; /* French, of the palette: "noter" */
	const char *keys; /* as key_parse spells them, one after another */
	const char *shown; /* keys as a hint shows them; NULL: the name of the first one */
	const char *label; /* of the hint: "noter" */
	const char *help;
	const char *argument; /* what may follow the name in the palette; NULL: nothing */
	unsigned where;
	enum capability needs;
};

extern const struct ui_command ui_commands[CMD_COUNT];

/* True when the screen of that bit, or the shell, has an action for the command: what `where` must
 * say too. */
bool command_has_action(enum command_id id, unsigned screen);

#endif
