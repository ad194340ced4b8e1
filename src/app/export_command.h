/* SPDX-License-Identifier: EUPL-1.2 */
/* The command line that makes a file again. */
#ifndef PUPITRE_APP_EXPORT_COMMAND_H
#define PUPITRE_APP_EXPORT_COMMAND_H

#include "export_priv.h"

struct export_told {
	struct str as, config; /* of the session; absent: not given */
	struct export_order order;
};
const char *export_command_text(struct arena *a, const struct export_told *t);
/* false: it is no command of ours, to the last character. */
bool export_command_read(const char *text, struct arena *a, struct export_told *out);

#endif
