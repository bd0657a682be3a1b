/*
 * A compiled pattern: what json_pattern.c makes and pattern_match.c runs.  Jumps
 * are relative, so that a repeated piece is copied as it is.
 */
#ifndef NC_PATTERN_PROGRAM_H
#define NC_PATTERN_PROGRAM_H

#include "json_pattern.h"
#include "pattern_set.h"

enum nc_pattern_op {
	NC_OP_CHARACTER,
	NC_OP_SET,
	NC_OP_SPLIT, /* goes on with the next instruction and at `jump` */
	NC_OP_JUMP,
	NC_OP_BEGIN,
	NC_OP_END,
	NC_OP_BOUNDARY,
	NC_OP_NO_BOUNDARY,
	NC_OP_MATCH
};

struct nc_pattern_instruction {
	enum nc_pattern_op op;
	int jump; /* from this instruction */
	uint32_t character;
	const struct nc_pattern_set *set;
};

struct nc_pattern {
	const struct nc_pattern_instruction *program;
	size_t size;   /* instructions; the last is MATCH */
	bool anchored; /* it can match only from the beginning */
};

#endif
