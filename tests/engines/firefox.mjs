// Firefox without a window, driven over WebDriver BiDi, which it speaks itself.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { start } from './processes.mjs';

const preferences = (downloads) => ({
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.auto': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,', // nothing is fetched but the page
});

/** Commands over one socket. @returns what sends a command and resolves with its result */
async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map();
  let last = 0;
  socket.on('message', (text) => {
    const { id, type, result, error, message } = JSON.parse(text);
    const answer = waiting.get(id);
    if (!answer) return; // an event
    waiting.delete(id);
    if (type === 'error') answer.reject(new Error(`${error}: ${message}`));
    else answer.resolve(result);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox ended'));
    waiting.clear();
  });
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
}

/** @param binary Firefox's path  @param folder an empty folder, the profile  @param downloads where downloads go */
export async function openFirefox({ binary, folder, downloads }) {
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(folder, 'user.js'), `${lines.join('\n')}\n`);
  const { match, end } = await start(
    binary,
    [
      '--headless',
      '--no-remote',
      '--profile',
      folder,
      '--remote-debugging-port=0',
      '--width=1440',
      '--height=1000',
    ],
    {
      env: { HOME: folder, MOZ_HEADLESS_WIDTH: '1440', MOZ_HEADLESS_HEIGHT: '1000' },
      ready: /WebDriver BiDi listening on (ws:\S+)/,
    },
  );
  try {
    const send = await connect(`${match[1]}/session`);
    const { capabilities } = await send('session.new', { capabilities: {} });
    const { contexts } = await send('browsingContext.getTree');
    const { context } = contexts[0];
    return {
      name: 'Firefox',
      version: capabilities.browserVersion,
      goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
      async evaluate(body, ...args) {
        const { type, result, exceptionDetails } = await send('script.callFunction', {
          functionDeclaration: `async (json) => JSON.stringify((await (${body})(...JSON.parse(json))) ?? null)`,
          arguments: [{ type: 'string', value: JSON.stringify(args) }],
          target: { context },
          awaitPromise: true,
        });
        if (type === 'exception') throw new Error(exceptionDetails.text);
        return JSON.parse(result.value);
      },
      async screenshot(path) {
        const { data } = await send('browsingContext.captureScreenshot', { context });
        writeFileSync(path, Buffer.from(data, 'base64'));
      },
      async close() {
        await send('browser.close').catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
