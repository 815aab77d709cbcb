/** The toggles of what the stage shows: its layers, and for some of them how. */
import type { Signal } from '@preact/signals';
import type { LayerId } from '../../../config/pageParameters';
import * as words from '../../../words/train/view';
import { ARROW_KINDS, type ArrowKind } from './model/layers';
import type { TrainModel } from './model/trainModel';

const LAYERS: readonly { id: keyof typeof words.layerNames; key: string }[] = [
  { id: 'data', key: 'data' },
  { id: 'samples', key: 'model' },
  { id: 'paths', key: 'line' },
  { id: 'score', key: 'arrow' },
  { id: 'velocity', key: 'arrow' },
  { id: 'density', key: 'density' },
  { id: 'error', key: 'heat' },
];

/** Keys of the legend. */
const ARROWS: Record<ArrowKind, string> = { learned: 'model', exact: 'data' };

function toggle<T>(set: Signal<ReadonlySet<T>>, member: T) {
  const next = new Set(set.value);
  if (!next.delete(member)) next.add(member);
  set.value = next;
}

/** Layers of arrows: the stage shows one field at a time. */
const FIELDS: readonly LayerId[] = ['score', 'velocity'];

function toggleLayer({ layers }: TrainModel, id: LayerId) {
  if (FIELDS.includes(id) && !layers.value.has(id))
    layers.value = new Set([...layers.value].filter((other) => !FIELDS.includes(other)));
  toggle(layers, id);
}

/** A toggle of one flag. */
function Flag({ flag, label, title }: { flag: Signal<boolean>; label: string; title: string }) {
  return (
    <button
      type="button"
      aria-pressed={flag.value}
      title={title}
      onClick={() => {
        flag.value = !flag.value;
      }}
    >
      {label}
    </button>
  );
}

function Arrows({ model }: { model: TrainModel }) {
  return (
    <>
      {ARROW_KINDS.map((kind) => (
        <button
          type="button"
          key={kind}
          aria-pressed={model.arrows.value.has(kind)}
          onClick={() => toggle(model.arrows, kind)}
        >
          <i class={`key ${ARROWS[kind]}`} />
          {words.arrows[kind]}
        </button>
      ))}
      <Flag flag={model.streams} label={words.streamlines} title={words.streamlinesTitle} />
    </>
  );
}

export function Layers({ model }: { model: TrainModel }) {
  const on = model.layers.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles
    <div class="layers" role="group" aria-label={words.layers}>
      {LAYERS.map(({ id, key }) => (
        <button type="button" key={id} aria-pressed={on.has(id)} onClick={() => toggleLayer(model, id)}>
          <i class={`key ${key}`} />
          {words.layerNames[id]}
        </button>
      ))}
      {on.has('data') && <Flag flag={model.beside} label={words.sideBySide} title={words.sideBySideTitle} />}
      {FIELDS.some((id) => on.has(id)) && <Arrows model={model} />}
    </div>
  );
}
