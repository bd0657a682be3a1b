#!/usr/bin/env python3
"""Fill src/lang/*.def with the facts of a lexicon of languages.

    lexicon_to_def.py LEXICON SRC_LANG

LEXICON is a table with tabs: language, class, pattern, position, note, source.
What a .def file holds already stays, in its order; rows are added at the end
of their kind.  Rows noted as weak are left out, since phrases of a .def file
speak for themselves.  The result is ours: read it before it is committed.
"""
import collections
import os
import re
import sys
import textwrap
import unicodedata

# Tag of the file, by tag of the lexicon where that is another.
FILES = {'zh-Hant': 'zh', 'sr-Latn': 'sr', 'uz-Cyrl': 'uz', 'pt-PT': 'pt'}
# Languages that get a file of their own; of others, the calendar is known.
FULL = '''en de fr es it pt nl ar ru ja zh sv da nb af pl cs ro ca tr id uk bg
fa ur hu sk sr fi th ms bn hi ko vi el ta sw he mr hr'''.split()
NAMES = {
    'hu': 'Hungarian', 'sk': 'Slovak', 'sr': 'Serbian', 'fi': 'Finnish',
    'th': 'Thai', 'ms': 'Malay', 'bn': 'Bengali', 'hi': 'Hindi',
    'ko': 'Korean', 'vi': 'Vietnamese', 'el': 'Greek', 'ta': 'Tamil',
    'sw': 'Swahili', 'he': 'Hebrew', 'mr': 'Marathi', 'hr': 'Croatian'}
SCRIPTS = {
    'Cyrl': 'be bg kk ky mk mn ru sr tg tt uk', 'Deva': 'hi mr ne',
    'Arab': 'ar ckb fa ps sd ur', 'Beng': 'as bn', 'Grek': 'el',
    'Hebr': 'he', 'Thai': 'th', 'Taml': 'ta', 'Telu': 'te', 'Gujr': 'gu',
    'Guru': 'pa', 'Knda': 'kn', 'Mlym': 'ml', 'Orya': 'or', 'Sinh': 'si',
    'Laoo': 'lo', 'Mymr': 'my', 'Khmr': 'km', 'Geor': 'ka', 'Armn': 'hy',
    'Ethi': 'am ti', 'Kore': 'ko', 'Jpan': 'ja', 'Hani': 'zh'}
# Letters put before a month, and letters that are also written plainly.
MONTH_PREFIXES = {'he': 'ב'}
PLAIN = {'ar': ('أإآ', 'ااا'), 'el': ('άέήίόύώ', 'αεηιουω')}
CONJUNCTIONS = {
    'hu': ['és'], 'sk': ['a'], 'sr': ['i', 'и'], 'fi': ['ja', 'sekä'],
    'th': ['และ'], 'ms': ['dan'], 'bn': ['ও', 'এবং'], 'hi': ['और', 'व'],
    'ko': ['및'], 'vi': ['và'], 'el': ['και'], 'ta': ['மற்றும்'],
    'sw': ['na'], 'he': ['ו-'], 'mr': ['आणि', 'व'], 'hr': ['i']}
# Stems of the words for a change, in folded form.
CHANGED = re.compile(
    'updat|aktuali|актуал|mise? a jour|mis(e)? à jour|mise à jour|^maj|modif|'
    'geändert|akt.:|stand|actuali|atuali|aggiorn|bijgew|gewijz|aangepast|'
    'geüpd|laatste|opdater|oppdat|uppdat|ändrad|endret|päivitet|muokat|güncel|'
    'zaktual|zmodyf|обнов|измен|измењ|промяна|онов|змін|последње|تحديث|تعديل|'
    'حدث|عدل|روزرسانی|به روز|更新|수정|업데이트|अपडेट|अपडेटेड|আপডেট|হালনাগাদ|'
    'cập nhật|perbar|perbah|kini|diupd|ενημ|ανανε|עודכן|עדכון|friss|módos|'
    'ažur|izm[ij]en|ปรับปรุง|อัปเดต|อัพเดต|อัพเดท|แก้ไข|sasish|rekebish|'
    'boreshwa|اپ ڈیٹ|புதுப்பி|απο ενημ|ултима актуал|última|ultima act|'
    'ultima mod|poslední akt|naposledy|revised|edited')
