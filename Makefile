# SPDX-License-Identifier: EUPL-1.2
# pupitre: `make demo` to try it, `make check` to test it. Everything is built under build/$(MODE).
# MODE=release|debug|asan|cov|fuzz   V=1 shows commands   WERROR=0 keeps warnings as warnings
-include config.mk
MODE    ?= debug
PREFIX  ?= /usr/local
DESTDIR ?=
WERROR  ?= 1
VERSION := 0.1.0
B       := build/$(MODE)
Q       := $(if $(V),,@)
say      = $(if $(V),,@printf '  %-8s %s\n' '$1' '$2')

PKGS    := ncursesw sqlite3 yaml-0.1 libsodium yajl libutf8proc zlib
LIBS    := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv
INCS    := -Iinclude -I$(B)/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
HARDEN  := -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
           -ftrivial-auto-var-init=zero -Wformat=2 -Werror=format-security
FORTIFY := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wcast-qual -Wwrite-strings -Wvla -Wundef $(if $(filter 1,$(WERROR)),-Werror)
OPT_release := -O2 -g $(FORTIFY)
OPT_debug   := -O1 -g $(FORTIFY)
OPT_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT_cov     := -O0 -g --coverage
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
CFLAGS  ?=
ALLC     = -std=c17 -D_GNU_SOURCE -DPUPITRE_VERSION='"$(VERSION)"' -ffile-prefix-map=$(CURDIR)=. \
           $(OPT_$(MODE)) $(HARDEN) $(WARN) $(INCS) -MMD -MP $(CFLAGS)
LINK     = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,-z,pack-relative-relocs -Wl,--as-needed \
           $(OPT_$(MODE)) $(LDFLAGS)

SRC     := $(sort $(wildcard src/*/*.c))
OBJ     := $(SRC:src/%.c=$(B)/%.o) $(B)/store/statements.o
EMBED   := $(wildcard config/*.yaml share/schema/*.sql share/territories/*.tsv)
BLOB    := $(EMBED:%=$(B)/embed/%.o)
LIBOBJ  := $(filter-out $(B)/main/%,$(OBJ)) $(BLOB)
TESTSRC := $(sort $(wildcard tests/*/test_*.c))
TESTS   := $(TESTSRC:tests/%.c=$(B)/tests/%)
SUPPORT := $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/support/*.c))

# The office formats: a plug-in, since their libraries cost more to load than all the rest. It has its
# own position-independent copies of the few files of base that it uses.
OFFICE  := $(sort $(wildcard src/exchange/office/*.c)) src/exchange/book_text.c \
           $(patsubst %,src/base/%.c,arena buf day env err i18n money str utf8 utf8_lines)
OFFOBJ  := $(OFFICE:src/%.c=$(B)/pic/%.o)
OFFPKGS := xlsxwriter libzip pangocairo cairo zlib libutf8proc

all: $(B)/pupitre $(B)/pupitre-office.so

$(B)/pic/%.o: src/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(filter-out -fPIE,$(ALLC)) -fPIC -fvisibility=hidden \
		$$(pkg-config --cflags $(OFFPKGS)) -c -o $@ $<
$(B)/pupitre-office.so: $(OFFOBJ)
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -Wl,-z,defs $(filter-out -pie,$(LINK)) -o $@ $^ $$(pkg-config --libs $(OFFPKGS)) -lm

$(B)/pupitre: $(filter $(B)/main/%,$(OBJ)) $(B)/libpupitre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK) -o $@ $^ $(LIBS)

$(B)/libpupitre.a: $(LIBOBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/%.o: src/%.c | $(B)/gen/statements.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(ALLC) -c -o $@ $<

# Every named SQL statement becomes a row of one table (see src/store/sql/embed.awk).
$(B)/gen/statements.h $(B)/gen/statements.c &: $(wildcard src/store/sql/*.sql) src/store/sql/embed.awk
	$(call say,GEN,$(B)/gen/statements.c)
	$(Q)mkdir -p $(B)/gen && awk -v out=$(B)/gen/statements -f src/store/sql/embed.awk $(sort $(filter %.sql,$^))
$(B)/store/statements.o: $(B)/gen/statements.c
	$(Q)mkdir -p $(@D) && $(CC) $(ALLC) -c -o $@ $<

# Defaults and reference data travel inside the program: symbols _binary_<path>_start and _end.
$(B)/embed/%.o: %
	$(call say,EMBED,$<)
	$(Q)mkdir -p $(@D) && ld -r -b binary -z noexecstack -o $@ $<

$(B)/tests/%.o: tests/%.c | $(B)/gen/statements.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(ALLC) -Itests -DTEST_DATA='"tests/data"' -c -o $@ $<
$(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(B)/libpupitre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK) -o $@ $^ $(LIBS) -lcmocka -lvterm -lutil

# Debian packages, each with how to see that it is there (share/make/deps.sh). README.md, CI and
# every goal that builds use these lists.
DEBIAN  := gcc:cmd:cc libc6-dev:hdr:stdio.h binutils:cmd:ld pkg-config:cmd:pkg-config \
           libncurses-dev:pkg:ncursesw libsqlite3-dev:pkg:sqlite3 libyaml-dev:pkg:yaml-0.1 \
           libsodium-dev:pkg:libsodium libyajl-dev:pkg:yajl libutf8proc-dev:pkg:libutf8proc \
           libxlsxwriter-dev:pkg:xlsxwriter libzip-dev:pkg:libzip libpango1.0-dev:pkg:pangocairo \
           libcairo2-dev:pkg:cairo fonts-dejavu-core:share:fonts/truetype/dejavu/DejaVuSans.ttf \
           zlib1g-dev:pkg:zlib libcsv-dev:hdr:csv.h libcmocka-dev:pkg:cmocka libvterm-dev:pkg:vterm
DEBLINT := clang-format:cmd:clang-format cppcheck:cmd:cppcheck
SH      := $(sort $(wildcard tests/cli/test_*.sh tests/lint/test_*.sh))
CFILES  := $(sort $(wildcard src/*/*.[ch] src/*/*/*.[ch] include/pupitre/*/*.h tests/*/*.[ch]))
BENCH   := $(B)/tests/bench/corpus $(B)/tests/bench/engine $(B)/tests/bench/mallette \
           $(B)/tests/bench/once $(B)/tests/bench/xlsx \
           $(B)/tests/bench/tty $(B)/tests/bench/floor
