/** Copies the link of what is shown. Loaded with the first use of the page. */
import * as words from '../../words/clipboard';
import { withTime } from '../time/timeEntry';
import { addressOf } from './addressOf';
import { writeToClipboard } from './clipboard';
import type { Lab } from './lab';

/** @returns whether it is in the clipboard; else a notice says where it is */
export async function copyLink(lab: Lab): Promise<boolean> {
  const link = new URL(addressOf(lab, withTime(lab)), location.href).href;
  const copied = await writeToClipboard(link);
  if (!copied) lab.notices.news(words.noClipboard, words.linkInAddressBar(link));
  const unlinked = lab.view.value === 'compare' && lab.compare.value?.unlinked();
  if (unlinked && unlinked.length > 0) {
    const sides = unlinked.map((side) => side.toUpperCase());
    lab.notices.news(words.linkHasNoWeights(sides), words.linkTrains(sides));
  }
  if (lab.settings.config.value.dataset === 'csv') lab.notices.news(words.linkHasNoFile, words.linkNeedsFile);
  return copied;
}
