/*
 * How often bytes in an old charset come out as the text they were made from,
 * beside what uchardet alone would make of them: windows of texts, encoded by
 * iconv, by language and charset.
 *
 *	charsets TEXTS SOURCE...
 */
#include <dlfcn.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "decoder.h"
#include "memory.h"
#include "texts.h"
#include "utf8.h"

enum { LENGTHS = 4, MOST_WINDOWS = 12, ROOM = 32768 };

static const size_t lengths[LENGTHS] = {50, 200, 1000, 4000};

static const struct {
	const char *charset;
	const char *languages;
} pairs[] = {
    {"WINDOWS-1252", "de fr es it pt nl sv da nb fi is ca eu gl"},
    {"ISO-8859-1", "de fr es"},
    {"ISO-8859-15", "fr fi"},
    {"MACINTOSH", "fr de es"},
    {"WINDOWS-1250", "pl cs sk hu ro sl hr"},
    {"ISO-8859-2", "pl cs sk hu ro sl hr"},
    {"ISO-8859-16", "ro"},
    {"IBM852", "pl cs"},
    {"WINDOWS-1251", "ru uk bg be sr mk"},
    {"KOI8-R", "ru"},
    {"KOI8-U", "uk"},
    {"ISO-8859-5", "ru"},
    {"IBM866", "ru"},
    {"MAC-CYRILLIC", "ru"},
    {"WINDOWS-1253", "el"},
    {"ISO-8859-7", "el"},
    {"WINDOWS-1254", "tr"},
    {"WINDOWS-1255", "he"},
    {"WINDOWS-1256", "ar fa"},
    {"WINDOWS-1257", "lt lv et"},
    {"ISO-8859-13", "lt lv et"},
    {"WINDOWS-874", "th"},
    {"CP1258", "vi"},
    {"SHIFT_JIS", "ja"},
    {"EUC-JP", "ja"},
    {"EUC-KR", "ko"},
    {"GB18030", "zh"},
    {"BIG5", "zh-Hant"},
    {"UTF-8", "de fr es pl cs ru el tr ar lt vi ja ko zh nl it"},
};

enum { PAIR_COUNT = sizeof(pairs) / sizeof(*pairs) };

struct tally {
	unsigned tried[LENGTHS];
	unsigned right[LENGTHS];
	unsigned uchardet[LENGTHS];
	char wrong[6][24];
	unsigned wrong_count[6];
};

static struct {
	void *(*create)(void);
	void (*destroy)(void *detector);
	int (*handle_data)(void *detector, const char *data, size_t size);
	void (*data_end)(void *detector);
	const char *(*get_charset)(void *detector);
} uchardet;

static void
load_function(void *library, const char *name, void *function)
{
	void *symbol = library != NULL ? dlsym(library, name) : NULL;

	memcpy(function, &symbol, sizeof(symbol));
}

static void
load(void)
{
	void *library = dlopen("libuchardet.so.0", RTLD_LAZY);

	load_function(library, "uchardet_new", &uchardet.create);
	load_function(library, "uchardet_delete", &uchardet.destroy);
	load_function(library, "uchardet_handle_data", &uchardet.handle_data);
	load_function(library, "uchardet_data_end", &uchardet.data_end);
	load_function(library, "uchardet_get_charset", &uchardet.get_charset);
}

/* What the bytes are in a charset, in UTF-8; the size of it. */
static size_t
decode(const struct nc_charset *charset, struct newsconv_text bytes,
    char target[4 * ROOM])
{
	struct nc_decoder decoder;
	size_t i = 0, used = 0, j;

	if (nc_decoder_open(&decoder, charset, NULL) < 0)
		return 0;
	while (i < bytes.size) {
		uint32_t c[NC_STEP_MAX];
		size_t count;

		i += nc_decoder_step(
		    &decoder, bytes.data + i, bytes.size - i, c, &count);
		for (j = 0; j < count && used + 4 < 4 * ROOM; j++)
			used += nc_utf8_encode(
			    c[j] == NC_INVALID ? 0xfffd : c[j], target + used);
	}
	nc_decoder_close(&decoder);
	return used;
}

/* Which charset it is called does not matter if the text is the same. */
static bool
is_right(const struct nc_charset *charset, struct newsconv_text bytes,
    struct newsconv_text text)
{
	static char decoded[4 * ROOM];
	char *normal = NULL;
	bool changed;
	size_t size;

	if (charset == NULL)
		return false;
	size = decode(charset, bytes, decoded);
	/* Vietnamese comes out in letters and marks. */
	if (nc_nfc((struct newsconv_text){decoded, size}, &normal, &size,
		&changed) &&
	    changed) {
		memcpy(decoded, normal, size);
		free(normal);
	}
	/* A window may cut its last character. */
	if (size + 4 < text.size)
		return false;
	size = size < text.size ? size : text.size;
	size = size > 4 ? size - 4 : 0;
	return memcmp(decoded, text.data, size) == 0;
}

static const struct nc_charset *
ask_uchardet(struct newsconv_text bytes)
{
	const struct nc_charset *charset;
	void *detector;

	if (uchardet.create == NULL)
		return NULL;
	detector = uchardet.create();
	uchardet.handle_data(detector, bytes.data, bytes.size);
	uchardet.data_end(detector);
	charset = nc_charset_find(uchardet.get_charset(detector));
	uchardet.destroy(detector);
	return charset;
}