KINDS = '''BYLINE DATE MODIFIED RELATED SHARE SUBSCRIBE COMMENTS NAVIGATION
ADVERTISEMENT CONSENT COPYRIGHT TAGS CAPTION NOTE ORGANIZATION NAME_END
CREDIT DATELINE'''.split()
BOILERPLATE = '''RELATED SHARE SUBSCRIBE COMMENTS NAVIGATION ADVERTISEMENT
CONSENT COPYRIGHT TAGS'''.split()
# Kinds whose phrases open a line with a colon or without one.
BARE = ('BYLINE', 'DATE', 'MODIFIED', 'CREDIT')
# Rows of the lexicon that read as two things.
REFUSED = {('ko', '입력:', 'byline'), ('de', 'Rubriklistenbild', 'related')}
QUOTES = {
    **{c: "'" for c in '\u2018\u2019\u02bc\u201b'},
    **{c: '"' for c in '\u201c\u201d\u201e\u00ab\u00bb'},
    **{c: '-' for c in '\u2010\u2011\u2012\u2013\u2014\u2015\u2212'},
    '\uff1a': ':', '\uff0f': '/', '\u0130': 'i', '\u0131': 'i',
    '\u03c2': '\u03c3'}


def fold(text):
    """As src/segment/fold.c does it: one character for one."""
    out = []
    for c in unicodedata.normalize('NFC', text):
        c = QUOTES.get(c, c)
        low = c.lower()
        c = low if len(low) == 1 else c
        digit = unicodedata.digit(c, None)
        if digit is not None and unicodedata.category(c) == 'Nd':
            c = str(digit)
        out.append(' ' if c.isspace() else c)
    return re.sub(' +', ' ', ''.join(out)).strip()


def cut(pattern):
    """The words of a pattern before its first placeholder."""
    return fold(pattern.split('{')[0])


def words(phrase):
    return len(phrase.split()) + sum(c >= '\u2e80' for c in phrase) // 3


def marked(kind, phrase):
    """With a colon it opens a line, without it has to be all of it."""
    if phrase.endswith(':'):
        yield kind, 'PREFIX', phrase
        phrase = phrase[:-1].strip()
    # A word alone on its line can be a subheading.
    if kind != 'RELATED' or words(phrase) >= 2:
        yield kind, 'WHOLE', phrase


def opening(kind, phrase):
    """Some words are enough to tell what a line opens with."""
    if words(phrase) >= 2 or phrase.endswith(':'):
        yield kind, 'PREFIX', phrase
    else:
        yield kind, 'WHOLE', phrase


def byline(pattern, position):
    phrase = cut(pattern)
    if position == 'suffix' or not phrase or phrase in '([<':
        return
    placeholder = re.search(r'\{(\w+)\}', pattern)
    if placeholder is None:
        yield 'ORGANIZATION', 'WHOLE', phrase
    elif placeholder.group(1) == 'NAME':
        yield 'BYLINE', 'PREFIX', phrase
    elif placeholder.group(1) == 'ORG' and words(phrase) > 0:
        yield 'ORGANIZATION', 'PREFIX', phrase


def date(pattern, position, note):
    phrase = cut(pattern)
    if position != 'prefix' or '{' in pattern or not phrase:
        return
    yield ('MODIFIED' if CHANGED.search(phrase) else 'DATE'), 'PREFIX', phrase


def read_time(pattern):
    if '{N}' not in pattern:
        yield from marked('NAME_END', fold(pattern))
        return
    before, after = (fold(part) for part in pattern.split('{N}', 1))
    if before and len(before) > 2:
        yield 'NAME_END', 'PREFIX', before
    elif len(after) > 2:
        yield 'DATE', 'SUFFIX', after


