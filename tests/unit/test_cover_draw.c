/*
 * Covers as a viewer shows them: in ten scripts, from the side they begin at,
 * the same bytes each time and everywhere, and silence where there are no fonts.
 */
#define _XOPEN_SOURCE 700 /* nftw, setenv */
#include <dlfcn.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <sys/wait.h>

#include "png.h"
#include "tree.h"

#include "cover.h"
#include "utf8.h"

enum {
	CEILING = 4 << 20,
	W = NC_COVER_WIDTH,
	H = NC_COVER_HEIGHT,
	PAPER = 15, /* the last colour of the palette; 0 is the block's */
	MARGIN = 112
};

/*
 * For LeakSanitizer, if this is built with it: what fontconfig keeps of fonts
 * until the process ends does not grow with the covers that are drawn.
 */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static const struct script {
	const char *language, *title;
	bool rtl;
} scripts[] = {
    {"en", "Rain in May", false},
    {"ru", "Дождь в мае", false},
    {"el", "Βροχή τον Μάιο", false},
    {"ar", "أمطار في شهر مايو", true},
    {"he", "גשם בחודש מאי", true},
    {"hi", "मई में बारिश", false},
    {"bn", "মে মাসে বৃষ্টি", false},
    {"ta", "மே மாதத்தில் மழை", false},
    {"th", "ฝนตกในเดือนพฤษภาคม", false},
    {"ja", "五月に雨が降る", false},
    {"zh", "五月有雨", false},
    {"ko", "오월에 비가 온다", false},
};

enum { SCRIPTS = sizeof(scripts) / sizeof(*scripts) };

/* Why covers cannot be drawn here; NULL if they can. */
static const char *
why_not(void)
{
#ifndef NC_COVER_PANGO
	return "built without Pango";
#else
	static const char *const font_files[] = {
	    "/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf",
	    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
	};
	size_t i;

	for (i = 0; i < sizeof(font_files) / sizeof(*font_files); i++)
		if (access(font_files[i], R_OK) != 0)
			return "no fonts-noto-core, or no fonts-noto-cjk";
	return NULL;
#endif
}

#define SKIP_WITHOUT_FONTS() \
	do { \
		if (why_not() != NULL) { \
			print_message("skipped: %s\n", why_not()); \
			skip(); \
		} \
	} while (0)

/* The bytes of a cover, which must be there. */
static struct nc_buffer
draw(const struct nc_cover *cover)
{
	struct nc_buffer png = NC_BUFFER(CEILING);
	struct newsconv_error error;

	assert_int_equal(nc_cover_draw(cover, &png, &error), NEWSCONV_OK);
	assert_true(png.size > 0);
	return png;
}

static struct nc_buffer
draw_title(const char *title)
{
	struct nc_cover cover = {
	    .title = nc_text(title), .language = nc_text("en")};

	return draw(&cover);
}

static bool
equal(const struct nc_buffer *a, const struct nc_buffer *b)
{
	return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static bool
titles_look_alike(const char *a, const char *b)
{
	struct nc_buffer first = draw_title(a), second = draw_title(b);
	bool alike = true;
	struct png one, two;

	/* Without a series the title chooses the colour: ask for the pixels. */
	png_decode(&one, (struct newsconv_text){first.data, first.size});
	png_decode(&two, (struct newsconv_text){second.data, second.size});
	alike = memcmp(one.pixels, two.pixels, (size_t)W * H) == 0;
	free(one.pixels);
	free(two.pixels);
	nc_buffer_free(&first);
	nc_buffer_free(&second);
	return alike;
}

/* Draw it in a process of its own: the bytes' size and sum, what it printed. */
struct elsewhere {
	int result;
	size_t size;
	uLong sum;
	size_t printed;
};

static struct elsewhere
draw_elsewhere(const struct nc_cover *cover, void (*prepare)(void))
{
	struct elsewhere drawn;
	FILE *messages = tmpfile();
	int ends[2], status;
	pid_t child;

	assert_non_null(messages);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct nc_buffer png = NC_BUFFER(CEILING);

		dup2(fileno(messages), STDOUT_FILENO);
		dup2(fileno(messages), STDERR_FILENO);
		if (prepare != NULL)
			prepare();
		drawn.result = nc_cover_draw(cover, &png, NULL);
		drawn.size = png.size;
		drawn.sum = crc32(0, (const Bytef *)png.data, (uInt)png.size);
		_exit(write(ends[1], &drawn, sizeof(drawn)) != sizeof(drawn));
	}
	assert_int_equal(read(ends[0], &drawn, sizeof(drawn)), sizeof(drawn));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	close(ends[0]);
	close(ends[1]);
	drawn.printed = (size_t)lseek(fileno(messages), 0, SEEK_END);
	fclose(messages);
	return drawn;
}

