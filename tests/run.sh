#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Runs test programs and scripts, as many at once as there are processors (JOBS), at most 600 s each, and
# counts their tests. What one prints stands together.
# Usage: tests/run.sh BUILD_FOLDER PROGRAM... ; scripts (*.sh) find the program by $PUPITRE.
# The last line is "N passed, N failed"; the status is 0 when nothing failed.
set -u

# Tests that passed and failed in a log: cmocka's lines, or the ok lines of the scripts.
count() {
	awk '/^\[       OK \] / || /^ok / { good++ }
		/^not ok / { bad++ }
		/^\[  FAILED  \] [0-9]+ test\(s\)/ { bad += $4 }
		END { print good + 0, bad + 0 }' "$1"
}

# run_one PROGRAM RESULTS: a line "good bad" is added to the results.
run_one() {
	log=$(mktemp)
	case $1 in
	*.sh) timeout -k 10 600 sh "$1" >"$log" 2>&1 </dev/null ;;
	*) timeout -k 10 600 "$1" >"$log" 2>&1 </dev/null ;;
	esac
	status=$?
	counted=$(count "$log")
	# A program that crashes, is stopped or tests nothing has failed, whatever it printed.
	case $counted in
	*' 0') [ "$status" -ne 0 ] || [ "${counted% *}" -eq 0 ] && {
		echo "not ok $1 (status $status)" >>"$log"
		counted="${counted% *} 1"
	} ;;
	esac
	{
		echo "== $1"
		cat "$log"
	} | dd bs=1M iflag=fullblock 2>/dev/null
	echo "$counted" >>"$2"
	rm -f "$log"
}

if [ "$1" = --one ]; then
	run_one "$3" "$2"
	exit 0
fi
build=$1
shift
PUPITRE=$PWD/$build/pupitre
LSAN_OPTIONS=suppressions=$PWD/tests/lsan.txt:print_suppressions=0
export PUPITRE LSAN_OPTIONS
mkdir -p "$build/tests"
results=$build/tests/results
: >"$results"
printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -n 1 sh "$0" --one "$results"
awk -v programs=$# '{ good += $1; bad += $2 }
	END {
		if (NR != programs) { print "not ok: " programs - NR " programs gave no result"; bad++ }
		print good + 0 " passed, " bad + 0 " failed"
		exit bad > 0
	}' "$results"
