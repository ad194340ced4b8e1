/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers of the platform's API: which containers hold dossiers, descriptors, deleted ones. */
#ifndef PUPITRE_EXCHANGE_JSON_FILE_H
#define PUPITRE_EXCHANGE_JSON_FILE_H

#include "input.h"

MUST_CHECK enum status json_file(struct input *in, struct err *err);

#endif
