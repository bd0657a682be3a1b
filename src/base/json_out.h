/*
 * Writing JSON (RFC 8259) into a buffer, member by member, on one line or
 * indented.  Failures stick to the buffer.
 */
#ifndef NC_JSON_OUT_H
#define NC_JSON_OUT_H

#include "memory.h"

struct nc_json {
	struct nc_buffer *buffer;
	bool indented;
	unsigned depth;
	bool first; /* nothing stands in the innermost bracket yet */
};

/* `key` is NULL for an element of an array, and for the outermost value. */
void nc_json_open(struct nc_json *json, const char *key, char bracket);
void nc_json_close(struct nc_json *json, char bracket);
void nc_json_text(
    struct nc_json *json, const char *key, struct newsconv_text text);
void nc_json_string(struct nc_json *json, const char *key, const char *string);
/*
 * A name, which may be any bytes: as `key` if it is UTF-8, else percent-encoded
 * (RFC 3986, 2.1) as `key_bytes`.
 */
void nc_json_name(struct nc_json *json, const char *key, const char *key_bytes,
    struct newsconv_text name);
/* Whether the byte stands for itself there. */
bool nc_json_name_byte(char c);
void nc_json_number(struct nc_json *json, const char *key, uint64_t number);
void nc_json_boolean(struct nc_json *json, const char *key, bool value);
void nc_json_null(struct nc_json *json, const char *key);
/* 0 to 100 as 0 to 1 with at most two decimals. */
void nc_json_hundredths(
    struct nc_json *json, const char *key, unsigned hundredths);

#endif
