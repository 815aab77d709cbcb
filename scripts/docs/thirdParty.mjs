// Writes THIRD_PARTY.md: the packages whose code is in the built page and its workers, with their licences. Run it after a change of
// package-lock.json or of what the page imports: node scripts/docs/thirdParty.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, runnerImport } from 'vite';
import { root } from '../dev/install.mjs';

const { module } = await runnerImport(join(root, 'scripts/site/thirdParty.ts')); // Node 20 reads no TypeScript
process.env.NODE_ENV = 'production';
const { output } = await build({ root, logLevel: 'warn', build: { write: false } });
const { source } = output.find(({ fileName }) => fileName === 'third-party.json');
writeFileSync(join(root, 'THIRD_PARTY.md'), module.thirdPartyDocument(JSON.parse(String(source))));
