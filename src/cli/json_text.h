/* Strings in JSON, of bytes from anywhere. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <stdio.h>

/* How long the character at `text` is; 0: it is not UTF-8. */
size_t utf8_length(const char *text);
/* Whether all of it is UTF-8. */
int is_utf8(const char *text);
/*
 * With its quotes (RFC 8259, 7).  What a terminal should not be sent is
 * escaped, so that a line can be looked at; a byte that is not UTF-8 becomes
 * \xNN with its backslash doubled.
 */
void json_put_string(FILE *stream, const char *text);
/* Bytes as a string in which all but unreserved ASCII and / is %NN. */
void put_percent(FILE *stream, const char *text);

#endif
