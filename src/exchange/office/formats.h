/* SPDX-License-Identifier: EUPL-1.2 */
/* The formats of the plug-in. */
#ifndef PUPITRE_EXCHANGE_OFFICE_FORMATS_H
#define PUPITRE_EXCHANGE_OFFICE_FORMATS_H

#include "pupitre/exchange/book.h"

extern const struct book_format office_ods, office_xlsx, office_pdf, office_note, office_svg,
	office_png;

#endif
