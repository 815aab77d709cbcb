/** The foot of every view: what it shows, as a picture or as an animation to take away. */
import { useState } from 'preact/hooks';
import type { FieldName } from '../../config/fields';
import type { Own } from '../../state/comparison';
import { useLab } from '../lab';
import { labelOf } from '../labels';

/** Making pictures is not part of the first load. */
const work = () => import('./takeAway');

/** "A: linear, B: cosine". */
const sidesOf = (own: Own): string =>
  (['a', 'b'] as const).map((side) => `${side.toUpperCase()}: ${saying(own[side])}`).join(', ');
const saying = (changes: Own['a']) =>
  Object.entries(changes)
    .map(([name, value]) => labelOf(name as FieldName, String(value)))
    .join(' ');

export function TakeAway() {
  const lab = useLab();
  const [share, setShare] = useState<number | null>(null);
  const [stop] = useState({ asked: false });
  const view = lab.view.value;
  const subject = () => {
    const { dataset, schedule, T } = lab.settings.config.value;
    const own = lab.compare.value?.own.value;
    const says = view === 'compare' && own ? sidesOf(own) : undefined;
    return { view, name: `${view}-${dataset}-${schedule}-T${T}`, says };
  };
  const told = (doing: Promise<unknown>) =>
    doing.catch((error: unknown) =>
      lab.notices.problem(
        'The picture could not be made.',
        error instanceof Error ? error.message : String(error),
      ),
    );
  const animate = async () => {
    stop.asked = false;
    setShare(0);
    const { saveAnimation } = await work();
    await saveAnimation(subject(), lab, { onProgress: setShare, cancelled: () => stop.asked });
  };
  return (
    <footer class="take">
      <button
        type="button"
        class="link"
        onClick={() => void told(work().then((w) => w.savePicture(subject())))}
      >
        Save what is shown as PNG
      </button>
      {share === null ? (
        <button type="button" class="link" onClick={() => void told(animate().finally(() => setShare(null)))}>
          Save the denoising as GIF
        </button>
      ) : (
        <>
          <progress value={share} max={1} aria-label="Packing the animation" />
          <button
            type="button"
            class="link"
            onClick={() => {
              stop.asked = true;
            }}
          >
            Cancel
          </button>
        </>
      )}
    </footer>
  );
}
