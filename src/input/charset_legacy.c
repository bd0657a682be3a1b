/*
 * Texts in the charsets of before Unicode.  Statistics over bytes (uchardet)
 * are good at telling writing systems apart and poor at telling one Latin
 * charset from the other in a short text, where a handful of accented letters
 * is all there is.  So uchardet's answer is one candidate among the common
 * charsets, and each candidate is judged by what it makes of the bytes: do the
 * letters belong to one alphabet, to the words they stand in, are quotation
 * marks where quotation marks stand.
 *
 * Code is loaded only when it is needed: libuchardet is C++ and takes longer
 * to load than most dumps take to convert.  Hence dlopen and no header of it;
 * without the library the other candidates have to do.
 */
#include <dlfcn.h>
#include <string.h>

#include "charset.h"
#include "decoder.h"
#include "error.h"
#include "utf8.h"

enum {
	SAMPLE = 4096,
	/* Bytes of ASCII kept around what is not ASCII. */
	AROUND = 32,
	/* Points; a letter that fits gives FIT. */
	FIT = 2,
	MISFIT = -2,
	ODD = -4,
	MIXED = -6,
	SYMBOL_IN_WORD = -8,
	MEANINGLESS = -40
};

/*
 * The letters beyond a to z of languages written in Latin, in lower case: what
 * the letters of one text can be told by.
 */
static const char *const alphabets[] = {
    "àâæçéèêëîïôœùûüÿ",       /* French */
    "äöüßéàèôâêç",            /* German with its loans */
    "áéíñóúüïç",              /* Spanish */
    "áâãàçéêíóôõúü",          /* Portuguese */
    "àèéìíîòóùú",             /* Italian */
    "áéëèíïóöúüĳêà",          /* Dutch */
    "àçèéíïòóúü·",            /* Catalan */
    "åäöéüàáæøô",             /* Scandinavia, Finland */
    "áðéíóúýþæö",             /* Icelandic */
    "äöõüšž",                 /* Estonian */
    "çëéàèô",                 /* Albanian */
    "âêîôûŵŷáéíóúàèìòùäëïöü", /* Celtic */
    "ąćęłńóśźż",              /* Polish */
    "áčďéěíňóřšťúůýž",        /* Czech */
    "áäčďéíĺľňóôŕšťúýž",      /* Slovak */
    "áéíóöőúüű",              /* Hungarian */
    "ăâîșțşţ",                /* Romanian */
    "çğıi̇öşüâîû",             /* Turkish */
    "čćđšž",                  /* Croatian, Slovene */
    "ąčęėįšųūž",              /* Lithuanian */
    "āčēģīķļņšūž",            /* Latvian */
    "àáâãèéêìíòóôõùúýăđĩũơư", /* Vietnamese */
};

enum { ALPHABET_COUNT = sizeof(alphabets) / sizeof(*alphabets) };

/* Tried besides what uchardet says.  Earlier wins where both fit alike. */
static const char *const common[] = {"windows-1252", "windows-1250",
    "windows-1251", "ISO-8859-2", "windows-1254", "windows-1257", "KOI8-R",
    "windows-1253"};

struct score {
	long points;
	size_t evidence;    /* characters that gave points */
	size_t misfits;     /* characters that took some */
	size_t letters;     /* of them, letters, ... */
	size_t latin;       /* ... and Latin ones */
	size_t ill_fitting; /* Latin letters outside the best alphabet */
	size_t ascii_letters;
};

/* ---------------------------------------------------------- the sample */

/* What is not ASCII, in as much of its lines as shows where it stands. */
static size_t
take_sample(char sample[SAMPLE], struct newsconv_text bytes)
{
	size_t used = 0, i = 0, copied = 0;

	while (i < bytes.size && used < SAMPLE) {
		size_t start = i, end;

		if ((unsigned char)bytes.data[i] < 0x80) {
			i++;
			continue;
		}
		while (start > copied && i - start < AROUND &&
		    bytes.data[start - 1] != '\n' &&
		    (unsigned char)bytes.data[start - 1] < 0x80)
			start--;
		end = i;
		while (
		    end < bytes.size && (unsigned char)bytes.data[end] >= 0x80)
			end++;
		for (i = end; i < bytes.size && i - end < AROUND; i++)
			if ((unsigned char)bytes.data[i] >= 0x80)
				break;
		if (i - start > SAMPLE - used)
			i = start + SAMPLE - used;
		memcpy(sample + used, bytes.data + start, i - start);
		used += i - start;
		copied = i;
	}
	return used;
}