static void
no_configuration(void)
{
	setenv("FONTCONFIG_FILE", "/dev/null", 1);
	unsetenv("HOME");
}

static void
missing_configuration(void)
{
	setenv("FONTCONFIG_FILE", "/nonexistent/fonts.conf", 1);
	unsetenv("HOME");
}

/* Below the folder of the test: names have to be absolute. */
static void
use_configuration(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", tree_path, name);
	setenv("FONTCONFIG_FILE", path, 1);
}

static void
no_fonts(void)
{
	use_configuration("empty.conf");
	unsetenv("HOME");
}

static void
no_room_for_lists(void)
{
	use_configuration("unlisted.conf");
	unsetenv("HOME");
}

static void
without_fonts_there_is_no_cover_and_no_message(void **state)
{
	static void (*const ways[])(void) = {no_configuration,
	    missing_configuration, no_fonts, no_room_for_lists};
	struct nc_cover cover = {
	    .title = nc_text("Title"), .language = nc_text("en")};
	char text[512];
	size_t i;

	(void)state;
	snprintf(text, sizeof(text),
	    "<fontconfig><dir>%s/fonts</dir><cachedir>%s/lists</cachedir>"
	    "</fontconfig>",
	    tree_path, tree_path);
	assert_int_equal(mkdir("fonts", 0700), 0);
	tree_file("empty.conf", text);
	/* Fonts that are in no list, and a list that can nowhere be. */
	tree_file("unlisted.conf",
	    "<fontconfig><dir>/usr/share/fonts</dir>"
	    "<cachedir>/proc/1/lists</cachedir></fontconfig>");
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct elsewhere drawn = draw_elsewhere(&cover, ways[i]);

		assert_int_equal(drawn.result, NEWSCONV_END);
		assert_int_equal(drawn.size, 0);
		assert_int_equal(drawn.printed, 0);
	}
}

static void
in_japanese(void)
{
	setenv("LANGUAGE", "ja:ko", 1);
	setenv("PANGO_LANGUAGE", "ja", 1);
	setenv("LC_ALL", "ja_JP.UTF-8", 1);
	setenv("TZ", "Asia/Tokyo", 1);
	setlocale(LC_ALL, "");
}

static void
in_arabic(void)
{
	setenv("LANGUAGE", "ar", 1);
	setenv("LC_ALL", "ar_EG.UTF-8", 1);
	setlocale(LC_ALL, "");
}

static void
in_no_language(void)
{
	setenv("LC_ALL", "C", 1);
	unsetenv("LANG");
	unsetenv("HOME");
}

static void
the_locale_changes_nothing(void **state)
{
	static void (*const ways[])(void) = {
	    in_japanese, in_arabic, in_no_language};
	static const char *const languages[] = {"en", "und", "zh", "tr"};
	size_t i, j;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (j = 0; j < sizeof(languages) / sizeof(*languages); j++) {
		struct nc_cover cover = {
		    .title = nc_text("Rain 直骨 i القاهرة Дождь ☎ “x” — …"),
		    .language = nc_text(languages[j]),
		    .authors = nc_text("直 一二")};
		struct elsewhere plain = draw_elsewhere(&cover, NULL);

		assert_int_equal(plain.result, NEWSCONV_OK);
		for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
			struct elsewhere drawn = draw_elsewhere(
			    &cover, ways[i]);

			assert_int_equal(drawn.result, NEWSCONV_OK);
			assert_int_equal(drawn.printed, 0);
			assert_int_equal(drawn.size, plain.size);
			assert_true(drawn.sum == plain.sum);
		}
	}
}

