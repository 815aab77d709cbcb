/** The first look: below the frames of A and B, the same sample under every other named schedule. How long the data last is to be seen at once. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { NAMED_SCHEDULE_IDS, type ScheduleId } from '../../../diffusion/schedules';
import * as words from '../../../words/compare/view';
import { chosenProcess } from '../../chosenProcess';
import { forwardReel } from '../../families/forwardReel';
import { labelOf } from '../../labels';
import { FamilyCanvas } from '../../widgets/FamilyCanvas';
import type { CompareModel } from './model/compareModel';

/** The named schedules that neither side has; none where a side has another process than a chain, whose time axis differs. */
function otherSchedules({ a, b }: CompareModel): readonly ScheduleId[] {
  const [p, q] = [a.config.value, b.config.value];
  if (p.process !== 'ddpm' || q.process !== 'ddpm' || p.T !== q.T) return [];
  return NAMED_SCHEDULE_IDS.filter((id) => id !== p.schedule && id !== q.schedule);
}

function ScheduleFrames({ model, schedule }: { model: CompareModel; schedule: ScheduleId }) {
  const { a } = model;
  const film = useMemo(() => {
    const reel = computed(() => {
      const config = { ...a.config.value, schedule };
      const chosen = chosenProcess(config);
      const real = a.real.value;
      return real && 'facts' in chosen ? forwardReel(config, chosen.facts.process, real) : null;
    });
    return computed(() => ({ ...a.film.value, reel: reel.value, hue: 'data' as const }));
  }, [a, schedule]);
  const name = labelOf('schedule', schedule);
  return (
    <>
      <span class="film-name">
        <small>{name}</small>
      </span>
      <div class="reels">
        <FamilyCanvas
          family={a.family.value}
          part="film"
          data={film}
          class="film"
          label={words.forwardFrames(name)}
        />
      </div>
    </>
  );
}

export function FirstLook({ model }: { model: CompareModel }) {
  return otherSchedules(model).map((schedule) => (
    <ScheduleFrames key={schedule} model={model} schedule={schedule} />
  ));
}