/* ------------------------------------------------------------- judging */

enum script { NO_SCRIPT, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, THAI, EAST };

static enum script
script_of(uint32_t c)
{
	static const struct {
		uint32_t last;
		enum script script;
	} ranges[] = {{0x24f, LATIN}, {0x36f, NO_SCRIPT}, {0x3ff, GREEK},
	    {0x52f, CYRILLIC}, {0x58f, NO_SCRIPT}, {0x5ff, HEBREW},
	    {0x77f, ARABIC}, {0xdff, NO_SCRIPT}, {0xe7f, THAI},
	    {0x1dff, NO_SCRIPT}, {0x1eff, LATIN}, {0x1fff, GREEK},
	    {0x2fff, NO_SCRIPT}, {0xdfff, EAST}, {0xfaff, EAST},
	    {0xfdff, ARABIC}};
	size_t i;

	if (!nc_is_letter(c))
		return NO_SCRIPT;
	for (i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c <= ranges[i].last)
			return ranges[i].script;
	return NO_SCRIPT;
}

/* Punctuation and signs that news text has, and where they may stand. */
enum sign { NO_SIGN, ANYWHERE, IN_WORD_TOO, OPENING, CLOSING };

static const struct {
	uint32_t first;
	uint32_t last;
	enum sign sign;
} signs[] = {
    {0xa0, 0xa0, IN_WORD_TOO},     /* no-break space */
    {0xa1, 0xa1, OPENING},         /* inverted exclamation mark */
    {0xa3, 0xa3, ANYWHERE},        /* pound */
    {0xa7, 0xa7, ANYWHERE},        /* section */
    {0xa9, 0xa9, ANYWHERE},        /* copyright */
    {0xab, 0xab, ANYWHERE},        /* guillemet */
    {0xad, 0xad, IN_WORD_TOO},     /* soft hyphen */
    {0xae, 0xae, ANYWHERE},        /* registered */
    {0xb0, 0xb0, ANYWHERE},        /* degree */
    {0xb2, 0xb2, ANYWHERE},        /* square */
    {0xb4, 0xb4, IN_WORD_TOO},     /* acute, for an apostrophe */
    {0xb7, 0xb7, IN_WORD_TOO},     /* middle dot */
    {0xbb, 0xbb, ANYWHERE},        /* guillemet */
    {0xbd, 0xbd, ANYWHERE},        /* one half */
    {0xbf, 0xbf, OPENING},         /* inverted question mark */
    {0x2010, 0x2014, IN_WORD_TOO}, /* hyphens and dashes */
    {0x2018, 0x2019, IN_WORD_TOO}, /* single quotes, apostrophe */
    {0x201a, 0x201a, OPENING},     /* low quotes */
    {0x201c, 0x201c, ANYWHERE},    /* it opens in English, closes in German */
    {0x201d, 0x201d, CLOSING}, {0x201e, 0x201e, OPENING},
    {0x2022, 0x2022, ANYWHERE},    /* bullet */
    {0x2026, 0x2026, IN_WORD_TOO}, /* ellipsis */
    {0x2039, 0x203a, ANYWHERE},    /* guillemets */
    {0x20ac, 0x20ac, ANYWHERE},    /* euro */
    {0x2116, 0x2116, ANYWHERE},    /* numero */
    {0x2122, 0x2122, ANYWHERE},    /* trade mark */
    {0x3001, 0x301f, IN_WORD_TOO}, /* of East Asia */
    {0xff01, 0xff60, IN_WORD_TOO}, /* full width */
};

static enum sign
sign_of(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (c <= signs[i].last)
			return c >= signs[i].first ? signs[i].sign : NO_SIGN;
	return NO_SIGN;
}

static bool
is_meaningless(uint32_t c)
{
	return c == NC_INVALID || (c >= 0x80 && c <= 0x9f) ||
	    (c & 0xfffe) == 0xfffe || (c >= 0xe000 && c <= 0xf8ff);
}

static long
judge_sign(uint32_t before, uint32_t c, uint32_t after)
{
	bool word_before = nc_is_letter(before),
	     word_after = nc_is_letter(after);
	enum sign sign = sign_of(c);

	if (sign == IN_WORD_TOO)
		return FIT / 2;
	if (word_before && word_after)
		return SYMBOL_IN_WORD;
	switch (sign) {
	case ANYWHERE:
		return FIT / 2;
	case OPENING:
		return word_before ? ODD : FIT / 2;
	case CLOSING:
		return word_after ? ODD : FIT / 2;
	default:
		return c >= 0x2500 && c <= 0x25ff ? SYMBOL_IN_WORD : MISFIT;
	}
}

