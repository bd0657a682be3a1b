// Validate article objects with ajv against schemas/article.schema.json, and lines
// of manifest.jsonl, history.jsonl and manifests of outputs against theirs; of articles also count the
// bytes of their sources again: segments in order, and nothing but
// white space outside them.  Takes pairs ARTICLE.json SOURCE; JSON Lines are the
// articles of one source, or of several, with SOURCE "-": then they are
// validated only.
// Prints "ok FILE" or "not ok FILE: why" for each pair.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const require = createRequire(import.meta.url);
const Ajv2020 = require('ajv/dist/2020.js').default;
const addFormats = require('ajv-formats').default;

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const compile = (name) => ajv.compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')));
const schemas = {
	'manifest.jsonl': compile('manifest'),
	'history.jsonl': compile('history'),
	'outputs.jsonl': compile('outputs'),
	article: compile('article'),
};

// NAME.manifest.jsonl has the lines of an archive's outputs.jsonl.
function nameOf(path) {
	return path.endsWith('.manifest.jsonl') ? 'outputs.jsonl'
	    : basename(path);
}

function checkSchema(article, validate) {
	if (!validate(article))
		throw new Error(ajv.errorsText(validate.errors));
}

function checkBytes(article, bytes) {
	const decoder = new TextDecoder(article.source.charset.name,
	    { ignoreBOM: false });
	let at = 0;
	const gap = (end) => {
		const text = decoder.decode(bytes.subarray(at, end));
		if (/[^\p{White_Space}\ufeff]/u.test(text))
			throw new Error(`bytes ${at} to ${end} are in no ` +
			    `segment: ${JSON.stringify(text.slice(0, 60))}`);
	};
	if (article.source.bytes !== bytes.length)
		throw new Error('source.bytes is not the size of the file');
	if (article.source.sha256 !==
	    createHash('sha256').update(bytes).digest('hex'))
		throw new Error('source.sha256 is not that of the file');
	for (const segment of article.segments) {
		const { start, end } = segment;
		if (start < at || end <= start || end > bytes.length)
			throw new Error(`a segment from ${start} to ${end} ` +
			    `after byte ${at}`);
		gap(start);
		at = end;
	}
	gap(bytes.length);
}

const paths = process.argv.slice(2);
for (let i = 0; i < paths.length; i += 2) {
	const [path, source] = paths.slice(i, i + 2);
	try {
		const text = readFileSync(path, 'utf8');
		if (!text.endsWith('\n'))
			throw new Error('no line feed at its end');
		const articles = path.endsWith('.jsonl')
		    ? text.slice(0, -1).split('\n').map((line) => JSON.parse(line))
		    : [JSON.parse(text)];
		for (const article of articles)
			checkSchema(article,
			    schemas[nameOf(path)] ?? schemas.article);
		if (source !== '-')
			checkBytes({
				source: articles[0].source,
				segments: articles.flatMap((a) => a.segments),
			}, readFileSync(source));
		console.log(`ok ${path}`);
	} catch (error) {
		console.log(`not ok ${path}: ${error.message}`);
	}
}
