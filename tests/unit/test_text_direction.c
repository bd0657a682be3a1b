/* Which way texts go. */
#include "unit.h"

#include "markup.h"
#include "utf8.h"

static void
the_first_strong_character_decides(void **state)
{
	static const struct {
		const char *text;
		enum nc_direction direction;
	} rows[] = {
	    {"", NC_DIRECTION_NONE},
	    {"2021 - 17:30 (%)", NC_DIRECTION_NONE},
	    {"News", NC_DIRECTION_LTR},
	    {"\"12 news\"", NC_DIRECTION_LTR},
	    {"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", NC_DIRECTION_RTL},
	    {"3. \xd8\xa3\xd8\xae\xd8\xa8\xd8\xa7\xd8\xb1 BBC",
		NC_DIRECTION_RTL},
	    {"BBC \xd8\xa3\xd8\xae\xd8\xa8\xd8\xa7\xd8\xb1", NC_DIRECTION_LTR},
	    /* Digits of Arabic are weak. */
	    {"\xd9\xa1\xd9\xa2 a", NC_DIRECTION_LTR},
	    {"\xe6\x96\xb0\xe8\x81\x9e", NC_DIRECTION_LTR},
	    /* Thaana; Adlam, beyond the first plane. */
	    {"\xde\x8b", NC_DIRECTION_RTL},
	    {"\xf0\x9e\xa4\x80", NC_DIRECTION_RTL},
	    /* Right-to-left mark. */
	    {"\xe2\x80\x8f"
	     "abc",
		NC_DIRECTION_RTL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(nc_text_direction(nc_text(rows[i].text)),
		    rows[i].direction);
}

static void
isolated_stretches_do_not_count(void **state)
{
	(void)state;
	/* RLI, Hebrew, PDI, Latin. */
	assert_int_equal(
	    nc_text_direction(nc_text("\xe2\x81\xa7\xd7\xa9\xe2\x81\xa9 a")),
	    NC_DIRECTION_LTR);
	/* An isolate that does not end goes to the end of the text. */
	assert_int_equal(nc_text_direction(nc_text("\xe2\x81\xa8\xd7\xa9 a")),
	    NC_DIRECTION_NONE);
	/* An end without a beginning is nothing. */
	assert_int_equal(nc_text_direction(nc_text("\xe2\x81\xa9\xd7\xa9")),
	    NC_DIRECTION_RTL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_first_strong_character_decides),
	    cmocka_unit_test(isolated_stretches_do_not_count),
	};

	return RUN(tests);
}
