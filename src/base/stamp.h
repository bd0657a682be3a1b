/*
 * Times of files as text that gives back each nanosecond:
 * "2026-11-26T16:00:00.123456789Z"; outside of the years 0 to 9999, which RFC
 * 3339 ends with, "@" and the seconds since 1970: "@-99999999999.000000000".
 */
#ifndef NC_STAMP_H
#define NC_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "newsconv.h"

/* 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z */
#define NC_FIRST_SECOND INT64_C(-62167219200)
#define NC_LAST_SECOND INT64_C(253402300799)

enum { NC_STAMP_SIZE = 40, NC_SECOND_STAMP_SIZE = 21 };

void nc_stamp(
    char target[NC_STAMP_SIZE], int64_t seconds, uint32_t nanoseconds);
/* False if it is not what nc_stamp() writes. */
bool nc_stamp_parse(
    struct newsconv_text text, int64_t *seconds, uint32_t *nanoseconds);

/* "2026-11-26T16:00:00Z", of the years 0 to 9999. */
void nc_second_stamp(char target[NC_SECOND_STAMP_SIZE], int64_t seconds);
bool nc_second_stamp_parse(struct newsconv_text text, int64_t *seconds);

#endif
