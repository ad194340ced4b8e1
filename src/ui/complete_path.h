/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of files as people type them: "~/" is their folder; Tab completes. */
#ifndef PUPITRE_UI_COMPLETE_PATH_H
#define PUPITRE_UI_COMPLETE_PATH_H

#include "shell.h"

const char *path_typed(struct arena *a, struct str text); /* without blanks around, "~/" replaced */
const char *path_whole(struct arena *a, const char *path); /* from the root, when it exists */
bool path_exists(const char *path);
/* A ui_propose: the files of the folder typed that begin as its last part; folders end by "/". */
enum status complete_path(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err);

#endif
