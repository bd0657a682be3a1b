/*
 * A URI is taken apart as the regular expression of RFC 3986, appendix B, does,
 * which takes any text; two are put together as 5.2.2 says.
 */
#include "uri_reference.h"

struct parts {
	struct newsconv_text scheme, authority, path, query, fragment;
	bool has_scheme, has_authority, has_query, has_fragment;
};

static struct newsconv_text
cut(const char **p, const char *stops)
{
	struct newsconv_text text = {*p, strcspn(*p, stops)};

	*p += text.size;
	return text;
}

static struct parts
take_apart(const char *uri)
{
	const struct newsconv_text none = {"", 0};
	struct parts parts = {.scheme = none,
	    .authority = none,
	    .path = none,
	    .query = none,
	    .fragment = none};
	const char *p = uri;

	parts.scheme = cut(&p, ":/?#");
	parts.has_scheme = *p == ':' && parts.scheme.size > 0;
	if (!parts.has_scheme)
		parts.scheme = none;
	p = parts.has_scheme ? p + 1 : uri;
	parts.has_authority = p[0] == '/' && p[1] == '/';
	if (parts.has_authority) {
		p += 2;
		parts.authority = cut(&p, "/?#");
	}
	parts.path = cut(&p, "?#");
	parts.has_query = *p == '?';
	if (parts.has_query) {
		p++;
		parts.query = cut(&p, "#");
	}
	parts.has_fragment = *p == '#';
	if (parts.has_fragment) {
		p++;
		parts.fragment = cut(&p, "");
	}
	return parts;
}

static bool
starts(const char *p, const char *end, const char *text)
{
	size_t size = strlen(text);

	return (size_t)(end - p) >= size && memcmp(p, text, size) == 0;
}

/* 5.2.4, in place; returns the new size. */
static size_t
remove_dots(char *path, size_t size)
{
	char *in = path, *end = path + size, *out = path;

	while (in < end) {
		if (starts(in, end, "../")) {
			in += 3;
		} else if (starts(in, end, "./")) {
			in += 2;
		} else if (starts(in, end, "/./")) {
			in += 2;
		} else if (end - in == 2 && starts(in, end, "/.")) {
			in += 1;
			*in = '/';
		} else if (starts(in, end, "/../") ||
		    (end - in == 3 && starts(in, end, "/.."))) {
			in += end - in == 3 ? 2 : 3;
			*in = '/';
			while (out > path && *--out != '/')
				;
		} else if (starts(in, end, ".") &&
		    (end - in == 1 || (end - in == 2 && in[1] == '.'))) {
			in = end;
		} else {
			do
				*out++ = *in++;
			while (in < end && *in != '/');
		}
	}
	return (size_t)(out - path);
}

/* 5.2.3; NULL when out of memory. */
static char *
merge(
    struct nc_arena *arena, const struct parts *base, struct newsconv_text path)
{
	size_t kept = base->path.size;

	while (kept > 0 && base->path.data[kept - 1] != '/')
		kept--;
	if (base->has_authority && base->path.size == 0)
		return nc_arena_format(
		    arena, "/%.*s", (int)path.size, path.data);
	return nc_arena_format(arena, "%.*s%.*s", (int)kept, base->path.data,
	    (int)path.size, path.data);
}

static const char *
put_together(struct nc_arena *arena, const struct parts *parts)
{
	return nc_arena_format(arena, "%.*s%s%s%.*s%.*s%s%.*s%s%.*s",
	    (int)parts->scheme.size, parts->scheme.data,
	    parts->has_scheme ? ":" : "", parts->has_authority ? "//" : "",
	    (int)parts->authority.size, parts->authority.data,
	    (int)parts->path.size, parts->path.data,
	    parts->has_query ? "?" : "", (int)parts->query.size,
	    parts->query.data, parts->has_fragment ? "#" : "",
	    (int)parts->fragment.size, parts->fragment.data);
}

static void
take_authority(struct parts *parts, const struct parts *base)
{
	parts->authority = base->authority;
	parts->has_authority = base->has_authority;
}

const char *
nc_uri_resolve(struct nc_arena *arena, const char *base, const char *reference)
{
	const struct parts from = take_apart(base);
	struct parts to = take_apart(reference);
	char *path;

	if (!to.has_scheme && !to.has_authority && to.path.size == 0) {
		to.path = from.path;
		if (!to.has_query) {
			to.query = from.query;
			to.has_query = from.has_query;
		}
		take_authority(&to, &from);
	} else if (base[0] != '\0' || to.has_scheme) {
		if (to.has_scheme || to.has_authority || to.path.data[0] == '/')
			path = nc_arena_copy(arena, to.path.data, to.path.size);
		else
			path = merge(arena, &from, to.path);
		if (path == NULL)
			return NULL;
		if (!to.has_scheme && !to.has_authority)
			take_authority(&to, &from);
		to.path.data = path;
		to.path.size = remove_dots(path, strlen(path));
	}
	if (!to.has_scheme) {
		to.scheme = from.scheme;
		to.has_scheme = from.has_scheme;
	}
	return put_together(arena, &to);
}
