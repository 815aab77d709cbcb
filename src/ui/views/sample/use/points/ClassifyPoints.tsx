/** Classify points: p(class | x) of a point by the model, beside that by the density of the data; and how often the model is right. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classNames } from '../../../../../config/classNames';
import { concerns } from '../../../../../config/family';
import { FIELDS } from '../../../../../config/fields';
import { countRight, diffusionClassifierPosterior } from '../../../../../diffusion/editing/classify';
import { createProcess } from '../../../../../diffusion/processes';
import type { Editor } from '../../../../../state/sample/editing/editor';
import { createUndoable } from '../../../../../state/sample/editing/undoable';
import type { LoadedModel } from '../../../../../state/sample/session';
import type { TestPoints } from '../../../../../types/quality';
import * as words from '../../../../../words/samplePoints';
import * as common from '../../../../../words/sampleUse';
import { figure, percent } from '../../../../format';
import { type Lab, useLab } from '../../../../shell/lab';
import { AccuracySentence } from '../AccuracySentence';
import { ClassErrors } from '../ClassErrors';
import { UndoButton } from '../UndoButton';
import { type Act, Work } from '../Work';
import { type Place, PlanePad } from './PlanePad';
import { type PlaneData, pixelOf, planeOf, ring } from './plane';
import type { PointUseProps } from './pointData';

/** Pairs of a time and noise for the chosen point, and for each of many. */
const PAIRS = 256;
const PAIRS_OF_MANY = 64;
const TEST_POINTS = 200;

/** The chosen point, as long as the page is open. */
const chosen = createUndoable<Place | null>(null);

type Classified = NonNullable<Editor['results']['classifiedPoint']['value']>;

/** A ring around the chosen point. */
const placeMarks =
  (place: Place | null): PlaneData['marks'] =>
  (surface, placing) =>
    place && ring(surface, ...pixelOf(placing, place));

/** The acts: the chosen point, and fresh points where the data have some. */
function classifying(editor: Editor, { config, source }: LoadedModel, { evaluator }: Lab) {
  const { classifiedPoint, accuracy } = editor.results;
  const question = { config, source };
  const classifyPoint = (point: Place) => {
    let exact: Float32Array | null = null;
    const values = async () => {
      const place = Float32Array.from(point);
      exact = await evaluator.exactClassPosterior(question, place);
      return place;
    };
    return editor.classify(values, PAIRS, (errors) => {
      const posterior = diffusionClassifierPosterior(errors, errors.length, createProcess(config));
      classifiedPoint.value = { point, errors, posterior, exact };
    });
  };
  const measure = () => {
    let test: TestPoints;
    const values = async () => {
      test = await evaluator.testPoints(question, TEST_POINTS, 1);
      return test.points;
    };
    return editor.classify(values, PAIRS_OF_MANY, (errors) => {
      const { labels, bayes } = test;
      accuracy.value = { right: countRight(errors, labels), of: labels.length, bayes };
    });
  };
  const hasFresh = config.dataset !== 'csv'; // of a table every row is learned
  return { classifyPoint, measure: hasFresh ? measure : null };
}

function ChoosePoint({ model, data }: Pick<PointUseProps, 'model' | 'data'>) {
  const picture = useMemo(
    () => computed((): PlaneData => ({ ...planeOf(model, data), marks: placeMarks(chosen.content.value) })),
    [model, data],
  );
  return (
    <div>
      <PlanePad
        label={words.pointToClassify}
        data={picture}
        stroke={(to, _, begins) => (begins ? chosen.replace : chosen.amend)(to)}
        undo={chosen.undo}
      />
      <div class="pad-tools">
        <UndoButton strokes={chosen} />
      </div>
    </div>
  );
}

/** The probability of each class, by the model and by the data, and the error it comes from. */
function Probabilities({ of, names }: { of: Classified; names: readonly string[] }) {
  const { point, errors, posterior, exact } = of;
  const columns = [{ heading: words.byModel, cell: (label: number) => percent(posterior[label], 1) }];
  if (exact) columns.push({ heading: words.byDensity, cell: (label) => percent(exact[label], 1) });
  return (
    <ClassErrors errors={errors} names={names} columns={columns}>
      <caption>{words.posteriorOf(point.map((value) => figure(value, 2)))}</caption>
    </ClassErrors>
  );
}

export function ClassifyPoints({ model, editor, data }: PointUseProps) {
  const lab = useLab();
  const opened = model.session.model.value;
  if (!opened) return null;
  const { config, source } = opened;
  if (!concerns('guidance', config))
    return <p class="gloss">{common.noClasses.points(FIELDS.classes.label)}</p>;
  const names = classNames(config, source);
  const { classifyPoint, measure } = classifying(editor, opened, lab);
  const { classifiedPoint, accuracy } = editor.results;
  const place = chosen.content.value;
  const shown = classifiedPoint.value?.point === place ? classifiedPoint.value : null;
  const bayes = accuracy.value?.bayes;
  const begin = () => void (place && classifyPoint(place));
  const acts: Act[] = [{ label: common.classify, begin, disabled: !place }];
  if (measure) acts.push({ label: words.accuracyOn(TEST_POINTS), begin: () => void measure() });
  return (
    <div class="use-panel">
      <ChoosePoint model={model} data={data} />
      <div>
        <p class="gloss">{words.classifyPointsHelp(PAIRS, PAIRS * names.length)}</p>
        <Work model={model} editor={editor} acts={acts} />
        {accuracy.value && (
          <AccuracySentence {...accuracy.value} kind="points" noises={PAIRS_OF_MANY}>
            {bayes && ` ${words.bayes(bayes.right, percent(bayes.share, 1))}`}
          </AccuracySentence>
        )}
        {shown && <Probabilities of={shown} names={names} />}
      </div>
    </div>
  );
}
