/* What happens in a batch, for programs: one JSON object a line. */
#ifndef JSON_EVENTS_H
#define JSON_EVENTS_H

#include <stdio.h>

#include <newsconv.h>

void json_start(FILE *stream, const char *output);
/* `left` is seconds, below 0: not known. */
void json_event(
    FILE *stream, const struct newsconv_archive_event *event, double left);
void json_summary(FILE *stream, const struct newsconv_archive_summary *summary);
void json_error(FILE *stream, const struct newsconv_error *error);

#endif