static void
nothing_is_loaded_before_a_cover_is_drawn(void **state)
{
	(void)state;
	assert_null(dlopen("libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_NOLOAD));
}

/* The columns of the block in which there is any ink. */
static void
find_ink(const struct png *png, size_t *first, size_t *last)
{
	size_t x, y;

	*first = W;
	*last = 0;
	for (y = 0; y < H; y++)
		for (x = 0; x < W; x++) {
			if (png->pixels[y * W + x] == 0)
				continue;
			*first = x < *first ? x : *first;
			*last = x > *last ? x : *last;
		}
}

static size_t
count(const struct png *png, unsigned colour)
{
	size_t i, found = 0;

	for (i = 0; i < (size_t)W * H; i++)
		found += png->pixels[i] == colour;
	return found;
}

static void
titles_in_ten_scripts_begin_at_their_side(void **state)
{
	size_t i;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < SCRIPTS; i++) {
		struct nc_cover cover = {.title = nc_text(scripts[i].title),
		    .language = nc_text(scripts[i].language),
		    .rtl = scripts[i].rtl};
		struct nc_buffer bytes = draw(&cover);
		size_t first, last;
		struct png png;

		png_decode(
		    &png, (struct newsconv_text){bytes.data, bytes.size});
		assert_int_equal(png.width, W);
		assert_int_equal(png.height, H);
		find_ink(&png, &first, &last);
		/* The rule is at the margin, the title about there. */
		if (scripts[i].rtl) {
			assert_true(last >= W - MARGIN - 1);
			assert_true(last < W - MARGIN / 2);
			assert_true(first > MARGIN);
		} else {
			assert_true(first <= MARGIN);
			assert_true(first > MARGIN / 2);
			assert_true(last < W - MARGIN / 2);
		}
		/* More than the rule, and far from everything. */
		assert_true(count(&png, PAPER) > 10000);
		assert_true(count(&png, 0) > (size_t)W * H * 2 / 3);
		free(png.pixels);
		nc_buffer_free(&bytes);
	}
}

static void
each_text_is_on_it(void **state)
{
	const struct nc_cover plain = {
	    .title = nc_text("Title"), .language = nc_text("en")};
	struct nc_cover covers[6];
	struct nc_buffer bytes = draw(&plain), other;
	size_t i, j;
	struct nc_buffer drawn[6];

	(void)state;
	for (i = 0; i < 6; i++)
		covers[i] = plain;
	covers[0].series = nc_text("A series");
	covers[1].issue = nc_text("No. 12");
	covers[2].date = nc_text("12 June 2021");
	covers[3].source = nc_text("The Harbour Times");
	covers[4].authors = nc_text("Anna Kowalska");
	covers[5].title = nc_text("Titles");
	for (i = 0; i < 6; i++) {
		drawn[i] = draw(&covers[i]);
		assert_false(equal(&drawn[i], &bytes));
		for (j = 0; j < i; j++)
			assert_false(equal(&drawn[i], &drawn[j]));
	}
	/* With a series the source is below. */
	covers[0].source = covers[3].source;
	other = draw(&covers[0]);
	assert_false(equal(&other, &drawn[0]));
	nc_buffer_free(&other);
	for (i = 0; i < 6; i++)
		nc_buffer_free(&drawn[i]);
	nc_buffer_free(&bytes);
}

static void
each_text_is_on_the_cover(void **state)
{
	SKIP_WITHOUT_FONTS();
	each_text_is_on_it(state);
}

static void *
draw_all_scripts(void *target)
{
	struct nc_buffer *drawn = target;
	size_t i;

	for (i = 0; i < SCRIPTS; i++) {
		struct nc_cover cover = {.title = nc_text(scripts[i].title),
		    .language = nc_text(scripts[i].language),
		    .rtl = scripts[i].rtl,
		    .series = nc_text("Series"),
		    .authors = nc_text(scripts[i].title)};

		drawn[i].ceiling = CEILING;
		if (nc_cover_draw(&cover, &drawn[i], NULL) != NEWSCONV_OK)
			return NULL;
	}
	return target;
}

static void
all_threads_draw_the_same(void **state)
{
	static struct nc_buffer drawn[5][SCRIPTS];
	pthread_t threads[4];
	size_t i, j;
	void *done;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
				     draw_all_scripts, drawn[i]),
		    0);
	assert_non_null(draw_all_scripts(drawn[4]));
	for (i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], &done), 0);
		assert_non_null(done);
	}
	for (i = 0; i < 5; i++)
		for (j = 0; j < SCRIPTS; j++)
			assert_true(equal(&drawn[i][j], &drawn[0][j]));
	for (i = 0; i < 5; i++)
		for (j = 0; j < SCRIPTS; j++)
			nc_buffer_free(&drawn[i][j]);
}

