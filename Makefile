# newsconv: build, install, test.
#
#	make demo	install what is missing, build, convert a sample, show it
#	make check	install what the tests need, run them all
#	make		build only: needs a compiler and the libraries' headers
#	make static	build/newsconv-static: the libraries inside (needs libicu-dev
#			and liblzma-dev too), 35 MB, a third less time to start
#	make install	PREFIX=/usr/local DESTDIR=
#	make check-fast	the tests that need nothing but the build and cmocka
#	make train	learn the labeller's weights and what its confidence is
#			worth (NEWSCONV_SHARED=DIR); train-weights,
#			train-confidence: one of them
#	make quality	what they are worth, cross-validated
#	make quality-ratchet	... and raise what is kept in tests/quality/ratchet
#	make language-table	make src/lang/grams.def anew from packages
#	make language-quality	how often language and charset are right
#	make bench	ratios against named peers
#	make bench-archive	... of folders to WARC; bench-million: its memory
#	make bench-verify	... of checking a WARC.gz, against gzip -t
#	make bench-books	... of many articles to books, against pandoc
#	make throughput	MB/s beside wc -w, and memory (NEWSCONV_SHARED=DIR)
#	make characters	the table of characters' classes, by this utf8proc
#	make format	clang-format over the sources
#
# B is the build directory; SANITIZE=address,undefined or CC=clang want one of
# their own: make B=build/asan SANITIZE=address,undefined

.DELETE_ON_ERROR:
.SUFFIXES:

CC = gcc
CFLAGS = -O2 -g
PREFIX = /usr/local
B = build
V = 0

VERSION := $(shell sed -n 's/^\#define NEWSCONV_VERSION "\(.*\)"/\1/p' \
	include/newsconv.h)
SOVERSION := 0

bindir = $(PREFIX)/bin
libdir = $(PREFIX)/lib
includedir = $(PREFIX)/include
mandir = $(PREFIX)/share/man
datadir = $(PREFIX)/share/newsconv

LAYERS = base fixity lang model input segment container cover write batch verify
# verify is one layer in several folders.
FOLDERS = $(LAYERS) $(addprefix verify/,epub json sets warc zip)
PACKAGES = libxml-2.0 jansson zlib nettle libzstd
# libdeflate and libutf8proc are named directly: the .pc file of the former is
# missing from some releases, that of the latter states a wrong version.
# Expanded when used, so that `make demo` can install pkg-config first.
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) \
	-ldeflate -lutf8proc -lm

# Covers are drawn by Pango if it is there when this is built; it is loaded when
# it is wanted.  Its headers are not written for our warnings.
COVER_FLAGS = $(shell pkg-config --exists 'pangocairo >= 1.44' 'fontconfig >= 2.14' \
	2>/dev/null && \
	echo -DNC_COVER_PANGO $$(pkg-config --cflags-only-I pangocairo \
	fontconfig | sed 's/-I/-isystem /g'))

WARNINGS = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla
ifdef WERROR
WARNINGS += -Werror
endif
ifdef SANITIZE
CFLAGS += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
endif

INCLUDES = -Iinclude $(FOLDERS:%=-Isrc/%) -Isrc
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 \
	-fPIC -fvisibility=hidden $(WARNINGS) $(INCLUDES) $(PKG_CFLAGS) \
	$(CFLAGS) $(CPPFLAGS)

