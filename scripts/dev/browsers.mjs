// npm run browsers: the page's jobs in Chromium, Firefox and WebKitGTK, with the same losses for the same seeds in each.
//   -- --only firefox,webkit     some engines
//   -- --jobs trainPoints        some jobs
//   -- --skip-missing            an engine that cannot be had is named and skipped, and is no failure
//   -- --built                   the site in dist/ is taken as it is: others may be served from it
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, root } from './install.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '' },
    'skip-missing': { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
  },
});

installPackages();
const { preview } = await import('vite');
const { buildWhereStale } = await import('./build.mjs');
const { ENGINE_IDS, ensureEngines } = await import('./engines.mjs');
const { OPENERS } = await import('../../tests/engines/engines.mjs');
const { JOBS } = await import('../../tests/engines/jobs.mjs');
const { openPage } = await import('../../tests/engines/page.mjs');

/** The names in a comma-separated option, or all. */
function namesOf(text, all, option) {
  const names = text === '' ? all : text.split(',');
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length === 0) return names;
  console.error(`--${option} takes some of ${all.join(', ')}, not ${unknown.join(', ')}.`);
  process.exit(1);
}
const engineIds = namesOf(options.only, ENGINE_IDS, 'only');
const jobIds = namesOf(options.jobs, Object.keys(JOBS), 'jobs');

const cache = `${root}/node_modules/.cache/browsers`;

/** Does the jobs in one engine. @returns what each job measured, the names of those that failed, and what there is to say of them */
async function inEngine(id, parts, site) {
  const folder = mkdtempSync(join(tmpdir(), `ddpm-lab-${id}-`));
  const [profile, downloads] = ['profile', 'downloads'].map((name) => join(folder, name));
  mkdirSync(profile);
  mkdirSync(downloads);
  const measured = {};
  const failed = [];
  const said = [];
  let engine = null;
  try {
    engine = await OPENERS[id]({ ...parts, folder: profile, downloads });
    said.push(`\n${engine.name} ${engine.version}`);
    const page = openPage(engine, site, downloads, serve);
    for (const job of jobIds) {
      const began = Date.now();
      try {
        measured[job] = await JOBS[job](page);
        said.push(`  ${job}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
      } catch (error) {
        failed.push(`${id} ${job}`);
        const picture = `${cache}/${id}-${job}.png`;
        await engine.screenshot(picture).catch(() => {});
        said.push(`  ${job}: FAILED. ${error.message}\n  ${picture}`);
      }
    }
  } catch (error) {
    failed.push(id);
    said.push(`${id}: FAILED. ${error.message}`);
  } finally {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { id, measured, failed, said };
}

/** Numbers that differ between engines: the same seed gives the same losses and samples on WASM, bit for bit. */
function differences(results) {
  const [first, ...others] = results;
  return jobIds.flatMap((job) =>
    others.flatMap(({ id, measured }) => {
      const [a, b] = [first?.measured[job], measured[job]];
      if (!a || !b) return [];
      // A run that was paused ends where the pause was: what both have must be equal.
      const at = a.slice(0, b.length).findIndex((value, i) => value !== b[i]);
      return at < 0 ? [] : [`${job}: number ${at} is ${a[at]} in ${first.id} and ${b[at]} in ${id}`];
    }),
  );
}

const engines = await ensureEngines(engineIds);
for (const { id, problem } of engines) if (problem) console.log(`${id}: skipped. ${problem}.`);
const there = engines.filter(({ problem }) => !problem);
mkdirSync(cache, { recursive: true });
if (!options.built) await buildWhereStale();
/** A server of the built page on an address of its own. */
async function serve() {
  const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
  return {
    site: server.resolvedUrls.local[0],
    /** From now on nothing answers, on open connections either. */
    async stop() {
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}
const host = await serve();
/** The same, once more where it fails and the environment allows it. */
async function withRetries({ id, parts }) {
  for (let left = Number(process.env.TEST_RETRIES ?? 0); ; left--) {
    const result = await inEngine(id, parts, host.site);
    console.log(result.said.join('\n'));
    if (left <= 0 || result.failed.length === 0) return result;
    console.log(`\n${id}: again, with a fresh profile`);
  }
}
// side by side: each waits for its page most of the time
const results = await Promise.all(there.map(withRetries));
await host.stop();

const faults = [...results.flatMap(({ failed }) => failed), ...differences(results)];
if (!options['skip-missing'])
  faults.push(...engines.filter(({ problem }) => problem).map(({ id }) => `${id} is missing`));
if (faults.length > 0) console.error(`\nfailed:\n  ${faults.join('\n  ')}`);
else console.log(`\n${results.length} engines, ${jobIds.length} jobs each: the same numbers everywhere`);
process.exit(faults.length > 0 ? 1 : 0);
