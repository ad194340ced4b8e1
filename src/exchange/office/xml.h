/* SPDX-License-Identifier: EUPL-1.2 */
/* Text inside XML that we write. */
#ifndef PUPITRE_EXCHANGE_OFFICE_XML_H
#define PUPITRE_EXCHANGE_OFFICE_XML_H

#include "pupitre/base/buf.h"

/* & < > " ' are escaped; what XML 1.0 cannot hold (controls, invalid bytes) becomes U+FFFD. */
void xml_add(struct buf *out, struct str text);
/* The same for a cell of an ODS table: a paragraph per line, blanks kept, a tab as one. */
void xml_add_paragraphs(struct buf *out, struct str text);
/* Appends the text of a value of our own XML, entities undone. */
void xml_undo(struct buf *out, struct str text);

#endif
