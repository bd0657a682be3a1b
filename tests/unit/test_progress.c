/* Progress: what a line says, how wide it is, how often it comes. */

#include "progress.h"
#include "unit.h"

enum { MB = 1000000 };

static struct newsconv_archive_summary summary;
static struct newsconv_archive_event event;

/* Half of 200 MB, after ten seconds. */
static void
set_half_done(void)
{
	memset(&summary, 0, sizeof(summary));
	memset(&event, 0, sizeof(event));
	event.type = NEWSCONV_EVENT_PROGRESS;
	event.summary = &summary;
	event.inputs_total = 20000;
	event.inputs_done = 10000;
	event.bytes_total = 200 * MB;
	event.bytes_done = 100 * MB;
	summary.articles = 12345;
}

/* What is printed ten seconds after the start; `width` as the terminal's. */
static void
shown(char line[512], enum progress_mode mode, unsigned width)
{
	struct progress progress;
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	assert_non_null(stream);
	progress_begin(&progress, mode, stream, 5);
	progress.width = width;
	progress_show(&progress, &event, 15);
	fclose(stream);
	assert_true(size < 512);
	memcpy(line, text, size + 1);
	free(text);
}

static void
numbers_have_commas(void **state)
{
	static const struct {
		uint64_t number;
		const char *shown;
	} cases[] = {{0, "0"}, {999, "999"}, {1000, "1,000"},
	    {123456, "123,456"}, {UINT64_MAX, "18,446,744,073,709,551,615"}};
	char number[NUMBER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
		    number_shown(number, cases[i].number), cases[i].shown);
}

static void
bytes_have_the_unit_that_fits(void **state)
{
	static const struct {
		double bytes;
		const char *shown;
	} cases[] = {{0, "0 bytes"}, {999, "999 bytes"}, {1000, "1.0 kB"},
	    {999940, "999.9 kB"}, {999960, "1.0 MB"}, {1.5e9, "1.5 GB"},
	    {2e18, "2000.0 PB"}};
	char number[NUMBER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
		    bytes_shown(number, cases[i].bytes), cases[i].shown);
}

static void
a_line_says_share_articles_rate_and_time_left(void **state)
{
	char line[512];

	(void)state;
	set_half_done();
	shown(line, PROGRESS_PLAIN, 0);
	assert_string_equal(
	    line, "newsconv: 50 %, 12,345 articles, 10.0 MB/s, 0:10 left\n");
	summary.failed = 3;
	summary.articles = 1;
	shown(line, PROGRESS_PLAIN, 0);
	assert_string_equal(line,
	    "newsconv: 50 %, 1 article, 10.0 MB/s, 0:10 left, 3 failed\n");
}

static void
without_totals_it_says_what_is_known(void **state)
{
	char line[512];

	(void)state;
	set_half_done();
	event.inputs_total = event.bytes_total = 0;
	shown(line, PROGRESS_PLAIN, 0);
	assert_string_equal(line, "newsconv: 12,345 articles, 10.0 MB/s\n");
	shown(line, PROGRESS_TERMINAL, 20);
	assert_string_equal(line, "\r12,345 articles\033[K");
}

static void
nothing_is_all_done_before_it_is(void **state)
{
	char line[512];

	(void)state;
	set_half_done();
	event.bytes_done = event.bytes_total - 1;
	shown(line, PROGRESS_TERMINAL, 6);
	assert_string_equal(line, "\r99 %\033[K");
	event.bytes_done = event.bytes_total + 1; /* a file has grown */
	shown(line, PROGRESS_TERMINAL, 6);
	assert_string_equal(line, "\r99 %\033[K");
	event.inputs_done = event.inputs_total;
	shown(line, PROGRESS_TERMINAL, 6);
	assert_string_equal(line, "\r100 %\033[K");
}

static void
long_times_are_hours_and_days(void **state)
{
	static const struct {
		uint64_t total;
		const char *left;
	} cases[] = {{100 * MB + 10 * MB * UINT64_C(3600), "1:00:00 left"},
	    {100 * MB + 10 * MB * UINT64_C(3599), "59:59 left"},
	    {100 * MB + 10 * MB * UINT64_C(864000), "10 days left"}};
	char line[512];
	size_t i;

	(void)state;
	set_half_done();
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		event.bytes_total = cases[i].total;
		shown(line, PROGRESS_PLAIN, 0);
		assert_non_null(strstr(line, cases[i].left));
	}
}

/* The columns between "\r" and "\033[K", or -1 where these are not there. */
static int
columns_of(const char *line)
{
	size_t size = strlen(line);

	if (size < 4 || line[0] != '\r' ||
	    strcmp(line + size - 3, "\033[K") != 0)
		return -1;
	return (int)size - 4;
}

