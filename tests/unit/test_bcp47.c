/* Language tags by the grammar of RFC 5646. */
#include "unit.h"

#include "bcp47.h"

static void
well_formed_tags_are_taken(void **state)
{
	static const char *const tags[] = {"en", "und", "de-DE",
	    "zh-cmn-Hans-CN", "sl-rozaj-biske", "de-1996", "es-419",
	    "de-DE-u-co-phonebk", "x-own", "en-x-own-1", "i-klingon",
	    "sgn-BE-FR", "EN-gb"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (!nc_bcp47_tag(tags[i]))
			fail_msg("%s", tags[i]);
	}
}

static void
others_are_not(void **state)
{
	static const char *const tags[] = {"", "C", "en_US", "en-", "-en",
	    "a-DE", "englishlang", " en", "en ", "de-419-DE", "en-x", "x-",
	    "en-u", "en-a-x-b", "e1", "en--US", "de-DE-Latn"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (nc_bcp47_tag(tags[i]))
			fail_msg("\"%s\"", tags[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(well_formed_tags_are_taken),
	    cmocka_unit_test(others_are_not),
	};

	return RUN(tests);
}
