/**
 * The page's Content-Security-Policy: everything comes from the site itself, no text becomes code, and nothing leaves. The page has it as
 * a meta element, whatever serves it. A worker has the policy of its own response, so the servers here send it as a header too, and
 * `_headers` asks hosts that read such a file (Netlify, Cloudflare Pages) to do the same.
 */
import type { Plugin } from 'vite';

const DIRECTIVES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // the compiled kernels of the WASM backend
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  // The only policy is the default one of src/ui/trustedTypes.ts, which lets nothing but the site's workers pass.
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

export const POLICY = DIRECTIVES.join('; ');

/**
 * What isolates the page from other origins, so that browsers let its workers share memory and threads train on WASM. Inside a page of
 * another site the page is not isolated, and one thread trains. WebKit does not get them: in WebKitGTK 2.50 the trainer of the second
 * page of a browser stops at its first step with these headers, with threads or without. A file of headers cannot tell engines apart.
 */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What only a header can say. Any site may embed the page: it has no account, and browsers give an embedded page a storage of its own. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${POLICY}; frame-ancestors *`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const isWebKit = (userAgent = '') => /AppleWebKit\/(?!.*Chrom)/.test(userAgent);

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

/** Isolates the page where `npm start` or `npm run preview` serves it, in every engine but WebKit. */
export const isolation = (): Plugin => ({
  name: 'isolation',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      if (!isWebKit(request.headers['user-agent']))
        for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
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
