/**
 * Puts the page's Content-Security-Policy into the build: the page has it as a meta element, whatever serves it. A worker has the policy
 * of its own response, so the servers here send it as a header too, and `_headers` asks hosts that read such a file (Netlify,
 * Cloudflare Pages) to do the same.
 */
import type { Plugin } from 'vite';
import { HEADERS, headersFor, POLICY } from '../../src/lib/siteHeaders.ts';

const headersFile = () =>
  ['/*', ...Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');

const CHARSET = '<meta charset="utf-8" />';

/** Puts the policy into the built page, before anything that it could bind. @throws Error for an inline script or style, which it would stop */
function withPolicy(html: string): string {
  const inline = /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=/i.exec(html);
  if (inline)
    throw new Error(`index.html has ${inline[0]}: the policy allows scripts and styles of files only`);
  if (!html.includes(CHARSET)) throw new Error(`index.html has no ${CHARSET}, after which the policy stands`);
  return html.replace(
    CHARSET,
    `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`,
  );
}

/** Seals and isolates the page where `npm start` or `npm run preview` serves it; WebKit is not isolated. */
export const isolation = (): Plugin => ({
  name: 'isolation',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const headers = headersFor(request.headers['user-agent']);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      next();
    });
  },
});

export function contentSecurity(): Plugin {
  return {
    name: 'content-security',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: withPolicy },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}
