/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What cairo does not write of a tagged document: its language, that its title is shown, words for its pictures.
 * They are added as the format means it (ISO 32000-1, 7.5.6): an update at the end of the file that gives the objects
 * again, with a table of its own.
 */
#ifndef PUPITRE_EXCHANGE_OFFICE_PDF_TAIL_H
#define PUPITRE_EXCHANGE_OFFICE_PDF_TAIL_H

#include "pupitre/base/buf.h"

/* out holds the end of a finished file, at least from its tree of tags on; before: bytes of it that are gone already.
 * alts: words of the figures in their order. A file of another build than expected is left as it is. */
void pdf_add_tail(struct buf *out, size_t before, const char *const *alts, size_t alt_count);

#endif
