/*
 * Lines are split in the bytes of the source and then decoded one by one.  So
 * each line knows its exact bytes, whatever the charset, and a mistake in
 * decoding cannot shift the ones after it.  That works because in every
 * charset we read, the bytes of line ends are not part of another character.
 */
#include <string.h>

#include "bidi.h"
#include "code_page.h"
#include "decoder.h"
#include "error.h"
#include "lines.h"
#include "mojibake.h"
#include "repair.h"
#include "swar.h"
#include "utf8.h"

enum { TAB_STOP = 8 };

/* The line ends that count lines, as bits. */
enum { SEEN_LF = 1, SEEN_CR = 2, SEEN_CRLF = 4 };

/* What lies between two line ends. */
struct piece {
	size_t start;
	size_t end;
	uint64_t number;
};

struct splitter {
	struct newsconv_text bytes;
	const struct nc_charset *charset;
	size_t unit;
	bool unicode;
	size_t at;
	uint64_t number;
	unsigned seen;
};

/* The code unit at i, or 0, which is no line end, when there is none. */
static uint32_t
unit_at(const struct splitter *splitter, size_t i)
{
	if (splitter->bytes.size - i < splitter->unit)
		return 0;
	return nc_charset_read_unit(
	    splitter->charset, splitter->bytes.data + i);
}

/* U+0085, U+2028 and U+2029 in UTF-8: C2 85, E2 80 A8, E2 80 A9. */
static size_t
unicode_break_utf8(const struct splitter *splitter, size_t i)
{
	const unsigned char *b = (const unsigned char *)splitter->bytes.data +
	    i;
	size_t left = splitter->bytes.size - i;

	if (b[0] == 0xc2 && left >= 2 && b[1] == 0x85)
		return 2;
	if (b[0] == 0xe2 && left >= 3 && b[1] == 0x80 &&
	    (b[2] == 0xa8 || b[2] == 0xa9))
		return 3;
	return 0;
}

static size_t
unicode_break(const struct splitter *splitter, size_t i, uint32_t c)
{
	if (!splitter->unicode)
		return 0;
	if (splitter->unit == 1)
		return unicode_break_utf8(splitter, i);
	return c == 0x85 || c == 0x2028 || c == 0x2029 ? splitter->unit : 0;
}

/*
 * The size in bytes of the line end at i, or 0.  *kind is 0 for those that
 * editors do not count: VT, FF and the ones of Unicode alone.
 */
static size_t
break_at(const struct splitter *splitter, size_t i, unsigned *kind)
{
	size_t unit = splitter->unit;
	uint32_t c = unit == 1 ? (unsigned char)splitter->bytes.data[i]
			       : unit_at(splitter, i);

	*kind = 0;
	if (c > 0x0d)
		return unicode_break(splitter, i, c);
	if (c < 0x0a)
		return 0;
	if (c == '\n')
		*kind = SEEN_LF;
	if (c != '\r')
		return unit;
	*kind = SEEN_CR;
	if (splitter->bytes.size - i < unit + unit ||
	    unit_at(splitter, i + unit) != '\n')
		return unit;
	*kind = SEEN_CRLF;
	return unit + unit;
}

/* Eight bytes of ASCII without a line end. */
static bool
plain_at(const struct splitter *splitter, size_t i)
{
	uint64_t word = nc_swar_load(splitter->bytes.data + i);

	return (nc_swar_high(word) | nc_swar_less(word, 0x0e)) == 0;
}

/* Past the bytes that begin no line end; most are these. */
static size_t
skip_text(const struct splitter *splitter, size_t i)
{
	const unsigned char *b = (const unsigned char *)splitter->bytes.data;
	size_t size = splitter->bytes.size;

	if (splitter->unit > 1)
		return i;
	for (;;) {
		size_t end;

		while (i + NC_SWAR <= size && plain_at(splitter, i))
			i += NC_SWAR;
		/* A byte of these may begin a line end, most do not. */
		for (end = i + NC_SWAR; i < size && i < end; i++)
			if (b[i] <= 0x0d || b[i] == 0xc2 || b[i] == 0xe2)
				return i;
		if (i == size)
			return i;
	}
}