static void
ways_of_writing_one_text_look_alike(void **state)
{
	(void)state;
	SKIP_WITHOUT_FONTS();
	assert_true(titles_look_alike("Café", "Cafe\xcc\x81"));
	assert_true(titles_look_alike("ộ", "o\xcc\xa3\xcc\x82"));
	assert_true(titles_look_alike("한국",
	    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86"
	    "\xab\xe1\x84\x80\xe1\x85\xae"
	    "\xe1\x86\xa8"));
	assert_true(titles_look_alike("Two lines", "Two\n  lines\r\n"));
	assert_true(
	    titles_look_alike("Goal", "Goal ⚽😀👨‍👩‍👧"));
	assert_false(titles_look_alike("Cafe", "Café"));
	assert_false(titles_look_alike("*Goal*", "Goal"));
	assert_false(titles_look_alike("<b>Goal</b>", "Goal"));
	assert_false(titles_look_alike("\"Goal\"", "“Goal”"));
}

/* A title of `length` characters that ends so. */
static void
make_title(char *target, size_t length, char end)
{
	size_t i;

	for (i = 0; i + 1 < length; i++)
		target[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 5);
	target[i] = end;
	target[i + 1] = '\0';
}

static void
titles_up_to_300_characters_are_whole(void **state)
{
	static const size_t lengths[] = {3, 40, 120, 300};
	char a[2001], b[2001];
	size_t i;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		make_title(a, lengths[i], 'M');
		make_title(b, lengths[i], 'W');
		assert_false(titles_look_alike(a, b));
	}
	make_title(a, 2000, 'M');
	make_title(b, 2000, 'W');
	assert_true(titles_look_alike(a, b));
}

static void
wide_titles_of_300_characters_are_whole(void **state)
{
	char a[1000] = "", b[1000] = "";
	int i;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < 299; i++) {
		strcat(a, i % 2 == 0 ? "東" : "京");
		strcat(b, i % 2 == 0 ? "東" : "京");
	}
	strcat(a, "山");
	strcat(b, "川");
	assert_false(titles_look_alike(a, b));
}

/* Words that are too long for a line do not run over the edge. */
static void
words_of_any_length_stay_on_the_cover(void **state)
{
	static const struct {
		const char *language, *part;
	} words[] = {{"en", "overlong"}, {"ko", "서울시"}, {"ar", "العاصمة"}};
	size_t i, j, first, last;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct nc_cover cover = {
		    .language = nc_text(words[i].language), .rtl = i == 2};
		char title[1000] = "";
		struct nc_buffer bytes;
		struct png png;

		for (j = 0; j < 20; j++)
			strcat(title, words[i].part);
		cover.title = nc_text(title);
		bytes = draw(&cover);
		png_decode(
		    &png, (struct newsconv_text){bytes.data, bytes.size});
		find_ink(&png, &first, &last);
		assert_true(first > MARGIN / 2);
		assert_true(last < W - MARGIN / 2);
		free(png.pixels);
		nc_buffer_free(&bytes);
	}
}

static void
a_title_that_no_font_has_is_not_drawn(void **state)
{
	static const char *const titles[] = {
	    "Private \xf3\xb0\x80\x80", "", " \n", "😀🎉"};
	size_t i;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		struct nc_cover cover = {
		    .title = nc_text(titles[i]), .language = nc_text("en")};
		struct nc_buffer png = NC_BUFFER(CEILING);

		assert_int_equal(
		    nc_cover_draw(&cover, &png, NULL), NEWSCONV_END);
		assert_int_equal(png.size, 0);
	}
}

static void
another_text_that_no_font_has_is_left_out(void **state)
{
	struct nc_cover cover = {
	    .title = nc_text("Title"), .series = nc_text("Series")};
	struct nc_buffer without, with;

	(void)state;
	SKIP_WITHOUT_FONTS();
	cover.authors = nc_text("\xf3\xb0\x80\x81");
	without = draw(&cover);
	cover.authors = nc_text("\xf3\xb0\x80\x80");
	with = draw(&cover);
	assert_true(equal(&without, &with));
	nc_buffer_free(&without);
	nc_buffer_free(&with);
}

