// Replay archives in a real browser, as a reader would: Debian's Chromium,
// headless, with ReplayWeb.page, both served on the loopback interface only.
//
//	replay.mjs CHROMIUM PICTURES ARTICLES.jsonl ARCHIVE...
//
// A WACZ opens at its list of pages; each article of the JSON Lines is found
// there, by its title and by full-text search, and opened.  A WARC has no list:
// the dump is opened by its URI, as a small file, which is read whole, and as
// one of more than 25 MB, of which the player makes an index first.  Headline and text have to be visible, and a
// picture of each is left in the folder PICTURES, for people: what is in the
// document may be drawn as nothing.
// Prints "ok WHAT" or "not ok WHAT: why".
import { createReadStream, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const { WARCParser } = require('warcio');
const player = fileURLToPath(
    new URL('../node_modules/replaywebpage', import.meta.url));

const [executablePath, pictures, articlesPath, ...archives] =
    process.argv.slice(2);
const PATIENCE = 60000;
const TYPES = { html: 'text/html', js: 'text/javascript', wacz:
    'application/wacz', gz: 'application/gzip' };

// The worker has to be active before the element makes its first request:
// else that goes to the server, which knows nothing of it.
const HARNESS = `<!doctype html><meta charset="utf-8"><title>replay</title>
<style>html, body, replay-web-page { height: 100%; margin: 0 }</style>
<script src="/replay/ui.js"></script>
<script type="module">
const worker = (await navigator.serviceWorker.register(
    '/replay/sw.js?serveIndex=1', { scope: '/replay/' }));
const rising = worker.installing ?? worker.waiting ?? worker.active;
await new Promise((done) => {
	const look = () => rising.state === 'activated' && done();
	rising.addEventListener('statechange', look);
	look();
});
const element = document.createElement('replay-web-page');
for (const [name, value] of new URLSearchParams(location.search))
	element.setAttribute(name, value);
document.body.append(element);
</script>`;

// "bytes=A-B", "bytes=A-" or "bytes=-N" of a file (RFC 9110, 14.1.2).
function range(header, size) {
	const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!parts || (parts[1] === '' && parts[2] === ''))
		return null;
	if (parts[1] === '')
		return [Math.max(size - Number(parts[2]), 0), size - 1];
	return [Number(parts[1]), parts[2] === ''
	    ? size - 1 : Math.min(Number(parts[2]), size - 1)];
}

function sendFile(request, response, path) {
	const { size } = statSync(path);
	const part = range(request.headers.range, size);
	const [start, end] = part ?? [0, size - 1];
	const headers = {
		'Content-Type': TYPES[path.split('.').pop()] ??
		    'application/octet-stream',
		'Content-Length': end - start + 1,
		'Accept-Ranges': 'bytes',
	};
	if (part)
		headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
	response.writeHead(part ? 206 : 200, headers);
	if (request.method === 'HEAD')
		response.end();
	else
		createReadStream(path, { start, end }).pipe(response);
}

function answer(request, response) {
	const { pathname } = new URL(request.url, 'http://127.0.0.1');
	const archive = archives.find((path) =>
	    pathname === `/archive/${basename(path)}`);
	const asset = /^\/replay\/(sw\.js|ui\.js|index\.html)$/.exec(pathname);
	if (pathname === '/harness.html') {
		response.writeHead(200, { 'Content-Type': TYPES.html });
		response.end(HARNESS);
	} else if (archive) {
		sendFile(request, response, archive);
	} else if (asset) {
		sendFile(request, response, join(player, asset[1]));
	} else if (pathname === '/replay/') {
		sendFile(request, response, join(player, 'index.html'));
	} else {
		response.writeHead(404);
		response.end();
	}
}

// What has to be seen of each article.  A text of which no headline was found
// has the name of its file in place of one.
function expectations() {
	return readFileSync(articlesPath, 'utf8').trimEnd().split('\n')
	    .map((line) => JSON.parse(line))
	    .filter((article) => article.body.length > 0)
	    .map((article) => ({
		name: article.source.name,
		sha256: article.source.sha256,
		title: article.headline?.text ??
		    article.source.name.replace(/\.[^.]*$/, ''),
		headline: article.headline?.text ?? null,
		text: article.body.at(-1).text,
		whole: article.body.map((block) => block.text).join(' '),
	    }))
	    // A dump that is there twice is one page.
	    .filter((article, i, all) => i ===
		all.findIndex((other) => other.sha256 === article.sha256));
}

async function until(what, look) {
	const end = Date.now() + PATIENCE;
	for (;;) {
		const found = await look().catch(() => null);
		if (found)
			return found;
		if (Date.now() > end)
			throw new Error(`${what} was not seen within ` +
			    `${PATIENCE / 1000} s`);
		await new Promise((done) => setTimeout(done, 100));
	}
}

const flat = (text) => text.replace(/\s+/gu, ' ').trim();

// The frame in which something archived is shown, with all of these visible.
async function shown(page, texts) {
	return until(JSON.stringify(texts.map((text) => text.slice(0, 30))),
	    async () => {
		for (const frame of page.frames()) {
			if (!frame.url().includes('mp_/'))
				continue;
			// innerText leaves out what is not displayed.
			const body = flat(await frame.evaluate(
			    'document.body.innerText'));
			if (texts.every((text) => body.includes(flat(text))))
				return frame;
		}
		return null;
	    });
}

