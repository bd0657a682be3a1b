# The same input gives the same bytes.

## twice
$ for s in epub json jsonl warc warc.gz; do
> newsconv samples/council.txt -o a.$s
> newsconv samples/council.txt -o b.$s
> cmp a.$s b.$s
> done

## twice_with_several_inputs
$ for s in epub jsonl warc warc.gz; do
> newsconv -q samples/*.txt -o a.$s
> newsconv -q samples/*.txt -o b.$s
> cmp a.$s b.$s && newsconv verify -q a.$s
> done

## in_another_place_time_zone_locale_and_second
$ mkdir -p deep/er
$ cp samples/council.txt council.txt
$ cp samples/council.txt deep/er/council.txt
$ touch -d 2001-02-03 deep/er/council.txt
$ for s in epub json warc.gz; do newsconv council.txt -o a.$s; done
$ sleep 1.1
$ cd deep/er
$ umask 077
$ for s in epub json warc.gz; do
> TZ=Asia/Kathmandu LC_ALL=C LANG=ar_EG HOME=/nowhere newsconv ./council.txt -o b.$s
> cmp ../../a.$s b.$s
> done
$ TZ=America/St_Johns newsconv "$PWD/council.txt" -o c.epub
$ cmp ../../a.epub c.epub

## through_standard_streams
$ newsconv - --to warc -o - <samples/council.txt >a.warc
$ cat samples/council.txt | newsconv - -o b.warc
$ cmp a.warc b.warc

## source_date_epoch_is_honoured
$ SOURCE_DATE_EPOCH=1623486600 newsconv samples/council.txt -o a.epub
$ bsdtar -xOf a.epub EPUB/package.opf | grep -o 'dcterms:modified">[^<]*'
dcterms:modified">2021-06-12T08:30:00Z
$ SOURCE_DATE_EPOCH=1623486600 newsconv samples/council.txt -o a.warc
$ grep -a '^WARC-Date' a.warc | tr -d '\r' | sort -u
WARC-Date: 2021-06-12T08:30:00Z
$ SOURCE_DATE_EPOCH=1623486600 TZ=Asia/Kathmandu newsconv samples/council.txt -o b.epub
$ cmp a.epub b.epub

## times_without_it_are_the_day_of_the_article_and_1980
$ newsconv samples/council.txt -o a.epub
$ bsdtar -xOf a.epub EPUB/package.opf | grep -o 'dcterms:modified">[^<]*'
dcterms:modified">2023-03-14T00:00:00Z
$ newsconv samples/council.txt -o a.warc
$ grep -a '^WARC-Date' a.warc | tr -d '\r' | sort -u
WARC-Date: 1980-01-01T00:00:00Z

## source_date_epoch_may_be_before_1980
$ SOURCE_DATE_EPOCH=0 newsconv samples/council.txt -o a.epub
$ SOURCE_DATE_EPOCH=0 newsconv samples/council.txt -o a.warc.gz
$ newsconv verify -q a.epub a.warc.gz
$ bsdtar -xOf a.epub EPUB/package.opf | grep -o 'dcterms:modified">[^<]*'
dcterms:modified">1970-01-01T00:00:00Z

## a_malformed_source_date_epoch_is_a_usage_error
$ for e in '' x 12x -1 1.5 ' 1' 99999999999999999999 253402300800; do
> SOURCE_DATE_EPOCH="$e" newsconv samples/council.txt -o a.epub; echo $?
> done
64
64
64
64
64
64
64
64
! newsconv: SOURCE_DATE_EPOCH: "" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "x" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "12x" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "-1" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "1.5" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: " 1" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "99999999999999999999" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
! newsconv: SOURCE_DATE_EPOCH: "253402300800" is no number of seconds since 1970 (up to the year 9999) (see newsconv --help)
$ files

## the_identifier_is_that_of_the_bytes
$ cp samples/council.txt other.txt
$ newsconv samples/council.txt --to json -o - | grep '"id"' >a
$ newsconv other.txt --to json -o - | grep '"id"' | cmp a -
$ echo >>other.txt
$ newsconv other.txt --to json -o - | grep '"id"' | cmp -s a - || echo differs
differs