static void
note_wrong(struct tally *tally, const char *name)
{
	size_t i;

	for (i = 0; i < 6; i++) {
		if (tally->wrong_count[i] == 0)
			snprintf(tally->wrong[i], 24, "%s", name);
		if (strcmp(tally->wrong[i], name) == 0) {
			tally->wrong_count[i]++;
			return;
		}
	}
}

static void
try_window(struct tally *tally, size_t length, struct newsconv_text bytes,
    struct newsconv_text text)
{
	struct nc_charset_choice choice;
	struct nc_arena *arena = nc_arena_new(1 << 20);
	bool right;

	nc_charset_decide(&choice, arena, bytes, NULL, NULL);
	right = is_right(&choice.charset, bytes, text);
	tally->tried[length]++;
	tally->right[length] += right;
	if (!right)
		note_wrong(tally, choice.charset.name);
	tally->uchardet[length] += is_right(ask_uchardet(bytes), bytes, text);
	nc_arena_free(arena);
}

/*
 * Encode from `text` on until `size` bytes are there; characters that the
 * charset lacks are left out of both.  Returns how far it came in the text.
 */
static size_t
encode(iconv_t converter, struct newsconv_text text, char bytes[ROOM],
    size_t size, char kept[4 * ROOM], size_t *bytes_size, size_t *kept_size)
{
	size_t i = 0, used = 0, kept_used = 0;

	while (i < text.size && used + 8 < size) {
		char character[4], *in = character, *out = bytes + used;
		uint32_t c;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);
		size_t left = length, room = size - used;

		if (length == 0) {
			i++;
			continue;
		}
		memcpy(character, text.data + i, length);
		i += length;
		if (iconv(converter, &in, &left, &out, &room) == (size_t)-1) {
			iconv(converter, NULL, NULL, NULL, NULL);
			continue;
		}
		memcpy(kept + kept_used, text.data + i - length, length);
		kept_used += length;
		used = size - room;
	}
	*bytes_size = used;
	*kept_size = kept_used;
	return i;
}

static void
try_language(
    struct tally *tally, const char *charset, struct newsconv_text text)
{
	static char bytes[ROOM], kept[4 * ROOM];
	iconv_t converter = iconv_open(charset, "UTF-8");
	size_t length;

	if (converter == (iconv_t)-1)
		return;
	for (length = 0; length < LENGTHS; length++) {
		size_t at = 0, n = 0, step = text.size / MOST_WINDOWS;

		while (at + lengths[length] < text.size && n < MOST_WINDOWS) {
			struct newsconv_text rest = {
			    text.data + at, text.size - at};
			size_t size, kept_size, i;

			encode(converter, rest, bytes, lengths[length] + 8,
			    kept, &size, &kept_size);
			for (i = 0; i < size && (unsigned char)bytes[i] < 0x80;)
				i++;
			if (i < size)
				try_window(tally, length,
				    (struct newsconv_text){bytes, size},
				    (struct newsconv_text){kept, kept_size});
			at += step > lengths[length] ? step : lengths[length];
			while (at < text.size && text.data[at] != '\n')
				at++;
			at++;
			n++;
		}
	}
	iconv_close(converter);
}

static void
print_tally(const char *name, const char *language, const struct tally *tally)
{
	size_t i;

	printf("%-13s %-8s", name, language);
	for (i = 0; i < LENGTHS; i++)
		if (tally->tried[i] == 0)
			printf("      -       ");
		else
			printf("  %5.1f (%5.1f)",
			    100.0 * tally->right[i] / tally->tried[i],
			    100.0 * tally->uchardet[i] / tally->tried[i]);
	for (i = 0; i < 6 && tally->wrong_count[i] > 0; i++)
		printf(" %s:%u", tally->wrong[i], tally->wrong_count[i]);
	putchar('\n');
}

static void
try_pair(struct tally *sum, const char *charset, const char *tag,
    const char *directory, char **sources)
{
	struct tally tally;
	size_t i;

	memset(&tally, 0, sizeof(tally));
	for (; *sources != NULL; sources++) {
		size_t size;
		char *text = text_read(directory, *sources, tag, &size);

		if (text != NULL)
			try_language(&tally, charset,
			    (struct newsconv_text){text, size});
		free(text);
	}
	print_tally(charset, tag, &tally);
	for (i = 0; i < LENGTHS; i++) {
		sum->tried[i] += tally.tried[i];
		sum->right[i] += tally.right[i];
		sum->uchardet[i] += tally.uchardet[i];
	}
}

int
main(int argc, char **argv)
{
	struct tally sums[2];
	size_t i;

	if (argc < 3) {
		fputs("usage: charsets TEXTS SOURCE...\n", stderr);
		return 64;
	}
	load();
	memset(sums, 0, sizeof(sums));
	printf("right in a hundred (uchardet alone), by bytes: "
	       "50, 200, 1000, 4000\n");
	for (i = 0; i < PAIR_COUNT; i++) {
		bool unicode = strcmp(pairs[i].charset, "UTF-8") == 0;
		char languages[80], *tag;

		snprintf(
		    languages, sizeof(languages), "%s", pairs[i].languages);
		for (tag = strtok(languages, " "); tag != NULL;
		     tag = strtok(NULL, " "))
			try_pair(&sums[unicode], pairs[i].charset, tag, argv[1],
			    argv + 2);
	}
	print_tally("all legacy", "", &sums[0]);
	print_tally("all UTF-8", "", &sums[1]);
	return 0;
}
