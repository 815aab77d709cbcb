/** The charts of the evidence: quality by network evaluations, and the same noise after several numbers of steps. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { passesOf } from '../../../../config/evaluations';
import { stepsTaken } from '../../../../config/samplingSteps';
import type { SessionSamples } from '../../../../state/sample/drawing';
import { curveKey, PANEL_STEPS, studiedSteps } from '../../../../state/sample/studies';
import type { ImageShape } from '../../../canvas/pixels';
import type { FamilyView } from '../../../families/family';
import type { CurveChartData } from '../curveChart';
import { curveLabel } from '../findings';
import type { SampleLab } from '../lab';
import type { StepPanelsData } from '../stepPanels';

export interface StudyCharts {
  readonly curves: ReadonlySignal<CurveChartData>;
  readonly stepPanels: ReadonlySignal<StepPanelsData>;
}

interface Parts extends Pick<SampleLab, 'session' | 'studies'> {
  readonly family: ReadonlySignal<FamilyView>;
  readonly shape: ReadonlySignal<ImageShape | null>;
  readonly world: ReadonlySignal<number>;
}

/** The y axis before there are measurements, in each family's measure. */
const RANGES = { points: [1e-3, 1], images: [1, 100] } as const;

/** Network evaluations of each of the samples that are shown. */
const evaluationsShown = (shown: SessionSamples | null): number | null =>
  shown && passesOf(shown.config) * shown.trajectory.nfe;

export function studyCharts({ session, studies, family, shape, world }: Parts): StudyCharts {
  const form = session.form.config;
  return {
    curves: computed(() => ({
      curves: [...studies.curves.value].map(([key, curve]) => ({
        label: curveLabel(curve.config),
        own: key === curveKey(form.value),
        curve,
      })),
      here: evaluationsShown(session.samples.value),
      name: family.value.measure,
      range: RANGES[family.value.id],
    })),
    stepPanels: computed(() => {
      const panels = studies.panels.value;
      const expected =
        studies.panelsProgress.value || panels.length === 0
          ? studiedSteps(PANEL_STEPS, form.value)
          : panels.map(({ steps }) => steps);
      return {
        panels,
        expected,
        shape: shape.value,
        world: world.value,
        formSteps: stepsTaken(form.value),
      };
    }),
  };
}
