/*
 * Scripts: which one a letter is of, and which one prevails in a text.  A
 * script is certain where a language is a guess, and settles many languages.
 */
#ifndef NC_SCRIPT_H
#define NC_SCRIPT_H

#include <stdint.h>

enum nc_script {
	NC_SCRIPT_LATN,
	NC_SCRIPT_GREK,
	NC_SCRIPT_CYRL,
	NC_SCRIPT_ARMN,
	NC_SCRIPT_HEBR,
	NC_SCRIPT_ARAB,
	NC_SCRIPT_SYRC,
	NC_SCRIPT_THAA,
	NC_SCRIPT_NKOO,
	NC_SCRIPT_DEVA,
	NC_SCRIPT_BENG,
	NC_SCRIPT_GURU,
	NC_SCRIPT_GUJR,
	NC_SCRIPT_ORYA,
	NC_SCRIPT_TAML,
	NC_SCRIPT_TELU,
	NC_SCRIPT_KNDA,
	NC_SCRIPT_MLYM,
	NC_SCRIPT_SINH,
	NC_SCRIPT_THAI,
	NC_SCRIPT_LAOO,
	NC_SCRIPT_TIBT,
	NC_SCRIPT_MYMR,
	NC_SCRIPT_GEOR,
	NC_SCRIPT_ETHI,
	NC_SCRIPT_KHMR,
	NC_SCRIPT_MONG,
	NC_SCRIPT_HANG,
	NC_SCRIPT_KANA,
	NC_SCRIPT_HANI,
	NC_SCRIPTS /* and: a letter of none of them, or no letter */
};

/* How many letters of each script were seen; zero it first. */
struct nc_script_census {
	uint64_t letters[NC_SCRIPTS];
};

/* By block: a character of the block that is no letter is not sorted out. */
enum nc_script nc_script_of(uint32_t c);
/*
 * NC_SCRIPTS when no letter was seen.  Japanese is written with Chinese
 * characters between its own: they are counted with these.
 */
enum nc_script nc_script_prevailing(
    const struct nc_script_census *census, unsigned *share);
/* ISO 15924. */
const char *nc_script_name(enum nc_script script);

#endif
