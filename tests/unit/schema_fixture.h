/* Schemas and values as texts, for the tests of what compiles and checks. */
#ifndef SCHEMA_FIXTURE_H
#define SCHEMA_FIXTURE_H

#include "unit.h"

#include "json_schema.h"

static inline struct nc_json_schema *
compile(const char *text)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_text source = {text, strlen(text)};
	struct newsconv_error error;

	if (nc_json_schema_compile(&schema, source, &error) < 0)
		fail_msg("%s: %s", text, error.text);
	return schema;
}

/* NULL when valid, else the fault. */
static inline const struct nc_json_fault *
fault_in(const char *schema_text, const char *value_text)
{
	static struct nc_json_fault fault;
	struct nc_json_schema *schema = compile(schema_text);
	json_t *value = json_loads(
	    value_text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	bool valid;

	if (value == NULL)
		fail_msg("%s is no JSON", value_text);
	valid = nc_json_schema_valid(schema, value, &fault);
	json_decref(value);
	nc_json_schema_free(schema);
	return valid ? NULL : &fault;
}

static inline void
yes(const char *schema, const char *value)
{
	const struct nc_json_fault *fault = fault_in(schema, value);

	if (fault != NULL)
		fail_msg("%s refuses %s: %s %s", schema, value, fault->path,
		    fault->text);
}

static inline void
no(const char *schema, const char *value)
{
	const struct nc_json_fault *fault = fault_in(schema, value);

	if (fault == NULL)
		fail_msg("%s takes %s", schema, value);
	assert_false(fault->unchecked);
}

#endif