/* False after the last piece.  A line end at the very end begins no line. */
static bool
next_piece(struct splitter *splitter, struct piece *piece)
{
	size_t size = splitter->bytes.size, i = splitter->at, length = 0;
	unsigned kind = 0;

	if (i >= size)
		return false;
	for (;;) {
		i = skip_text(splitter, i);
		if (i >= size || (length = break_at(splitter, i, &kind)) > 0)
			break;
		i = size - i < splitter->unit ? size : i + splitter->unit;
	}
	piece->start = splitter->at;
	piece->end = i;
	piece->number = splitter->number;
	splitter->at = i + length;
	splitter->seen |= kind;
	splitter->number += kind != 0;
	return true;
}

static struct splitter
begin(struct newsconv_text bytes, const struct nc_charset_choice *choice)
{
	struct splitter splitter = {.bytes = bytes,
	    .charset = &choice->charset,
	    .unit = nc_charset_unit(&choice->charset),
	    .unicode = choice->charset.encoding <= NC_ENCODING_UTF32,
	    .at = choice->mark,
	    .number = 1};

	return splitter;
}

/* An upper bound: pieces that are not empty. */
static size_t
count_pieces(struct splitter splitter)
{
	struct piece piece;
	size_t count = 0;

	while (next_piece(&splitter, &piece))
		count += piece.end > piece.start;
	return count;
}

/* ---------------------------------------------------------------- spans */

struct reader {
	struct nc_dump *dump;
	struct nc_decoder decoder;
	struct nc_repair repair;
	struct nc_buffer characters; /* uint32_t, of one line */
	struct nc_code_pages pages;
};

/*
 * U+0085 does not split lines in charsets other than Unicode's, where it is
 * the ellipsis of windows-1252 in disguise: not white space.
 */
static bool
is_white(uint32_t c)
{
	return c != 0x85 && c != NC_INVALID && nc_is_space(c);
}

static bool
all_white(const uint32_t *c, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!is_white(c[i]))
			return false;
	return true;
}

static size_t
indent_after(size_t indent, const uint32_t *c, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		indent += c[i] == '\t' ? TAB_STOP - indent % TAB_STOP
				       : nc_width(c[i]);
	return indent;
}

/*
 * The shift back to ASCII (RFC 1468) is nothing by itself.  One that leads
 * away from it changes what the bytes behind it mean, and so belongs to text.
 */
static bool
is_shift_back(const char *bytes, size_t size)
{
	return size == 3 && bytes[0] == '\033' && bytes[1] == '(' &&
	    (bytes[2] == 'B' || bytes[2] == 'J');
}

static bool
is_ascii_white(const char *bytes, size_t size)
{
	return size == 1 && (bytes[0] == ' ' || bytes[0] == '\t');
}

/*
 * Past the white space at the front of a piece.  Behind a shift out (0x0E, as
 * ISO-2022-KR has it) only that of ASCII counts: the state outlives the line
 * for other readers, to whom what follows the gap would be something else.
 */
static void
trim_front(struct reader *reader, struct piece *piece, size_t *indent)
{
	const char *bytes = reader->dump->source.bytes.data;
	bool plain = reader->decoder.stateful &&
	    memchr(bytes + piece->start, 0x0e, piece->end - piece->start) !=
		NULL;

	nc_decoder_reset(&reader->decoder);
	while (piece->start < piece->end) {
		uint32_t c[NC_STEP_MAX];
		size_t count;
		const char *next = bytes + piece->start;
		size_t used = nc_decoder_step(&reader->decoder, next,
		    piece->end - piece->start, c, &count);

		if (!all_white(c, count) ||
		    (count == 0 && !is_shift_back(next, used)) ||
		    (plain && !is_ascii_white(next, used)))
			return;
		*indent = indent_after(*indent, c, count);
		piece->start += used;
	}
}

/*
 * The last character that ends at `end`, for charsets that can be read
 * backwards: its size, or 0 if it is no white space.
 */
static size_t
white_before(struct reader *reader, size_t start, size_t end)
{
	const struct nc_charset *charset = &reader->decoder.charset;
	const char *bytes = reader->dump->source.bytes.data;
	size_t unit = nc_charset_unit(charset), size = 1;
	uint32_t c;

	if (reader->decoder.single_byte) {
		c = reader->decoder.table[(unsigned char)bytes[end - 1]];
		return is_white(c) ? 1 : 0;
	}
	if (charset->encoding != NC_ENCODING_UTF8) {
		/* No white space is above U+FFFF. */
		if (end - start < unit || (end - start) % unit != 0)
			return 0;
		c = nc_charset_read_unit(charset, bytes + end - unit);
		return is_white(c) ? unit : 0;
	}
	/* No white space is longer than three bytes. */
	while (size < 3 && size < end - start &&
	    ((unsigned char)bytes[end - size] & 0xc0) == 0x80)
		size++;
	if (nc_utf8_decode(bytes + end - size, size, &c) != size)
		return 0;
	return is_white(c) ? size : 0;
}

