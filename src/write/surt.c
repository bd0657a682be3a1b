/*
 * The key that a CDXJ index is sorted by: a URI whose host is turned around, so
 * that what belongs to one site stands together.  What web archives look up
 * differs in details from tool to tool; this is the form of warcio.js, which
 * ReplayWeb.page looks up: "www." dropped, all in lower case, dot segments and
 * default ports removed, the arguments of the query sorted, no fragment.
 *
 *	https://www.Example.org:443/a/./b?z=1&a=2#c
 *	org,example)/a/b?a=2&z=1
 *
 * Other URIs (urn:, file:) are keys as they are.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "archive_records.h"

/* Where the parts of an http or https URI stand. */
struct parts {
	const char *host;
	size_t host_size;
	const char *port; /* digits without leading zeros */
	size_t port_size;
	const char *path;
	size_t path_size;
	const char *query; /* behind the "?" */
	size_t query_size;
};

static bool
begins(struct newsconv_text text, const char *prefix)
{
	size_t size = strlen(prefix);

	return text.size >= size && strncasecmp(text.data, prefix, size) == 0;
}

/* The first of the bytes `set` in [start, end), or end. */
static const char *
find(const char *start, const char *end, const char *set)
{
	while (start < end && strchr(set, *start) == NULL)
		start++;
	return start;
}

static void
split_port(struct parts *parts, const char *end, const char *default_port)
{
	const char *colon = end;

	/* In brackets colons are part of the address. */
	while (colon > parts->host && colon[-1] >= '0' && colon[-1] <= '9')
		colon--;
	if (colon == parts->host || colon[-1] != ':')
		colon = NULL;
	parts->host_size = (size_t)((colon == NULL ? end : colon - 1) -
	    parts->host);
	parts->port = end;
	if (colon == NULL)
		return;
	while (colon < end - 1 && *colon == '0')
		colon++;
	parts->port = colon;
	parts->port_size = (size_t)(end - colon);
	if (parts->port_size == strlen(default_port) &&
	    memcmp(colon, default_port, parts->port_size) == 0)
		parts->port_size = 0;
}

static void
drop_www(struct parts *parts)
{
	const char *end = parts->host + parts->host_size;
	const char *at = parts->host + 3;

	if (parts->host_size < 4 || strncasecmp(parts->host, "www", 3) != 0)
		return;
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	if (at == end || *at != '.')
		return;
	parts->host = at + 1;
	parts->host_size = (size_t)(end - parts->host);
}

