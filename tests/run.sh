#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Runs test programs and scripts one after another, at most 300 s each, and counts their tests.
# Usage: tests/run.sh BUILD_FOLDER PROGRAM... ; scripts (*.sh) find the program by $PUPITRE.
# The last line is "N passed, N failed"; the status is 0 when nothing failed.
set -u

build=$1
shift
PUPITRE=$PWD/$build/pupitre
export PUPITRE
mkdir -p "$build/tests"
log=$build/tests/last.log
passed=0 failed=0

# Tests that passed and failed in the log: cmocka's lines, or the ok lines of the scripts.
count() {
	awk '/^\[       OK \] / || /^ok / { good++ }
		/^not ok / { bad++ }
		/^\[  FAILED  \] [0-9]+ test\(s\)/ { bad += $4 }
		END { print good + 0, bad + 0 }' "$log"
}

for program; do
	echo "== $program"
	case $program in
	*.sh) timeout -k 10 300 sh "$program" >"$log" 2>&1 </dev/null ;;
	*) timeout -k 10 300 "$program" >"$log" 2>&1 </dev/null ;;
	esac
	status=$?
	cat "$log"
	read -r good bad <<-END
		$(count)
	END
	# A program that crashes, is stopped or tests nothing has failed, whatever it printed.
	if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
		echo "not ok $program (status $status)"
		bad=1
	fi
	passed=$((passed + good))
	failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
