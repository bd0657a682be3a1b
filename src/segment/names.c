/*
 * The shape of a name, told by its characters alone: words, capitals, script.
 */
#include <string.h>

#include "names.h"
#include "utf8.h"

enum { HAN_NAME = 4 /* letters of a name of China or Korea */ };

void
nc_name_measure(struct nc_name_shape *shape, struct newsconv_text text)
{
	bool in_word = false;
	size_t i = 0, length;
	uint32_t c;

	memset(shape, 0, sizeof(*shape));
	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		i += length;
		if (nc_is_space(c)) {
			in_word = false;
			continue;
		}
		if (!in_word) {
			shape->words++;
			shape->capitalised += nc_is_upper(c);
			shape->small_end = nc_is_lower(c);
		}
		in_word = true;
		if (nc_is_digit(c))
			shape->digit_start |=
			    shape->digits++ + shape->letters == 0;
		else if (nc_is_letter(c))
			shape->letters++;
		shape->uppers += nc_is_upper(c);
		if (nc_is_letter(c) && !nc_is_upper(c) && !nc_is_lower(c))
			shape->caseless = true;
		shape->underscore |= c == '_';
		shape->at_sign |= c == '@';
		shape->colon |= c == ':';
		shape->ends_sentence = c == '!' || c == '?' || c == 0x3002;
	}
}

bool
nc_name_like(struct newsconv_text text)
{
	struct nc_name_shape shape;

	if (text.size > 120)
		return false;
	nc_name_measure(&shape, text);
	/* One small word may stand between: "Ana de Souza", "van". */
	return shape.words >= 2 && shape.words <= 4 && shape.digits == 0 &&
	    !shape.at_sign && !shape.underscore && !shape.ends_sentence &&
	    !shape.small_end && !shape.colon &&
	    shape.capitalised + 1 >= shape.words && shape.capitalised >= 2 &&
	    shape.letters > 3;
}

enum newsconv_author_kind
nc_name_kind(const struct nc_name_shape *shape, bool organization)
{
	if (organization)
		return NEWSCONV_AUTHOR_ORGANIZATION;
	if (shape->words == 1 &&
	    (shape->underscore || shape->digits > 0 || shape->uppers == 0) &&
	    !shape->caseless)
		return NEWSCONV_AUTHOR_ACCOUNT;
	if (shape->words == 1 && shape->uppers == shape->letters &&
	    shape->letters > 1 && !shape->caseless)
		return NEWSCONV_AUTHOR_ORGANIZATION; /* an agency: "AFP" */
	/* In Han and Hangul a name of a person is one short word. */
	if (shape->words == 1 && shape->caseless && shape->letters >= 2 &&
	    shape->letters <= HAN_NAME)
		return NEWSCONV_AUTHOR_PERSON;
	if (shape->words >= 2 && shape->words <= 4 && !shape->small_end &&
	    (shape->caseless || shape->capitalised + 1 >= shape->words))
		return NEWSCONV_AUTHOR_PERSON;
	return NEWSCONV_AUTHOR_UNKNOWN;
}

struct newsconv_text
nc_name_strip(struct newsconv_text text)
{
	static const char edges[] = " \t,;:|()[]*\"'-/&.";
	struct newsconv_text trimmed = nc_trim(text);

	while (trimmed.size > 0 && strchr(edges, trimmed.data[0]) != NULL) {
		trimmed.data++;
		trimmed.size--;
	}
	while (trimmed.size > 0 &&
	    strchr(edges, trimmed.data[trimmed.size - 1]) != NULL) {
		/* "Jr." and initials keep their point. */
		if (trimmed.data[trimmed.size - 1] == '.' && trimmed.size > 2 &&
		    trimmed.size < text.size + 1 &&
		    (trimmed.data[trimmed.size - 3] == ' ' ||
			trimmed.data[trimmed.size - 3] == '.'))
			break;
		trimmed.size--;
	}
	return trimmed;
}

/* "ACLU Justice Program": a word in capitals among others is no first name. */
bool
nc_name_acronym(struct newsconv_text part, const struct nc_name_shape *shape)
{
	size_t i = 0, letters = 0, uppers = 0, length;
	uint32_t c;

	if (shape->uppers == shape->letters)
		return false;
	while (
	    (length = nc_utf8_decode(part.data + i, part.size - i, &c)) > 0) {
		i += length;
		letters += nc_is_letter(c);
		uppers += nc_is_upper(c);
		if (nc_is_letter(c) && i < part.size)
			continue;
		if (letters >= 3 && uppers == letters)
			return true;
		letters = uppers = 0;
	}
	return false;
}

/* "Ana Lima Ana Lima", of a picture's text and a link's: one of them. */
struct newsconv_text
nc_name_once(struct newsconv_text name)
{
	size_t half = name.size / 2;

	if (name.size % 2 == 1 && name.data[half] == ' ' &&
	    memcmp(name.data, name.data + half + 1, half) == 0)
		name.size = half;
	return name;
}
