/*
 * Everything that a book needs to know of one article, found while the article
 * is at hand, on whatever thread has it.
 */
#include <string.h>

#include "article_json.h"
#include "book_piece.h"
#include "error.h"
#include "language.h"
#include "utf8.h"
#include "writer.h"

#define RECORD_CEILING ((size_t)1 << 31)

/*
 * How much of a text is read in a minute: words of a non-fiction text (Brysbaert
 * 2019: 238), characters of scripts without blanks between words.
 */
enum { WORDS_A_MINUTE = 238, CHARACTERS_A_MINUTE = 500 };

/*
 * Whether the time is one that EPUBCheck takes: with a zone, which W3CDTF
 * wants; no leap second, which Java's calendar lacks; and no zone that can
 * lead out of the years 1 to 9999.
 */
static bool
package_time(const char *value, const char *time)
{
	const char *colon = strchr(time, ':');

	if (strpbrk(time, "Z+-") == NULL)
		return false;
	if (strncmp(colon + 3, ":60", 3) == 0)
		return false;
	return strncmp(value, "9999-12-31", 10) != 0 &&
	    strncmp(value, "0001-01-01", 10) != 0;
}

/*
 * A date as dc:date takes it.  A time that it does not take is cut off; the
 * days that were left out when the Gregorian calendar began are no days to
 * EPUBCheck, and such a date is left out.
 */
static struct newsconv_text
package_date(const struct newsconv_date *date)
{
	struct newsconv_text text = {date->value, strlen(date->value)};
	const char *time = strchr(date->value, 'T');

	if (date->printed.text.size == 0 ||
	    strncmp(date->value, "0001", 4) < 0 ||
	    (strncmp(date->value, "1582-10-05", 10) >= 0 &&
		strncmp(date->value, "1582-10-14", 10) <= 0))
		text.size = 0;
	else if (time != NULL && !package_time(date->value, time))
		text.size = (size_t)(time - date->value);
	return text;
}

static unsigned
minutes_of(const struct newsconv_article *article)
{
	static const char *const unspaced[] = {
	    "Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"};
	uint64_t count = article->words, rate = WORDS_A_MINUTE, minutes;
	size_t i;

	for (i = 0; i < sizeof(unspaced) / sizeof(*unspaced); i++) {
		if (nc_text_equals(article->language.script, unspaced[i])) {
			count = article->characters;
			rate = CHARACTERS_A_MINUTE;
		}
	}
	minutes = (count + rate / 2) / rate;
	if (minutes > UINT32_MAX)
		return UINT32_MAX;
	return minutes > 0 ? (unsigned)minutes : 1;
}

static bool
copy_text(struct nc_arena *arena, struct newsconv_text *text)
{
	text->data = nc_arena_copy(arena, text->data, text->size);
	return text->data != NULL;
}

bool
nc_chapter_keep(struct nc_chapter *chapter, struct nc_arena *arena)
{
	struct newsconv_text *texts[] = {&chapter->title, &chapter->language,
	    &chapter->id, &chapter->source, &chapter->url, &chapter->publisher,
	    &chapter->section, &chapter->dek, &chapter->date,
	    &chapter->printed};
	struct newsconv_author *authors;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!copy_text(arena, texts[i]))
			return false;
	authors = nc_arena_array(
	    arena, chapter->author_count, sizeof(*authors));
	if (authors == NULL)
		return false;
	for (i = 0; i < chapter->author_count; i++) {
		authors[i] = chapter->authors[i];
		if (!copy_text(arena, &authors[i].name.text))
			return false;
	}
	chapter->authors = authors;
	return true;
}

static bool
describe(struct nc_chapter *chapter, const struct newsconv_article *article,
    struct nc_arena *arena)
{
	const struct nc_field_pair *fields = article->fields;

