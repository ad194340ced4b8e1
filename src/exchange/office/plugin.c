/* SPDX-License-Identifier: EUPL-1.2 */
/* The one symbol of pupitre-office.so. */
#include "formats.h"

static const struct book_format *const formats[] = { &office_ods, &office_xlsx, &office_pdf,
	&office_note, &office_svg, &office_png };

__attribute__((visibility("default"))) extern const struct book_plugin pupitre_office;
const struct book_plugin pupitre_office = {
	.version = BOOK_PLUGIN_VERSION,
	.formats = formats,
	.count = sizeof formats / sizeof *formats,
};
