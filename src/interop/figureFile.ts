/** A figure is a picture that knows where it comes from: a PNG with the link and the configuration of what it shows. */
import { parseAddress, type ViewId } from '../config/address';
import type { DatasetId } from '../config/family';
import type { RunConfig } from '../config/fields';
import * as hints from '../words/files/hints';
import * as words from '../words/files/pictures';
import { FileError, quote } from './fileError';
import { readTexts, withTexts } from './pngText';
import { type Json, parseStrictJsonObject } from './strictJson';

export { TEXT_WITHIN } from './pngText';

const KEYWORD = 'ddpm-lab';
const FORMAT = 1;
/** Letters of the longest address that is read: one with a drawing and a text stays well below. */
const LONGEST = 16_384;

export interface Figure {
  /** The whole address of what is shown. */
  readonly link: string;
  /** The query of an address that sets the same without a lesson. */
  readonly search: string;
  readonly config: RunConfig;
  /** Of the denoising time: 0 is data, 1 is the most noise. */
  readonly position: number;
  readonly caption: string;
  readonly appVersion: string;
}

export function writeFigure(png: Uint8Array, { link, caption, appVersion, ...figure }: Figure): Uint8Array {
  return withTexts(png, {
    Title: caption,
    Software: `DDPM Lab ${appVersion}`,
    Source: link,
    [KEYWORD]: JSON.stringify({ format: FORMAT, ...figure }),
  });
}

/** What a figure was saved of. */
export interface FigureAddress {
  readonly view: ViewId;
  readonly dataset: DatasetId;
  /** The query of its address, of valid values alone. */
  readonly search: string;
}

/** Parts of an address that act by themselves or hide parts of the page: a picture sets none of them. */
const NOT_OF_FIGURE = new Set(['autostart', 'present', 'embed', 'hide', 'lesson']);

function refuse(field: string, found: Json | undefined, expected: string): FileError {
  return new FileError({
    field: `${KEYWORD}: ${field}`,
    found: quote(found),
    expected,
    hint: hints.pictureOrNewer,
  });
}

/**
 * @param bytes the beginning of a file
 * @returns null where the file is no figure of this app
 * @throws FileError where it is one, and what it holds is damaged or not valid
 */
export function readFigure(bytes: Uint8Array, where = words.picture): FigureAddress | null {
  const text = readTexts(bytes, where).get(KEYWORD);
  if (text === undefined) return null;
  const { format, search } = parseStrictJsonObject(new TextEncoder().encode(text), KEYWORD);
  if (format !== FORMAT) throw refuse('format', format, String(FORMAT));
  if (typeof search !== 'string' || search.length > LONGEST)
    throw refuse('search', search, words.queryOfAddress(LONGEST));
  const query = new URLSearchParams(search);
  for (const name of [...query.keys()])
    if (NOT_OF_FIGURE.has(name) || name in Object.prototype) query.delete(name);
  const { view, config, problems } = parseAddress(query.toString());
  const [problem] = problems;
  if (problem) throw refuse(problem.field, problem.value, problem.allowed);
  return { view, dataset: config.dataset, search: `?${query}` };
}
