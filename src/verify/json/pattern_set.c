/*
 * What is asked of nearly every character is one bit.  The names of general
 * categories are those of Unicode's PropertyValueAliases, which ECMA-262 takes
 * over (table "Value aliases and canonical values for General_Category").
 */
#include "characters.h"
#include "pattern_set.h"

enum { LAST = 0x10ffff };

static void
add_ascii(struct nc_pattern_set *set, uint32_t c)
{
	set->ascii[c / 64] |= UINT64_C(1) << c % 64;
}

bool
nc_pattern_set_add(struct nc_pattern_set *set, struct nc_arena *arena,
    uint32_t first, uint32_t last)
{
	struct nc_pattern_range *ranges;

	for (; first <= last && first < 0x80; first++)
		add_ascii(set, first);
	if (first > last)
		return true;
	ranges = nc_arena_grow(
	    arena, set->ranges, set->range_count, sizeof(*ranges));
	if (ranges == NULL)
		return false;
	set->ranges = ranges;
	ranges[set->range_count].first = first;
	ranges[set->range_count++].last = last;
	return true;
}

/* WhiteSpace and LineTerminator (ECMA-262, 12.2 and 12.3). */
static const struct nc_pattern_range spaces[] = {{0x09, 0x0d}, {0x20, 0x20},
    {0xa0, 0xa0}, {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029},
    {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
static const struct nc_pattern_range digits[] = {{'0', '9'}};
static const struct nc_pattern_range words[] = {
    {'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};

static bool
add_ranges(struct nc_pattern_set *set, struct nc_arena *arena,
    const struct nc_pattern_range *ranges, size_t count, bool others)
{
	uint32_t next = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		uint32_t first = others ? next : ranges[i].first;
		uint32_t last = others ? ranges[i].first - 1 : ranges[i].last;

		if (!nc_pattern_set_add(set, arena, first, last))
			return false;
		next = ranges[i].last + 1;
	}
	return !others || nc_pattern_set_add(set, arena, next, LAST);
}

bool
nc_pattern_set_add_escape(
    struct nc_pattern_set *set, struct nc_arena *arena, char c)
{
	switch (c) {
	case 'd':
	case 'D':
		return add_ranges(set, arena, digits, 1, c == 'D');
	case 's':
	case 'S':
		return add_ranges(set, arena, spaces,
		    sizeof(spaces) / sizeof(spaces[0]), c == 'S');
	default:
		return add_ranges(set, arena, words,
		    sizeof(words) / sizeof(words[0]), c == 'W');
	}
}

void
nc_pattern_set_add_categories(
    struct nc_pattern_set *set, uint32_t categories, bool others)
{
	uint32_t all = (UINT32_C(1) << NC_CATEGORIES) - 1, c;

	if (others)
		categories = all & ~categories;
	set->categories |= categories;
	for (c = 0; c < 0x80; c++) {
		if ((categories >> nc_category(c) & 1) != 0)
			add_ascii(set, c);
	}
}

void
nc_pattern_set_negate(struct nc_pattern_set *set)
{
	set->ascii[0] = ~set->ascii[0];
	set->ascii[1] = ~set->ascii[1];
	set->negated = !set->negated;
}

bool
nc_pattern_set_has(const struct nc_pattern_set *set, uint32_t c)
{
	size_t i;

	if (c < 0x80)
		return (set->ascii[c / 64] >> c % 64 & 1) != 0;
	if (set->categories != 0 &&
	    (set->categories >> nc_category(c) & 1) != 0)
		return !set->negated;
	for (i = 0; i < set->range_count; i++) {
		if (c >= set->ranges[i].first && c <= set->ranges[i].last)
			return !set->negated;
	}
	return set->negated;
}

/* In the order of nc_category(). */
static const char *const names[NC_CATEGORIES][3] = {
    {"Cn", "Unassigned"},
    {"Lu", "Uppercase_Letter"},
    {"Ll", "Lowercase_Letter"},
    {"Lt", "Titlecase_Letter"},
    {"Lm", "Modifier_Letter"},
    {"Lo", "Other_Letter"},
    {"Mn", "Nonspacing_Mark"},
    {"Mc", "Spacing_Mark"},
    {"Me", "Enclosing_Mark"},
    {"Nd", "Decimal_Number", "digit"},
    {"Nl", "Letter_Number"},
    {"No", "Other_Number"},
    {"Pc", "Connector_Punctuation"},
    {"Pd", "Dash_Punctuation"},
    {"Ps", "Open_Punctuation"},
    {"Pe", "Close_Punctuation"},
    {"Pi", "Initial_Punctuation"},
    {"Pf", "Final_Punctuation"},
    {"Po", "Other_Punctuation"},
    {"Sm", "Math_Symbol"},
    {"Sc", "Currency_Symbol"},
    {"Sk", "Modifier_Symbol"},
    {"So", "Other_Symbol"},
    {"Zs", "Space_Separator"},
    {"Zl", "Line_Separator"},
    {"Zp", "Paragraph_Separator"},
    {"Cc", "Control", "cntrl"},
    {"Cf", "Format"},
    {"Cs", "Surrogate"},
    {"Co", "Private_Use"},
};

static const struct {
	const char *names[3];
	uint32_t categories;
} groups[] = {
    {{"Any"}, 0x3fffffff},
    {{"LC", "Cased_Letter"}, 0xe},
    {{"L", "Letter"}, 0x3e},
    {{"M", "Mark", "Combining_Mark"}, 0x1c0},
    {{"N", "Number"}, 0xe00},
    {{"P", "Punctuation", "punct"}, 0x7f000},
    {{"S", "Symbol"}, 0x780000},
    {{"Z", "Separator"}, 0x3800000},
    {{"C", "Other"}, 0x3c000001},
};

static bool
is_one_of(const char *const list[3], const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < 3 && list[i] != NULL; i++) {
		if (strlen(list[i]) == size && memcmp(list[i], name, size) == 0)
			return true;
	}
	return false;
}

uint32_t
nc_pattern_categories(const char *name, size_t size)
{
	static const char *const prefixes[] = {"gc=", "General_Category="};
	size_t i;

	for (i = 0; i < 2; i++) {
		size_t length = strlen(prefixes[i]);

		if (size > length && memcmp(name, prefixes[i], length) == 0) {
			/* "Any" is a property, not a category. */
			if (name[length] == 'A')
				return 0;
			name += length;
			size -= length;
			break;
		}
	}
	for (i = 0; i < NC_CATEGORIES; i++) {
		if (is_one_of(names[i], name, size))
			return UINT32_C(1) << i;
	}
	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (is_one_of(groups[i].names, name, size))
			return groups[i].categories;
	}
	return 0;
}
