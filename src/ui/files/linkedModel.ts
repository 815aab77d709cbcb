/** Links that hold a model in their fragment: how one is opened, offered and copied. */
import { effect, untracked } from '@preact/signals';
import type { ModelFile } from '../../interop/modelFile';
import { MOST_CHARACTERS, readModelLink, writeModelLink } from '../../interop/modelLink';
import { messageOf } from '../../lib/diagnostic';
import { firstValue } from '../../state/firstValue';
import { noClipboard } from '../../words/clipboard';
import * as words from '../../words/opening';
import { writeToClipboard } from '../shell/clipboard';
import type { Lab } from '../shell/lab';
import { openFiles } from './openFiles';

const PREFIX = '#model=';
/** The subject of notices about links with a model. */
const LINK = 'model link';

const kilobytes = (characters: number): string => `${Math.round(characters / 1000)} kB`;

/** What tells the model that is shown from others: in Sample the one that is drawn from, in every other view the run of Train. Reads signals. */
const shownModel = ({ sampleCommands, store }: Lab, inSample: boolean): unknown =>
  inSample ? sampleCommands.value?.model.value : store.run('train').value?.runId;

/** Ends what the call of `keepInAddress` before began. */
let endLast = () => {};

/**
 * Shows the fragment in the address bar for as long as a reload would need it: a model that is only opened is in no library. In Train until
 * the run trains or is replaced, in Sample until another model is open; the model of one of them is not in the address of the other.
 * @param inSample whether Sample shows it
 */
function keepInAddress(lab: Lab, text: string, inSample: boolean): void {
  const { fragment, view, store, sampleCommands } = lab;
  const step = () => (inSample ? undefined : store.run('train').value?.step);
  const [model, steps] = untracked(() => [shownModel(lab, inSample), step()]);
  endLast();
  const end = effect(() => {
    const isAway = inSample && sampleCommands.value === null;
    const isSame = isAway || (shownModel(lab, inSample) === model && step() === steps);
    fragment.value = isSame && (view.value === 'sample') === inSample ? text : '';
    if (!isSame) queueMicrotask(() => end());
  });
  endLast = end;
}

/** Opens the model of a link: in Sample to be sampled, else as the paused run of Train. A problem is a notice, and the page goes on. */
export async function openLinkedModel(lab: Lab, fragment: string): Promise<void> {
  try {
    const file = readModelLink(fragment.slice(PREFIX.length));
    if (lab.view.peek() === 'sample') await firstValue(lab.sampleCommands, (commands) => commands !== null);
    const inSample = lab.sampleCommands.peek() !== null;
    if (await openFiles(lab, [file], 'model')) keepInAddress(lab, fragment, inSample);
    else lab.fragment.value = '';
  } catch (error) {
    lab.fragment.value = '';
    lab.notices.problem(words.linkNotOpened, words.settingsApply(messageOf(error)), LINK);
  }
}

/** A link that is put into the address of an open page loads nothing anew: its model is offered, since it would replace the run that is shown. */
export function offerLinkedModels(lab: Lab): void {
  addEventListener('hashchange', () => {
    const { hash } = location;
    if (!hash.startsWith(PREFIX) || hash === lab.fragment.peek()) return;
    lab.notices.offer(
      words.linkHoldsModel,
      words.opensAnew,
      {
        label: words.openTheModel,
        run() {
          location.hash = hash; // the address may have followed the view since
          location.reload();
        },
      },
      LINK,
    );
  });
}

/** Removes the notice about the link of the model that is shown once another view is, or another model. */
function clearWithModel(lab: Lab): void {
  const { notices, view } = lab;
  const inView = view.peek();
  const shown = () => shownModel(lab, inView === 'sample');
  const model = untracked(shown);
  const stop = effect(() => {
    if (view.value === inView && shown() === model) return;
    notices.clear(LINK);
    queueMicrotask(() => stop());
  });
}

/** Says how long the link with a model is, and copies it at a press. @param search the settings that it opens with */
export async function offerModelLink(lab: Lab, model: ModelFile, search: string): Promise<void> {
  const { notices } = lab;
  const text = await writeModelLink(model);
  clearWithModel(lab);
  if (text.length > MOST_CHARACTERS) {
    notices.problem(
      words.tooLargeForLink(kilobytes(text.length), kilobytes(MOST_CHARACTERS)),
      words.whatFits,
      LINK,
    );
    return;
  }
  const fragment = PREFIX + text;
  const query = new URLSearchParams(search);
  for (const name of ['run', 'file']) query.delete(name); // the fragment is the model
  const settings = query.size > 0 ? `?${query}` : '';
  const link = new URL(location.pathname + settings + fragment, location.href).href;
  const copy = async () => {
    if (await writeToClipboard(link)) {
      notices.news(words.linkCopied, words.itHas(kilobytes(link.length)));
      return;
    }
    keepInAddress(lab, fragment, lab.sampleCommands.peek() !== null);
    notices.news(noClipboard, words.inAddressBar);
  };
  notices.offer(
    words.linkLength(link.length, kilobytes(link.length)),
    words.whatLinkOpens,
    { label: words.copyTheLink, run: () => void copy() },
    LINK,
  );
  requestAnimationFrame(() => requestAnimationFrame(focusCopy));
}

/** The offer stands at the head of the page, the button that asked for it at its foot. */
function focusCopy(): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('.offers button')];
  buttons.find(({ textContent }) => textContent === words.copyTheLink)?.focus();
}
