// The page as a visitor uses it, by accessible role and name, whatever engine shows it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** In the page: the visible elements of a role and an accessible name. */
const FIND = `
  const SELECTORS = { button: 'button:not([role])', status: '[role=status]', alert: '[role=alert]', img: '[role=img]', table: 'table' };
  const nameOf = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim();
  const find = (role, name) => [...document.querySelectorAll(SELECTORS[role])].filter(
    (element) => (name instanceof RegExp ? name.test(nameOf(element)) : nameOf(element) === name) && element.getClientRects().length > 0);
`;
/** A function of the page that may use `find`. */
const withFind = (body) => `(...args) => { ${FIND} return (${body})(...args); }`;

/**
 * @param engine an open browser: goto, evaluate, screenshot, close
 * @param site the address of the built page, with its trailing slash
 * @param downloads the folder that the engine's downloads go to
 * @param serve starts another server of the page: {site, stop}
 */
export function openPage(engine, site, downloads, serve) {
  const statuses = (name) =>
    engine.evaluate(
      withFind('(name) => find("status", name).map((element) => element.textContent.trim())'),
      name,
    );
  const alerts = () =>
    engine.evaluate(
      withFind(
        '() => [...document.querySelectorAll("[role=alert]")].map((element) => element.textContent.trim()).filter(Boolean)',
      ),
    );
  /** Waits until a question of the page is answered by something true. @throws with the page's alerts where it is not */
  async function waitFor(what, question, timeout = 300_000) {
    const until = Date.now() + timeout;
    for (;;) {
      const answer = await question();
      if (answer) return answer;
      if (Date.now() > until)
        throw new Error(
          `${what}: not within ${timeout / 1000} s. Alerts: ${(await alerts()).join(' | ') || 'none'}`,
        );
      await sleep(250);
    }
  }
  const press = (name) =>
    waitFor(`button ${name}`, () =>
      engine.evaluate(
        withFind(`(source, exact) => {
          const [button] = find('button', exact ? source : new RegExp(source));
          if (!button || button.disabled || button.getAttribute('aria-disabled') === 'true') return false;
          button.click();
          return true;
        }`),
        name instanceof RegExp ? name.source : name,
        !(name instanceof RegExp),
      ),
    );
  const page = {
    engine,
    open: (query) => engine.goto(site + query),
    serve,
    statuses,
    alerts,
    waitFor,
    press,
    count: (role, name) => engine.evaluate(withFind('(role, name) => find(role, name).length'), role, name),
    /** Waits until every Step status shows this step. */
    finished: (step, runs = 1) =>
      waitFor(`step ${step}`, async () => {
        const steps = await statuses('Step');
        return steps.length === runs && steps.every((text) => text === String(step));
      }),
    /** Presses a button and waits for the file that it downloads. @returns {name, bytes} */
    async download(button) {
      const before = new Map(
        existsSync(downloads)
          ? readdirSync(downloads).map((name) => [name, statSync(join(downloads, name)).mtimeMs])
          : [],
      );
      await press(button);
      return waitFor(
        `download of ${button}`,
        async () => {
          const fresh = readdirSync(downloads).filter(
            (name) =>
              !/\.(part|crdownload|wkdownload)$/.test(name) &&
              before.get(name) !== statSync(join(downloads, name)).mtimeMs,
          );
          if (fresh.length === 0) return null;
          const path = join(downloads, fresh[0]);
          const { size } = statSync(path);
          await sleep(300);
          if (size === 0 || statSync(path).size !== size) return null; // still being written
          return { name: fresh[0], bytes: readFileSync(path) };
        },
        60_000,
      );
    },
  };
  return page;
}
