/*
 * A page title is the headline and the site's name, with a sign between.  Signs
 * stand in headlines too, so that something has to vouch for what is a name:
 * the headline itself, found elsewhere, or the name, standing alone or beside
 * a copyright sign somewhere in the text.
 */
#include <string.h>

#include "fold.h"
#include "titles.h"
#include "utf8.h"

enum {
	NAME_SIZE = 80, /* bytes of the longest name of a site */
	NAME_WORDS = 5,
	KEY_SIZE = 48,      /* bytes that a headline's key may take */
	HEADLINE_WORDS = 3, /* of the shortest that a name is split off from */
	GUESSED_CONFIDENCE = 50,
	CERTAIN_CONFIDENCE = 80
};

static const char *const signs[] = {" | ", " - ", " \xe2\x80\x93 ",
    " \xe2\x80\x94 ", " \xc2\xb7 ", " \xe2\x80\xa2 ", " :: ", " \xc2\xbb ",
    " \xc2\xab ", " / ", " \xe2\x80\xb9 ", " \xe2\x80\xba ", " ~ ", "_", "|",
    "\xef\xbd\x9c", "\xef\xbc\x9a", "-"};

static const char *const keys[] = {
#define HEADLINE_KEY(word) word,
#include "exports.def"
};

static const char *const headline_tags[] = {
#define HEADLINE_TAG(tag) tag,
#include "exports.def"
};

static const char *const head_tags[] = {
#define HEAD_TAG(tag) tag,
#include "exports.def"
};

/* Signs without blanks part words only where words have none between. */
enum { SPACED_SIGNS = 13 };

static bool
same(struct newsconv_text one, struct newsconv_text other)
{
	struct nc_fold first, second;

	nc_fold(&first, one);
	nc_fold(&second, other);
	return first.size > 0 && strcmp(first.text, second.text) == 0;
}

static bool
wide(struct newsconv_text text)
{
	size_t i;

	/* CJK is in three bytes from E3 to ED. */
	for (i = 0; i + 2 < text.size; i++)
		if ((unsigned char)text.data[i] >= 0xe3 &&
		    (unsigned char)text.data[i] <= 0xed)
			return true;
	return false;
}

/* The last sign at or before `end`: its offset and size; false for none. */
static bool
last_sign(struct newsconv_text text, size_t *at, size_t *size)
{
	size_t count = wide(text) ? sizeof(signs) / sizeof(*signs)
				  : SPACED_SIGNS;
	bool found = false;
	size_t i, j;

	for (i = 0; i < count; i++) {
		size_t length = strlen(signs[i]);

		for (j = text.size; j-- > 0;)
			if (text.data[j] == signs[i][0] &&
			    j + length <= text.size &&
			    memcmp(text.data + j, signs[i], length) == 0) {
				if (!found || j > *at) {
					*at = j;
					*size = length;
				}
				found = true;
				break;
			}
	}
	return found;
}

static size_t
words(struct newsconv_text text)
{
	size_t count = text.size > 0, i;

	for (i = 0; i < text.size; i++)
		count += text.data[i] == ' ';
	return wide(text) ? count + text.size / 9 : count;
}

static bool
name_sized(struct newsconv_text text)
{
	return text.size > 0 && text.size <= NAME_SIZE &&
	    words(text) <= NAME_WORDS;
}

/* Of "Section | Site" the site. */
static struct newsconv_text
last_part(struct newsconv_text text)
{
	size_t at, size;

	if (last_sign(text, &at, &size) && at + size < text.size)
		return nc_trim_part(text, at + size, text.size);
	return text;
}

/* A line of its own, or in a line with a copyright sign. */
static bool
vouched_for(const struct newsconv_article *article, struct newsconv_text name,
    size_t except)
{
	struct nc_fold line, wanted;
	size_t i;

	nc_fold(&wanted, name);
	for (i = 0; i < article->segment_count; i++) {
		const struct newsconv_segment *segment = &article->segments[i];
		bool rights = segment->type == NEWSCONV_SEGMENT_COPYRIGHT;

		if (i == except || nc_segment_is_body(segment->type) ||
		    (segment->text.size > name.size + 4 && !rights))
			continue;
		nc_fold(&line, segment->text);
		if (strcmp(line.text, wanted.text) == 0 ||
		    (rights && strstr(line.text, wanted.text) != NULL))
			return true;
	}
	return false;
}

static void
set_publisher(struct newsconv_article *article, struct newsconv_text name,
    unsigned confidence, size_t segment)
{
	if (article->fields[NEWSCONV_FIELD_PUBLISHER].value.text.size == 0 &&
	    name_sized(name))
		nc_article_set_field(article, NEWSCONV_FIELD_PUBLISHER, name,
		    confidence, segment);
}

/* The title begins with the headline, or ends with it: the rest is the site. */
static bool
split_by_headline(struct newsconv_article *article, struct newsconv_text title,
    size_t segment)
{
	struct newsconv_text headline =
	    article->fields[NEWSCONV_FIELD_HEADLINE].value.text;
	struct newsconv_text left = title;
	size_t at, size;

	while (last_sign(left, &at, &size)) {
		left = nc_trim_part(left, 0, at);
		if (same(left, headline)) {
			set_publisher(article,
			    last_part(
				nc_trim_part(title, at + size, title.size)),
			    CERTAIN_CONFIDENCE, segment);
			return true;
		}
		if (same(
			nc_trim_part(title, at + size, title.size), headline)) {
			set_publisher(
			    article, left, CERTAIN_CONFIDENCE, segment);
			return true;
		}
	}
	return false;
}

