/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/bundle.h"

#include "session_priv.h"

bool
session_offline(const struct session *s)
{
	return uid_is(store_bundle(s->store));
}