/*
 * The end of the last character that is not white space, reading forwards.
 * With shift states, white space that is not ASCII is kept: outside its state
 * its bytes would mean something else.
 */
static size_t
last_text(struct reader *reader, const struct piece *piece)
{
	const char *bytes = reader->dump->source.bytes.data;
	size_t at = piece->start, end = piece->start;

	if (!reader->decoder.stateful)
		nc_decoder_reset(&reader->decoder);
	while (at < piece->end) {
		uint32_t c[NC_STEP_MAX];
		size_t count, from = at;

		at += nc_decoder_step(
		    &reader->decoder, bytes + at, piece->end - at, c, &count);
		if (count == 0 || !all_white(c, count) ||
		    (reader->decoder.stateful &&
			!is_ascii_white(bytes + from, at - from)))
			end = at;
	}
	return end;
}

static void
trim_back(struct reader *reader, struct piece *piece)
{
	size_t white;

	if (reader->decoder.charset.encoding >= NC_ENCODING_EAST_ASIAN &&
	    !reader->decoder.single_byte) {
		piece->end = last_text(reader, piece);
		return;
	}
	while (piece->end > piece->start &&
	    (white = white_before(reader, piece->start, piece->end)) > 0)
		piece->end -= white;
}

/* ----------------------------------------------------------------- text */

/* UTF-8 that needs nothing stays where it is. */
static bool
is_usable(const struct reader *reader, struct newsconv_text text)
{
	enum nc_encoding encoding = reader->decoder.charset.encoding;

	if (encoding == NC_ENCODING_WINDOWS_1252 &&
	    !nc_ascii(text.data, text.size))
		return false;
	if (encoding != NC_ENCODING_UTF8 &&
	    encoding != NC_ENCODING_WINDOWS_1252)
		return false;
	return nc_repair_clean(text) && !nc_mojibake_suspected(text) &&
	    !nc_code_page_suspected(text);
}

/* From the front of the line, for the sake of shift states. */
static void
decode(struct reader *reader, size_t start, size_t end)
{
	const char *bytes = reader->dump->source.bytes.data;
	struct nc_buffer *characters = &reader->characters;
	uint32_t c[NC_STEP_MAX];
	size_t count;

	nc_buffer_clear(characters);
	nc_decoder_reset(&reader->decoder);
	while (start < end) {
		start += nc_decoder_step(
		    &reader->decoder, bytes + start, end - start, c, &count);
		nc_buffer_add(characters, c, count * sizeof(*c));
	}
	count = nc_decoder_flush(&reader->decoder, c);
	nc_buffer_add(characters, c, count * sizeof(*c));
}

/* What was decoded, mended, as text. */
static int
repair(struct reader *reader, struct newsconv_error *error)
{
	/* Memory from malloc: aligned for any type. */
	uint32_t *characters = (uint32_t *)(void *)reader->characters.data;
	size_t count = reader->characters.size / sizeof(*characters);
	int result = nc_buffer_check(&reader->characters, error);
	size_t mended;

	if (result < 0)
		return result;
	mended = nc_mojibake_mend(characters, &count);
	if (mended == 0)
		mended = nc_code_page_mend(&reader->pages, characters, &count);
	reader->repair.counts[NEWSCONV_REPAIR_MOJIBAKE] += mended;
	nc_repair_clear(&reader->repair);
	nc_repair_line(&reader->repair, characters, count);
	return nc_buffer_check(&reader->repair.text, error);
}

/*
 * The text is what is understood, so bidi controls go out of it; without them
 * letters and marks may meet that were apart.
 */
static int
see_through(struct reader *reader, struct nc_line *line,
    struct newsconv_text whole, struct newsconv_error *error)
{
	struct nc_arena *arena = reader->dump->arena;

	line->shown = whole;
	if (!nc_bidi_strip(whole, arena, &line->text) ||
	    !nc_repair_normalize(&reader->repair, arena, &line->text))
		return nc_error_memory(error);
	return NEWSCONV_OK;
}