LIB_SOURCES = $(sort $(foreach d,$(FOLDERS),$(wildcard src/$(d)/*.c))) \
	$(sort $(wildcard src/*.c))
CLI_SOURCES = $(sort $(wildcard src/cli/*.c))
LIB_OBJECTS = $(LIB_SOURCES:%.c=$(B)/%.o)
CLI_OBJECTS = $(CLI_SOURCES:%.c=$(B)/%.o)
UNIT_SOURCES = $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:tests/unit/%.c=$(B)/unit/%)
SCHEMAS = $(sort $(wildcard schemas/*))
MAN1 = $(sort $(wildcard man/*.1))
MAN3 = $(sort $(wildcard man/*.3))
MAN7 = $(sort $(wildcard man/*.7))

ifeq ($(V),0)
say = @printf '  %-6s %s\n' $(1) '$(patsubst $(CURDIR)/%,%,$@)';
endif

SHARED_LIB = $(B)/libnewsconv.so.$(VERSION)

.PHONY: all static lib units train train-weights train-confidence quality \
	quality-ratchet language-table language-quality demo check check-fast \
	bench install clean format deps-build deps-check

all: $(B)/newsconv lib

lib: $(B)/libnewsconv.a $(SHARED_LIB) $(B)/newsconv.pc

# Everything is built anew when the flags change.
$(B)/flags: FORCE
	@mkdir -p $(B)
	@echo '$(CC) $(ALL_CFLAGS) $(COVER_FLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(ALL_CFLAGS) $(COVER_FLAGS)' >$@
.PHONY: FORCE

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/src/cover/%.o $(B)/unit/test_cover_%: ALL_CFLAGS += $(COVER_FLAGS)

# The schemas are assembled into it, which -MMD does not see; see schemas.c.
EMBEDDED = $(SCHEMAS:schemas/%=$(B)/embedded/%)
$(B)/src/verify/json/schemas.o: $(EMBEDDED)
$(B)/src/verify/json/schemas.o: ALL_CFLAGS += -Wa,-I$(B)

$(B)/embedded/%.json: schemas/%.json
	@mkdir -p $(@D)
	@cp $< $@

$(B)/embedded/%.rng: schemas/%.rng
	@mkdir -p $(@D)
	@sed -e ':a' -e 'N' -e '$$!ba' -e 's/<!--[^>]*-->//g' \
		-e 's/>[ \t\n]*</></g' $< >$@

# All objects as they are, for the program and the unit tests.
$(B)/libinternal.a: $(LIB_OBJECTS)
	$(call say,AR)rm -f $@ && ar rcs $@ $(LIB_OBJECTS)

# For users: one object in which only the newsconv_ symbols are left global.
$(B)/libnewsconv.a: $(LIB_OBJECTS)
	$(call say,AR)ld -r -o $(B)/newsconv-all.o $(LIB_OBJECTS) && \
		objcopy --localize-hidden $(B)/newsconv-all.o && \
		rm -f $@ && ar rcs $@ $(B)/newsconv-all.o

$(SHARED_LIB): $(LIB_OBJECTS)
	$(call say,LD)$(CC) $(CFLAGS) -shared $(LDFLAGS) \
		-Wl,-soname,libnewsconv.so.$(SOVERSION) -o $@ $(LIB_OBJECTS) \
		$(PKG_LIBS)
	@ln -sf $(@F) $(B)/libnewsconv.so.$(SOVERSION)
	@ln -sf $(@F) $(B)/libnewsconv.so

# Linked with the library's objects: one file less to load at each start.
$(B)/newsconv: $(CLI_OBJECTS) $(B)/libinternal.a
	$(call say,LD)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJECTS) \
		$(B)/libinternal.a -Wl,--as-needed $(PKG_LIBS)


# libxml2 brings ICU, and that the C++ library: loading them takes as long as
# converting an article.  Only the C library stays outside.
static: $(B)/newsconv-static

$(B)/newsconv-static: $(CLI_OBJECTS) $(B)/libinternal.a
	$(call say,LD)$(CC) $(CFLAGS) $(LDFLAGS) -no-pie -static-libgcc -o $@ \
		$(CLI_OBJECTS) $(B)/libinternal.a -Wl,-Bstatic \
		$(filter-out -lm, \
			$(shell pkg-config --static --libs $(PACKAGES))) \
		-ldeflate -lutf8proc -lstdc++ -Wl,-Bdynamic -lm

$(B)/newsconv.pc: newsconv.pc.in include/newsconv.h FORCE
	@mkdir -p $(B)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
		-e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(libdir))|' \
		-e 's|@INCLUDEDIR@|$(patsubst \
			$(PREFIX)/%,$${prefix}/%,$(includedir))|' \
		newsconv.pc.in >$@

$(B)/unit/%: tests/unit/%.c $(B)/libinternal.a
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -Itests/unit -MMD -MP -o $@ $< \
		$(filter %.o,$^) $(B)/libinternal.a $(PKG_LIBS) -lcmocka

# What of the command line is a unit of its own.
CLI_UNITS = json_text kept_findings progress sandbox values
$(CLI_UNITS:%=$(B)/unit/test_%): ALL_CFLAGS += -Isrc/cli
$(B)/unit/test_json_text: $(B)/src/cli/json_text.o
$(B)/unit/test_kept_findings: $(B)/src/cli/kept_findings.o
$(B)/unit/test_progress: $(B)/src/cli/progress.o
$(B)/unit/test_sandbox: $(B)/src/cli/sandbox.o
$(B)/unit/test_values: $(B)/src/cli/values.o $(B)/src/cli/messages.o

# A suite of others against our validator; see tests/conformance/schemas.
SUITE_RUNNERS = $(B)/conformance/schema_suite

$(B)/conformance/%: tests/conformance/%.c $(B)/libinternal.a
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< \
		$(B)/libinternal.a $(PKG_LIBS)

units: $(UNIT_TESTS) $(SUITE_RUNNERS)

# The labeller's weights and what they are worth; see tests/quality/run.
QUALITY_PROGRAMS = train splits
# Learning is loops over floats: of these -O3 makes vectors, with equal sums.
QUALITY_SHARED = $(filter-out $(QUALITY_PROGRAMS:%=tests/quality/%.c), \
	$(sort $(wildcard tests/quality/*.c)))
$(QUALITY_PROGRAMS:%=$(B)/quality/%): $(B)/quality/%: tests/quality/%.c \
		$(QUALITY_SHARED) $(wildcard tests/quality/*.h) \
		$(B)/libinternal.a
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -O3 -Itests/quality -o $@ \
		$(filter %.c,$^) $(B)/libinternal.a $(PKG_LIBS) -lm

train: train-weights train-confidence

train-weights: $(B)/quality/train
	$< weights "$(NEWSCONV_SHARED)/corpus/dev" >$(B)/weights.def
	mv $(B)/weights.def src/segment/weights.def

# Learns without each fifth of the sites what claims on others are worth.
train-confidence: $(B)/quality/train
	tests/quality/cross-validate $(B)/quality "$(NEWSCONV_SHARED)/corpus/dev"
	$< confidence $(B)/quality >$(B)/confidence.def
	mv $(B)/confidence.def src/segment/confidence.def

quality: $(B)/newsconv $(QUALITY_PROGRAMS:%=$(B)/quality/%)
	@B=$(B) tests/quality/run

quality-ratchet: $(B)/newsconv $(QUALITY_PROGRAMS:%=$(B)/quality/%)
	@B=$(B) tests/quality/run --raise

# The table of language identification; see tests/language/README.md.  What
# the tools share with the library is compiled into them, not the table.
LANGUAGE = $(B)/language
TABLE_SOURCES = $(filter-out src/lang/gram_table.c, \
	$(wildcard src/lang/*.c)) $(wildcard src/base/*.c)

$(LANGUAGE)/fit: $(addprefix tests/language/,fit.c counts.c texts.c counts.h \
		texts.h) src/lang/gram_words.c src/lang/script.c src/lang/grams.h
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -Itests/language -o $@ \
		$(filter tests/%.c,$^) src/lang/gram_words.c \
		src/lang/script.c src/base/utf8.c $(PKG_LIBS)

$(LANGUAGE)/texts: tests/language/fetch tests/language/collect.mjs \
		tests/language/languages.tsv
	tests/language/fetch $(LANGUAGE)
	@touch $@

language-table: $(LANGUAGE)/fit $(LANGUAGE)/texts
	$(LANGUAGE)/fit tests/language/languages.tsv $(LANGUAGE)/texts \
		>$(LANGUAGE)/grams.def
	mv $(LANGUAGE)/grams.def src/lang/grams.def

# A table made without one source, beside a copy of the code that includes it.
$(LANGUAGE)/without-%/grams.def: $(LANGUAGE)/fit $(LANGUAGE)/texts
	@mkdir -p $(@D)
	@cp src/lang/gram_table.c $(@D)
	$< tests/language/languages.tsv $(LANGUAGE)/texts $* >$@

$(LANGUAGE)/measure-%: $(LANGUAGE)/without-%/grams.def \
		tests/language/measure.c $(TABLE_SOURCES)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -Itests/language -o $@ \
		tests/language/measure.c tests/language/texts.c \
		$(<D)/gram_table.c $(TABLE_SOURCES) $(PKG_LIBS)

$(LANGUAGE)/charsets: tests/language/charsets.c $(B)/libinternal.a
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -Itests/language -o $@ $< \
		tests/language/texts.c $(B)/libinternal.a $(PKG_LIBS)

language-quality: $(LANGUAGE)/measure-udhr $(LANGUAGE)/measure-wesnoth \
		$(LANGUAGE)/charsets
	for source in udhr wesnoth; do \
		echo "$$source, by a table made without it:"; \
		$(LANGUAGE)/measure-$$source tests/language/languages.tsv \
			$(LANGUAGE)/texts $$source; \
	done
	$(LANGUAGE)/charsets $(LANGUAGE)/texts udhr mediawiki

.PRECIOUS: $(LANGUAGE)/without-%/grams.def $(LANGUAGE)/measure-%

install: all
	install -d "$(DESTDIR)$(bindir)" "$(DESTDIR)$(libdir)/pkgconfig" \
		"$(DESTDIR)$(includedir)" "$(DESTDIR)$(datadir)/schemas" \
		"$(DESTDIR)$(mandir)/man1" "$(DESTDIR)$(mandir)/man3" \
		"$(DESTDIR)$(mandir)/man7"
	install -m 755 $(B)/newsconv "$(DESTDIR)$(bindir)"
	install -m 644 $(B)/libnewsconv.a "$(DESTDIR)$(libdir)"
	install -m 755 $(SHARED_LIB) "$(DESTDIR)$(libdir)"
	ln -sf libnewsconv.so.$(VERSION) \
		"$(DESTDIR)$(libdir)/libnewsconv.so.$(SOVERSION)"
	ln -sf libnewsconv.so.$(VERSION) "$(DESTDIR)$(libdir)/libnewsconv.so"
	install -m 644 $(B)/newsconv.pc "$(DESTDIR)$(libdir)/pkgconfig"
	install -m 644 include/newsconv.h "$(DESTDIR)$(includedir)"
	install -m 644 $(SCHEMAS) "$(DESTDIR)$(datadir)/schemas"
	install -m 644 $(MAN1) "$(DESTDIR)$(mandir)/man1"
	install -m 644 $(MAN3) "$(DESTDIR)$(mandir)/man3"
	install -m 644 $(MAN7) "$(DESTDIR)$(mandir)/man7"

deps-build:
	@tests/setup build

deps-check: deps-build
	@tests/setup check

demo: deps-build
	@$(MAKE) --no-print-directory all
	@tests/demo $(B)/newsconv

check: deps-check
	@$(MAKE) --no-print-directory all units
	@B=$(B) tests/run all

check-fast:
	@$(MAKE) --no-print-directory all units
	@B=$(B) tests/run fast

bench: all
	@B=$(B) tests/bench/run

.PHONY: bench-archive bench-million
bench-archive: all
	@B=$(B) tests/bench/archive

bench-million: all
	@B=$(B) tests/bench/archive million

.PHONY: bench-verify
bench-verify: all
	@B=$(B) tests/bench/verify

.PHONY: bench-books
bench-books: all
	@B=$(B) tests/bench/books

# MB/s and memory of many texts and of large ones, without other programs.
$(B)/bench/throughput: tests/bench/throughput.c $(B)/libnewsconv.a
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -o $@ $^ $(PKG_LIBS)

.PHONY: throughput
throughput: $(B)/bench/throughput
	@B=$(B) tests/bench/many

# The table of characters' classes, as the utf8proc that is there has them.
$(B)/characters: tests/characters/characters.c $(B)/libinternal.a
	$(call say,TEST)$(CC) $(ALL_CFLAGS) -o $@ $^ $(PKG_LIBS)

.PHONY: characters
characters: $(B)/characters
	$< >$(B)/characters.def
	mv $(B)/characters.def src/base/characters.def

format:
	clang-format -i include/newsconv.h src/*.[ch] $(FOLDERS:%=src/%/*.[ch]) \
		src/cli/*.[ch] tests/*/*.[ch]

clean:
	rm -rf $(B)

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(UNIT_TESTS:=.d) \
	$(SUITE_RUNNERS:=.d)
