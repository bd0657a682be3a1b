/*
 * Any bytes as a schema, up to the first line end, and a value to hold against
 * it.  Both may be hostile, and both answers come.  And of any text our scan of
 * its syntax says what another parser says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "json_scan.h"
#include "json_schema.h"

static int
scan_accepts(const char *text, size_t size)
{
	struct nc_json_scan scan = {.depth_max = 100000};
	size_t half = size / 2;
	int kind, accepts = 1;

	nc_json_scan_begin(&scan);
	if (nc_json_scan_feed(&scan, text, half) &&
	    nc_json_scan_feed(&scan, text + half, size - half))
		nc_json_scan_end(&scan);
	for (kind = 0; kind < NC_FLAWS; kind++)
		accepts &= !scan.flaws[kind].found;
	nc_json_scan_free(&scan);
	return accepts;
}

/* Limits of the other's are no answers. */
static int
is_limit(const json_error_t *why)
{
	switch (json_error_code(why)) {
	case json_error_stack_overflow:
	case json_error_numeric_overflow:
	case json_error_null_byte_in_key:
	case json_error_out_of_memory:
		return 1;
	default:
		return 0;
	}
}

/* The tree of a text, if it is one. */
static json_t *
compare(const char *text, size_t size)
{
	json_error_t why;
	json_t *value = json_loadb(text, size,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);

	if (value == NULL && is_limit(&why))
		return NULL;
	if (scan_accepts(text, size) != (value != NULL)) {
		fprintf(stderr, "jansson: %s\n",
		    value == NULL ? why.text : "accepted");
		abort();
	}
	return value;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = memchr(text, '\n', size);
	struct newsconv_text source = {
	    text, end == NULL ? size : (size_t)(end - text)};
	struct nc_json_schema *schema = NULL;
	struct nc_json_fault fault;
	struct newsconv_error error;
	json_t *value = end == NULL ? NULL
				    : compare(end + 1, size - source.size - 1);

	json_decref(compare(source.data, source.size));
	if (nc_json_schema_compile(&schema, source, &error) == NEWSCONV_OK &&
	    value != NULL && !nc_json_schema_valid(schema, value, &fault) &&
	    fault.text[0] == '\0')
		abort();
	nc_json_schema_free(schema);
	json_decref(value);
	return 0;
}
