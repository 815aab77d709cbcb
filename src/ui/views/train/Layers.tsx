/** The toggles of what the stage shows: its layers, and for some of them how. */
import type { Signal } from '@preact/signals';
import type { LayerId } from '../../islands/stage';
import { ARROW_KINDS, type ArrowKind } from './model/layers';
import type { TrainModel } from './model/trainModel';

const LAYERS: readonly { id: LayerId; label: string; key: string }[] = [
  { id: 'data', label: 'Data', key: 'data' },
  { id: 'samples', label: 'Samples', key: 'model' },
  { id: 'paths', label: 'Paths', key: 'line' },
  { id: 'score', label: 'Score', key: 'arrow' },
  { id: 'velocity', label: 'Velocity', key: 'arrow' },
  { id: 'density', label: 'Density', key: 'density' },
  { id: 'error', label: 'Error', key: 'heat' },
];

const ARROWS: Record<ArrowKind, { label: string; key: string }> = {
  learned: { label: 'Learned arrows', key: 'model' },
  exact: { label: 'Exact arrows', key: 'data' },
};

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
          <i class={`key ${ARROWS[kind].key}`} />
          {ARROWS[kind].label}
        </button>
      ))}
      <Flag flag={model.streams} label="Streamlines" title="Lines that follow the field, instead of arrows" />
    </>
  );
}

export function Layers({ model }: { model: TrainModel }) {
  const on = model.layers.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles
    <div class="layers" role="group" aria-label="Layers">
      {LAYERS.map(({ id, label, key }) => (
        <button type="button" key={id} aria-pressed={on.has(id)} onClick={() => toggleLayer(model, id)}>
          <i class={`key ${key}`} />
          {label}
        </button>
      ))}
      {on.has('data') && (
        <Flag
          flag={model.beside}
          label="Side by side"
          title="The data on the left, the samples on the right"
        />
      )}
      {FIELDS.some((id) => on.has(id)) && <Arrows model={model} />}
    </div>
  );
}
