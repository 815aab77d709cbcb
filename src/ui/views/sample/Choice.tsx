/** The choice lies over the grid: a list of places, one for each image, by pointer and by arrow keys. */
import { moved } from './keys';
import type { SampleModel } from './model';

export function Choice({ model }: { model: SampleModel }) {
  const n = model.shownCount.value;
  const columns = Math.ceil(Math.sqrt(n));
  const chosen = model.chosen.value;
  const labels = model.session.drawn.value?.trajectory.labels;
  return (
    <div
      class="choice"
      role="listbox"
      tabIndex={0}
      aria-label="The chosen sample"
      aria-activedescendant={`sample-${chosen}`}
      style={{ gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${columns}, 1fr)` }}
      onKeyDown={(event) => {
        const next = event.shiftKey ? null : moved(event.key, chosen, n);
        if (next === null) return;
        event.preventDefault();
        event.stopPropagation();
        model.chosen.value = next;
      }}
    >
      {Array.from({ length: n }, (_, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which has the focus
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active one
        <div
          key={i}
          id={`sample-${i}`}
          role="option"
          aria-selected={i === chosen}
          aria-label={`Sample ${i + 1}${labels && labels[i] >= 0 ? `, class ${labels[i]}` : ''}`}
          onClick={() => {
            model.chosen.value = i;
          }}
        />
      ))}
    </div>
  );
}
