// WebKitGTK's MiniBrowser, driven over WebDriver on a screen of its own (Xvfb).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, start } from './processes.mjs';

/** Milliseconds that a script in the page may take. */
const SCRIPT_TIMEOUT = 300_000;

async function openScreen() {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, end() {} };
  const { match, end } = await start(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      ready: /^(\d+)\n/m,
    },
  );
  return { display: `:${match[1]}`, end };
}

/** A home without settings of the user, whose downloads go to a folder that is watched. */
function makeHome(home, downloads) {
  mkdirSync(join(home, '.config'), { recursive: true });
  writeFileSync(join(home, '.config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
}

/** @param binary MiniBrowser's path  @param folder an empty folder  @param downloads where downloads go */
export async function openWebkit({ driver, binary, folder, downloads }) {
  makeHome(folder, downloads);
  const screen = await openScreen();
  const port = await freePort();
  const service = await start(driver, [`--port=${port}`], {
    env: {
      DISPLAY: screen.display,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, '.config'),
      XDG_DATA_HOME: join(folder, '.local/share'),
      XDG_CACHE_HOME: join(folder, '.cache'),
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
  });
  const base = `http://127.0.0.1:${port}`;
  const close = () => {
    service.end();
    screen.end();
  };
  async function command(method, path, body) {
    const response = await fetch(base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path.split('/').pop()}: ${value.error}: ${value.message}`);
    return value;
  }
  async function answers(tries = 100) {
    for (let i = 0; i < tries; i++) {
      try {
        return await command('GET', '/status');
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error(`${driver} does not answer`);
  }
  try {
    await answers();
    const options = { binary, args: ['--automation', '--geometry=1440x1000'] };
    const { sessionId, capabilities } = await command('POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } },
    });
    const session = `/session/${sessionId}`;
    await command('POST', `${session}/timeouts`, { script: SCRIPT_TIMEOUT, pageLoad: SCRIPT_TIMEOUT });
    return {
      name: 'WebKitGTK',
      version: capabilities.browserVersion,
      goto: (url) => command('POST', `${session}/url`, { url }),
      async evaluate(body, ...args) {
        const script = `const done = arguments[arguments.length - 1];
          Promise.resolve().then(() => (${body})(...arguments[0])).then(
            (value) => done({ value }), (error) => done({ error: String(error) }));`;
        const { value, error } = await command('POST', `${session}/execute/async`, { script, args: [args] });
        if (error) throw new Error(error);
        return value;
      },
      async screenshot(path) {
        writeFileSync(path, Buffer.from(await command('GET', `${session}/screenshot`), 'base64'));
      },
      async close() {
        await command('DELETE', session).catch(() => {});
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}
