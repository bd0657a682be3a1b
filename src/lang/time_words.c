/* Facts about time that belong to no one language. */
#include <string.h>

#include "time_words.h"

static const struct nc_era eras[] = {
#define ERA(years, text) {years, text},
#include "eras.def"
#undef ERA
};

const struct nc_era *
nc_era_at(const char *text)
{
	size_t i;

	/* Asked at each character of a text: nearly always this is all. */
	if ((unsigned char)text[0] < 0xe0)
		return NULL;
	for (i = 0; i < sizeof(eras) / sizeof(*eras); i++)
		if (eras[i].text[0] == text[0] &&
		    strncmp(text, eras[i].text, strlen(eras[i].text)) == 0)
			return &eras[i];
	return NULL;
}

static const struct nc_zone zones[] = {
#define ZONE(text, minutes) {text, minutes, false},
#define OPEN_ZONE(text) {text, 0, true},
#include "zones.def"
#undef ZONE
#undef OPEN_ZONE
};

const struct nc_zone *
nc_zone_find(struct newsconv_text text)
{
	size_t i;

	for (i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (strlen(zones[i].text) == text.size &&
		    memcmp(zones[i].text, text.data, text.size) == 0)
			return &zones[i];
	return NULL;
}