static void
split(struct parts *parts, struct newsconv_text uri, size_t scheme_size,
    const char *default_port)
{
	const char *end = uri.data + uri.size;
	const char *start = uri.data + scheme_size;
	const char *authority = find(start, end, "/?#");
	const char *at;

	memset(parts, 0, sizeof(*parts));
	for (at = authority; at > start; at--)
		if (at[-1] == '@')
			break;
	parts->host = at;
	split_port(parts, authority, default_port);
	drop_www(parts);
	end = find(authority, end, "#");
	parts->path = authority;
	at = find(authority, end, "?");
	parts->path_size = (size_t)(at - authority);
	parts->query = at < end ? at + 1 : end;
	parts->query_size = (size_t)(end - parts->query);
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void
put_lower(struct nc_buffer *target, const char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		nc_buffer_byte(target, (unsigned char)lower(bytes[i]));
}

/* "www.example.org" as "org,example,www". */
static void
put_host(struct nc_buffer *target, const struct parts *parts)
{
	const char *end = parts->host + parts->host_size;

	for (;;) {
		const char *label = end;

		while (label > parts->host && label[-1] != '.')
			label--;
		put_lower(target, label, (size_t)(end - label));
		if (label == parts->host)
			break;
		nc_buffer_byte(target, ',');
		end = label - 1;
	}
	if (parts->port_size > 0) {
		nc_buffer_byte(target, ':');
		nc_buffer_add(target, parts->port, parts->port_size);
	}
	nc_buffer_byte(target, ')');
}

/* How many dots a segment is, "%2e" being one: 1 or 2; 0 if it is not. */
static unsigned
dots(const char *segment, size_t size)
{
	unsigned count = 0;

	while (size > 0 && count < 3) {
		struct newsconv_text rest = {segment, size};
		size_t step = begins(rest, "%2e") ? 3 : 1;

		if (step == 1 && *segment != '.')
			return 0;
		segment += step;
		size -= step;
		count++;
	}
	return count < 3 && size == 0 ? count : 0;
}

/* The path from its "/" on, without dot segments (RFC 3986, 5.2.4). */
static void
put_path(struct nc_buffer *target, const struct parts *parts)
{
	const char *at = parts->path, *end = parts->path + parts->path_size;
	size_t first = target->size;

	if (at == end)
		nc_buffer_byte(target, '/');
	while (at < end) {
		const char *next = find(at + 1, end, "/");
		unsigned count = dots(at + 1, (size_t)(next - at - 1));

		if (count == 2 && !target->out_of_memory && !target->too_large)
			while (target->size > first &&
			    target->data[--target->size] != '/')
				;
		if (count == 0)
			put_lower(target, at, (size_t)(next - at));
		else if (next == end)
			nc_buffer_byte(target, '/');
		at = next;
	}
}

static int
compare_arguments(const void *a, const void *b)
{
	const struct newsconv_text *x = a, *y = b;
	size_t size = x->size < y->size ? x->size : y->size;
	int difference = size == 0 ? 0 : memcmp(x->data, y->data, size);

	return difference != 0 ? difference
			       : (x->size > y->size) - (x->size < y->size);
}

/* The query in lower case; WHATWG's parser escapes apostrophes in it. */
static void
put_escaped(struct nc_buffer *target, const struct parts *parts)
{
	size_t i;

	for (i = 0; i < parts->query_size; i++)
		if (parts->query[i] == '\'')
			nc_buffer_add(target, "%27", 3);
		else
			put_lower(target, parts->query + i, 1);
}

static void
put_sorted(struct nc_buffer *target, const struct nc_buffer *query)
{
	const char *end = query->data + query->size, *at = query->data;
	struct newsconv_text *arguments;
	size_t count = 1, i;

	for (i = 0; i < query->size; i++)
		count += query->data[i] == '&';
	arguments = calloc(count, sizeof(*arguments));
	if (arguments == NULL) {
		target->out_of_memory = true;
		return;
	}
	for (i = 0; i < count; i++) {
		arguments[i].data = at;
		at = find(at, end, "&");
		arguments[i].size = (size_t)(at - arguments[i].data);
		at += at < end;
	}
	qsort(arguments, count, sizeof(*arguments), compare_arguments);
	for (i = 0; i < count; i++) {
		nc_buffer_byte(target, i == 0 ? '?' : '&');
		nc_buffer_add(target, arguments[i].data, arguments[i].size);
	}
	free(arguments);
}

static void
put_query(struct nc_buffer *target, const struct parts *parts)
{
	struct nc_buffer query = NC_BUFFER(target->ceiling);

	if (parts->query_size == 0)
		return;
	put_escaped(&query, parts);
	if (query.out_of_memory || query.too_large)
		target->out_of_memory = true;
	else
		put_sorted(target, &query);
	nc_buffer_free(&query);
}

void
nc_surt(struct nc_buffer *target, struct newsconv_text uri)
{
	struct parts parts;

	if (begins(uri, "https://")) {
		split(&parts, uri, 8, "443");
	} else if (begins(uri, "http://")) {
		split(&parts, uri, 7, "80");
	} else {
		nc_buffer_add(target, uri.data, uri.size);
		return;
	}
	put_host(target, &parts);
	put_path(target, &parts);
	put_query(target, &parts);
}