SUB     := +$(Q)$(MAKE) --no-print-directory $(if $(V),,-s)
data     = $(DESTDIR)$(PREFIX)

deps:
	$(Q)sh share/make/deps.sh $(DEBIAN)
packages:
	@printf '%s\n' $(foreach p,$(DEBIAN) $(DEBLINT),$(firstword $(subst :, ,$p)))

# The goals below may run on a machine that has nothing yet: what pkg-config says is asked anew.
demo: deps
	$(SUB) $(B)/pupitre $(B)/pupitre-office.so $(B)/demo.db
	$(Q)$(B)/pupitre demo
run: deps
	$(SUB) $(B)/pupitre $(B)/pupitre-office.so
	$(Q)$(B)/pupitre
check: deps
	$(SUB) $(B)/pupitre $(B)/pupitre-office.so $(B)/demo.db test-programs
	$(Q)sh tests/run.sh $(B) $(TESTS) $(SH)
test-programs: $(TESTS)

$(B)/demo.db: $(B)/pupitre $(wildcard share/demo/*)
	$(call say,DEMO,$@)
	$(Q)sh share/demo/build.sh $(B)/pupitre $@ share/territories/territories.tsv

# The goals of speed, against the least that a list can cost and the programs that are installed.
# SIZE=1000000 for the biggest corpus (once made, it is kept under build/bench).
SIZE    ?= 100000
bench: deps
	$(SUB) MODE=release build/release/pupitre build/release/pupitre-office.so bench-programs
	$(Q)sh tests/bench/run.sh build/release $(SIZE)
bench-programs: $(BENCH)
$(B)/tests/bench/corpus $(B)/tests/bench/engine $(B)/tests/bench/mallette: $(B)/tests/bench/%: $(B)/tests/bench/%.o \
		$(B)/tests/bench/made.o $(B)/libpupitre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK) -o $@ $^ $(LIBS)
$(B)/tests/bench/once: tests/bench/once.c
	$(Q)mkdir -p $(@D) && $(CC) $(ALLC) -o $@ $<
$(B)/tests/bench/xlsx: tests/bench/xlsx.c
	$(Q)mkdir -p $(@D) && $(CC) -O2 -w -o $@ $< -lsqlite3 -lxlsxwriter
$(B)/tests/bench/tty: tests/bench/tty.c
	$(Q)mkdir -p $(@D) && $(CC) $(ALLC) -o $@ $< -lutil
# Kept as it was measured: our warnings are not for it.
$(B)/tests/bench/floor: tests/bench/floor.c
	$(Q)mkdir -p $(@D) && $(CC) -O2 -w -o $@ $< -lncursesw -ltinfo -lsqlite3

# The readers of what another machine sends, against made-up files (clang); FUZZ_SECONDS in all.
FUZZ_SECONDS ?= 60
FUZZED  := $(patsubst src/%.c,$(B)/%.o,$(wildcard src/base/*.c src/domain/*.c) \
           $(addprefix src/exchange/,signed.c parcel.c parcel_decode.c mallette.c)) \
           $(B)/tests/support/parcels.o $(BLOB)
fuzz: deps
	$(Q)sh tests/fuzz/run.sh $(FUZZ_SECONDS)
$(B)/tests/fuzz/fuzz_parcel $(B)/tests/fuzz/fuzz_mallette: %: %.o $(FUZZED)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)
$(B)/tests/fuzz/seeds: $(B)/tests/fuzz/seeds.o $(FUZZED)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK) -o $@ $^ $(LIBS)

# Exports read back by LibreOffice and poppler, where they are installed.
office:
	$(SUB) $(B)/pupitre $(B)/pupitre-office.so $(B)/demo.db
	$(Q)sh tests/office/run.sh $(B)

lint:
	$(Q)sh share/make/deps.sh $(DEBIAN) $(DEBLINT)
	$(Q)sh tests/lint/lint.sh .
format:
	$(Q)clang-format -i $(CFILES)

# Pictures of the main screens, as the program draws them on the demonstration base.
shots: deps
	$(SUB) $(B)/demo.db $(B)/tests/screens/shots
	$(Q)rm -f $(B)/shots.db* && cp $(B)/demo.db $(B)/shots.db
	$(Q)$(B)/tests/screens/shots $(B)/shots.db share/doc

install: $(B)/pupitre $(B)/pupitre-office.so $(B)/demo.db
	install -d $(data)/bin $(data)/lib/pupitre $(data)/share/pupitre $(data)/share/man/man1 \
		$(data)/share/bash-completion/completions $(data)/share/zsh/site-functions
	install -m 755 $(B)/pupitre $(data)/bin/pupitre
	install -m 755 $(B)/pupitre-office.so $(data)/lib/pupitre/pupitre-office.so
	install -m 644 $(B)/demo.db $(data)/share/pupitre/demo.db
	$(B)/pupitre docs man >$(data)/share/man/man1/pupitre.1
	$(B)/pupitre docs completion bash >$(data)/share/bash-completion/completions/pupitre
	$(B)/pupitre docs completion zsh >$(data)/share/zsh/site-functions/_pupitre
uninstall:
	rm -f $(data)/bin/pupitre $(data)/lib/pupitre/pupitre-office.so \
		$(data)/share/pupitre/demo.db $(data)/share/man/man1/pupitre.1 \
		$(data)/share/bash-completion/completions/pupitre $(data)/share/zsh/site-functions/_pupitre

# Times and owners come from the commit: the same commit gives the same bytes.
dist:
	$(Q)mkdir -p dist
	git archive --format=tar --prefix=pupitre-$(VERSION)/ HEAD | gzip -n9 >dist/pupitre-$(VERSION).tar.gz
clean:
	rm -rf build dist

-include $(OBJ:.o=.d) $(OFFOBJ:.o=.d) $(TESTS:=.d) $(SUPPORT:.o=.d) $(wildcard $(B)/tests/bench/*.d)
.PHONY: all office deps packages demo run check test-programs bench bench-programs fuzz lint format shots install uninstall dist clean
.SECONDARY:
