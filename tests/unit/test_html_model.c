/* The tables of HTML: sorted, consistent, and what they answer. */
#include "unit.h"

#include "html_model.h"

enum { NONE, FLOW, PHRASE, INTERACTIVE, BLOCK, INLINE };

#define ELEMENT(name, is, model, children, required) {name, children, required},
#define ATTRIBUTE(name, type, argument, elements) {name, elements, #type},

static const char *const elements_5[][3] = {
#include "html_elements.def"
};
static const char *const elements_11[][3] = {
#include "xhtml11_elements.def"
};
static const char *const attributes_5[][3] = {
#include "html_attributes.def"
};
static const char *const attributes_11[][3] = {
#include "xhtml11_attributes.def"
};

#undef ELEMENT
#undef ATTRIBUTE

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The words of a list, each given to `check`. */
static void
each(enum nc_html_version version, const char *element, const char *list,
    void (*check)(
	enum nc_html_version version, const char *element, const char *word))
{
	while (*list != '\0') {
		size_t length = strcspn(list, " ");
		char word[40];

		assert_true(length > 0 && length < sizeof(word));
		memcpy(word, list, length);
		word[length] = '\0';
		check(version, element, word);
		list += length;
		list += *list == ' ';
	}
}

static void
is_element(enum nc_html_version version, const char *element, const char *word)
{
	if (nc_html_element(version, word) == NULL)
		fail_msg("%s: there is no element %s", element, word);
}

static void
is_attribute(
    enum nc_html_version version, const char *element, const char *word)
{
	if (nc_html_attribute(version, element, word) == NULL)
		fail_msg("%s has no attribute %s", element, word);
}

static void
check_tables(enum nc_html_version version, const char *const (*elements)[3],
    size_t element_count, const char *const (*attributes)[3],
    size_t attribute_count)
{
	size_t i;

	for (i = 0; i < element_count; i++) {
		if (i > 0 && strcmp(elements[i - 1][0], elements[i][0]) >= 0)
			fail_msg("%s is out of order", elements[i][0]);
		each(version, elements[i][0], elements[i][1], is_element);
		each(version, elements[i][0], elements[i][2], is_attribute);
		assert_string_equal(
		    nc_html_element(version, elements[i][0])->name,
		    elements[i][0]);
	}
	for (i = 0; i < attribute_count; i++) {
		if (i > 0 && strcmp(attributes[i - 1][0], attributes[i][0]) > 0)
			fail_msg("%s is out of order", attributes[i][0]);
		if (attributes[i][1][0] != '*')
			each(version, attributes[i][0], attributes[i][1],
			    is_element);
	}
}

static void
tables_are_sorted_and_name_what_exists(void **state)
{
	(void)state;
	check_tables(NC_HTML_5, elements_5, COUNT(elements_5), attributes_5,
	    COUNT(attributes_5));
	check_tables(NC_XHTML_11, elements_11, COUNT(elements_11),
	    attributes_11, COUNT(attributes_11));
}

static void
an_attribute_is_looked_up_for_its_element(void **state)
{
	(void)state;
	assert_int_equal(
	    nc_html_attribute(NC_HTML_5, "ol", "type")->type, NC_HTML_ENUMCASE);
	assert_int_equal(
	    nc_html_attribute(NC_HTML_5, "link", "type")->type, NC_HTML_MIME);
	assert_null(nc_html_attribute(NC_HTML_5, "p", "type"));
	assert_non_null(nc_html_attribute(NC_HTML_5, "p", "class"));
	assert_null(nc_html_attribute(NC_HTML_5, "p", "no-such"));
	assert_null(nc_html_attribute(NC_XHTML_11, "p", "role"));
}

static void
elements_of_one_version_are_not_of_the_other(void **state)
{
	(void)state;
	assert_non_null(nc_html_element(NC_HTML_5, "section"));
	assert_null(nc_html_element(NC_XHTML_11, "section"));
	assert_non_null(nc_html_element(NC_XHTML_11, "acronym"));
	assert_null(nc_html_element(NC_HTML_5, "acronym"));
	assert_null(nc_html_element(NC_HTML_5, ""));
}

static void
a_word_is_found_in_a_list_as_a_whole(void **state)
{
	(void)state;
	assert_true(nc_html_listed("a bc d", "a"));
	assert_true(nc_html_listed("a bc d", "bc"));
	assert_true(nc_html_listed("a bc d", "d"));
	assert_false(nc_html_listed("a bc d", "b"));
	assert_false(nc_html_listed("a bc d", "bcd"));
	assert_false(nc_html_listed("", "a"));
}

static void
roles_are_known_and_bound_to_elements(void **state)
{
	(void)state;
	assert_true(nc_aria_role_known("doc-toc", 7));
	assert_true(nc_aria_role_known("button", 6));
	assert_false(nc_aria_role_known("doc-to", 6));
	assert_false(nc_aria_role_known("widget", 6));
	assert_null(nc_aria_roles_of("div"));
	assert_string_equal(nc_aria_roles_of("meta"), "");
	assert_true(nc_html_listed(nc_aria_roles_of("nav"), "doc-toc"));
	assert_false(
	    nc_html_listed(nc_aria_roles_of("article"), "doc-chapter"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tables_are_sorted_and_name_what_exists),
	    cmocka_unit_test(an_attribute_is_looked_up_for_its_element),
	    cmocka_unit_test(elements_of_one_version_are_not_of_the_other),
	    cmocka_unit_test(a_word_is_found_in_a_list_as_a_whole),
	    cmocka_unit_test(roles_are_known_and_bound_to_elements),
	};

	return RUN(tests);
}
