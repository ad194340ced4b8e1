/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One key press, whatever bytes the terminal sent for it.
 *
 * Spelling  of keys in keys.yaml, tests and commands: a character stands for itself, anything else
 *           is "<Enter>", "<Ctrl-P>", "<F1>", "<PgUp>", "<Space>"; "<lt>" is the character "<".
 *           The French names that key_label shows are understood too: "<Entrée>".
 * Memory    `paste` is borrowed from the backend until its next read_key.
 */
#ifndef PUPITRE_TERM_KEY_H
#define PUPITRE_TERM_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

enum key_code {
	KEY_NONE,
	KEY_CHAR, /* cp is the code point */
	KEY_CTRL, /* cp is the lower-case letter: 'p' for Ctrl-P */
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_PGUP,
	KEY_PGDN,
	KEY_HOME,
	KEY_END,
	KEY_ENTER,
	KEY_ESC,
	KEY_TAB,
	KEY_BACKTAB,
	KEY_BACKSPACE,
	KEY_DELETE,
	KEY_INSERT,
	KEY_F1, /* KEY_F1 + 11 is F12 */
	KEY_F12 = KEY_F1 + 11,
	KEY_PASTE, /* pasted text: line ends are LF, otherwise as the terminal sent it */
	KEY_RESIZE, /* ask the backend for its size */
};

struct key {
	enum key_code code;
	int32_t cp;
	struct str paste;
	bool cut; /* the paste was longer than PASTE_MAX and lost its end */
};

enum { PASTE_MAX = 65536 };

struct key_text {
	char s[32];
};

/* First key spelt in *rest, which moves past it; ERR_INPUT for a name that is not a key. */
MUST_CHECK enum status key_parse(struct str *rest, struct key *out, struct err *err);
bool key_eq(struct key a, struct key b); /* same key; texts of pastes are not compared */
/* For hints and help, in French: "Entrée", "Échap", "Ctrl-P", "PgSuiv", "↑", "j". */
struct key_text key_label(struct key key);
/* The spelling that key_parse reads back: "<Enter>", "j". */
struct key_text key_spelling(struct key key);

#endif