/* By its neighbours; whether Latin ones fit an alphabet comes later. */
static long
judge_letter(uint32_t before, uint32_t c, uint32_t after)
{
	enum script own = script_of(c);
	enum script left = script_of(before), right = script_of(after);
	long points = own == LATIN ? 0 : FIT;

	if (own == EAST)
		/* Half-width Kana is what Latin looks like in Shift_JIS. */
		return c >= 0xff61 && c <= 0xff9f ? MISFIT : FIT;
	if ((left != NO_SCRIPT && left != own) ||
	    (right != NO_SCRIPT && right != own))
		points += MIXED;
	else if (own != LATIN && left == NO_SCRIPT && right == NO_SCRIPT)
		points = 0;
	if (nc_is_upper(c) && nc_is_lower(before))
		points += ODD;
	if (nc_is_lower(c) && nc_is_upper(before) && nc_is_upper(after))
		points += ODD;
	/* Words in capitals are rarer: KOI8 is windows-1251 in other case. */
	if (nc_is_upper(c) && nc_is_upper(before))
		points -= 1;
	return points;
}

static bool
in_alphabet(const char *alphabet, uint32_t c)
{
	size_t size = strlen(alphabet), i = 0, length;
	uint32_t letter;

	while ((length = nc_utf8_decode(alphabet + i, size - i, &letter)) > 0) {
		if (letter == c)
			return true;
		i += length;
	}
	return false;
}

struct judge {
	struct score score;
	size_t fitting[ALPHABET_COUNT];
};

static void
judge_character(
    struct judge *judge, uint32_t before, uint32_t c, uint32_t after)
{
	struct score *score = &judge->score;
	long points;
	size_t i;

	score->evidence++;
	if (is_meaningless(c)) {
		points = MEANINGLESS;
	} else if (nc_is_letter(c)) {
		score->letters++;
		points = judge_letter(before, c, after);
		score->latin += script_of(c) == LATIN;
		for (i = 0; i < ALPHABET_COUNT && script_of(c) == LATIN; i++)
			judge->fitting[i] += in_alphabet(
			    alphabets[i], nc_lower(c));
	} else {
		points = judge_sign(before, c, after);
	}
	score->misfits += points < 0;
	score->points += points;
}

/* The alphabet that fits best speaks for the Latin letters. */
static struct score
verdict(const struct judge *judge)
{
	struct score score = judge->score;
	size_t best = judge->fitting[0];
	size_t i;

	for (i = 1; i < ALPHABET_COUNT; i++)
		if (judge->fitting[i] > best)
			best = judge->fitting[i];
	score.ill_fitting = score.latin - best;
	score.points += (long)best * FIT + (long)score.ill_fitting * MISFIT;
	return score;
}

/*
 * Three characters are in view.  Those below U+0080 come from ASCII, and give
 * no points: all candidates agree on them.
 */