	chapter->title = nc_article_title(article);
	chapter->language = article->language.tag;
	chapter->rtl = article->language.rtl != 0;
	chapter->id = nc_text(article->id);
	chapter->source = article->dump.source.name;
	chapter->url = fields[NEWSCONV_FIELD_URL].value.text;
	chapter->publisher = fields[NEWSCONV_FIELD_PUBLISHER].value.text;
	chapter->section = fields[NEWSCONV_FIELD_SECTION].value.text;
	chapter->dek = fields[NEWSCONV_FIELD_DEK].value.text;
	chapter->date = package_date(&article->published);
	chapter->printed = article->published.printed.text;
	chapter->authors = article->authors;
	chapter->author_count = article->author_count;
	chapter->minutes = minutes_of(article);
	return nc_chapter_keep(chapter, arena);
}

static bool
set_keys(struct nc_book_keys *keys, const struct newsconv_article *article,
    struct nc_arena *arena)
{
	const struct nc_field_pair *fields = article->fields;
	size_t i;

	keys->item_count = article->related_count;
	keys->items = nc_arena_array(
	    arena, article->related_count, 2 * sizeof(*keys->items));
	if (keys->items == NULL)
		return false;
	for (i = 0; i < article->related_count; i++) {
		const struct newsconv_item *item = &article->related[i];

		if (!nc_headline_key(&keys->items[2 * i], item->text) ||
		    !nc_url_key(&keys->items[2 * i + 1], item->url))
			return false;
	}
	return nc_headline_key(&keys->headline,
		   fields[NEWSCONV_FIELD_HEADLINE].value.text) &&
	    nc_url_key(&keys->url, fields[NEWSCONV_FIELD_URL].value.text);
}

static void
add_length(struct nc_digest *digest, size_t size)
{
	const uint64_t length = size;

	nc_digest_update(digest, &length, sizeof(length));
}

/*
 * Two dumps without any body are the same only if they are it byte for byte:
 * what there is of them is not in the body.
 */
static void
set_same(struct nc_book_piece *piece, const struct newsconv_article *article)
{
	struct nc_digest digest;
	size_t i;

	nc_digest_begin(&digest, NC_SHA256);
	nc_digest_update(&digest, piece->keys.headline.bytes,
	    sizeof(piece->keys.headline.bytes));
	for (i = 0; i < article->body_count; i++) {
		struct newsconv_text text = article->body[i].text;

		add_length(&digest, text.size);
		nc_digest_update(&digest, text.data, text.size);
	}
	if (article->body_count == 0)
		nc_digest_update(&digest, article->id, strlen(article->id));
	nc_digest_end(&digest, piece->same);
}

static int
set_record(struct nc_book_piece *piece, const struct newsconv_article *article,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct nc_buffer line = NC_BUFFER(RECORD_CEILING);
	int result;

	nc_article_record(&line, article);
	nc_buffer_byte(&line, '\n');
	result = nc_buffer_check(&line, error);
	if (result == NEWSCONV_OK) {
		piece->record = (struct newsconv_text){line.data, line.size};
		if (!copy_text(arena, &piece->record))
			result = nc_error_memory(error);
	}
	nc_buffer_free(&line);
	return result;
}

int
nc_book_piece_make(struct nc_book_piece *piece,
    const struct newsconv_article *article,
    const struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error)
{
	const struct nc_markup_options markup = {
	    .vertical = options->vertical != 0,
	    .keep_leftovers = options->keep_leftovers != 0,
	    .own_css = options->css_file != NULL,
	    .only_own_css = options->css_file != NULL &&
		options->css_only != 0};
	int result;

	if (!describe(&piece->chapter, article, arena) ||
	    !set_keys(&piece->keys, article, arena))
		return nc_error_memory(error);
	set_same(piece, article);
	result = nc_chapter_markup(
	    &piece->text, article, &markup, arena, error);
	if (result < 0)
		return result;
	piece->chapter.files = piece->text.file_count;
	return set_record(piece, article, arena, error);
}
