#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Builds the fuzzers with clang and runs each over its corpus for an equal part of the seconds.
# Usage: tests/fuzz/run.sh SECONDS. What is found stands in build/fuzz/found; inputs that reach more
# code than the corpus in build/fuzz/corpus. Without clang or its runtime: says so, status 0.
set -eu
seconds=${1:?seconds}
fuzzers='parcel mallette'
out=build/fuzz

if ! echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n < 0; }' |
	clang -fsanitize=fuzzer,address,undefined -x c - -o /dev/null 2>/dev/null; then
	echo "fuzz: skipped, clang cannot link a fuzzer (apt-get install clang libclang-rt-14-dev)"
	exit 0
fi
# shellcheck disable=SC2046,SC2086 # lists of words
make --no-print-directory -j"$(nproc)" MODE=fuzz CC=clang WERROR=0 HARDEN= \
	$(printf "$out/tests/fuzz/fuzz_%s " $fuzzers)
# shellcheck disable=SC2086
set -- $fuzzers
for fuzzer; do
	mkdir -p "$out/corpus/$fuzzer" "$out/found"
	"$out/tests/fuzz/fuzz_$fuzzer" -max_total_time=$((seconds / $#)) -timeout=1 \
		-malloc_limit_mb=256 -max_len=65536 -print_final_stats=1 \
		-artifact_prefix="$out/found/$fuzzer-" \
		"$out/corpus/$fuzzer" "tests/fuzz/corpus/$fuzzer" >"$out/$fuzzer.log" 2>&1 || {
		tail -n 60 "$out/$fuzzer.log"
		echo "fuzz: fuzz_$fuzzer failed, the input stands in $out/found"
		exit 1
	}
	awk -v name="fuzz_$fuzzer" '/^stat::number_of_executed_units/ { n = $2 }
		/^stat::peak_rss_mb/ { mb = $2 }
		END { print name ": " n " inputs, " mb " MiB at most, nothing found" }' "$out/$fuzzer.log"
done
