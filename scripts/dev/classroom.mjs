// npm run classroom: the built site with starters for machines that have Node or Python, as a folder and a ZIP of it in classroom/.
//   npm run classroom -- --out DIR     another folder
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { installPackages, root } from './install.mjs';

const args = process.argv.slice(2);
const usage =
  'npm run classroom [-- --out DIR]: the built site for rooms without a network, as a folder and a ZIP in DIR (classroom/)';
if (args.includes('--help')) {
  console.log(usage);
  process.exit();
}
if (args.length > 0 && !(args.length === 2 && args[0] === '--out')) {
  console.error(`${args.join(' ')}: expected nothing, --help, or --out and a folder\n${usage}`);
  process.exit(1);
}
const out = args[1] ?? join(root, 'classroom');
installPackages();
const { buildWhereStale } = await import('./build.mjs');
const { zipSync } = await import('fflate');
await buildWhereStale();

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `ddpm-lab-${version}`;
const folder = join(out, name);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(join(root, 'scripts/site/classroom'), folder, { recursive: true });
cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE.txt'));
cpSync(join(root, 'THIRD_PARTY.md'), join(folder, 'THIRD_PARTY.md'));
cpSync(join(root, 'dist'), join(folder, 'site'), { recursive: true });

const UNIX = 3;
/** Of a Unix file in a ZIP: a regular one, which its owner may run where it is a starter. */
const mode = (path) => (path.endsWith('.command') ? 0o100755 : 0o100644);
/** These do not get smaller. */
const PACKED = /\.(bin|zip|png|dlr)$/;
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const zip = zipSync(
  Object.fromEntries(
    files.map((file) => {
      const path = relative(out, file).split(sep).join('/');
      const options = { level: PACKED.test(path) ? 0 : 6, os: UNIX, attrs: mode(path) << 16 };
      return [path, [readFileSync(file), options]];
    }),
  ),
);
writeFileSync(join(out, `${name}.zip`), zip);
const megabytes = (zip.length / 1e6).toFixed(1);
console.log(`${files.length} files in ${folder}, and ${name}.zip beside it, ${megabytes} MB.`);
