/* What the characters of a name say of it. */
#ifndef NC_NAMES_H
#define NC_NAMES_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_name_shape {
	size_t words;
	size_t capitalised;
	size_t letters;
	size_t uppers;
	size_t digits;
	bool caseless; /* letters of a script without capitals */
	bool underscore;
	bool at_sign;
	bool colon;
	bool digit_start;
	bool small_end; /* the last word begins with a small letter */
	bool ends_sentence;
};

void nc_name_measure(struct nc_name_shape *shape, struct newsconv_text text);

/*
 * Two to four capitalised words and nothing else: the shape of a person's
 * name in scripts that have capitals.
 */
bool nc_name_like(struct newsconv_text text);

/* A name of this shape; `organization` when it is known for one. */
enum newsconv_author_kind nc_name_kind(
    const struct nc_name_shape *shape, bool organization);

/* "ACLU Justice Program": a word in capitals among others is no first name. */
bool nc_name_acronym(
    struct newsconv_text part, const struct nc_name_shape *shape);

/* Without the signs around it; initials and "Jr." keep their points. */
struct newsconv_text nc_name_strip(struct newsconv_text text);

/* "Ana Lima Ana Lima", of a picture's text and a link's: one of them. */
struct newsconv_text nc_name_once(struct newsconv_text name);

#endif
