/* SPDX-License-Identifier: EUPL-1.2 */
/* The platform's CSV export. */
#ifndef PUPITRE_EXCHANGE_CSV_FILE_H
#define PUPITRE_EXCHANGE_CSV_FILE_H

#include "input.h"

MUST_CHECK enum status csv_file(struct input *in, struct err *err);

#endif
