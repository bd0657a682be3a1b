/* Lines that say already what a label of ours would say. */
#include "unit.h"

#include "own_words.h"
#include "utf8.h"

static void
a_line_with_its_own_label_is_known(void **state)
{
	static const struct {
		const char *language;
		const char *line;
		enum nc_marker marker;
		bool says;
	} rows[] = {
	    {"en", "Published: 3 September 2020", NC_MARKER_DATE, true},
	    {"en", "PUBLISHED 9 November 2021, 07:45", NC_MARKER_DATE, true},
	    {"en-GB", "Last updated 5 May", NC_MARKER_MODIFIED, true},
	    {"en", "3 September 2020", NC_MARKER_DATE, false},
	    {"en", "September 3, 2020", NC_MARKER_DATE, false},
	    {"en", "Updated 5 May", NC_MARKER_DATE, false},
	    {"en", "Posteditor", NC_MARKER_DATE, false},
	    {"en", "", NC_MARKER_DATE, false},
	    /* English is understood in every language. */
	    {"fi", "Published 3.9.2020", NC_MARKER_DATE, true},
	    {"tlh", "Published 3.9.2020", NC_MARKER_DATE, true},
	    {"tlh", "3.9.2020", NC_MARKER_DATE, false},
	    /* Kokaibi: the day of publication, with a wide colon. */
	    {"ja",
		"\xe5\x85\xac\xe9\x96\x8b\xe6\x97\xa5\xef\xbc\x9a"
		"2023\xe5\xb9\xb4",
		NC_MARKER_DATE, true},
	    {"ja",
		"2023\xe5\xb9\xb4"
		"4\xe6\x9c\x88",
		NC_MARKER_DATE, false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (nc_says_itself(nc_text(rows[i].line),
			nc_text(rows[i].language),
			rows[i].marker) != rows[i].says)
			fail_msg("%s: %s", rows[i].language, rows[i].line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_with_its_own_label_is_known),
	};

	return RUN(tests);
}
