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
