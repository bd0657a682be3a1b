/* How the program speaks on standard error, and what it exits with. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

void
print_name(FILE *stream, const char *name)
{
	size_t left = strlen(name);
	char shown[1024];

	if (left == 0)
		fputs("\"\"", stream);
	while (left > 0) {
		size_t taken = newsconv_printable(
		    shown, sizeof(shown), name, left);

		fputs(shown, stream);
		name += taken;
		left -= taken;
	}
}

/* One line, whatever is in the arguments; what is very long is cut. */
static void
print_message(const char *format, va_list arguments)
{
	char line[8192];

	fputs("newsconv: ", stderr);
	vsnprintf(line, sizeof(line), format, arguments);
	print_name(stderr, line);
}

void
message(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_message(format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void
message_error(const struct newsconv_error *error)
{
	if (error->where[0] == '\0')
		message("%s", error->text);
	else
		message("%s: %s", error->where, error->text);
}

int
wrong_usage(const char *command, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_message(format, arguments);
	va_end(arguments);
	fprintf(stderr, " (see newsconv %s--help)\n", command);
	return EXIT_WRONG_USAGE;
}

int
wrong_option(const char *command, char **argv)
{
	const char *word = argv[optind - 1];

	if (optopt != 0 && strncmp(word, "--", 2) != 0)
		return wrong_usage(command,
		    "-%c: unknown option, or its value is missing", optopt);
	return wrong_usage(command,
	    "%s: unknown option, or its value is missing or not wanted", word);
}

/* Errors of the system that may be gone next time. */
static int
passing(int sys_errno)
{
	static const int errors[] = {EIO, ENOSPC, EDQUOT, ENOMEM, EMFILE,
	    ENFILE, EAGAIN, EINTR, EBUSY, ESTALE, ETIMEDOUT, EFBIG};
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (errors[i] == sys_errno)
			return 1;
	return 0;
}

int
status_of(const struct newsconv_error *error)
{
	if (error->code == NEWSCONV_BAD_VALUE)
		return EXIT_WRONG_USAGE;
	if (error->code == NEWSCONV_NO_MEMORY ||
	    error->code == NEWSCONV_INTERRUPTED ||
	    error->code == NEWSCONV_LOCKED ||
	    error->code == NEWSCONV_INCOMPLETE || passing(error->sys_errno))
		return EXIT_TRY_AGAIN;
	return EXIT_CANNOT;
}

int
worse_status(int a, int b)
{
	static const int order[] = {
	    EXIT_WRONG_USAGE, EXIT_FINDINGS, EXIT_TRY_AGAIN, EXIT_CANNOT};
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(*order); i++)
		if (a == order[i] || b == order[i])
			return order[i];
	return EXIT_SOUND;
}

int
split_of(const char *word, enum newsconv_split *split)
{
	static const struct {
		const char *word;
		enum newsconv_split split;
	} words[] = {
	    {"auto", NEWSCONV_SPLIT_AUTO},
	    {"never", NEWSCONV_SPLIT_NEVER},
	    {"always", NEWSCONV_SPLIT_ALWAYS},
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].word, word) == 0) {
			*split = words[i].split;
			return 1;
		}
	return 0;
}

int
finish_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	message("standard output: cannot write: %s", strerror(errno));
	return EXIT_TRY_AGAIN;
}
