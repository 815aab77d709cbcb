/** The foot of every view: saves what it shows as a picture, or its denoising as an animation. */
import { useState } from 'preact/hooks';
import type { FieldName } from '../../config/fields';
import { messageOf } from '../../lib/diagnostic';
import type { Own } from '../../state/compare/comparison';
import { labelOf } from '../labels';
import { useLab } from '../shell/lab';

/** Making pictures is not part of the first load. */
const work = () => import('./savePicture');

/** "A: linear, B: cosine". */
const sidesOf = (own: Own): string =>
  (['a', 'b'] as const).map((side) => `${side.toUpperCase()}: ${labelsOf(own[side])}`).join(', ');
const labelsOf = (changes: Own['a']) =>
  Object.entries(changes)
    .map(([name, value]) => labelOf(name as FieldName, String(value)))
    .join(' ');

export function SaveBar() {
  const lab = useLab();
  const [share, setShare] = useState(0);
  /** Of the animation under way. */
  const [controller, setController] = useState<AbortController | null>(null);
  const view = lab.view.value;
  const subject = () => {
    const { dataset, schedule, T } = lab.settings.config.value;
    const own = lab.compare.value?.own.value;
    const caption = view === 'compare' && own ? sidesOf(own) : undefined;
    return { view, name: `${view}-${dataset}-${schedule}-T${T}`, caption };
  };
  const reporting = (work: Promise<unknown>) =>
    work.catch((error: unknown) => lab.notices.problem('The picture could not be made.', messageOf(error)));
  const animate = async () => {
    const next = new AbortController();
    setController(next);
    setShare(0);
    const { saveAnimation } = await work();
    await saveAnimation(subject(), lab, { onProgress: setShare, signal: next.signal });
  };
  return (
    <footer class="take">
      <button
        type="button"
        class="link"
        onClick={() => void reporting(work().then((w) => w.savePicture(subject())))}
      >
        Save what is shown as PNG
      </button>
      {controller === null ? (
        <button
          type="button"
          class="link"
          onClick={() => void reporting(animate().finally(() => setController(null)))}
        >
          Save the denoising as GIF
        </button>
      ) : (
        <>
          <progress value={share} max={1} aria-label="Packing the animation" />
          <button type="button" class="link" onClick={() => controller.abort()}>
            Cancel
          </button>
        </>
      )}
    </footer>
  );
}
