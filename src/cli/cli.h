/*
 * What the commands share.  The command line uses newsconv.h and nothing else
 * of the library: where that is not enough, the API lacks something.
 */
#ifndef CLI_H
#define CLI_H

#include <stdio.h>

#include <newsconv.h>

/*
 * What main() returns; an int where it travels.  sysexits.h has no number for
 * findings, so that the five are spelled out here.
 */
enum exit_status {
	EXIT_SOUND = 0,    /* done, and sound */
	EXIT_FINDINGS = 1, /* findings, or inputs that failed and are named */
	EXIT_CANNOT = 2,   /* could not be done, or not be checked */
	EXIT_WRONG_USAGE = 64,
	EXIT_TRY_AGAIN = 75 /* in place of 2, where trying again can help */
};

/* Each gets the arguments after the command's name, argv[0] being that name. */
int command_convert(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_inspect(int argc, char **argv);
int command_archive(int argc, char **argv);
int command_merge(int argc, char **argv);
int command_bag(int argc, char **argv);
int command_stream(int argc, char **argv);

/* A name or a text from outside, as part of one line; "" has quotes. */
void print_name(FILE *stream, const char *name);
/* "newsconv: ..." on standard error: one line, made safe to print. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same from a library error: where, and what. */
void message_error(const struct newsconv_error *error);
/* message(), a hint at --help, and EXIT_WRONG_USAGE to return. */
int wrong_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* After getopt_long() returned '?' or ':' with opterr set to 0. */
int wrong_option(const char *command, char **argv);

/* The exit status that a failed library call asks for. */
int status_of(const struct newsconv_error *error);
/* Of two: findings win over cannot, cannot over sound. */
int worse_status(int a, int b);

/* "auto", "never" or "always"; 0 when it is none of them. */
int split_of(const char *word, enum newsconv_split *split);

/* Flush standard output; EXIT_TRY_AGAIN with a message when it fails. */
int finish_output(int status);

#endif
