# What is asked of the command line before any file is opened.

## help_is_given
$ newsconv --help | head -n 1
Usage: newsconv [convert] [OPTION...] INPUT... -o OUTPUT
$ newsconv -h | head -n 1
Usage: newsconv [convert] [OPTION...] INPUT... -o OUTPUT
$ newsconv convert --help | head -n 1
Usage: newsconv [convert] [OPTION...] INPUT... -o OUTPUT
$ newsconv verify --help | head -n 1
Usage: newsconv verify [OPTION...] PATH...
$ newsconv inspect --help | head -n 1
Usage: newsconv inspect [--explain] [--no-folder] [--split WHEN] INPUT...

## help_names_every_format
$ newsconv --help | grep -cE '^ +(epub|json|jsonl|warc|warc.gz) '
5

## the_version_is_given
$ newsconv --version | sed 's/[0-9.]*$/N/'
newsconv N
$ newsconv -V | sed 's/[0-9.]*$/N/'
newsconv N

## no_argument_is_a_usage_error
$ newsconv
! newsconv: no input given (see newsconv --help)
[64]
$ newsconv convert
! newsconv: no input given (see newsconv --help)
[64]
$ newsconv verify
! newsconv: no archive given (see newsconv verify --help)
[64]
$ newsconv inspect
! newsconv: no input given (see newsconv inspect --help)
[64]

## no_output_is_a_usage_error
$ newsconv samples/harbour.txt
! newsconv: no output given; use -o FILE (see newsconv --help)
[64]

## no_input_is_a_usage_error
$ newsconv -o out.epub
! newsconv: no input given (see newsconv --help)
[64]
$ files

## an_unknown_option_is_a_usage_error
$ newsconv --frobnicate samples/harbour.txt -o out.epub
! newsconv: --frobnicate: unknown option, or its value is missing or not wanted (see newsconv --help)
[64]
$ newsconv -Z samples/harbour.txt -o out.epub
! newsconv: -Z: unknown option, or its value is missing (see newsconv --help)
[64]
$ newsconv verify --frobnicate x
! newsconv: --frobnicate: unknown option, or its value is missing or not wanted (see newsconv verify --help)
[64]
$ newsconv inspect -Z x
! newsconv: -Z: unknown option, or its value is missing (see newsconv inspect --help)
[64]
$ files

## a_missing_value_is_a_usage_error
$ newsconv samples/harbour.txt -o
! newsconv: -o: unknown option, or its value is missing (see newsconv --help)
[64]
$ newsconv samples/harbour.txt -o out.epub --title
! newsconv: --title: unknown option, or its value is missing or not wanted (see newsconv --help)
[64]
$ files

## options_may_follow_inputs
$ newsconv samples/harbour.txt -o out.epub --title Harbour
$ newsconv verify -q out.epub

## the_word_convert_may_be_said
$ newsconv convert samples/harbour.txt -o out.epub
$ newsconv verify -q out.epub

## verbose_says_what_was_found
$ newsconv -v samples/council.txt -o out.epub
! newsconv: samples/council.txt: "Council votes to keep Brackwater’s night bus running until spring"; en; 1 author; 2023-03-14; 6 blocks, 0 related, 0 leftovers
$ newsconv -q samples/council.txt -o out2.epub
