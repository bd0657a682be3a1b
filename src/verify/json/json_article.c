/*
 * An article says where its segments lie in the source, and all else points at
 * segments by number: numbers that a schema takes one by one.
 */
#include <string.h>

#include "json_article.h"

static json_int_t
integer(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static void
check_segments(const struct nc_json_place *place, const json_t *article)
{
	const json_t *segments = json_object_get(article, "segments");
	json_int_t size = integer(json_object_get(article, "source"), "bytes");
	json_int_t end = 0, line = 0;
	size_t i;

	for (i = 0; i < json_array_size(segments); i++) {
		const json_t *segment = json_array_get(segments, i);
		const char *fault = NULL;

		if (integer(segment, "n") != (json_int_t)i)
			fault = "has another number";
		else if (integer(segment, "start") < end)
			fault = "begins before the one before it ends";
		else if (integer(segment, "end") <= integer(segment, "start"))
			fault = "is empty";
		else if (integer(segment, "end") > size)
			fault = "ends after the source";
		else if (integer(segment, "firstLine") < line ||
		    integer(segment, "lastLine") <
			integer(segment, "firstLine"))
			fault = "has lines out of order";
		if (fault != NULL) {
			nc_finding(place->verify, NC_JSON_SEGMENTS, place->part,
			    place->offset, "segment %zu %s", i, fault);
			return;
		}
		end = integer(segment, "end");
		line = integer(segment, "lastLine");
	}
}

static void
check_index(const struct nc_json_place *place, const json_t *value,
    size_t count, const char *name)
{
	json_int_t index = json_integer_value(value);

	if (!json_is_integer(value) || (index >= 0 && (uint64_t)index < count))
		return;
	nc_finding(place->verify, NC_JSON_REFERENCE, place->part, place->offset,
	    "\"%s\" is %lld, and there are %zu segments", name,
	    (long long)index, count);
}

/* Every member "segment" or "segments" anywhere; jansson limits the depth. */
static void
check_references(const struct nc_json_place *place, json_t *value, size_t count)
{
	void *iterator;
	size_t i, j;

	for (i = 0; i < json_array_size(value); i++)
		check_references(place, json_array_get(value, i), count);
	for (iterator = json_object_iter(value); iterator != NULL;
	     iterator = json_object_iter_next(value, iterator)) {
		const char *name = json_object_iter_key(iterator);
		json_t *member = json_object_iter_value(iterator);

		if (strcmp(name, "segment") == 0)
			check_index(place, member, count, name);
		if (strcmp(name, "segments") == 0) {
			for (j = 0; j < json_array_size(member); j++)
				check_index(place, json_array_get(member, j),
				    count, name);
		}
		check_references(place, member, count);
	}
}

void
nc_json_article_check(const struct nc_json_place *place, json_t *article)
{
	check_segments(place, article);
	check_references(place, article,
	    json_array_size(json_object_get(article, "segments")));
}
