/*
 * Hard-wrapped text is told by the fit test: a line was broken because the
 * first word of the next one would not have fitted.  Where most long lines end
 * near one width, lines that pass the test are joined again; elsewhere a line
 * is a block as it stands.
 */
#include <stdlib.h>
#include <string.h>

#include "bidi.h"
#include "layout.h"
#include "line_breaks.h"
#include "utf8.h"
#include "word_list.h"

enum {
	WIDTH_LEAST = 36, /* no one wraps narrower, nor wider than this: */
	WIDTH_MOST = 132,
	LINES_LEAST = 4,
	SHORT_LINE = 20,
	RAGGED = 15,    /* how far before the width a wrapped line may end */
	SAMPLE = 4096,  /* lines that are looked at to find the width */
	VERSE_LEAST = 4 /* lines of a stanza that is told by its shape */
};

struct shape {
	size_t columns;
	size_t first_word; /* columns of the line's first word */
	bool terminal;     /* ends as a sentence does */
	bool
	    wide_start; /* the first character is East Asian wide, not Hangul */
	bool wide_end;
};

bool
nc_sentence_end(uint32_t c)
{
	static const uint32_t ends[] = {0x2026, 0x3002, 0xff01, 0xff1f, 0x964,
	    0x965, 0x6d4, 0x61f, 0x589, 0x104b, 0x17d4, 0xff0e};
	size_t i;

	if (c < 0x80)
		return c == '.' || c == '!' || c == '?';
	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (c == ends[i])
			return true;
	return false;
}

static bool
closing(uint32_t c)
{
	static const uint32_t closers[] = {'"', '\'', ')', ']', 0x201d, 0x2019,
	    0xbb, 0x300d, 0x300f, 0xff09, 0x203a};
	size_t i;

	for (i = 0; i < sizeof(closers) / sizeof(*closers); i++)
		if (c == closers[i])
			return true;
	return false;
}

static bool
hangul(uint32_t c)
{
	return (c >= 0x1100 && c < 0x1200) || (c >= 0xac00 && c < 0xd7b0);
}

static bool
joins_without_blank(uint32_t c)
{
	/* Thai, Lao, Khmer, Myanmar; and what is wide but no Hangul. */
	if ((c >= 0xe00 && c < 0xf00) || (c >= 0x1780 && c < 0x1800) ||
	    (c >= 0x1000 && c < 0x10a0))
		return true;
	return nc_width(c) == 2 && !hangul(c);
}

static uint32_t
last_character(struct newsconv_text text, size_t *start)
{
	size_t i = text.size;
	uint32_t c = 0;

	while (i > 0) {
		i--;
		if (((unsigned char)text.data[i] & 0xc0) != 0x80)
			break;
	}
	nc_utf8_decode(text.data + i, text.size - i, &c);
	*start = i;
	return c;
}

bool
nc_text_ends_sentence(struct newsconv_text text)
{
	while (text.size > 0) {
		size_t start;
		uint32_t c = last_character(text, &start);

		if (nc_sentence_end(c))
			return true;
		if (!closing(c) && !nc_is_space(c))
			return false;
		text.size = start;
	}
	return false;
}

static void
measure(struct shape *shape, struct newsconv_text text)
{
	struct newsconv_text word = text;
	size_t i = 0, length, start;
	uint32_t c = 0, first = 0;

	memset(shape, 0, sizeof(*shape));
	while (i < text.size &&
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		if (i == 0)
			first = c;
		if (nc_is_space(c))
			break;
		i += length;
		if (joins_without_blank(c))
			break;
	}
	word.size = i;
	shape->columns = nc_columns(text);
	shape->first_word = nc_columns(word);
	shape->terminal = nc_text_ends_sentence(text);
	shape->wide_start = joins_without_blank(first);
	shape->wide_end = joins_without_blank(last_character(text, &start));
}