static int
make_text(struct reader *reader, size_t line_start, const struct piece *span,
    struct nc_line *line, struct newsconv_error *error)
{
	uint64_t controls = reader->repair.counts[NEWSCONV_REPAIR_BIDI];
	struct nc_arena *arena = reader->dump->arena;
	struct newsconv_text whole = {
	    reader->dump->source.bytes.data + span->start,
	    span->end - span->start};
	int result;

	if (!is_usable(reader, whole)) {
		decode(reader, line_start, span->end);
		result = repair(reader, error);
		if (result < 0)
			return result;
		whole.size = reader->repair.text.size;
		whole.data = nc_arena_copy(
		    arena, reader->repair.text.data, whole.size);
		if (whole.data == NULL)
			return nc_error_memory(error);
	}
	if (!nc_repair_normalize(&reader->repair, arena, &whole))
		return nc_error_memory(error);
	if (reader->repair.counts[NEWSCONV_REPAIR_BIDI] > controls)
		return see_through(reader, line, whole, error);
	line->text = whole;
	return NEWSCONV_OK;
}

/* ---------------------------------------------------------------- table */

/* A line, or one blank more before the next. */
static int
take_piece(struct reader *reader, struct piece piece, uint32_t *blanks,
    struct newsconv_error *error)
{
	struct nc_dump *dump = reader->dump;
	struct nc_line *line;
	size_t line_start = piece.start, indent = 0;
	int result;

	trim_front(reader, &piece, &indent);
	if (piece.start == piece.end) {
		*blanks += *blanks < UINT32_MAX;
		return NEWSCONV_OK;
	}
	trim_back(reader, &piece);
	line = &dump->lines[dump->line_count];
	result = make_text(reader, line_start, &piece, line, error);
	if (result < 0)
		return result;
	line->start = piece.start;
	line->end = piece.end;
	line->number = piece.number;
	line->blank_before = *blanks;
	line->indent = indent > UINT32_MAX ? UINT32_MAX : (uint32_t)indent;
	dump->line_count++;
	*blanks = 0;
	return NEWSCONV_OK;
}

static enum newsconv_newlines
newlines_of(unsigned seen)
{
	switch (seen) {
	case 0:
		return NEWSCONV_NEWLINES_NONE;
	case SEEN_LF:
		return NEWSCONV_NEWLINES_LF;
	case SEEN_CR:
		return NEWSCONV_NEWLINES_CR;
	case SEEN_CRLF:
		return NEWSCONV_NEWLINES_CRLF;
	default:
		return NEWSCONV_NEWLINES_MIXED;
	}
}

static int
fill_table(struct reader *reader, struct splitter splitter,
    struct newsconv_error *error)
{
	struct nc_dump *dump = reader->dump;
	struct piece piece;
	uint32_t blanks = 0;
	int result = NEWSCONV_OK;

	dump->line_count = 0;
	dump->lines = nc_arena_array(
	    dump->arena, count_pieces(splitter), sizeof(*dump->lines));
	if (dump->lines == NULL)
		return nc_error_memory(error);
	while (result == NEWSCONV_OK && next_piece(&splitter, &piece))
		result = take_piece(reader, piece, &blanks, error);
	dump->source.newlines = newlines_of(splitter.seen);
	memcpy(dump->source.repairs, reader->repair.counts,
	    sizeof(dump->source.repairs));
	return result;
}

int
nc_lines_split(struct nc_dump *dump, const struct nc_charset_choice *choice,
    struct newsconv_error *error)
{
	struct reader reader;
	int result;

	memset(&reader, 0, sizeof(reader));
	reader.dump = dump;
	/* A step uses one byte at least and gives NC_STEP_MAX characters. */
	if (!nc_size_multiply(dump->source.bytes.size + 1, 4 * NC_STEP_MAX,
		&reader.repair.text.ceiling))
		reader.repair.text.ceiling = SIZE_MAX;
	reader.characters.ceiling = reader.repair.text.ceiling;
	result = nc_decoder_open(&reader.decoder, &choice->charset, error);
	if (result < 0)
		return result;
	result = fill_table(&reader, begin(dump->source.bytes, choice), error);
	nc_buffer_free(&reader.repair.text);
	nc_buffer_free(&reader.characters);
	nc_decoder_close(&reader.decoder);
	return result;
}
