/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pictures of the main screens for README.md and the manual: shots BASE FOLDER.
 *
 * Each picture is the program's own frame on a copy of the demonstration base, after a script of
 * keys; the clock and the ids are fixed, so that the same program draws the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "pupitre/app/session.h"
#include "pupitre/base/env.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/memory.h"
#include "pupitre/term/svg.h"
#include "pupitre/ui/workstation.h"

static const struct shot {
	const char *name, *title;
	int rows, cols;
	const char *keys;
} shots[] = {
	{ "list", "Liste des dossiers du Loiret, les mieux notés d'abord", 24, 80,
		"/<Ctrl-U>dep:45 tri:-note<Enter>" },
	{ "wide", "Liste et dossier côte à côte, 120 colonnes", 40, 120,
		"/<Ctrl-U>dep:45 portail<Enter>" },
	{ "dossier", "Un dossier : ce que le demandeur a écrit", 24, 80,
		"/<Ctrl-U>4012345<Enter><Enter>" },
	{ "mark", "Notation : les sous-critères et les niveaux décrits", 24, 80,
		"/<Ctrl-U>4012345<Enter>n32" },
	{ "decide", "Décision : montant et effet sur l'enveloppe", 24, 80,
		"/<Ctrl-U>4012345<Enter>d" },
	{ "register", "Registre des actes", 24, 80, ":registre<Enter>" },
};

static enum status
save(const struct shot *shot, const struct canvas *frame, const char *folder, struct err *err)
{
	struct arena a = { 0 };
	struct buf svg = { 0 };

	svg_draw(frame, THEME_COLOUR, str_z(shot->title), &svg);
	enum status st = fs_write(
		arena_printf(&a, "%s/%s.svg", folder, shot->name), buf_str(&svg), true, err);
	buf_done(&svg);
	arena_done(&a);
	return st;
}

static enum status
draw(const struct shot *shot, const char *base, const char *folder, struct err *err)
{
	struct session_options o = { .base = base, .login = "c.leroy", .origin = ORIGIN_SCREEN };
	struct backend *b = memory_open(shot->rows, shot->cols);
	struct workstation *w = NULL;
	struct session *s = NULL;
	enum status st = session_open(&o, &s, err);

	if (st == OK)
		st = workstation_open(s, b, &w, err);
	if (st == OK) {
		memory_keys(b, shot->keys);
		workstation_pump(w);
		workstation_rest(w);
		st = save(shot, memory_frame(b), folder, err);
	}
	workstation_close(w);
	session_close(s);
	backend_close(b);
	return st;
}

int
main(int argc, char **argv)
{
	struct err err = { OK, "" };

	if (argc != 3)
		die("usage: shots BASE FOLDER");
	setenv("PUPITRE_TEST_CLOCK", "2021-10-08T14:30:00Z", 1);
	env_read();
	if (!i18n_start() || !hash_start())
		die("cannot start");
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		if (draw(&shots[i], argv[1], argv[2], &err) != OK)
			die("%s: %s", shots[i].name, err.text);
		printf("%s/%s.svg\n", argv[2], shots[i].name);
	}
	return 0;
}
