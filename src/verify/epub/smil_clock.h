/* Clock values of SMIL 3.0, as durations and clips of media overlays have. */
#ifndef NC_SMIL_CLOCK_H
#define NC_SMIL_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* In milliseconds; false when it is none. */
bool nc_smil_clock(const char *text, uint64_t *milliseconds);

#endif
