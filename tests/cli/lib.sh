# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh
# Assertions of the shell tests: each prints one line "ok ..." or "not ok ...". A test sources this
# file, works in $T (a private folder, removed at the end) and calls `finish` last.
#
#   run STATUS ARGS...      runs the program; its output stands in $T/out and $T/err
#   has TEXT                the output holds TEXT          lacks TEXT   it does not
#   says TEXT               standard error holds TEXT      quiet        standard error is empty
#   same NAME ACTUAL WANTED two strings are equal
#   json EXPRESSION WANTED  jq-free: the output, without blanks, holds "EXPRESSION":WANTED
set -u
: "${PUPITRE:?the program under test}"
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$T
export HOME
unset PUPITRE_BASE XDG_DATA_HOME PUPITRE_TEST_CLOCK PUPITRE_TEST_SEED
: >"$T/out" >"$T/err"
not_ok=0
what=

good() { echo "ok $what: $1"; }
wrong() {
	echo "not ok $what: $1"
	sed 's/^/    out: /' "$T/out" | head -n 20
	sed 's/^/    err: /' "$T/err" | head -n 20
	not_ok=1
}
run() {
	wanted=$1
	shift
	what="pupitre $*"
	"$PUPITRE" "$@" >"$T/out" 2>"$T/err" </dev/null
	got=$?
	if [ "$got" -eq "$wanted" ]; then good "status $wanted"; else wrong "status $got, wanted $wanted"; fi
}
# Amounts hold no-break spaces; the tests write plain ones.
holds() { LC_ALL=C sed 's/\xc2\xa0/ /g' "$1" | grep -qF -e "$2"; }
has() { if holds "$T/out" "$1"; then good "prints $1"; else wrong "does not print $1"; fi; }
lacks() { if holds "$T/out" "$1"; then wrong "prints $1"; else good "does not print $1"; fi; }
says() { if holds "$T/err" "$1"; then good "says $1"; else wrong "does not say $1"; fi; }
quiet() { if [ -s "$T/err" ]; then wrong "says something"; else good "says nothing"; fi; }
same() {
	what=$1
	if [ "$2" = "$3" ]; then good "is $3"; else wrong "is $2, wanted $3"; fi
}
json() {
	if tr -d ' \n' <"$T/out" | grep -qF -e "\"$1\":$2"; then
		good "has $1 $2"
	else
		wrong "has no $1 $2"
	fi
}
# A refusal: nothing on standard output, one or two lines that start with "pupitre: ".
refused() {
	if [ -s "$T/out" ] || [ "$(wc -l <"$T/err")" -gt 2 ] || ! grep -q '^pupitre: ' "$T/err"; then
		wrong "is not a refusal of one or two lines"
	else
		good "is a refusal of one or two lines"
	fi
}
finish() { exit $not_ok; }
