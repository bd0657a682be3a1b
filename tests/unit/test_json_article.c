/* What a schema cannot say of an article. */
#include "json_fixture.h"

static void
faults_that_no_schema_sees_are_found(void **state)
{
	static const struct {
		const char *old, *new, *code;
	} changes[] = {
	    {"\"n\":1", "\"n\":2", "JSON-006"},
	    {"\"start\":12", "\"start\":9", "JSON-006"},
	    {"\"end\":20", "\"end\":12", "JSON-006"},
	    {"\"end\":20", "\"end\":41", "JSON-006"},
	    {"\"firstLine\":3,\"lastLine\":3", "\"firstLine\":3,\"lastLine\":2",
		"JSON-006"},
	    {"\"segments\":[1]", "\"segments\":[2]", "JSON-007"},
	    {"\"segment\":0", "\"segment\":2", "JSON-007"},
	};
	char text[4096];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		change_article(
		    text, sizeof(text), changes[i].old, changes[i].new);
		expect("a.json", false, text, strlen(text), changes[i].code);
	}
}

static void
sound_article_has_no_finding(void **state)
{
	(void)state;
	expect("a.json", false, article, sizeof(article) - 1, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults_that_no_schema_sees_are_found),
	    cmocka_unit_test(sound_article_has_no_finding),
	};

	return RUN(tests);
}
