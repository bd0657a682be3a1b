# What the caller says wins over what the text says, and both are kept.

## given_values_replace_those_found
$ newsconv --title 'Another title' --author 'Ada Example' --author 'Bo Sample' --date 2020-02-29 --lang en-GB --url https://news.example/a?b=c --publisher 'The Example' samples/council.txt -o out.epub
$ newsconv verify -q out.epub
$ bsdtar -xOf out.epub EPUB/package.opf | grep -oE '<dc:(title|language|creator|publisher|date|source)[^>]*>[^<]*'
<dc:title id="title">Another title
<dc:language>en-GB
<dc:creator id="creator-1">Ada Example
<dc:creator id="creator-2">Bo Sample
<dc:publisher>The Example
<dc:date>2020-02-29
<dc:source>https://news.example/a?b=c

## what_was_found_is_kept_beside_it
$ newsconv --title 'Another title' samples/council.txt --to json -o out.json
$ grep -c '"origin": *"option"' out.json
1
$ grep -c '"found"' out.json
1
$ newsconv verify -q out.json

## every_format_takes_them
$ for s in json jsonl warc warc.gz epub; do
> newsconv --title 'T <&> "t"' --author 'A & B <c>' --date 1999 --lang de --publisher 'P & Co' --url 'https://news.example/?a=1&b=2' samples/harbour.txt -o out.$s || echo $s
> newsconv verify -q out.$s
> done

## a_date_may_be_less_than_a_day
$ for d in 2021 2021-06 2021-06-12 2021-06-12T08:30Z 2021-06-12T08:30:59+02:00; do
> newsconv --date $d samples/harbour.txt --to json -o - | grep -A 3 '"published"' | grep -o '"value": *"[^"]*"'
> done
"value": "2021"
"value": "2021-06"
"value": "2021-06-12"
"value": "2021-06-12T08:30Z"
"value": "2021-06-12T08:30:59+02:00"

## a_book_states_the_part_of_a_date_that_its_checkers_know
$ for d in 1582-10-04 1582-10-10 1582-10-15 2021-06-12T08:30:60Z 2021-06-12T08:30:59Z 9999-12-31T23:59-12:00 9999-12-30T23:59-12:00 0001-01-01T00:00+14:00; do
> newsconv --force --date $d samples/harbour.txt -o out.epub && newsconv verify -q out.epub
> echo "$d: $(bsdtar -xOf out.epub EPUB/package.opf | grep -o '<dc:date>[^<]*')"
> done
1582-10-04: <dc:date>1582-10-04
1582-10-10: 
1582-10-15: <dc:date>1582-10-15
2021-06-12T08:30:60Z: <dc:date>2021-06-12
2021-06-12T08:30:59Z: <dc:date>2021-06-12T08:30:59Z
9999-12-31T23:59-12:00: <dc:date>9999-12-31
9999-12-30T23:59-12:00: <dc:date>9999-12-30T23:59-12:00
0001-01-01T00:00+14:00: <dc:date>0001-01-01

## a_malformed_date_is_a_usage_error
$ for d in '' yesterday 2021-13 2021-02-29 2021-6-1 12/06/2021 2021-06-12T25:00Z 2021-06-12T08:30; do
> newsconv --date "$d" samples/harbour.txt -o out.epub; echo $?
> done
64
64
64
64
64
64
64
64
! newsconv: the date "" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
! newsconv: the date "yesterday" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
! newsconv: the date "2021-13" is not in the calendar: there is no such month (see newsconv --help)
! newsconv: the date "2021-02-29" is not in the calendar: there is no such day (see newsconv --help)
! newsconv: the date "2021-6-1" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
! newsconv: the date "12/06/2021" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
! newsconv: the date "2021-06-12T25:00Z" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
! newsconv: the date "2021-06-12T08:30" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (see newsconv --help)
$ files

## a_malformed_language_is_a_usage_error
$ for l in '' C en_US 'en us' e x123456789 'en-'; do
> newsconv --lang "$l" samples/harbour.txt -o out.epub; echo $?
> done
64
64
64
64
64
64
64
! newsconv: the language "" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "C" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "en_US" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "en us" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "e" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "x123456789" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
! newsconv: the language "en-" is not a BCP 47 tag such as en or pt-BR (see newsconv --help)
$ files

## a_malformed_url_is_a_usage_error
$ for u in '' example.com ftp://example.com/x http:// 'https://example.com/a b' 'javascript:alert(1)'; do
> newsconv --url "$u" samples/harbour.txt -o out.epub; echo $?
> done
64
64
64
64
64
64
! newsconv: the URL "" is not an absolute http or https URL, percent-encoded (see newsconv --help)
! newsconv: the URL "example.com" is not an absolute http or https URL, percent-encoded (see newsconv --help)
! newsconv: the URL "ftp://example.com/x" is not an absolute http or https URL, percent-encoded (see newsconv --help)
! newsconv: the URL "http://" is not an absolute http or https URL, percent-encoded (see newsconv --help)
! newsconv: the URL "https://example.com/a b" is not an absolute http or https URL, percent-encoded (see newsconv --help)
! newsconv: the URL "javascript:alert(1)" is not an absolute http or https URL, percent-encoded (see newsconv --help)
$ files

## a_value_that_is_no_utf_8_is_a_usage_error
$ newsconv --title "$(printf 'a\377b')" samples/harbour.txt -o out.epub
! newsconv: the title is not UTF-8 (at byte 1) (see newsconv --help)
[64]
$ files

## a_right_to_left_language_turns_the_book
$ newsconv --lang ar samples/harbour.txt -o out.epub
$ bsdtar -xOf out.epub EPUB/package.opf | grep -o 'page-progression-direction="rtl"'
page-progression-direction="rtl"
