/* What a byte is in ASCII, whatever the locale; <ctype.h> asks that. */
#ifndef NC_ASCII_H
#define NC_ASCII_H

#include <stdbool.h>

static inline bool
nc_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
nc_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char
nc_ascii_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

#endif
