/* The table of classes, and what utf8proc says, of which it was made. */
#include <utf8proc.h>

#include "characters.h"

/* clang-format off */
#define UNICODE(version)
#define BLOCKS(...) __VA_ARGS__,
#define CLASSES(...)
const uint8_t nc_class_blocks[NC_CLASS_BLOCKS] = {
#include "characters.def"
};
#undef BLOCKS
#undef CLASSES
#define BLOCKS(...)
#define CLASSES(...) __VA_ARGS__,
const uint16_t nc_class_table[] = {
#include "characters.def"
};
/* clang-format on */

/* PropList.txt of the Unicode Character Database. */
static bool
white_space(uint32_t c)
{
	switch (c) {
	case 0x20:
	case 0x85:
	case 0xa0:
	case 0x1680:
	case 0x2028:
	case 0x2029:
	case 0x202f:
	case 0x205f:
	case 0x3000:
		return true;
	default:
		return (c >= 0x09 && c <= 0x0d) || (c >= 0x2000 && c <= 0x200a);
	}
}

static unsigned
category_class(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
		return NC_CLASS_LETTER | NC_CLASS_UPPER;
	case UTF8PROC_CATEGORY_LL:
		return NC_CLASS_LETTER | NC_CLASS_LOWER;
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return NC_CLASS_LETTER;
	case UTF8PROC_CATEGORY_ND:
		return NC_CLASS_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return NC_CLASS_MARK;
	default:
		return 0;
	}
}

unsigned
nc_class_slow(uint32_t c)
{
	int width = utf8proc_charwidth((utf8proc_int32_t)c);
	unsigned class = category_class(c);

	if (width > 0)
		class |= width == 1 ? NC_CLASS_NARROW : NC_CLASS_WIDE;
	if (white_space(c))
		class |= NC_CLASS_SPACE;
	if (nc_lower_slow(c) != c)
		class |= NC_CLASS_LOWERS;
	return class;
}

uint32_t
nc_lower_slow(uint32_t c)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

_Static_assert(UTF8PROC_CATEGORY_CN == 0 && UTF8PROC_CATEGORY_LU == 1 &&
	UTF8PROC_CATEGORY_ND == 9 && UTF8PROC_CATEGORY_PO == 18 &&
	UTF8PROC_CATEGORY_SO == 22 && UTF8PROC_CATEGORY_ZP == 25 &&
	UTF8PROC_CATEGORY_CO == NC_CATEGORIES - 1,
    "the numbers of categories");

unsigned
nc_category(uint32_t c)
{
	return (unsigned)utf8proc_category((utf8proc_int32_t)c);
}

enum nc_bidi
nc_bidi(uint32_t c)
{
	switch (utf8proc_get_property((utf8proc_int32_t)c)->bidi_class) {
	case UTF8PROC_BIDI_CLASS_L:
		return NC_BIDI_LTR;
	case UTF8PROC_BIDI_CLASS_R:
	case UTF8PROC_BIDI_CLASS_AL:
		return NC_BIDI_RTL;
	case UTF8PROC_BIDI_CLASS_LRI:
	case UTF8PROC_BIDI_CLASS_RLI:
	case UTF8PROC_BIDI_CLASS_FSI:
		return NC_BIDI_ISOLATE;
	case UTF8PROC_BIDI_CLASS_PDI:
		return NC_BIDI_ISOLATE_END;
	default:
		return NC_BIDI_OTHER;
	}
}
