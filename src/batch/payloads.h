/*
 * Which payloads the archive holds: by digest, where in the manifests the line
 * of the first record with it is.  24 bytes an entry, at most twice that in
 * memory: a million payloads take about 50 MB.
 */
#ifndef NC_PAYLOADS_H
#define NC_PAYLOADS_H

#include <stdbool.h>
#include <stdint.h>

struct nc_payloads;

struct nc_payloads *nc_payloads_new(void);
void nc_payloads_free(struct nc_payloads *payloads);

/*
 * `sha256` is in hexadecimal.  Half of it is kept: whether two payloads are
 * equal, the manifest's line at the place says.  False when out of memory.
 */
bool nc_payloads_add(
    struct nc_payloads *payloads, const char sha256[65], uint64_t place);
/* False when there is none. */
bool nc_payloads_find(
    const struct nc_payloads *payloads, const char sha256[65], uint64_t *place);

#endif
