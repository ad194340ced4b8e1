# SPDX-License-Identifier: EUPL-1.2
# awk -f layers.awk layers.txt FILE... : says every include that the rule refuses, fails if any.
function bad(why) { print FILENAME ":" FNR ": " why; failed = 1 }
function layer_of(path,    parts, i, n) {
	n = split(path, parts, "/")
	for (i = 1; i < n; i++) {
		if (parts[i] == "src") return parts[i + 1]
		if (parts[i] == "pupitre" && i > 1 && parts[i - 1] == "include") return parts[i + 1]
	}
	return ""
}
# Whether the path holds one of the places of a door.
function at_door(places,    list, i, n) {
	n = split(places, list, " ")
	for (i = 1; i <= n; i++) if (index(FILENAME, list[i])) return 1
	return 0
}
FNR == NR && /^#/ { next }
FNR == NR && $1 == "door" { door[$2] = $3; for (i = 4; i <= NF; i++) door[$2] = door[$2] " " $i; next }
FNR == NR && $1 == "single" { single[$2] = 1; next }
FNR == NR && NF { sub(":", "", $1); may[$1, $1] = 1; for (i = 2; i <= NF; i++) may[$1, $i] = 1; next }
FNR == NR { next }
FNR == 1 { from = layer_of(FILENAME) }
/^[ \t]*#[ \t]*include/ {
	name = $0
	sub(/^[^<"]*[<"]/, "", name)
	sub(/[>"].*/, "", name)
	if (name ~ /\.\.\//) bad("include of a parent folder: " name)
	if (name ~ /^pupitre\//) {
		split(name, parts, "/")
		if (!((from, parts[2]) in may)) bad(from " may not include " parts[2])
	} else if (/"/ && name ~ /\//) bad("a private header stays beside its source: " name)
	base = name
	sub(/.*\//, "", base)
	if (base in door && !at_door(door[base])) bad(base " belongs to " door[base])
	if (base in single && base in seen && seen[base] != FILENAME) bad(base " is already behind " seen[base])
	if (base in single) seen[base] = FILENAME
}
END { exit failed }
