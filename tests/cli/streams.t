# Standard input and output.

## standard_input_is_read_when_named
$ newsconv - -o out.epub <samples/harbour.txt
$ newsconv verify -q out.epub
$ newsconv - --to json -o - <samples/harbour.txt | grep -c '"name": *"-"'
1

## standard_output_is_written_when_named
$ newsconv samples/harbour.txt --to epub -o - >out.epub
$ newsconv samples/harbour.txt -o file.epub
$ cmp out.epub file.epub

## standard_output_needs_a_format
$ newsconv samples/harbour.txt -o -
! newsconv: standard output needs a format: --to epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]

## warc_on_standard_output_is_plain_unless_asked
$ newsconv samples/harbour.txt --to warc -o - | head -n 1 | tr -d '\r'
WARC/1.1
$ newsconv samples/harbour.txt --to warc.gz -o - | gzip -dc | head -n 1 | tr -d '\r'
WARC/1.1

## a_failure_writes_nothing_to_standard_output
$ newsconv missing.txt --to epub -o - | wc -c
0
! newsconv: missing.txt: cannot open: No such file or directory

## binary_formats_are_not_for_a_terminal
$ on_terminal newsconv samples/harbour.txt --to epub -o -
newsconv: standard output is a terminal, and epub is not text (see newsconv --help)
[64]
$ on_terminal newsconv samples/harbour.txt --to warc.gz -o -
newsconv: standard output is a terminal, and warc.gz is not text (see newsconv --help)
[64]

## a_terminal_by_another_name_is_a_terminal
$ on_terminal newsconv samples/harbour.txt --to epub -o /dev/tty
newsconv: /dev/tty is a terminal, and epub is not text (see newsconv --help)
[64]
$ on_terminal newsconv samples/harbour.txt --to epub -o /dev/stdout
newsconv: /dev/stdout is a terminal, and epub is not text (see newsconv --help)
[64]
$ on_terminal newsconv samples/harbour.txt --to warc -o -
newsconv: standard output is a terminal, and warc is not text (see newsconv --help)
[64]
$ on_terminal newsconv samples/harbour.txt --to json -o /dev/tty | grep -c newsconv-article/1
1

## text_may_go_to_a_terminal
$ on_terminal newsconv samples/harbour.txt --to json -o - | grep -c newsconv-article/1
1

## standard_input_is_read_once
$ newsconv - - -o out.epub <samples/harbour.txt
! newsconv: standard input can be read once only (see newsconv --help)
[64]
$ files
$ newsconv inspect - - <samples/harbour.txt
! newsconv: standard input can be read once only (see newsconv inspect --help)
[64]

## a_closed_standard_input_is_an_error
$ newsconv - -o out.epub <&-; test $? -ne 0 && echo refused
refused
! newsconv: -: cannot read: Bad file descriptor
$ files

## an_empty_standard_input_is_named
$ newsconv - -o out.epub </dev/null
! newsconv: -: is empty (0 bytes)
[2]
$ files
