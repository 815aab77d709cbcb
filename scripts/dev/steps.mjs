// Runs the steps of a test side by side, each with its output in one piece.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { root } from './install.mjs';

/** Milliseconds after which a step that hangs is ended: several times what the longest one takes beside the others, on a busy machine too. */
const LIMIT = 75 * 60_000;

/** Milliseconds that a step has to end its browsers in, which are in groups of their own, and in which its output may follow its end. */
const GRACE = 3000;

/** Sends a signal to a step and all that it has started: its browsers would go on without it. */
function send(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // it has ended by itself
  }
}

/** Asks a step to end, and ends it where it does not. */
function end(child) {
  send(child, 'SIGTERM');
  return setTimeout(() => send(child, 'SIGKILL'), GRACE);
}

/** Lines of a failed step's output that are printed once more at the very end, where a reader (and a log that is cut) has them. */
const LAST_LINES = 60;

/** Prints what each step under way has written. */
const running = new Map();
process.once('exit', () => {
  for (const child of running.keys()) send(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    for (const [child, print] of running) {
      print();
      end(child);
    }
    setTimeout(() => process.exit(130), GRACE + 500);
  });

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
  const output = [];
  const text = () => Buffer.concat(output).toString();
  const print = () => console.log(`\n── ${name}\n${text()}`);
  running.set(child, print);
  try {
    if (niceness > 0) setPriority(child.pid, niceness);
  } catch {
    // it runs at the priority of all others
  }
  return new Promise((resolve) => {
    const append = (chunk) => output.push(chunk);
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    let hung = false;
    const timers = [];
    const after = (milliseconds, act) => timers.push(setTimeout(act, milliseconds));
    after(limit, () => {
      hung = true;
      timers.push(end(child));
    });
    let ended = false;
    const finish = (why) => {
      if (ended) return;
      ended = true;
      for (const timer of timers) clearTimeout(timer);
      send(child, 'SIGKILL'); // what it has left behind
      running.delete(child);
      const seconds = Math.round((Date.now() - started) / 1000);
      print();
      console.log(why ? `${name}: ${why} after ${seconds} s` : `${name}: passed in ${seconds} s`);
      resolve({ passed: !why, output: text() });
    };
    child.once('error', (error) => finish(`could not be run: ${error.message},`));
    const finishWith = (code) => finish(hung ? 'was not done, and was ended' : code !== 0 && 'failed');
    child.once('close', finishWith);
    child.once('exit', (code) => after(GRACE, () => finishWith(code))); // a process that it left behind may hold the output open
  });
}

/**
 * Runs lanes side by side, the steps of a lane one after the other. After a failure the steps under way go on to their end, and no other
 * one begins; the last lines of what failed are printed again when all have ended.
 */
export async function runLanes(lanes, env = process.env) {
  const failed = [];
  await Promise.all(
    lanes.map(async (steps) => {
      for (const step of steps) {
        if (failed.length > 0) return;
        const { passed, output } = await runStep(step, env);
        if (!passed) failed.push({ name: step.name, output });
      }
    }),
  );
  for (const { name, output } of failed)
    console.log(
      `\n── ${name} failed; its last lines:\n${output.trimEnd().split('\n').slice(-LAST_LINES).join('\n')}`,
    );
  return failed.map(({ name }) => name);
}
