# Whatever is in a name, what is said of it is one safe line.

## a_name_with_control_characters_is_escaped
$ name="$(printf 'a\nb\033[31m\302\205\377')"
$ newsconv "$name" -o out.epub
! newsconv: a\x0ab\x1b[31m\xc2\x85\xff: cannot open: No such file or directory
[2]
$ newsconv samples/harbour.txt -o "$name"
! newsconv: a\x0ab\x1b[31m\xc2\x85\xff: the suffix tells no format; use --to epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ newsconv samples/harbour.txt --to "$name" -o out.epub
! newsconv: --to a\x0ab\x1b[31m\xc2\x85\xff: no such format; there are epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ newsconv "--$name" samples/harbour.txt -o out.epub
! newsconv: --a\x0ab\x1b[31m\xc2\x85\xff: unknown option, or its value is missing or not wanted (see newsconv --help)
[64]
$ newsconv verify "--$name"
! newsconv: --a\x0ab\x1b[31m\xc2\x85\xff: unknown option, or its value is missing or not wanted (see newsconv verify --help)
[64]
$ newsconv inspect "$name"
! newsconv: a\x0ab\x1b[31m\xc2\x85\xff: cannot open: No such file or directory
[2]
$ SOURCE_DATE_EPOCH="$name" newsconv samples/harbour.txt -o out.epub
! newsconv: SOURCE_DATE_EPOCH: "a\x0ab\x1b[31m\xc2\x85\xff" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
[64]
$ newsconv samples/harbour.txt samples/council.txt --to json -o "$name"
! newsconv: a\x0ab\x1b[31m\xc2\x85\xff: json holds one article, there are 2 inputs; use jsonl (see newsconv --help)
[64]

## what_is_said_of_a_good_file_is_escaped_too
$ name="$(printf 'a\nb\033[31m\357\267\220.json')"
$ cp samples/harbour.txt "$name"
$ newsconv inspect "$name" | head -n 2
file       a\x0ab\x1b[31m\xef\xb7\x90.json
source     1969 bytes, UTF-8
$ newsconv -v "$name" -o out.json
! newsconv: a\x0ab\x1b[31m\xef\xb7\x90.json: "After eleven years of promises … the harbour of Velmora still turns away the ferries that “kept the islands alive”"; en; 1 author; no date; 6 blocks, 2 related, 0 leftovers
$ mv -f out.json "$name"
$ newsconv verify "$name" | sed 's/,.*//'
a\x0ab\x1b[31m\xef\xb7\x90.json: sound: json
$ sed -e 's/"language"/"languagX"/' "$name" >"2$name"
$ newsconv verify "2$name" | head -n 2 | cut -c 1-60
2a\x0ab\x1b[31m\xef\xb7\x90.json: DAMAGED: json, 1 part; str
  error JSON-005
$ newsconv "$name" --force -o "$name"
! newsconv: a\x0ab\x1b[31m\xef\xb7\x90.json: is an input and the output too; it was not replaced
[2]

## an_option_that_is_no_ascii_is_escaped
$ newsconv "$(printf -- '-\303\251')"
! newsconv: -\xc3: unknown option, or its value is missing (see newsconv --help)
[64]

## an_empty_name_is_named
$ newsconv '' -o out.epub
! newsconv: "": cannot open: No such file or directory
[2]
$ newsconv samples/harbour.txt -o ''
! newsconv: "": the output has no name (see newsconv --help)
[64]
$ newsconv samples/harbour.txt --to json -o ''
! newsconv: "": the output has no name (see newsconv --help)
[64]
$ newsconv verify ''
"": NOT CHECKED: cannot open: No such file or directory
[2]
$ newsconv inspect ''
! newsconv: "": cannot open: No such file or directory
[2]
$ newsconv samples/harbour.txt --to '' -o out
! newsconv: --to : no such format; there are epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ files

## of_a_long_name_the_end_is_said
$ long=$(printf '%0300d' 0 | sed 's|0|d/|g')
$ newsconv "${long}name.txt" -o out.epub 2>&1 | sed 's|^newsconv: \(...\).*\(/d/name.*\)|\1 ... \2|'
... ... /d/name.txt: cannot open: No such file or directory
