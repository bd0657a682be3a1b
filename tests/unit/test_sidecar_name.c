/* Which of the names beside a dump is its sidecar. */
#include "unit.h"

#include "sidecar_name.h"
#include "utf8.h"

/* `context` is the names that exist, each between bars. */
static bool
exists(const char *name, void *context)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "|%s|", name);
	return strstr(context, wanted) != NULL;
}

static const char *
find(const char *dump, char *names)
{
	static struct nc_buffer target = NC_BUFFER(1000);
	struct newsconv_text text = {dump, strlen(dump)};

	return nc_sidecar_find(&target, text, exists, names) ? target.data : "";
}

static const char *
dump_of(const char *name, char *names)
{
	static struct nc_buffer dump = NC_BUFFER(1000);
	struct newsconv_text text = {name, strlen(name)};
	int result = nc_sidecar_is(&dump, text, exists, names);

	assert_true(result >= 0);
	return result > 0 ? dump.data : "";
}

static void
the_first_of_four_forms_is_chosen(void **state)
{
	char all[] = "|a.txt.json||a.txt.meta.json||a.meta.json||a.json|";
	char three[] = "|a.txt.meta.json||a.meta.json||a.json|";
	char two[] = "|a.meta.json||a.json|";
	char one[] = "|a.json|";
	char none[] = "|b.json|";

	(void)state;
	assert_string_equal(find("a.txt", all), "a.txt.json");
	assert_string_equal(find("a.txt", three), "a.txt.meta.json");
	assert_string_equal(find("a.txt", two), "a.meta.json");
	assert_string_equal(find("a.txt", one), "a.json");
	assert_string_equal(find("a.txt", none), "");
}

static void
only_what_is_called_as_dumps_are_has_one(void **state)
{
	char names[] = "|a.json||a.csv.json|";

	(void)state;
	assert_string_equal(find("a.text", names), "a.json");
	assert_string_equal(find("a.TXT", names), "a.json");
	assert_string_equal(find("a.csv", names), "");
	assert_string_equal(find("a", names), "");
	assert_string_equal(find(".txt", names), "");
}

static void
a_sidecar_needs_its_dump_and_to_be_chosen(void **state)
{
	char both[] = "|a.txt||a.txt.json||a.json|";
	char alone[] = "|a.json|";

	(void)state;
	assert_string_equal(dump_of("a.txt.json", both), "a.txt");
	assert_string_equal(dump_of("a.json", both), "");
	assert_string_equal(dump_of("a.json", alone), "");
}

static void
a_name_fits_by_itself(void **state)
{
	(void)state;
	assert_true(
	    nc_sidecar_fits(nc_text("n/a.meta.json"), nc_text("n/a.txt")));
	assert_false(nc_sidecar_fits(nc_text("m/a.json"), nc_text("n/a.txt")));
	assert_false(nc_sidecar_fits(nc_text("n/a.json"), nc_text("n/a.csv")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_first_of_four_forms_is_chosen),
	    cmocka_unit_test(only_what_is_called_as_dumps_are_has_one),
	    cmocka_unit_test(a_sidecar_needs_its_dump_and_to_be_chosen),
	    cmocka_unit_test(a_name_fits_by_itself),
	};

	return RUN(tests);
}
