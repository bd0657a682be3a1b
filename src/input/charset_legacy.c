/*
 * Texts in the charsets of before Unicode.  Statistics over bytes (uchardet)
 * are good at telling writing systems apart and poor at telling one Latin
 * charset from the other in a short text, where a handful of accented letters
 * is all there is.  So uchardet's answer is one candidate among the common
 * charsets, and what each makes of the bytes is judged by charset_judge.c.
 *
 * Code is loaded only when it is needed: libuchardet is C++ and takes longer
 * to load than most dumps take to convert.  Hence dlopen and no header of it;
 * without the library the other candidates have to do.
 */
#include <dlfcn.h>
#include <string.h>

#include "charset.h"
#include "charset_judge.h"
#include "error.h"
#include "symbol.h"
#include "utf8.h"

enum {
	SAMPLE = 2048,
	/* Bytes of ASCII kept around what is not ASCII. */
	AROUND = 32,
	/* Likeness of letters that make words. */
	LIKE = 90,
	/* Points for being what most such texts are in. */
	USUAL = 2,
	LEAST_LETTERS = 4
};

/* The languages that windows-1252 has all letters of. */
static const char *const western[] = {"en", "de", "fr", "es", "it", "pt", "nl",
    "sv", "da", "nb", "nn", "fi", "is", "fo", "ca", "eu", "gl", "oc", "ga",
    "gd", "lb", "af", "sq", "br", "fy", "id", "ms", "tl", "sw"};

/* Tried besides what uchardet says.  Earlier wins where both fit alike. */
static const char *const common[] = {"windows-1252", "windows-1250",
    "windows-1251", "ISO-8859-2", "windows-1254", "windows-1257", "KOI8-R",
    "KOI8-U", "windows-1253", "ISO-8859-16"};

/* Tried too when none of these reads well. */
static const char *const rare[] = {"macintosh", "IBM852", "windows-1258",
    "IBM866", "ISO-8859-5", "MAC-CYRILLIC", "windows-1255", "windows-1256",
    "windows-874", "Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR"};

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
	if (nc_symbol(uchardet->library, "uchardet_new", &uchardet->create) &&
	    nc_symbol(
		uchardet->library, "uchardet_delete", &uchardet->destroy) &&
	    nc_symbol(uchardet->library, "uchardet_handle_data",
		&uchardet->handle_data) &&
	    nc_symbol(
		uchardet->library, "uchardet_data_end", &uchardet->data_end) &&
	    nc_symbol(uchardet->library, "uchardet_get_charset",
		&uchardet->get_charset))
		return true;
	dlclose(uchardet->library);
	return false;
}

/* What uchardet says, if it says something we know; NULL otherwise. */
static const struct nc_charset *
ask_uchardet(struct newsconv_text sample)
{
	const struct nc_charset *found = NULL;
	struct uchardet uchardet;
	void *detector;

	if (!load(&uchardet))
		return NULL;
	detector = uchardet.create();
	if (detector != NULL) {
		if (uchardet.handle_data(detector, sample.data, sample.size) ==
		    0) {
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

static bool
is_western(const char *language)
{
	size_t i;

	for (i = 0; i < sizeof(western) / sizeof(*western); i++)
		if (strcmp(western[i], language) == 0)
			return true;
	return false;
}

/* Words of a language of windows-1252, or no letters at all: ask no further. */
static bool
is_perfect(const struct nc_charset_score *score)
{
	return score->misfits == 0 && score->latin == score->letters &&
	    (score->letters == 0 ||
		(score->likeness >= LIKE && is_western(score->language)));
}

static unsigned
confidence_of(const struct nc_charset_score *score)
{
	long best = (long)score->evidence * NC_CHARSET_FIT;
	size_t sure = score->evidence < 30 ? score->evidence : 30;

	if (score->points <= 0)
		return 30;
	if (score->points >= best)
		return (unsigned)(65 + sure);
	return (unsigned)(35 + 30 * score->points / best + (long)sure);
}

struct contest {
	struct newsconv_text sample;
	const struct nc_charset *said; /* by uchardet, or NULL */
	const struct nc_charset *best;
	struct nc_charset_score score;
	bool out_of_memory;
};

/* Earlier candidates stay where a later one is not better. */
static void
try_candidate(struct contest *contest, const struct nc_charset *charset)
{
	struct nc_charset_score score;
	int result = nc_charset_judge(&score, charset, contest->sample);

	/* A charset that this system cannot convert does not compete. */
	contest->out_of_memory |= result == NEWSCONV_NO_MEMORY;
	if (result < 0)
		return;
	/* A few letters of another script in a text of ASCII are chance. */
	if (contest->best != NULL && charset != contest->said &&
	    score.latin < score.letters && score.letters < LEAST_LETTERS)
		return;
	/* Statistics over bytes are another opinion. */
	if (charset == contest->said)
		score.points += (long)(score.letters / 2);
	if (contest->best == NULL)
		score.points += USUAL;
	if (contest->best != NULL && score.points <= contest->score.points)
		return;
	contest->best = charset;
	contest->score = score;
}

static void
try_all(struct contest *contest, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		try_candidate(contest, nc_charset_find(names[i]));
}

static void
run_contest(struct contest *contest)
{
	const struct nc_charset_score *score = &contest->score;

	try_candidate(contest, nc_charset_find(common[0]));
	if (is_perfect(score))
		return;
	contest->said = ask_uchardet(contest->sample);
	if (contest->said != NULL)
		try_candidate(contest, contest->said);
	/* A writing system of its own that fits without fault. */
	if (score->misfits == 0 && score->letters > 0 && score->latin == 0 &&
	    (score->likeness == 0 || score->likeness >= LIKE))
		return;
	try_all(contest, common + 1, sizeof(common) / sizeof(*common) - 1);
	if (score->misfits > 0 || score->likeness < LIKE)
		try_all(contest, rare, sizeof(rare) / sizeof(*rare));
}

int
nc_charset_legacy(struct nc_charset_choice *choice, struct newsconv_text bytes,
    struct newsconv_error *error)
{
	char sample[SAMPLE];
	struct contest contest = {
	    .sample = {sample, take_sample(sample, bytes)}};

	run_contest(&contest);
	if (contest.out_of_memory)
		return nc_error_memory(error);
	choice->method = NEWSCONV_CHARSET_DETECTED;
	/* Nothing fits: what two ways of looking agree on, or the usual. */
	if (contest.score.points <= 0 && contest.score.misfits > 0 &&
	    contest.best != contest.said) {
		contest.best = nc_charset_find(common[0]);
		choice->method = NEWSCONV_CHARSET_FALLBACK;
	}
	choice->charset = *contest.best;
	choice->confidence = confidence_of(&contest.score);
	return NEWSCONV_OK;
}
