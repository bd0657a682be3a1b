/* Digests as fields of WARC records state them: "sha1:BJKK2CRFMGAXR2MF...". */
#ifndef NC_WARC_DIGEST_H
#define NC_WARC_DIGEST_H

#include "digest.h"

struct nc_warc_stated {
	bool known; /* can be compared */
	enum nc_algorithm algorithm;
	unsigned char value[NC_DIGEST_MAX];
};

enum nc_warc_stated_result {
	NC_STATED_OK,
	NC_STATED_UNKNOWN, /* an algorithm that is not known */
	NC_STATED_FORM     /* no value of its algorithm */
};

/* The text has a colon. */
enum nc_warc_stated_result nc_warc_stated_read(
    struct nc_warc_stated *stated, struct newsconv_text text);

#endif
