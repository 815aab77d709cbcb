// Runs the steps of a test side by side, each with its output in one piece.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { root } from './install.mjs';

/** Milliseconds after which a step that hangs is ended: several times what the longest one takes. */
const LIMIT = 40 * 60_000;

/** Ends a step with all that it has started: its browsers would go on without it. */
function end(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

const running = new Set();
process.once('exit', () => {
  for (const child of running) end(child);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Runs a step; prints its output whole when it has ended. @param limit milliseconds */
export function runStep({ name, command, args, niceness = 0 }, env = process.env, limit = LIMIT) {
  const started = Date.now();
  console.log(`${name}: begins`);
  const child = spawn(command, args, {
    cwd: root,
    env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...env } : env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a group of its own, which can be ended whole
    shell: process.platform === 'win32',
  });
  running.add(child);
  try {
    if (niceness > 0) setPriority(child.pid, niceness);
  } catch {
    // it runs at the priority of all others
  }
  return new Promise((resolve) => {
    const output = [];
    const keep = (chunk) => output.push(chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      end(child);
    }, limit);
    let ended = false;
    const finish = (why) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      running.delete(child);
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(`\n── ${name}\n${Buffer.concat(output)}`);
      console.log(why ? `${name}: ${why} after ${seconds} s` : `${name}: passed in ${seconds} s`);
      resolve(!why);
    };
    child.once('error', (error) => finish(`could not be run: ${error.message},`));
    child.once('close', (code) => finish(hung ? 'was not done, and was ended' : code !== 0 && 'failed'));
  });
}

/**
 * Runs lanes side by side, the steps of a lane one after the other. After a failure the steps under way go on to their end, and no other
 * one begins.
 */
export async function runLanes(lanes, env = process.env) {
  const failed = [];
  await Promise.all(
    lanes.map(async (steps) => {
      for (const step of steps) {
        if (failed.length > 0) return;
        if (!(await runStep(step, env))) failed.push(step.name);
      }
    }),
  );
  return failed;
}
