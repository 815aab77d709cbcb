/** First visit, train on points: how near the samples are to the data by now. */
import { useMemo } from 'preact/hooks';
import { trainingTime } from '../../../../state/run/run';
import type { Measurement } from '../../../../types/score';
import * as words from '../../../../words/lessons/pictures/firstVisit';
import { standingOf } from '../../../quality';
import { useLab } from '../../../shell/lab';
import { useThrottled } from '../../../widgets/useThrottled';
import { Finding } from '../controls';
import '../pictures.css';

interface Progress {
  readonly step: number;
  /** Seconds of training. */
  readonly seconds: number;
  readonly measurement: Measurement | null;
}

export function trainingSentence({ step, seconds, measurement }: Progress): string {
  if (step === 0) return words.untrained;
  const whole = Math.round(seconds);
  const standing = standingOf(measurement?.score ?? null, measurement?.second);
  if (!standing) return words.beingMeasured(step, whole);
  return standing.kind === 'alike'
    ? words.trainedAlike(step, whole)
    : words.trained(step, whole, standing.text);
}

export default function Training() {
  const { store, evaluation } = useLab();
  const read = useMemo(
    () => () => {
      const run = store.run('train').value;
      const measurement = evaluation.newest.value;
      return trainingSentence({
        step: run?.step ?? 0,
        seconds: run ? trainingTime(run) / 1000 : 0,
        measurement,
      });
    },
    [store, evaluation],
  );
  return <Finding>{useThrottled(read, 1000)}</Finding>;
}