function open(page, port, attributes) {
	return page.goto(`http://127.0.0.1:${port}/harness.html?` +
	    new URLSearchParams({ embed: 'default', ...attributes }));
}

// What is listed: the titles of the entries, in the frame that lists them.
async function listed(page) {
	for (const frame of page.frames()) {
		const titles = await frame.locator(
		    'wr-page-entry .page-title keyword-mark').evaluateAll(
		    (marks) => marks.map((mark) => mark.getAttribute('title')));
		if (titles.length > 0)
			return { frame, titles: titles.map(flat) };
	}
	return null;
}

async function search(page, query) {
	const { frame } = await until('the list of pages', () => listed(page));
	await frame.locator('wr-page-view input.input').fill(query);
	return frame;
}

// A word that no other article has; of text without blanks, a piece of it.
function telling(article, all) {
	const others = all.filter((other) => other !== article)
	    .map((other) => flat(other.whole)).join(' ');
	const words = flat(article.text).match(/[\p{L}\p{M}]{5,}/gu) ?? [];
	return words.sort((a, b) => b.length - a.length)
	    .find((word) => !others.includes(word));
}

async function claim(what, body) {
	try {
		await body();
		console.log(`ok ${what}`);
	} catch (error) {
		console.log(`not ok ${what}: ${error.message.split('\n')[0]}`);
	}
}

async function picture(page, path, name) {
	await page.screenshot({ path: join(pictures,
	    `${basename(path)}-${name.replaceAll('/', '-')}.png`) });
}

async function replayWacz(page, port, path, articles) {
	const source = `/archive/${basename(path)}`;
	const name = basename(path);
	await claim(`${name} lists every article`, async () => {
		await open(page, port, { source, view: 'pages' });
		await until('every title', async () => {
			const list = await listed(page);
			return list && articles.every((article) =>
			    list.titles.includes(flat(article.title)));
		});
		await picture(page, path, 'pages');
	});
	for (const article of articles) {
		const seen = [article.headline, article.text].filter(Boolean);
		await claim(`${name} opens ${article.name} from its list`,
		    async () => {
			await open(page, port, { source, view: 'pages' });
			const { frame } = await until('the list of pages',
			    () => listed(page));
			await frame.locator('wr-page-entry a').filter(
			    { hasText: article.title }).first().click();
			await shown(page, seen);
			await picture(page, path, article.name);
		    });
		await claim(`${name} opens ${article.name} by search`,
		    async () => {
			const word = telling(article, articles);
			await open(page, port, { source, view: 'pages' });
			const frame = await search(page, word);
			await until(`${word} alone`, async () => {
				const list = await listed(page);
				return list?.titles.length === 1 &&
				    list.titles[0] === flat(article.title);
			});
			await picture(page, path, `search-${article.name}`);
			await frame.locator('wr-page-entry a').first().click();
			await shown(page, seen);
		    });
	}
	await claim(`${name} finds nothing where there is nothing`,
	    async () => {
		await open(page, port, { source, view: 'pages' });
		const frame = await search(page, 'qzxvjkwqzx');
		await until('no page', async () =>
		    await frame.locator('wr-page-entry').count() === 0);
	    });
}

// The URIs of dumps and of what revisits them, by the digest of the dump.
async function dumpUris(path) {
	const uris = [];
	for await (const record of new WARCParser(createReadStream(path))) {
		const digest = record.warcHeader('WARC-Payload-Digest') ?? '';
		if (['resource', 'revisit'].includes(record.warcType))
			uris.push({ sha256: digest.replace('sha256:', ''),
				type: record.warcType,
				uri: record.warcTargetURI });
		await record.skipFully();
	}
	return uris;
}

// `road`: "whole", or "indexed" as if it were large.
async function replayWarc(page, port, path, articles, road) {
	const name = `${basename(path)}, ${road}`;
	const uris = await dumpUris(path);
	for (const article of articles) {
		const dumps = uris.filter(({ sha256 }) =>
		    sha256 === article.sha256);
		const seen = [article.headline, article.text].filter(Boolean);
		if (!dumps.some(({ type }) => type === 'resource'))
			console.log(`not ok ${name} holds ${article.name}: ` +
			    'no resource has its digest');
		for (const { type, uri } of dumps)
			await claim(`${name} opens ${article.name} by its ${type}`,
			    async () => {
				await open(page, port, {
					source: `/archive/${basename(path)}`,
					url: uri,
					...road === 'indexed' && { nocache: '' },
				});
				await shown(page, seen);
				await picture(page, path,
				    `${article.name}-${road}-${type}`);
			    });
	}
}

// Nothing that one archive or road left in the browser is there for the next:
// an archive that was loaded once stays as it was loaded.
async function inFreshContext(browser, visit) {
	const context = await browser.newContext(
	    { viewport: { width: 1000, height: 900 } });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE);
	await visit(page);
	await context.close();
}

mkdirSync(pictures, { recursive: true });
const server = createServer(answer);
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address();
const browser = await chromium.launch({ executablePath, headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
	    '--no-first-run', '--disable-background-networking',
	    '--disable-component-update', '--disable-sync'] });
const articles = expectations();
try {
	for (const path of archives) {
		if (path.endsWith('.wacz'))
			await inFreshContext(browser, (page) =>
			    replayWacz(page, port, path, articles));
		else
			for (const road of ['whole', 'indexed'])
				await inFreshContext(browser, (page) =>
				    replayWarc(page, port, path, articles, road));
	}
} finally {
	await browser.close();
	server.close();
}
