/*
 * Segments are ordered, disjoint and cover every byte that is not white space:
 * so each byte outside them has to be white space in the source's charset, or
 * the byte order mark.  Gaps are decoded with iconv, which knows every charset
 * that an input may have.
 */
#include <errno.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accounting.h"

static char fault[256];

/* White_Space of Unicode 15, and U+FEFF where it is a mark. */
static int
is_white(uint32_t c, int at_start)
{
	return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 ||
	    c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	    c == 0x3000 || (at_start && c == 0xfeff);
}

/* All-ASCII white space needs no iconv; most gaps are that. */
static int
is_plain(const char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (!((bytes[i] >= 0x09 && bytes[i] <= 0x0d) ||
			bytes[i] == 0x20))
			return 0;
	return 1;
}

/* A gap that does not decode, or decodes to anything but white space. */
static int
is_text(iconv_t converter, const char *bytes, size_t size, int at_start)
{
	char *copy = malloc(size + 1);
	char *next = copy;
	size_t left = size;
	int found = 0;

	if (copy == NULL)
		abort();
	memcpy(copy, bytes, size);
	iconv(converter, NULL, NULL, NULL, NULL);
	while (left > 0 && !found) {
		uint32_t decoded[64];
		char *out = (char *)decoded;
		size_t room = sizeof(decoded), i;
		size_t result = iconv(converter, &next, &left, &out, &room);

		for (i = 0; i < (sizeof(decoded) - room) / 4; i++) {
			if (!is_white(decoded[i], at_start))
				found = 1;
			at_start = 0;
		}
		if (result == (size_t)-1 && errno != E2BIG)
			found = 1;
	}
	free(copy);
	return found;
}

static const char *
check_gap(iconv_t converter, const struct newsconv_source *source,
    uint64_t start, uint64_t end)
{
	const char *bytes = source->bytes.data + start;
	size_t size = (size_t)(end - start);

	if (strncmp(source->charset.data, "UTF-16", 6) != 0 &&
	    strncmp(source->charset.data, "UTF-32", 6) != 0 &&
	    is_plain(bytes, size))
		return NULL;
	if (converter == (iconv_t)-1)
		return "charset is unknown to iconv";
	if (!is_text(converter, bytes, size, start == 0))
		return NULL;
	snprintf(fault, sizeof(fault),
	    "bytes %" PRIu64 " to %" PRIu64 " are text (%s) in no segment",
	    start, end, source->charset.data);
	return fault;
}

/* *at is where the segment before ends. */
static const char *
check_article(
    iconv_t converter, const struct newsconv_article *article, uint64_t *at)
{
	const struct newsconv_source *source = newsconv_article_source(article);
	const struct newsconv_segment *segments = NULL;
	size_t count = newsconv_article_segments(article, &segments), i;
	const char *found = NULL;

	if (count == 0)
		return "an article without a segment";
	for (i = 0; i < count && found == NULL; i++) {
		const struct newsconv_segment *segment = &segments[i];

		if (segment->start < *at || segment->end <= segment->start ||
		    segment->end > source->bytes.size) {
			snprintf(fault, sizeof(fault),
			    "segment %zu is out of order: %" PRIu64
			    " to %" PRIu64 " after %" PRIu64,
			    i, segment->start, segment->end, *at);
			return fault;
		}
		found = check_gap(converter, source, *at, segment->start);
		*at = segment->end;
	}
	return found;
}

static const char *
check_end(iconv_t converter, const struct newsconv_article *article,
    uint64_t at, const char *found)
{
	const struct newsconv_source *source = newsconv_article_source(article);

	if (found == NULL)
		found = check_gap(converter, source, at, source->bytes.size);
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	return found;
}

const char *
accounting_fault(const struct newsconv_article *article)
{
	const struct newsconv_source *source = newsconv_article_source(article);
	iconv_t converter = iconv_open("UTF-32LE", source->charset.data);
	uint64_t at = 0;
	const char *found = check_article(converter, article, &at);

	return check_end(converter, article, at, found);
}

/* Numbers that count the articles, and ids of which no two are equal. */
static const char *
check_part(const struct newsconv_articles *articles, size_t index)
{
	const struct newsconv_article *article = newsconv_articles_at(
	    articles, index);
	const struct newsconv_part *part = newsconv_article_part(article);
	size_t i;

	if (part->number != index + 1 ||
	    part->of != newsconv_articles_count(articles))
		return "a part with a wrong number";
	for (i = index > 8 ? index - 8 : 0; i < index; i++)
		if (strcmp(newsconv_article_id(article),
			newsconv_article_id(
			    newsconv_articles_at(articles, i))) == 0)
			return "two articles with one id";
	return NULL;
}

const char *
accounting_fault_of_all(const struct newsconv_articles *articles)
{
	const struct newsconv_article *article = newsconv_articles_at(
	    articles, 0);
	iconv_t converter = iconv_open(
	    "UTF-32LE", newsconv_article_source(article)->charset.data);
	const char *found = NULL;
	uint64_t at = 0;
	size_t i;

	for (i = 0; i < newsconv_articles_count(articles) && found == NULL;
	     i++) {
		found = check_part(articles, i);
		if (found == NULL)
			found = check_article(
			    converter, newsconv_articles_at(articles, i), &at);
	}
	return check_end(converter, article, at, found);
}