static int
compare_sizes(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/*
 * The width that the dump is wrapped at, in columns; 0 when it is not.  Most
 * lines that are followed by another one at once must end near the width.
 * `columns` is room for `count` numbers.
 */
static size_t
wrap_width(const struct nc_dump *dump, const struct shape *shapes, size_t count,
    size_t *columns)
{
	size_t width, near = 0, followed = 0, i;

	if (count < LINES_LEAST)
		return 0;
	for (i = 0; i < count; i++)
		columns[i] = shapes[i].columns;
	qsort(columns, count, sizeof(*columns), compare_sizes);
	/* The 97th of 100: overlong words stand out. */
	width = columns[(count - 1) * 97 / 100];
	if (width < WIDTH_LEAST || width > WIDTH_MOST)
		return 0;
	for (i = 0; i + 1 < count; i++) {
		if (shapes[i].columns <= SHORT_LINE ||
		    dump->lines[i + 1].blank_before > 0)
			continue;
		followed++;
		near += shapes[i].columns + RAGGED >= width;
	}
	return followed >= LINES_LEAST / 2 && near * 100 >= followed * 55
	    ? width
	    : 0;
}

static bool
joins(const struct shape *line, const struct shape *next, size_t width)
{
	if (line->columns * 10 < width * 6)
		return false;
	if (line->wide_end && next->wide_start)
		return line->columns + 3 >= width;
	if (line->terminal && line->columns * 100 < width * 85)
		return false;
	return line->columns + 1 + next->first_word > width;
}

/* The word at the end of a text that ends in a hyphen, without the hyphen. */
static struct newsconv_text
word_before_hyphen(struct newsconv_text text)
{
	struct newsconv_text word = text;
	size_t start, end;
	uint32_t c = last_character(text, &end);

	word.size = 0;
	if (c != '-' && c != 0x2010)
		return word;
	start = end;
	while (start > 0) {
		struct newsconv_text rest = {text.data, start};
		size_t before;

		if (!nc_is_letter(last_character(rest, &before)))
			break;
		start = before;
	}
	word.data = text.data + start;
	word.size = end - start;
	return word;
}

static struct newsconv_text
first_word(struct newsconv_text text)
{
	size_t i = 0, length;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0 &&
	    nc_is_letter(c))
		i += length;
	text.size = i;
	return text;
}

enum joint { JOINT_BLANK, JOINT_NOTHING, JOINT_DROP_HYPHEN };

struct joiner {
	struct nc_dump *dump;
	nc_keep_hyphen *keep_hyphen;
	const void *context;
	struct nc_word_list *words; /* once a hyphen asks for them */
	bool failed;
};

/* Whether the dump itself says that the hyphen is none of the word's. */
static bool
drops_hyphen(struct joiner *joiner, struct newsconv_text left,
    struct newsconv_text right)
{
	if (joiner->words == NULL)
		joiner->words = nc_word_list_new(joiner->dump);
	joiner->failed = joiner->words == NULL;
	return !joiner->failed &&
	    !nc_word_list_hyphenated(joiner->words, left, right) &&
	    nc_word_list_whole(joiner->words, left, right);
}

/* How line `line` of the dump is joined with the one behind it. */
static enum joint
choose_joint(struct joiner *joiner, const struct shape *shapes, size_t line)
{
	const struct nc_line *lines = joiner->dump->lines;
	struct newsconv_text left = word_before_hyphen(lines[line].text);
	struct newsconv_text right = first_word(lines[line + 1].text);
	uint32_t c = 0;

	if (shapes[line].wide_end && shapes[line + 1].wide_start)
		return JOINT_NOTHING;
	if (left.size == 0)
		return JOINT_BLANK;
	if (joiner->keep_hyphen != NULL &&
	    joiner->keep_hyphen(right, joiner->context))
		return JOINT_BLANK;
	nc_utf8_decode(right.data, right.size, &c);
	if (right.size == 0 || !nc_is_lower(c) ||
	    !drops_hyphen(joiner, left, right))
		return JOINT_NOTHING;
	return JOINT_DROP_HYPHEN;
}

static struct newsconv_text
text_of(const struct nc_line *line, bool shown)
{
	return shown && line->shown.data != NULL ? line->shown : line->text;
}

/* Its size without the hyphen at the end, which controls may stand behind. */
static size_t
drop_hyphen(char *text, size_t size)
{
	struct newsconv_text rest = {text, size};
	size_t start, end = size;
	uint32_t c = last_character(rest, &start);

	while (nc_is_bidi_control(c) || nc_is_space(c)) {
		rest.size = end = start;
		c = last_character(rest, &start);
	}
	memmove(text + start, text + end, size - end);
	return size - (end - start);
}

/* A run's lines as one text; joins are counted in that without controls. */
static bool
join_texts(struct joiner *joiner, const struct shape *shapes,
    const struct nc_run *run, bool shown, struct newsconv_text *joined)
{
	struct nc_dump *dump = joiner->dump;
	size_t size = 0, used = 0, i;
	char *text;

	for (i = run->first_line; i < run->end_line; i++)
		if (!nc_size_add(
			size, text_of(&dump->lines[i], shown).size + 1, &size))
			return false;
	text = nc_arena_alloc(dump->arena, size);
	if (text == NULL)
		return false;
	for (i = run->first_line; i < run->end_line; i++) {
		struct newsconv_text line = text_of(&dump->lines[i], shown);

		memcpy(text + used, line.data, line.size);
		used += line.size;
		if (i + 1 == run->end_line)
			break;
		dump->source.repairs[NEWSCONV_REPAIR_LINE_JOIN] += !shown;
		switch (choose_joint(joiner, shapes, i)) {
		case JOINT_BLANK:
			text[used++] = ' ';
			break;
		case JOINT_DROP_HYPHEN:
			used = drop_hyphen(text, used);
			dump->source.repairs[NEWSCONV_REPAIR_HYPHEN_JOIN] +=
			    !shown;
			break;
		case JOINT_NOTHING:
			break;
		}
	}
	joined->data = text;
	joined->size = used;
	return !joiner->failed;
}

