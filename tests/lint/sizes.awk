# SPDX-License-Identifier: EUPL-1.2
# awk -f sizes.awk FILE... : files over 600 lines, functions over 80 lines (from
# the line of the opening brace, alone in the first column, to the closing one).
function flush() { if (last && lines > 600) { print last ": " lines " lines, 600 at most"; failed = 1 } }
FNR == 1 { flush(); last = FILENAME; open = 0; name = "" }
{ lines = FNR }
/^[a-z_]+\(/ { name = $0; sub(/\(.*/, "", name) }
/^\{$/ { open = FNR }
/^}/ && open {
	if (FNR - open > 80) { print FILENAME ":" open ": " name " has " FNR - open " lines, 80 at most"; failed = 1 }
	open = 0
}
END { flush(); exit failed }