/* Controls of direction that nothing closes do not reach other texts. */
static void
controls_of_direction_stay_in_their_text(void **state)
{
	struct nc_cover cover = {.title = nc_text("Title"),
	    .language = nc_text("en"),
	    .authors = nc_text("Anna Kowalska")};
	struct nc_buffer plain, turned;
	struct png one, two;

	(void)state;
	SKIP_WITHOUT_FONTS();
	plain = draw(&cover);
	cover.title = nc_text("\xe2\x80\xaeTitle");
	turned = draw(&cover);
	png_decode(&one, (struct newsconv_text){plain.data, plain.size});
	png_decode(&two, (struct newsconv_text){turned.data, turned.size});
	assert_memory_not_equal(one.pixels, two.pixels, (size_t)W * 1200);
	assert_memory_equal(one.pixels + (size_t)W * 1300,
	    two.pixels + (size_t)W * 1300, (size_t)W * 300);
	free(one.pixels);
	free(two.pixels);
	nc_buffer_free(&plain);
	nc_buffer_free(&turned);
}

/* WCAG 2.2, "relative luminance" and "contrast ratio". */
static double
luminance(const unsigned char colour[3])
{
	static const double weights[3] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	int i;

	for (i = 0; i < 3; i++) {
		double part = colour[i] / 255.0;

		sum += weights[i] *
		    (part <= 0.04045 ? part / 12.92
				     : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double
contrast(const unsigned char a[3], const unsigned char b[3])
{
	double one = luminance(a) + 0.05, two = luminance(b) + 0.05;

	return one > two ? one / two : two / one;
}

/* Each colour that a series can have, its full ink and its muted one. */
static void
all_that_is_read_stands_out(void **state)
{
	unsigned char seen[64][3];
	size_t kinds = 0, i, j;

	(void)state;
	SKIP_WITHOUT_FONTS();
	for (i = 0; i < 80; i++) {
		char name[16];
		struct nc_cover cover = {.title = nc_text("T"),
		    .language = nc_text("en"),
		    .date = nc_text("x")};
		struct nc_buffer bytes;
		struct png png;

		snprintf(name, sizeof(name), "Series %zu", i);
		cover.series = nc_text(name);
		bytes = draw(&cover);
		png_decode(
		    &png, (struct newsconv_text){bytes.data, bytes.size});
		assert_true(contrast(png.palette[0], png.palette[15]) >= 7);
		assert_true(contrast(png.palette[0], png.palette[12]) >= 4.5);
		assert_true(contrast(png.palette[15], png.palette[3]) >= 4.5);
		for (j = 0; j < kinds; j++)
			if (memcmp(seen[j], png.palette[0], 3) == 0)
				break;
		if (j == kinds)
			memcpy(seen[kinds++], png.palette[0], 3);
		free(png.pixels);
		nc_buffer_free(&bytes);
	}
	assert_true(kinds >= 8);
	assert_true(kinds < 64);
}

static void
covers_of_a_series_have_its_colour(void **state)
{
	struct nc_cover cover = {.title = nc_text("One"),
	    .language = nc_text("en"),
	    .series = nc_text("The Harbour Reader")};
	struct nc_buffer bytes;
	struct png one, two;

	(void)state;
	SKIP_WITHOUT_FONTS();
	bytes = draw(&cover);
	png_decode(&one, (struct newsconv_text){bytes.data, bytes.size});
	nc_buffer_free(&bytes);
	cover.title = nc_text("Another");
	cover.source = nc_text("The Harbour Times");
	bytes = draw(&cover);
	png_decode(&two, (struct newsconv_text){bytes.data, bytes.size});
	nc_buffer_free(&bytes);
	assert_memory_equal(one.palette, two.palette, sizeof(one.palette));
	free(one.pixels);
	free(two.pixels);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    /* First those that want a process without Pango. */
	    cmocka_unit_test(nothing_is_loaded_before_a_cover_is_drawn),
	    cmocka_unit_test(without_fonts_there_is_no_cover_and_no_message),
	    cmocka_unit_test(the_locale_changes_nothing),
	    cmocka_unit_test(titles_in_ten_scripts_begin_at_their_side),
	    cmocka_unit_test(each_text_is_on_the_cover),
	    cmocka_unit_test(all_threads_draw_the_same),
	    cmocka_unit_test(ways_of_writing_one_text_look_alike),
	    cmocka_unit_test(titles_up_to_300_characters_are_whole),
	    cmocka_unit_test(wide_titles_of_300_characters_are_whole),
	    cmocka_unit_test(words_of_any_length_stay_on_the_cover),
	    cmocka_unit_test(a_title_that_no_font_has_is_not_drawn),
	    cmocka_unit_test(another_text_that_no_font_has_is_left_out),
	    cmocka_unit_test(controls_of_direction_stay_in_their_text),
	    cmocka_unit_test(all_that_is_read_stands_out),
	    cmocka_unit_test(covers_of_a_series_have_its_colour),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
