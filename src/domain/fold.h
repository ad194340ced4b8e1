/* SPDX-License-Identifier: EUPL-1.2 */
/* Comparison of what people type with our words: accents and case ignored. */
#ifndef PUPITRE_DOMAIN_FOLD_H
#define PUPITRE_DOMAIN_FOLD_H

#include "pupitre/base/str.h"

bool folded_eq(struct str a, struct str b);

#endif