static void
a_line_is_never_wider_than_the_terminal(void **state)
{
	char line[512], all[512];
	unsigned width;

	(void)state;
	set_half_done();
	summary.failed = 1234567;
	shown(all, PROGRESS_TERMINAL, 200);
	assert_non_null(strstr(all, "1,234,567 failed"));
	for (width = 1; width <= 100; width++) {
		shown(line, PROGRESS_TERMINAL, width);
		assert_in_range(columns_of(line), 0, width - 1);
	}
	assert_string_equal(line, all);
}

static void
in_a_narrow_window_the_least_important_goes_first(void **state)
{
	static const struct {
		unsigned width;
		const char *line;
	} cases[] = {
	    {51, "\r50 %, 12,345 articles, 10.0 MB/s, 0:10 left\033[K"},
	    {40, "\r50 %, 12,345 articles, 0:10 left\033[K"},
	    {20, "\r50 %, 0:10 left\033[K"},
	    {12, "\r50 %\033[K"},
	    {4, "\r\033[K"},
	};
	char line[512];
	size_t i;

	(void)state;
	set_half_done();
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		shown(line, PROGRESS_TERMINAL, cases[i].width);
		assert_string_equal(line, cases[i].line);
	}
}

/* How many lines come of an event each hundredth of a second, for a minute. */
static int
lines_of_a_minute(enum progress_mode mode, int *controls)
{
	struct progress progress;
	char *text = NULL;
	size_t size = 0, i;
	FILE *stream = open_memstream(&text, &size);
	int lines = 0, step;

	assert_non_null(stream);
	set_half_done();
	progress_begin(&progress, mode, stream, 0);
	progress.width = 80;
	for (step = 1; step <= 6000; step++)
		progress_show(&progress, &event, (double)step / 100);
	fclose(stream);
	*controls = 0;
	for (i = 0; i < size; i++) {
		lines += text[i] == (mode == PROGRESS_PLAIN ? '\n' : '\r');
		*controls += text[i] != '\n' && text[i] < ' ';
	}
	free(text);
	return lines;
}

static void
a_terminal_is_drawn_five_times_a_second_at_most(void **state)
{
	int controls;

	(void)state;
	assert_in_range(
	    lines_of_a_minute(PROGRESS_TERMINAL, &controls), 280, 300);
}

static void
elsewhere_a_line_comes_every_ten_seconds_without_controls(void **state)
{
	int controls;

	(void)state;
	assert_int_equal(lines_of_a_minute(PROGRESS_PLAIN, &controls), 6);
	assert_int_equal(controls, 0);
	assert_int_equal(lines_of_a_minute(PROGRESS_NONE, &controls), 0);
}

static void
what_was_drawn_is_cleared_once(void **state)
{
	struct progress progress;
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	(void)state;
	assert_non_null(stream);
	set_half_done();
	progress_begin(&progress, PROGRESS_TERMINAL, stream, 0);
	progress.width = 6;
	progress_clear(&progress);
	progress_show(&progress, &event, 1);
	progress_clear(&progress);
	progress_clear(&progress);
	fclose(stream);
	assert_string_equal(text, "\r50 %\033[K\r\033[K");
	free(text);
}

static void
the_rate_follows_the_last_seconds(void **state)
{
	struct progress progress;
	double left = 0;
	int second;

	(void)state;
	set_half_done();
	event.bytes_done = 0;
	event.bytes_total = 100000 * (uint64_t)MB;
	progress_begin(&progress, PROGRESS_NONE, stdout, 0);
	/* A run that is gone on with skips what is there at a high rate. */
	for (second = 1; second <= 100; second++) {
		event.bytes_done += second <= 10 ? 500 * MB : 10 * MB;
		progress_measure(&progress, &event, second, &left);
	}
	assert_true(progress.rate < 15e6 && progress.rate > 9.9e6);
	assert_true(left > 6000 && left < 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_have_commas),
	    cmocka_unit_test(bytes_have_the_unit_that_fits),
	    cmocka_unit_test(a_line_says_share_articles_rate_and_time_left),
	    cmocka_unit_test(without_totals_it_says_what_is_known),
	    cmocka_unit_test(nothing_is_all_done_before_it_is),
	    cmocka_unit_test(long_times_are_hours_and_days),
	    cmocka_unit_test(a_line_is_never_wider_than_the_terminal),
	    cmocka_unit_test(in_a_narrow_window_the_least_important_goes_first),
	    cmocka_unit_test(a_terminal_is_drawn_five_times_a_second_at_most),
	    cmocka_unit_test(
		elsewhere_a_line_comes_every_ten_seconds_without_controls),
	    cmocka_unit_test(what_was_drawn_is_cleared_once),
	    cmocka_unit_test(the_rate_follows_the_last_seconds),
	};

	return RUN(tests);
}
