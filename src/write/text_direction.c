/*
 * The direction of a text by rules P2 and P3 of the bidirectional algorithm
 * (UAX #9): that of its first strong character, isolated stretches aside.  Not
 * left to dir="auto", which reading systems of the older sort do not know.
 */
#include "markup.h"
#include "utf8.h"

enum nc_direction
nc_text_direction(struct newsconv_text text)
{
	size_t at = 0, isolates = 0, size;
	uint32_t c;

	for (; at < text.size; at += size) {
		enum nc_bidi bidi;

		size = nc_utf8_decode(text.data + at, text.size - at, &c);
		if (size == 0)
			return NC_DIRECTION_NONE;
		bidi = nc_bidi(c);
		if (bidi == NC_BIDI_ISOLATE)
			isolates++;
		else if (bidi == NC_BIDI_ISOLATE_END && isolates > 0)
			isolates--;
		else if (bidi == NC_BIDI_LTR && isolates == 0)
			return NC_DIRECTION_LTR;
		else if (bidi == NC_BIDI_RTL && isolates == 0)
			return NC_DIRECTION_RTL;
	}
	return NC_DIRECTION_NONE;
}
