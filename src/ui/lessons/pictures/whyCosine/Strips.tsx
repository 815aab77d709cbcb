/** The same digit under both schedules at equal steps of t. */
import { computed, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { DEFAULT_CONFIG } from '../../../../config/fields';
import { CHAINS, type ChainId, signalAt } from '../../../../diffusion/lab1d/whyCosine';
import * as words from '../../../../words/lessons/pictures/whyCosine';
import { dataLoading, dataNotLoaded } from '../../../../words/process';
import { chosenProcess, type ProcessFacts } from '../../../chosenProcess';
import { realSample } from '../../../families/realImages';
import type { RealSample } from '../../../families/realSample';
import { percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import { strip } from '../../../views/process/strip';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Finding } from '../controls';

const DIGITS = { dataset: 'mnist', text: '', drawing: '' } as const;

/** Ho's chain of 1000 steps, and the cosine one, as the charts above have them. */
function factsOf(schedule: ChainId): ProcessFacts {
  const chosen = chosenProcess({ ...DEFAULT_CONFIG, ...DIGITS, schedule, T: CHAINS[schedule].timeMax + 1 });
  if ('refusal' in chosen) throw new Error(chosen.refusal);
  return chosen.facts;
}

const sharesOf = (id: ChainId): string[] =>
  [0.25, 0.5, 0.75].map((share) => percent(signalAt(CHAINS[id], share), 0));

const stripsSentence = (): string => words.strip(sharesOf('linear'), sharesOf('cosine'));

export function Strips() {
  const { clock } = useLab();
  const { real, absent, data } = useMemo(() => {
    const real = signal<RealSample | null>(null);
    const absent = signal(dataLoading);
    const [linear, cosine] = [factsOf('linear'), factsOf('cosine')];
    return {
      real,
      absent,
      data: computed(() => ({
        facts: cosine,
        others: [linear],
        spacing: 'time' as const,
        real: real.value,
        absent: absent.value,
        position: clock.position.value,
        symbol: null,
      })),
    };
  }, [clock]);
  useEffect(() => {
    realSample(DIGITS, undefined, { points: 0, images: 1 })
      .then((sample) => {
        real.value = sample;
      })
      .catch(() => {
        absent.value = dataNotLoaded;
      });
  }, [real, absent]);
  return (
    <>
      <IslandCanvas
        mount={strip}
        data={data}
        label={words.stripPicture}
        summary={stripsSentence()}
        class="small"
      />
      <Finding>{stripsSentence()}</Finding>
    </>
  );
}