def markers(kind, pattern, position, note):
    """What a row says, as (kind, position, phrase)."""
    phrase = cut(pattern)
    if kind == 'byline':
        yield from byline(pattern, position)
    elif kind == 'datemark':
        yield from date(pattern, position, note)
    elif kind == 'readtime':
        yield from read_time(pattern)
    elif kind in ('editor', 'translator'):
        if position == 'prefix' and phrase:
            yield 'CREDIT', 'PREFIX', phrase
    elif '{' in pattern or not phrase:
        return
    elif kind == 'related':
        yield from marked('RELATED', phrase)
    elif kind == 'share':
        yield from marked('SHARE', phrase)
    elif kind == 'nav':
        yield 'NAVIGATION', 'WHOLE', phrase.rstrip(':').strip()
    elif kind == 'ad':
        yield 'ADVERTISEMENT', 'WHOLE', phrase.rstrip(':').strip()
    elif kind == 'comment':
        yield from opening('COMMENTS', phrase)
    elif kind == 'subscribe':
        yield from opening('SUBSCRIBE', phrase)
    elif kind == 'cookie':
        yield from opening('CONSENT', phrase)
    elif kind == 'legal':
        yield 'COPYRIGHT', 'WHOLE', phrase
    elif kind == 'copyright' and words(phrase) >= 2:
        yield 'COPYRIGHT', 'PREFIX', phrase
    elif kind == 'tags':
        yield from marked('TAGS', phrase)
    elif kind in ('caption', 'credit') and phrase.endswith(':'):
        yield 'CAPTION', 'PREFIX', phrase
    elif kind == 'correction':
        yield from opening('NOTE', phrase)


class Language:
    def __init__(self, tag):
        self.tag = tag
        self.markers = collections.OrderedDict((k, []) for k in KINDS)
        self.months = []
        self.weekdays = []
        self.roles = []
        self.periods = []
        self.month_first = False
        self.head = self.words = self.conjunctions = self.language = None

    def add_marker(self, kind, position, phrase):
        row = (position, phrase)
        bare = (position, phrase.rstrip(': '))
        rows = self.markers[kind]
        if len(phrase) < 2 or '\\' in phrase or row in rows:
            return
        # "published" finds "published:" as well.
        if position == 'PREFIX' and kind in BARE and bare in rows:
            return
        # A line of boilerplate is of one kind, that which was named first.
        if kind in BOILERPLATE and any(
                phrase == other for k in BOILERPLATE if k != kind
                for _, other in self.markers[k]):
            return
        rows.append(row)

    def add_month(self, number, name, calendar):
        name = fold(name).rstrip('.')
        if (calendar, name) in [(m[0], m[2]) for m in self.months]:
            return
        if len(name) < 2 or name[0].isdigit():
            return
        self.months.append((calendar, number, name))

    def add_once(self, where, text):
        text = fold(text)
        if len(text) > 1 and text not in where:
            where.append(text)


def read_existing(language, path):
    text = open(path, encoding='utf-8').read()
    language.head = text[:text.index('*/') + 3]
    text = text[len(language.head):]
    kind_of = r'MARKER\((\w+), (\w+),\s*"((?:[^"\\]|\\.)*)"\)'
    for kind, position, phrase in re.findall(kind_of, text):
        language.markers[kind].append((position, phrase.replace('\\"', '"')))
    for number, name in re.findall(r'MONTH\((\d+), "([^"]*)"\)', text):
        language.months.append(('GREGORIAN', int(number), name))
    for calendar, number, name in re.findall(
            r'MONTH_IN\((\w+), (\d+), "([^"]*)"\)', text):
        language.months.append((calendar, int(number), name))
    for number, name in re.findall(
            r'DAY_PERIOD\((\d+), "([^"]*)"\)', text):
        language.periods.append((int(number), name))
    for macro, where in (('WEEKDAYS', language.weekdays),
                         ('ROLES', language.roles)):
        match = re.search(macro + r'\(\w+,(.*?)\)\n', text, re.S)
        if match:
            where += re.findall(r'"([^"]*)"', match.group(1))
    match = re.search(r'^WORDS\(.*?\)\n', text, re.S | re.M)
    language.words = match.group(0) if match else None
    language.conjunctions = re.findall(r'"([^"]*)"', re.search(
        r'^CONJUNCTIONS\(.*?\)\n', text, re.S | re.M).group(0))
    language.language = text[re.search(
        r'^(NO_)?(LABELS|LANGUAGE)\(', text, re.M).start():]


