/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The workstation: screens on one session.
 *
 * workstation_run is the whole thing on the real terminal. The other functions drive it step by
 * step on any backend, for tests and pictures: give keys to the backend, then pump.
 */
#ifndef PUPITRE_UI_WORKSTATION_H
#define PUPITRE_UI_WORKSTATION_H

#include "pupitre/app/session.h"
#include "pupitre/term/backend.h"

struct loop;

/* Opens the terminal, signals and the loop; returns when the user quits or the terminal goes (OK).
 * ERR_USAGE without a terminal or with TERM=dumb, ERR_SYSTEM when it cannot be described. */
MUST_CHECK enum status workstation_run(struct session *s, struct err *err);

struct workstation;

/* Draws the first screen. The session and the backend stay the caller's. */
MUST_CHECK enum status workstation_open(
	struct session *s, struct backend *b, struct workstation **out, struct err *err);
/* Handles every key that waits, then draws once; false once the user has quit. */
bool workstation_pump(struct workstation *w);
/* A text that is being typed waits for a pause of that long (-1: none does); then tell it. */
int workstation_pause_ms(const struct workstation *w);
void workstation_pause(struct workstation *w);
/* Something late waits for the keys to rest that long (-1: nothing does); then show it. */
int workstation_rest_ms(const struct workstation *w);
void workstation_rest(struct workstation *w); /* no-op when nothing is late */
/* Looks whether another process wrote, and shows it. */
void workstation_poll(struct workstation *w);
void workstation_close(struct workstation *w); /* NULL is a no-op */

#endif