static int
judge_candidate(struct score *score, const struct nc_charset *charset,
    const char *sample, size_t size)
{
	struct judge judge;
	struct nc_decoder decoder;
	uint32_t before = 0, current = 0;
	size_t i = 0, j, count;

	int result = nc_decoder_open(&decoder, charset, NULL);

	if (result < 0)
		return result;
	memset(&judge, 0, sizeof(judge));
	while (i < size) {
		uint32_t c[NC_STEP_MAX];

		i += nc_decoder_step(&decoder, sample + i, size - i, c, &count);
		for (j = 0; j < count; j++) {
			if (current >= 0x80)
				judge_character(&judge, before, current, c[j]);
			else
				judge.score.ascii_letters += nc_is_letter(
				    current);
			before = current;
			current = c[j];
		}
	}
	/* The last one may have been cut. */
	if (current >= 0x80 && current != NC_INVALID)
		judge_character(&judge, before, current, ' ');
	nc_decoder_close(&decoder);
	*score = verdict(&judge);
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------ uchardet */

/* The five functions of <uchardet.h>, by their types there. */
struct uchardet {
	void *library;
	void *(*create)(void);
	void (*destroy)(void *detector);
	int (*handle_data)(void *detector, const char *data, size_t size);
	void (*data_end)(void *detector);
	const char *(*get_charset)(void *detector);
};

/* POSIX has dlsym() give functions as void *, which C does not convert. */
static bool
load_function(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static bool
load(struct uchardet *uchardet)
{
	int flags = RTLD_LAZY | RTLD_LOCAL;

#ifdef RTLD_NODELETE
	flags |= RTLD_NODELETE; /* the next dump finds it loaded */
#endif
	uchardet->library = dlopen("libuchardet.so.0", flags);
	if (uchardet->library == NULL)
		return false;
	if (load_function(
		uchardet->library, "uchardet_new", &uchardet->create) &&
	    load_function(
		uchardet->library, "uchardet_delete", &uchardet->destroy) &&
	    load_function(uchardet->library, "uchardet_handle_data",
		&uchardet->handle_data) &&
	    load_function(
		uchardet->library, "uchardet_data_end", &uchardet->data_end) &&
	    load_function(uchardet->library, "uchardet_get_charset",
		&uchardet->get_charset))
		return true;
	dlclose(uchardet->library);
	return false;
}

/* What uchardet says, if it says something we know; NULL otherwise. */
static const struct nc_charset *
ask_uchardet(const char *sample, size_t size)
{
	const struct nc_charset *found = NULL;
	struct uchardet uchardet;
	void *detector;

	if (!load(&uchardet))
		return NULL;
	detector = uchardet.create();
	if (detector != NULL) {
		if (uchardet.handle_data(detector, sample, size) == 0) {
			uchardet.data_end(detector);
			found = nc_charset_find(uchardet.get_charset(detector));
		}
		uchardet.destroy(detector);
	}
	dlclose(uchardet.library);
	/* UTF-8 and its like were ruled out before. */
	if (found != NULL && found->encoding <= NC_ENCODING_UTF32)
		return NULL;
	return found;
}

/* ------------------------------------------------------------ choosing */

/* All fits, in words that are otherwise ASCII: no need to ask further. */
static bool
is_perfect(const struct score *score)
{
	return score->misfits == 0 && score->ill_fitting == 0 &&
	    score->ascii_letters > 2 * score->letters;
}

static unsigned
confidence_of(const struct score *score)
{
	long best = (long)score->evidence * FIT;
	size_t sure = score->evidence < 30 ? score->evidence : 30;

	if (score->points <= 0)
		return 30;
	if (score->points >= best)
		return (unsigned)(65 + sure);
	return (unsigned)(35 + 30 * score->points / best + (long)sure);
}

struct contest {
	const char *sample;
	size_t size;
	const struct nc_charset *said; /* by uchardet, or NULL */
	const struct nc_charset *best;
	struct score score;
	bool out_of_memory;
};

/* Earlier candidates stay where a later one is not better. */
static void
try_candidate(struct contest *contest, const struct nc_charset *charset)
{
	struct score score;
	int result = judge_candidate(
	    &score, charset, contest->sample, contest->size);

	/* A charset that this system cannot convert does not compete. */
	contest->out_of_memory |= result == NEWSCONV_NO_MEMORY;
	if (result < 0)
		return;
	/*
	 * Between charsets of one writing system other than Latin statistics
	 * know better than we do.
	 */
	if (charset == contest->said && 2 * score.latin < score.letters)
		score.points += (long)(score.letters / 2);
	if (contest->best != NULL && score.points <= contest->score.points)
		return;
	contest->best = charset;
	contest->score = score;
}

static void
run_contest(struct contest *contest)
{
	size_t i;

	try_candidate(contest, nc_charset_find(common[0]));
	if (is_perfect(&contest->score))
		return;
	contest->said = ask_uchardet(contest->sample, contest->size);
	if (contest->said != NULL)
		try_candidate(contest, contest->said);
	/* A writing system of its own that fits without fault. */
	if (contest->score.misfits == 0 && contest->score.letters > 0 &&
	    contest->score.latin == 0)
		return;
	for (i = 1; i < sizeof(common) / sizeof(*common); i++)
		try_candidate(contest, nc_charset_find(common[i]));
}

int
nc_charset_legacy(struct nc_charset_choice *choice, struct newsconv_text bytes,
    struct newsconv_error *error)
{
	char sample[SAMPLE];
	struct contest contest = {.sample = sample};

	contest.size = take_sample(sample, bytes);
	run_contest(&contest);
	if (contest.out_of_memory)
		return nc_error_memory(error);
	choice->method = NEWSCONV_CHARSET_DETECTED;
	/* Nothing fits: what two ways of looking agree on, or the usual. */
	if (contest.score.points <= 0 && contest.best != contest.said) {
		contest.best = nc_charset_find(common[0]);
		choice->method = NEWSCONV_CHARSET_FALLBACK;
	}
	choice->charset = *contest.best;
	choice->confidence = confidence_of(&contest.score);
	return NEWSCONV_OK;
}
