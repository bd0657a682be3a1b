/*
 * The official tests of JSON Schema against our validator:
 *
 *	schema_suite DIRECTORY		with allOf.json and so on
 *
 * Of each group of tests either the schema is understood, and then every answer
 * must be right, or it asks for what we do not claim, and then it must be
 * refused.  Prints TAP, a test for each file, and ends with the counts.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json_schema.h"

struct counts {
	unsigned groups, refused, right, wrong, left_out;
};

/* What json_schema.h says that it refuses. */
static bool
is_claimed(const json_t *schema)
{
	static const char *const unclaimed[] = {"\"$dynamicRef\"",
	    "\"$dynamicAnchor\"", "\"$vocabulary\"", "localhost:1234",
	    "\"$ref\":\"https://json-schema.org/draft/2020-12/schema\""};
	char *text = json_dumps(schema, JSON_COMPACT | JSON_ENCODE_ANY);
	bool claimed = text != NULL;
	size_t i;

	for (i = 0; claimed && i < 5; i++)
		claimed = strstr(text, unclaimed[i]) == NULL;
	free(text);
	return claimed;
}

static struct nc_json_schema *
compile(const json_t *json, struct newsconv_error *error)
{
	struct nc_json_schema *schema = NULL;
	char *text = json_dumps(json, JSON_ENCODE_ANY);
	struct newsconv_text source = {text, text == NULL ? 0 : strlen(text)};

	if (nc_json_schema_compile(&schema, source, error) < 0)
		schema = NULL;
	free(text);
	return schema;
}

static const char *
member(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text == NULL ? "" : text;
}

static void
run_tests(const struct nc_json_schema *schema, const json_t *group,
    struct counts *counts)
{
	const json_t *tests = json_object_get(group, "tests");
	struct nc_json_fault fault;
	size_t i;

	for (i = 0; i < json_array_size(tests); i++) {
		const json_t *test = json_array_get(tests, i);
		bool wanted = json_is_true(json_object_get(test, "valid"));

		if (nc_json_schema_valid(schema, json_object_get(test, "data"),
			&fault) == wanted) {
			counts->right++;
			continue;
		}
		counts->wrong++;
		printf("# %s: %s: should be %s\n", member(group, "description"),
		    member(test, "description"), wanted ? "valid" : "invalid");
	}
}

static void
run_group(const json_t *group, struct counts *counts)
{
	const json_t *json = json_object_get(group, "schema");
	size_t tests = json_array_size(json_object_get(group, "tests"));
	struct newsconv_error error = {0};
	struct nc_json_schema *schema = compile(json, &error);

	counts->groups++;
	if (schema != NULL) {
		run_tests(schema, group, counts);
	} else if (is_claimed(json)) {
		counts->wrong += (unsigned)tests;
		printf("# %s: refused: %s\n", member(group, "description"),
		    error.text);
	} else {
		counts->refused++;
		counts->left_out += (unsigned)tests;
	}
	nc_json_schema_free(schema);
}

static void
run_file(const char *directory, const char *name, unsigned number,
    struct counts *all)
{
	struct counts counts = {0};
	char path[4096];
	json_t *groups;
	size_t i;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	groups = json_load_file(path, JSON_ALLOW_NUL, NULL);
	for (i = 0; i < json_array_size(groups); i++)
		run_group(json_array_get(groups, i), &counts);
	printf("%s %u - %s: %u right",
	    counts.wrong > 0 || i == 0 ? "not ok" : "ok", number, name,
	    counts.right);
	if (counts.refused > 0)
		printf(", %u of %u schemas refused", counts.refused,
		    counts.groups);
	printf("\n");
	json_decref(groups);
	all->groups += counts.groups;
	all->refused += counts.refused;
	all->right += counts.right;
	all->wrong += counts.wrong;
	all->left_out += counts.left_out;
}

static int
is_test_file(const struct dirent *entry)
{
	const char *suffix = strrchr(entry->d_name, '.');

	return suffix != NULL && strcmp(suffix, ".json") == 0;
}

int
main(int argc, char **argv)
{
	struct counts all = {0};
	struct dirent **entries = NULL;
	int count, i;

	if (argc != 2)
		return 64;
	count = scandir(argv[1], &entries, is_test_file, alphasort);
	for (i = 0; i < count; i++) {
		run_file(argv[1], entries[i]->d_name, (unsigned)i + 1, &all);
		free(entries[i]);
	}
	free(entries);
	printf("%s %d - every_claimed_keyword_is_right: %u of %u tests, and %u "
	       "in %u of %u groups that ask for more\n",
	    all.wrong == 0 && all.right > 0 ? "ok" : "not ok", i + 1, all.right,
	    all.right + all.wrong, all.left_out, all.refused, all.groups);
	printf("1..%d\n", i + 1);
	return all.wrong > 0;
}
