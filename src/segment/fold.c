/* Folding a line; one pass, each character at most one for one. */
#include <string.h>

#include "fold.h"
#include "swar.h"
#include "utf8.h"

/* Zeros of the decimal digits that news is printed with. */
static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6,
    0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0,
    0xff10};

static uint32_t
fold_digit(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(zeros) / sizeof(*zeros); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return c - zeros[i] + '0';
	return c;
}

static uint32_t
fold_character(uint32_t c)
{
	if (c < 0x80)
		return nc_lower(c);
	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x02bc:
	case 0x201b:
		return '\'';
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0xab:
	case 0xbb:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return '-';
	case 0xff1a:
		return ':';
	case 0xff0f:
		return '/';
	case 0x130: /* Turkish capital dotted i */
	case 0x131:
		return 'i';
	case 0x3c2:
		return 0x3c3;
	default:
		return nc_is_digit(c) ? fold_digit(c) : nc_lower(c);
	}
}

static void
put(struct nc_fold *fold, char byte, size_t origin)
{
	fold->text[fold->size] = byte;
	fold->origin[fold->size++] = (uint16_t)origin;
}

/* White space becomes one blank, at the front none. */
static void
fold_one(struct nc_fold *fold, uint32_t c, size_t origin)
{
	char bytes[4];
	size_t count, i;

	if (nc_is_space(c)) {
		if (fold->size > 0 && fold->text[fold->size - 1] != ' ')
			put(fold, ' ', origin);
		return;
	}
	c = fold_character(c);
	if (c < 0x80) {
		put(fold, (char)c, origin);
		return;
	}
	count = nc_utf8_encode(c, bytes);
	for (i = 0; i < count; i++)
		put(fold, bytes[i], origin);
}

/* Eight offsets from `first` on; in the order in which the machine has them. */
static void
count_up(uint16_t origin[NC_SWAR], size_t first)
{
	size_t i;

	for (i = 0; i < NC_SWAR; i++)
		origin[i] = (uint16_t)(first + i);
}

/* Plain ASCII, which most lines are made of, eight bytes at a time. */
static size_t
fold_plain(struct nc_fold *fold, struct newsconv_text line, size_t i)
{
	size_t used = fold->size;

	while (i > 0 && line.size - i >= NC_SWAR &&
	    used + NC_SWAR + 4 <= NC_FOLD_SIZE &&
	    nc_swar_plain(line.data + i)) {
		uint64_t lower = nc_swar_lower(nc_swar_load(line.data + i));

		nc_swar_store(fold->text + used, lower);
		count_up(fold->origin + used, i);
		used += NC_SWAR;
		i += NC_SWAR;
	}
	fold->size = used;
	return i;
}

void
nc_fold(struct nc_fold *fold, struct newsconv_text line)
{
	size_t i = 0, length;
	uint32_t c;

	fold->size = 0;
	while (fold->size + 4 <= NC_FOLD_SIZE) {
		i = fold_plain(fold, line, i);
		length = nc_utf8_decode(line.data + i, line.size - i, &c);
		if (length == 0)
			break;
		fold_one(fold, c, i);
		i += length;
	}
	fold->whole = i == line.size;
	/* Eight bytes at a time can be read. */
	memset(fold->text + fold->size, 0, NC_SWAR);
	fold->origin[fold->size] = (uint16_t)i;
}

static bool
word_character(uint32_t c)
{
	/* Scripts without blanks have no word ends to ask for. */
	if (c >= 0x2e80 && c < 0xac00)
		return false;
	return nc_is_letter(c) || nc_is_digit(c) || c == '_';
}

bool
nc_fold_inside_word_long(const struct nc_fold *fold, size_t offset)
{
	size_t before = offset;
	uint32_t left, right;

	do
		before--;
	while (
	    before > 0 && ((unsigned char)fold->text[before] & 0xc0) == 0x80);
	if (nc_utf8_decode(fold->text + before, fold->size - before, &left) ==
		0 ||
	    nc_utf8_decode(fold->text + offset, fold->size - offset, &right) ==
		0)
		return false;
	return word_character(left) && word_character(right);
}