/* Give a run the text of its lines; false when out of memory. */
static bool
take_text(struct joiner *joiner, const struct shape *shapes, struct nc_run *run)
{
	const struct nc_line *lines = joiner->dump->lines;
	bool controls = false;
	size_t i;

	run->text = lines[run->first_line].text;
	run->shown = lines[run->first_line].shown;
	if (run->end_line - run->first_line == 1)
		return true;
	for (i = run->first_line; i < run->end_line; i++)
		controls |= lines[i].shown.data != NULL;
	return join_texts(joiner, shapes, run, false, &run->text) &&
	    (!controls || join_texts(joiner, shapes, run, true, &run->shown));
}

static enum newsconv_layout
unwrapped_layout(const struct nc_dump *dump)
{
	size_t separated = 0, i;

	for (i = 1; i < dump->line_count; i++)
		separated += dump->lines[i].blank_before > 0;
	return separated * 2 >= dump->line_count - 1 && dump->line_count > 1
	    ? NEWSCONV_LAYOUT_BLOCK
	    : NEWSCONV_LAYOUT_LINE;
}

static bool
begins_upper(struct newsconv_text text)
{
	uint32_t c = 0;

	nc_utf8_decode(text.data, text.size, &c);
	return nc_is_upper(c);
}

/*
 * The end of the lines that no blank line parts from line `first`.  *verse
 * says that most of them are not full: a capital then begins another line, even
 * below one that happens to be.
 */
static size_t
find_group(const struct nc_dump *dump, const struct shape *shapes, size_t first,
    size_t width, bool *verse)
{
	size_t full = 0, i = first + 1;

	while (i < dump->line_count && dump->lines[i].blank_before == 0) {
		full += joins(&shapes[i - 1], &shapes[i], width);
		i++;
	}
	*verse = i - first >= VERSE_LEAST && 2 * full < i - first - 1;
	return i;
}

static bool
find_runs(struct nc_layout *layout, struct joiner *joiner,
    const struct shape *shapes, size_t width)
{
	const struct nc_line *lines = joiner->dump->lines;
	size_t count = joiner->dump->line_count, group_end = 0, i = 0;
	bool verse = false;

	while (i < count) {
		struct nc_run *run = &layout->runs[layout->count++];

		if (width > 0 && i >= group_end)
			group_end = find_group(
			    joiner->dump, shapes, i, width, &verse);
		run->first_line = i++;
		while (i < group_end &&
		    !(verse && begins_upper(lines[i].text)) &&
		    joins(&shapes[i - 1], &shapes[i], width) &&
		    !nc_line_break_meant(
			&lines[run->first_line], &lines[i - 1], &lines[i]))
			i++;
		run->end_line = i;
		if (!take_text(joiner, shapes, run))
			return false;
	}
	return true;
}

bool
nc_layout_find(struct nc_layout *layout, struct nc_dump *dump,
    nc_keep_hyphen *keep_hyphen, const void *context)
{
	struct joiner joiner = {
	    .dump = dump, .keep_hyphen = keep_hyphen, .context = context};
	struct shape *shapes = calloc(dump->line_count, sizeof(*shapes));
	size_t sample = dump->line_count < SAMPLE ? dump->line_count : SAMPLE;
	size_t *columns = calloc(sample, sizeof(*columns));
	size_t width, i;
	bool done = false;

	memset(layout, 0, sizeof(*layout));
	layout->runs = nc_arena_array(
	    dump->arena, dump->line_count, sizeof(*layout->runs));
	if (shapes == NULL || columns == NULL || layout->runs == NULL)
		goto out;
	for (i = 0; i < dump->line_count; i++)
		measure(&shapes[i], dump->lines[i].text);
	width = wrap_width(dump, shapes, sample, columns);
	layout->layout = width > 0 ? NEWSCONV_LAYOUT_WRAPPED
				   : unwrapped_layout(dump);
	dump->source.layout = layout->layout;
	done = find_runs(layout, &joiner, shapes, width);
out:
	nc_word_list_free(joiner.words);
	free(shapes);
	free(columns);
	return done;
}