def variants(tag, month):
    for name in dict.fromkeys([month] + month.split('/')):
        yield name
        if tag in MONTH_PREFIXES:
            yield MONTH_PREFIXES[tag] + name
        if tag in PLAIN:
            yield fold(name).translate(str.maketrans(*PLAIN[tag]))


def read_calendar(language, kind, pattern, note):
    if kind in ('month', 'month_abbr'):
        match = re.match(r'(\d+)', note)
        calendar = re.search(r'calendar=(\w+)', note)
        calendar = calendar.group(1).upper() if calendar else 'GREGORIAN'
        if match and calendar in ('GREGORIAN', 'PERSIAN', 'ISLAMIC',
                                  'ETHIOPIC'):
            for name in variants(language.tag, pattern):
                language.add_month(int(match.group(1)), name, calendar)
    elif kind in ('weekday', 'weekday_abbr'):
        language.add_once(language.weekdays, pattern.rstrip('.'))
    elif kind == 'dayperiod':
        shift = {'am': 0, 'pm': 12}.get(note.split(';')[0])
        text = fold(pattern)
        if shift is not None and text not in ('am', 'pm', 'a.m.', 'p.m.') \
                and (shift, text) not in language.periods and len(text) > 1:
            language.periods.append((shift, text))
    elif kind == 'datepattern' and note == 'short':
        language.month_first = pattern.startswith('M')


def read_lexicon(path, languages):
    agencies = []
    for line in open(path, encoding='utf-8'):
        tag, kind, pattern, position, note, _ = line.rstrip('\n').split('\t')
        tag = FILES.get(tag, tag)
        if (tag, pattern, kind) in REFUSED:
            continue
        if kind == 'agency' and len(pattern) > 1 and 'weak' not in note \
                and pattern != 'Online':
            agencies.append(fold(pattern))
        if tag in ('lang', 'mul'):
            continue
        language = languages.setdefault(tag, Language(tag))
        read_calendar(language, kind, pattern, note)
        if re.search(r'unsure|body=[1-9]', note):
            if kind != 'byline':
                continue
        if 'weak' in note and kind != 'byline':
            continue
        if kind == 'role':
            language.add_once(language.roles, pattern)
            continue
        # What follows a name in a byline: "기자", "报道", ", Redakteurin".
        if kind == 'byline' and position == 'suffix' and '{' not in pattern:
            if re.match(r'[^\W\d]', pattern.lstrip(', ')) and \
                    fold(pattern.lstrip(', ')) not in agencies:
                language.add_once(language.roles,
                                  pattern.lstrip(', ').rstrip('])）= '))
            continue
        for row in markers(kind, pattern, position, note):
            language.add_marker(*row)
    return sorted(set(agencies))


def quoted(text):
    return '"' + text.replace('"', '\\"') + '"'


def listed(macro, tag, texts):
    if not texts:
        return 'NO_%s(%s)\n' % (macro, tag)
    body = ', '.join([tag] + [quoted(t) for t in texts])
    # Blanks within a phrase must not be broken at.
    body = re.sub('"[^"]*"', lambda m: m.group(0).replace(' ', '\x00'), body)
    lines = textwrap.wrap(
        macro + '(' + body + ')', 78, subsequent_indent='    ',
        break_long_words=False, break_on_hyphens=False)
    return '\n'.join(lines).replace('\x00', ' ') + '\n'


