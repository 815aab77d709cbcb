/**
 * The headers of the site. The page's Content-Security-Policy: everything comes from the site itself, no text becomes code, and nothing
 * leaves. Servers here send them, `_headers` asks hosts that read such a file to do the same, and the service worker adds them to what
 * it answers, whatever the host sends.
 */

const DIRECTIVES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // the compiled kernels of the WASM backend
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
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

const isWebKit = (userAgent: string) => /AppleWebKit\/(?!.*Chrom)/.test(userAgent);

/** All headers of a response to a browser. */
export const headersFor = (userAgent = ''): Readonly<Record<string, string>> =>
  isWebKit(userAgent) ? HEADERS : { ...HEADERS, ...ISOLATION };
