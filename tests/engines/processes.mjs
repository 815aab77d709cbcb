// Child processes of the engines' drivers: started with a promise of the line that says they are ready, ended with all their children.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** How long an engine may take until it answers, in milliseconds. */
const START_TIMEOUT = 180_000;

/** What ends the children that still run: they have groups of their own, so that nothing else would end them with us. */
const running = new Set();
process.once('exit', () => {
  for (const end of running) end();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** @returns a TCP port of this machine that nothing listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a command in a process group of its own.
 * @param ready matches the output that says it is ready; null to wait for nothing
 * @returns the match of `ready`, and what ends the command with its children
 * @throws where the command ends, or says nothing in time; the message holds its output
 */
export async function start(
  command,
  args,
  { env = {}, ready = null, stdio = ['ignore', 'pipe', 'pipe'] } = {},
) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio, detached: true });
  const end = () => {
    running.delete(end);
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  running.add(end);
  let output = '';
  const match = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('is not ready after three minutes'), START_TIMEOUT);
    const fail = (what) => {
      clearTimeout(timer);
      end();
      reject(new Error(`${command} ${what}. ${output.slice(-2000)}`));
    };
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with status ${code}`));
    for (const stream of child.stdio.filter((one) => one?.readable)) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        if (output.length < 100_000) output += text;
        const found = ready?.exec(output);
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      });
    }
    if (!ready) {
      clearTimeout(timer);
      resolve(null);
    }
  });
  return { match, end };
}
