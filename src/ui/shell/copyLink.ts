/** Copies the link of what is shown. Loaded with the first use of the page. */
import * as words from '../../words/clipboard';
import { withTime } from '../time/timeEntry';
import { addressOf } from './addressOf';
import { writeToClipboard } from './clipboard';
import type { Lab } from './lab';

type Sentences = readonly [what: string, hint: string];

/** What Sample shows and a link cannot hold: a run of this browser, or the model of a file. */
function missingModel({ run, file }: Readonly<Record<string, string>>): Sentences[] {
  if (run) return [[words.linkHasNoModel, words.linkNeedsBrowser]];
  return file ? [[words.linkHasNoModel, words.linkNeedsModelFile]] : [];
}

/** What the page shows and its link does not hold. */
function missingIn({ view, extra, compare, settings }: Lab): Sentences[] {
  if (view.value === 'sample') return missingModel(extra.value);
  const missing: Sentences[] = [];
  const sides = (view.value === 'compare' && compare.value?.unlinked()) || [];
  const names = sides.map((side) => side.toUpperCase());
  if (names.length > 0) missing.push([words.linkHasNoWeights(names), words.linkTrains(names)]);
  const { dataset } = settings.config.value;
  if (dataset === 'csv') missing.push([words.linkHasNoFile, words.linkNeedsTable]);
  if (dataset === 'images') missing.push([words.linkHasNoFile, words.linkNeedsImages]);
  return missing;
}

/** @returns whether it is in the clipboard; else a notice says where it is */
export async function copyLink(lab: Lab): Promise<boolean> {
  const link = new URL(addressOf(lab, withTime(lab)), location.href).href;
  const copied = await writeToClipboard(link);
  const missing = missingIn(lab);
  const blocked: Sentences[] = copied ? [] : [[words.noClipboard, words.linkInAddressBar(link)]];
  // one notice: each would take the place of the one before
  const all = [...blocked, ...missing];
  const text = (part: 0 | 1) => all.map((sentences) => sentences[part]).join(' ');
  if (all.length > 0) lab.notices.news(text(0), text(1));
  return copied;
}
