/* SPDX-License-Identifier: EUPL-1.2 */
/* Use cases in tests: those that must work, and those that must be refused with a word of why. Both
 * want a `struct err err` in scope. Include after <cmocka.h>. */
#ifndef PUPITRE_TESTS_SUPPORT_MUST_H
#define PUPITRE_TESTS_SUPPORT_MUST_H

#include <string.h>

#include "pupitre/base/err.h"

#define MUST(call)                                                                                 \
	do {                                                                                       \
		err.text[0] = '\0';                                                                \
		if ((call))                                                                        \
			fail_msg("%s: %s", #call, err.text);                                       \
	} while (0)

#define REFUSED(call, expected, word)                                                              \
	do {                                                                                       \
		enum status got_ = (call);                                                         \
                                                                                                   \
		if (got_ != (expected))                                                            \
			fail_msg("%s: status %d, not %d (%s)", #call, (int)got_, (int)(expected),  \
				got_ ? err.text : "");                                             \
		if (!strstr(err.text, (word)))                                                     \
			fail_msg("%s: \"%s\" does not say \"%s\"", #call, err.text, (word));       \
	} while (0)

#endif
