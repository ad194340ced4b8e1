/* SPDX-License-Identifier: EUPL-1.2 */
/* What completes the word under the cursor of a filter (share/doc/language.md): keys, then their
 * values. A ui_propose. */
#ifndef PUPITRE_UI_COMPLETE_H
#define PUPITRE_UI_COMPLETE_H

#include "shell.h"

enum status complete_filter(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err);
/* Names of tags that begin as what is typed, without "-" nor "#". A ui_propose. */
enum status complete_tag(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err);
/* Logins of active agents. A ui_propose. */
enum status complete_agent(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err);

#endif
