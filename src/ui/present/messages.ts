/**
 * What a page may say to the lab that it embeds, and what the lab answers, by `postMessage` (docs/embed.html). A message is parsed here;
 * what does not parse is ignored, for a page receives messages of others too.
 */

/** From the embedding page. */
export type Command =
  /** Opens a link of the lab, "?lesson=pair": the query alone. */
  | { readonly do: 'load'; readonly link: string }
  | { readonly do: 'play' }
  | { readonly do: 'pause' }
  /** Puts the slider between 0, data, and 1, noise. */
  | { readonly do: 'seek'; readonly position: number }
  /** Starts or continues training in the Train view. */
  | { readonly do: 'train' };

/** To the embedding page: once when the lab is there, then whenever something of it changes. */
export interface Report {
  readonly ddpmLab: 1;
  readonly event: 'ready' | 'state';
  readonly view: string;
  readonly position: number;
  readonly playing: boolean;
  /** Steps of the run in Train; 0 before there is one. */
  readonly step: number;
}

/** @param data of a message event; a command has `ddpmLab: 1` beside its fields */
export function parseCommand(data: unknown): Command | null {
  if (typeof data !== 'object' || data === null || !('ddpmLab' in data) || data.ddpmLab !== 1) return null;
  const { do: verb, link, position } = data as { do?: unknown; link?: unknown; position?: unknown };
  switch (verb) {
    case 'play':
    case 'pause':
    case 'train':
      return { do: verb };
    case 'load':
      return typeof link === 'string' && link.startsWith('?') ? { do: verb, link } : null;
    case 'seek':
      return typeof position === 'number' && position >= 0 && position <= 1 ? { do: verb, position } : null;
    default:
      return null;
  }
}

/** A link with what makes it an embedded one. @param link the query, "?…" */
export function embeddedLink(link: string): string {
  const query = new URLSearchParams(link);
  query.set('embed', '1');
  return `?${query}`;
}

/** The element that embeds a link. @param page address of the lab without a query */
export function embedCode(page: string, link: string): string {
  const source = `${page}${embeddedLink(link)}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${source}" title="DDPM Lab" width="100%" height="720" allow="fullscreen; clipboard-write" style="border: 0"></iframe>`;
}
