// The results of the benchmark in a file, by part: each with its date and machine, so that a part can be measured again by itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';

/** What a figure is of, beside the device of its part. @param browser null in Node */
export const machineOf = (browser) => ({
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model ?? '',
  cores: cpus().length,
  system: platform(),
  runtime: browser ?? `Node ${process.versions.node}`,
});

/** Adds a part to a file, in place of an older measurement of it. */
export function store(file, id, result) {
  const all = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, `${JSON.stringify({ ...all, [id]: result }, null, 2)}\n`);
}
