/* Names of the rules that stand in for the model; see rules.def. */
#ifndef NC_RULES_H
#define NC_RULES_H

enum nc_rule {
	NC_RULE_NONE,
#define RULE(id, name, text) NC_RULE_##id,
#include "rules.def"
#undef RULE
	NC_RULES
};

/* Static; NULL of NC_RULE_NONE. */
const char *nc_rule_name(enum nc_rule rule);
const char *nc_rule_text(enum nc_rule rule);

#endif
