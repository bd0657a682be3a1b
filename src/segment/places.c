/*
 * The header is the headline and what follows it up to the text.  A paragraph
 * that stands alone right behind the headline is a dek that was taken for one:
 * the header goes on behind it.
 */
#include "places.h"

enum {
	HEADER_BLOCKS = 20, /* no header is longer */
	ABOVE_BLOCKS = 4
};

static size_t
next_of(const struct nc_label_of_block *labels, size_t from, size_t count,
    enum newsconv_segment_type type)
{
	while (from < count && labels[from].type != type)
		from++;
	return from;
}

void
nc_places_find(struct nc_places *places, const struct nc_label_of_block *labels,
    size_t count)
{
	size_t from, second;

	places->count = count;
	places->headline = next_of(labels, 0, count, NEWSCONV_SEGMENT_HEADLINE);
	from = places->headline < count ? places->headline : 0;
	places->body = next_of(labels, from, count, NEWSCONV_SEGMENT_PARAGRAPH);
	for (places->end = count; places->end > 0; places->end--)
		if (labels[places->end - 1].type == NEWSCONV_SEGMENT_PARAGRAPH)
			break;
	places->end = places->end > 0 ? places->end - 1 : count;
	if (places->body + 1 >= count ||
	    nc_segment_is_body(labels[places->body + 1].type))
		return;
	second = next_of(
	    labels, places->body + 1, count, NEWSCONV_SEGMENT_PARAGRAPH);
	if (second < count && second <= places->headline + HEADER_BLOCKS)
		places->body = second;
}

bool
nc_places_in_header(const struct nc_places *places, size_t block)
{
	return block > places->headline && block < places->body &&
	    block <= places->headline + HEADER_BLOCKS;
}

bool
nc_places_above(const struct nc_places *places, size_t block)
{
	return places->headline < places->count && block < places->headline &&
	    block + ABOVE_BLOCKS >= places->headline;
}
