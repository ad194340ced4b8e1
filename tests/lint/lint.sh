#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Everything that `make lint` looks at, in the tree whose top is the argument; says what is wrong.
# Usage: tests/lint/lint.sh TREE [CHECK...]   checks: layers sizes licence format static (all)
# shellcheck disable=SC2317 # the checks are called by name
set -u
cd "${1:?tree}" || exit 2
shift
[ $# -gt 0 ] || set -- layers sizes licence format static
failed=0

sources() { find src include tests -name '*.[ch]' | LC_ALL=C sort; }

check_layers() {
	find src include -name '*.[ch]' | LC_ALL=C sort |
		LC_ALL=C xargs awk -f tests/lint/layers.awk tests/lint/layers.txt
}
check_sizes() { sources | LC_ALL=C xargs awk -f tests/lint/sizes.awk; }

# The first line of every source and script, the second one of a script with "#!".
check_licence() {
	find src include tests share .ci Makefile config \( -name data -prune \) -o -type f \
		\( -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' -o -name '*.sql' -o -name '*.yaml' \
		-o -name Makefile -o -path .ci/run \) -print | LC_ALL=C sort | while read -r f; do
		head -n 2 "$f" | grep -q 'SPDX-License-Identifier: EUPL-1.2' || echo "$f: no licence line"
	done | { ! grep .; }
}
check_format() { sources | xargs clang-format --dry-run -Werror; }

# What a function fills only when it succeeds looks uninitialised to cppcheck; gcc follows the status.
check_static() {
	cppcheck -q -j2 --std=c11 --language=c -Iinclude -D_GNU_SOURCE -DPUPITRE_VERSION='""' \
		--enable=warning,performance,portability --error-exitcode=1 --inline-suppr \
		--suppress=uninitvar --suppress=legacyUninitvar --suppress=uninitStructMember \
		--suppress=internalAstError \
		--suppress=missingInclude --suppress=normalCheckLevelMaxBranches src
}

for check; do
	if "check_$check"; then
		echo "lint: $check ok"
	else
		echo "lint: $check failed" >&2
		failed=1
	fi
done
exit $failed
