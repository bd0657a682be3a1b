/* Folding a line; one pass, each character at most one for one. */
#include "fold.h"
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
		return fold_digit(nc_lower(c));
	}
}

void
nc_fold(struct nc_fold *fold, struct newsconv_text line)
{
	size_t used = 0, i = 0, length;
	bool blank = true; /* no blank at the front */
	uint32_t c;

	while (used + 4 <= NC_FOLD_SIZE &&
	    (length = nc_utf8_decode(line.data + i, line.size - i, &c)) > 0) {
		char bytes[4];
		size_t count, j;

		if (nc_is_space(c)) {
			c = ' ';
			if (blank) {
				i += length;
				continue;
			}
		}
		blank = c == ' ';
		count = nc_utf8_encode(fold_character(c), bytes);
		for (j = 0; j < count; j++) {
			fold->text[used] = bytes[j];
			fold->origin[used++] = (uint16_t)i;
		}
		i += length;
	}
	fold->whole = i == line.size;
	fold->text[used] = '\0';
	fold->origin[used] = (uint16_t)i;
	fold->size = used;
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
nc_fold_inside_word(const struct nc_fold *fold, size_t offset)
{
	size_t before = offset;
	uint32_t left, right;

	if (offset == 0 || offset >= fold->size)
		return false;
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