/* Where the headline is not the title: a name that stands elsewhere too. */
static bool
split_by_name(const struct newsconv_article *article,
    struct newsconv_text title, size_t segment, struct newsconv_text *name,
    struct newsconv_text *rest)
{
	size_t at, size;

	if (!last_sign(title, &at, &size))
		return false;
	*name = nc_trim_part(title, at + size, title.size);
	*rest = nc_trim_part(title, 0, at);
	return name_sized(*name) && words(*rest) >= HEADLINE_WORDS &&
	    vouched_for(article, *name, segment);
}

static void
read_page_title(struct newsconv_article *article, size_t segment)
{
	struct newsconv_text title = article->segments[segment].text;
	struct newsconv_text name = {"", 0}, rest = title;
	bool named;

	if (split_by_headline(article, title, segment))
		return;
	named = split_by_name(article, title, segment, &name, &rest);
	if (named)
		set_publisher(article, name, GUESSED_CONFIDENCE, segment);
	if (article->fields[NEWSCONV_FIELD_HEADLINE].value.text.size == 0)
		nc_article_set_field(article, NEWSCONV_FIELD_HEADLINE,
		    named ? rest : title, GUESSED_CONFIDENCE, segment);
}

/* Where the text behind a headline's key begins, 0 where none is. */
static size_t
behind_key(struct newsconv_text text)
{
	struct nc_fold key;
	size_t end = 0, i;
	uint32_t c = 0;

	while (end < text.size && end < KEY_SIZE) {
		size_t length = nc_utf8_decode(
		    text.data + end, text.size - end, &c);

		if (length == 0 || c == ':' || c == 0xff1a)
			break;
		end += length;
	}
	if (c != ':' && c != 0xff1a)
		return 0;
	nc_fold(&key, nc_trim_part(text, 0, end));
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(key.text, keys[i]) == 0)
			return end + (c == ':' ? 1 : 3);
	return 0;
}

/* The size of the tag that the text begins with, 0 for none. */
static size_t
tag_size(struct newsconv_text text, const char *const *tags, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		size_t size = strlen(tags[i]);

		if (text.size > size && text.data[size] == ' ' &&
		    memcmp(text.data, tags[i], size) == 0)
			return size;
	}
	return 0;
}

/* Two capitals begin many a line: beside it another tag has to stand. */
static size_t
behind_tag(const struct newsconv_article *article,
    const struct newsconv_field *headline)
{
	size_t size = tag_size(headline->text, headline_tags,
	    sizeof(headline_tags) / sizeof(*headline_tags));
	size_t at = headline->segment, i;

	if (size == 0)
		return 0;
	for (i = at == 0 ? 0 : at - 1; i <= at + 1; i++)
		if (i != at && i < article->segment_count &&
		    tag_size(article->segments[i].text, head_tags,
			sizeof(head_tags) / sizeof(*head_tags)) > 0)
			return size;
	return 0;
}

/*
 * The heads of an export's fields are no part of what the fields say.  A key
 * with nothing behind it is the headline for want of a better one.
 */
static void
drop_key(struct newsconv_article *article)
{
	struct newsconv_field *headline =
	    &article->fields[NEWSCONV_FIELD_HEADLINE].value;
	size_t size = behind_key(headline->text);
	struct newsconv_text rest;

	if (size == 0)
		size = behind_tag(article, headline);
	rest = nc_trim_part(headline->text, size, headline->text.size);
	if (rest.size > 0)
		headline->text = rest;
}

/* "Headline | Site" as the headline, where Site is known for one. */
static void
shorten_headline(struct newsconv_article *article)
{
	struct newsconv_field *headline =
	    &article->fields[NEWSCONV_FIELD_HEADLINE].value;
	struct newsconv_text publisher =
	    article->fields[NEWSCONV_FIELD_PUBLISHER].value.text;
	struct newsconv_text name, rest;
	size_t at, size;

	if (headline->text.size == 0 || !last_sign(headline->text, &at, &size))
		return;
	name = nc_trim_part(headline->text, at + size, headline->text.size);
	rest = nc_trim_part(headline->text, 0, at);
	if (words(rest) < HEADLINE_WORDS || !name_sized(name))
		return;
	if (!same(name, publisher) &&
	    !vouched_for(article, name, headline->segment))
		return;
	headline->text = rest;
	set_publisher(article, name, GUESSED_CONFIDENCE, headline->segment);
}

/* The same words again on the next line are the visible headline, no dek. */
static void
take_repeated(struct newsconv_article *article)
{
	struct newsconv_field *headline =
	    &article->fields[NEWSCONV_FIELD_HEADLINE].value;
	struct newsconv_field *dek = &article->fields[NEWSCONV_FIELD_DEK].value;

	if (dek->text.size == 0 || !same(dek->text, headline->text))
		return;
	*headline = *dek;
	dek->text.size = 0;
	dek->segment = NEWSCONV_NO_SEGMENT;
}

void
nc_titles_read(struct newsconv_article *article)
{
	size_t i;

	drop_key(article);
	for (i = 0; i < article->segment_count; i++)
		if (article->segments[i].type == NEWSCONV_SEGMENT_PAGE_TITLE)
			break;
	if (i < article->segment_count)
		read_page_title(article, i);
	shorten_headline(article);
	take_repeated(article);
}
