/* What the rules are called, and what they say. */
#include <stddef.h>

#include "rules.h"

static const struct {
	const char *name;
	const char *text;
} rules[NC_RULES] = {
#define RULE(id, name, text) [NC_RULE_##id] = {name, text},
#include "rules.def"
#undef RULE
};

const char *
nc_rule_name(enum nc_rule rule)
{
	return rules[rule].name;
}

const char *
nc_rule_text(enum nc_rule rule)
{
	return rules[rule].text;
}