def month_lines(language):
    out = ['MONTHS(%s)' % language.tag]
    order = ('GREGORIAN', 'PERSIAN', 'ISLAMIC', 'ETHIOPIC')
    for calendar, number, name in sorted(
            language.months, key=lambda m: (order.index(m[0]), m[1])):
        if calendar == 'GREGORIAN':
            out.append('MONTH(%d, %s)' % (number, quoted(name)))
        else:
            out.append(
                'MONTH_IN(%s, %d, %s)' % (calendar, number, quoted(name)))
    return '\n'.join(out + ['END_MONTHS']) + '\n'


def calendar(language):
    periods = ['DAY_PERIODS(%s)' % language.tag]
    periods += ['DAY_PERIOD(%d, %s)' % (n, quoted(t))
                for n, t in language.periods]
    return month_lines(language) + '\n' + \
        listed('WEEKDAYS', language.tag, language.weekdays) + '\n' + \
        '\n'.join(periods + ['END_DAY_PERIODS']) + '\n'


def script_of(tag):
    for script, tags in SCRIPTS.items():
        if tag in tags.split():
            return script
    return 'Latn'


def write_full(language, path):
    tag = language.tag
    head = language.head or (
        '/*\n * %s; the format is described in en.def.\n */\n' % NAMES[tag])
    head = re.sub(r'  Known well enough\n \* to be told from its neighbours and'
                  r' to read dates; it has no markers yet\.', '', head)
    out = [head, 'MARKERS(%s)\n' % tag]
    groups = []
    for kind, rows in language.markers.items():
        if rows:
            groups.append(''.join(
                'MARKER(%s, %s, %s)\n' % (kind, position, quoted(phrase))
                for position, phrase in rows))
    out.append('\n'.join(groups) + 'END_MARKERS\n\n')
    out.append(calendar(language) + '\n')
    out.append(listed('ROLES', tag, language.roles) + '\n')
    out.append((language.words or 'NO_WORDS(%s)\n' % tag) + '\n')
    out.append(listed('CONJUNCTIONS', tag, language.conjunctions or
                      CONJUNCTIONS[tag]) + '\n')
    out.append(language.language or (
        'NO_LABELS(%s)\n\nLANGUAGE(%s, "%s", %s)\n' % (
            tag, tag, script_of(tag),
            'MONTH_FIRST' if language.month_first else 'DAY_FIRST')))
    open(path, 'w', encoding='utf-8').write(''.join(out))


CALENDARS = '''/*
 * Languages of which only the calendar is known: their dates are read, their
 * other markers are not.  Months, weekdays and halves of the day are those of
 * the Unicode Common Locale Data Repository; see LICENSE.md.
 */
'''


def main():
    lexicon, directory = sys.argv[1:]
    languages = {}
    for tag in FULL:
        languages[tag] = Language(tag)
        path = os.path.join(directory, tag + '.def')
        if os.path.exists(path):
            read_existing(languages[tag], path)
    agencies = read_lexicon(lexicon, languages)
    for tag in FULL:
        write_full(languages[tag], os.path.join(directory, tag + '.def'))
    with open(os.path.join(directory, 'calendars.def'), 'w',
              encoding='utf-8') as file:
        file.write(CALENDARS)
        for tag, language in sorted(languages.items()):
            if tag not in FULL and language.months:
                file.write('\n' + calendar(language) + '\n')
                file.write('CALENDAR(%s, "%s", %s)\n' % (
                    tag, script_of(tag), 'MONTH_FIRST'
                    if language.month_first else 'DAY_FIRST'))
    with open(os.path.join(directory, 'agencies.def'), 'w',
              encoding='utf-8') as file:
        file.write('/* News agencies, as they are named in any script. */\n')
        for name in agencies:
            file.write('AGENCY(%s)\n' % quoted(name))


main()
