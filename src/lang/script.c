/*
 * The blocks of letters, and the census of a text.  A Chinese character counts
 * for two letters of an alphabet, since it says about as much.
 */
#include <stddef.h>

#include "script.h"

struct range {
	uint32_t first;
	uint32_t last;
	enum nc_script script;
};

/* ISO 15924. */
static const char *const names[NC_SCRIPTS] = {
    [NC_SCRIPT_LATN] = "Latn",
    [NC_SCRIPT_GREK] = "Grek",
    [NC_SCRIPT_CYRL] = "Cyrl",
    [NC_SCRIPT_ARMN] = "Armn",
    [NC_SCRIPT_HEBR] = "Hebr",
    [NC_SCRIPT_ARAB] = "Arab",
    [NC_SCRIPT_SYRC] = "Syrc",
    [NC_SCRIPT_THAA] = "Thaa",
    [NC_SCRIPT_NKOO] = "Nkoo",
    [NC_SCRIPT_DEVA] = "Deva",
    [NC_SCRIPT_BENG] = "Beng",
    [NC_SCRIPT_GURU] = "Guru",
    [NC_SCRIPT_GUJR] = "Gujr",
    [NC_SCRIPT_ORYA] = "Orya",
    [NC_SCRIPT_TAML] = "Taml",
    [NC_SCRIPT_TELU] = "Telu",
    [NC_SCRIPT_KNDA] = "Knda",
    [NC_SCRIPT_MLYM] = "Mlym",
    [NC_SCRIPT_SINH] = "Sinh",
    [NC_SCRIPT_THAI] = "Thai",
    [NC_SCRIPT_LAOO] = "Laoo",
    [NC_SCRIPT_TIBT] = "Tibt",
    [NC_SCRIPT_MYMR] = "Mymr",
    [NC_SCRIPT_GEOR] = "Geor",
    [NC_SCRIPT_ETHI] = "Ethi",
    [NC_SCRIPT_KHMR] = "Khmr",
    [NC_SCRIPT_MONG] = "Mong",
    [NC_SCRIPT_HANG] = "Kore",
    [NC_SCRIPT_KANA] = "Jpan",
    [NC_SCRIPT_HANI] = "Hani",
};

/* Blocks of letters, by The Unicode Standard's Blocks.txt; sorted. */
static const struct range ranges[] = {
    {0x41, 0x5a, NC_SCRIPT_LATN},
    {0x61, 0x7a, NC_SCRIPT_LATN},
    {0xc0, 0x24f, NC_SCRIPT_LATN},
    {0x370, 0x3ff, NC_SCRIPT_GREK},
    {0x400, 0x52f, NC_SCRIPT_CYRL},
    {0x530, 0x58f, NC_SCRIPT_ARMN},
    {0x590, 0x5ff, NC_SCRIPT_HEBR},
    {0x600, 0x6ff, NC_SCRIPT_ARAB},
    {0x700, 0x74f, NC_SCRIPT_SYRC},
    {0x750, 0x77f, NC_SCRIPT_ARAB},
    {0x780, 0x7bf, NC_SCRIPT_THAA},
    {0x7c0, 0x7ff, NC_SCRIPT_NKOO},
    {0x860, 0x86f, NC_SCRIPT_SYRC},
    {0x870, 0x8ff, NC_SCRIPT_ARAB},
    {0x900, 0x97f, NC_SCRIPT_DEVA},
    {0x980, 0x9ff, NC_SCRIPT_BENG},
    {0xa00, 0xa7f, NC_SCRIPT_GURU},
    {0xa80, 0xaff, NC_SCRIPT_GUJR},
    {0xb00, 0xb7f, NC_SCRIPT_ORYA},
    {0xb80, 0xbff, NC_SCRIPT_TAML},
    {0xc00, 0xc7f, NC_SCRIPT_TELU},
    {0xc80, 0xcff, NC_SCRIPT_KNDA},
    {0xd00, 0xd7f, NC_SCRIPT_MLYM},
    {0xd80, 0xdff, NC_SCRIPT_SINH},
    {0xe00, 0xe7f, NC_SCRIPT_THAI},
    {0xe80, 0xeff, NC_SCRIPT_LAOO},
    {0xf00, 0xfff, NC_SCRIPT_TIBT},
    {0x1000, 0x109f, NC_SCRIPT_MYMR},
    {0x10a0, 0x10ff, NC_SCRIPT_GEOR},
    {0x1100, 0x11ff, NC_SCRIPT_HANG},
    {0x1200, 0x139f, NC_SCRIPT_ETHI},
    {0x1780, 0x17ff, NC_SCRIPT_KHMR},
    {0x1800, 0x18af, NC_SCRIPT_MONG},
    {0x1c90, 0x1cbf, NC_SCRIPT_GEOR},
    {0x1e00, 0x1eff, NC_SCRIPT_LATN},
    {0x1f00, 0x1fff, NC_SCRIPT_GREK},
    {0x2c60, 0x2c7f, NC_SCRIPT_LATN},
    {0x3005, 0x3007, NC_SCRIPT_HANI},
    {0x3040, 0x30ff, NC_SCRIPT_KANA},
    {0x3400, 0x4dbf, NC_SCRIPT_HANI},
    {0x4e00, 0x9fff, NC_SCRIPT_HANI},
    {0xac00, 0xd7af, NC_SCRIPT_HANG},
    {0xf900, 0xfaff, NC_SCRIPT_HANI},
    {0xfb50, 0xfdff, NC_SCRIPT_ARAB},
    {0xfe70, 0xfefe, NC_SCRIPT_ARAB},
    {0xff21, 0xff3a, NC_SCRIPT_LATN},
    {0xff41, 0xff5a, NC_SCRIPT_LATN},
    {0xff66, 0xff9f, NC_SCRIPT_KANA},
    {0x20000, 0x323af, NC_SCRIPT_HANI},
};

enum nc_script
nc_script_of(uint32_t c)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (c < 0x80)
		return (c | 0x20) - 'a' < 26 ? NC_SCRIPT_LATN : NC_SCRIPTS;
	if (c == 0xd7 || c == 0xf7) /* the signs amid the Latin letters */
		return NC_SCRIPTS;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c < ranges[middle].first)
			high = middle;
		else if (c > ranges[middle].last)
			low = middle + 1;
		else
			return ranges[middle].script;
	}
	return NC_SCRIPTS;
}

static uint64_t
weight(enum nc_script script)
{
	return script >= NC_SCRIPT_HANG ? 2 : 1;
}

enum nc_script
nc_script_prevailing(const struct nc_script_census *census, unsigned *share)
{
	enum nc_script best = NC_SCRIPTS, script;
	uint64_t most = 0, total = 0;
	uint64_t han = census->letters[NC_SCRIPT_HANI];
	uint64_t kana = census->letters[NC_SCRIPT_KANA];

	for (script = 0; script < NC_SCRIPTS; script++) {
		uint64_t count = census->letters[script];

		if (script == NC_SCRIPT_KANA)
			count = kana * 10 >= han ? kana + han : 0;
		if (script == NC_SCRIPT_HANI)
			count = kana * 10 >= han ? 0 : kana + han;
		count *= weight(script);
		total += count;
		if (count <= most)
			continue;
		most = count;
		best = script;
	}
	*share = total > 0 ? (unsigned)(most * 100 / total) : 0;
	return best;
}

const char *
nc_script_name(enum nc_script script)
{
	return script < NC_SCRIPTS ? names[script] : "Zyyy";
}
