/* What a record says that others may contradict. */
#ifndef NC_WARC_RECORD_FACTS_H
#define NC_WARC_RECORD_FACTS_H

#include "verify_warc.h"
#include "warc_facts.h"

struct nc_warc_record_facts {
	struct nc_warc_fact facts[NC_WARC_CONCURRENT_MAX + 8];
	size_t count;
};

void nc_warc_record_facts(
    struct nc_warc_record_facts *facts, const struct nc_warc_record *record);

#endif
