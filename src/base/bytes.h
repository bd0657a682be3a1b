/* Numbers as containers store them: the lowest byte first. */
#ifndef NC_BYTES_H
#define NC_BYTES_H

#include <stdint.h>

static inline uint16_t
nc_le16(const unsigned char *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t
nc_le32(const unsigned char *bytes)
{
	return (uint32_t)nc_le16(bytes) | (uint32_t)nc_le16(bytes + 2) << 16;
}

static inline uint64_t
nc_le64(const unsigned char *bytes)
{
	return (uint64_t)nc_le32(bytes) | (uint64_t)nc_le32(bytes + 4) << 32;
}

#endif
