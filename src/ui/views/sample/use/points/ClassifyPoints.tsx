/** Classify points: p(class | x) of a point by the model, beside that by the density of the data; and how often the model is right. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { classNames } from '../../../../../config/classNames';
import { concerns } from '../../../../../config/family';
import { FIELDS } from '../../../../../config/fields';
import { diffusionClassifierPosterior, leastErrors } from '../../../../../diffusion/editing/classify';
import { createProcess } from '../../../../../diffusion/processes';
import { wilsonInterval } from '../../../../../lib/wilson';
import type { Editor } from '../../../../../state/sample/editing/editor';
import { createUndoable } from '../../../../../state/sample/editing/undoable';
import * as words from '../../../../../words/samplePoints';
import { classColumn, classify, errorColumn } from '../../../../../words/sampleUse';
import { dot } from '../../../../canvas/marks';
import { figure, percent } from '../../../../format';
import { useLab } from '../../../../shell/lab';
import { UndoButton } from '../UndoButton';
import { Work } from '../Work';
import { type Place, PlanePad } from './PlanePad';
import type { PlaneData } from './plane';
import type { PointUseProps } from './pointData';

/** Pairs of a time and noise for the chosen point, and for each of many. */
const PAIRS = 256;
const PAIRS_OF_MANY = 64;
const TEST_POINTS = 200;

/** The chosen point, as long as the page is open. */
const chosen = createUndoable<Place | null>(null);

type Classified = NonNullable<Editor['results']['classifiedPoint']['value']>;

/** The probability of each class, by the model and by the data, and the error it comes from. */
function Probabilities({ of, names }: { of: Classified; names: readonly string[] }) {
  const { errors, posterior, exact } = of;
  const [best] = leastErrors(errors, errors.length);
  return (
    <table class="errors">
      <caption>{words.posteriorOf(of.point.map((value) => figure(value, 2)))}</caption>
      <thead>
        <tr>
          <th scope="col">{classColumn}</th>
          <th scope="col">{words.byModel}</th>
          {exact && <th scope="col">{words.byDensity}</th>}
          <th scope="col">{errorColumn}</th>
        </tr>
      </thead>
      <tbody>
        {Array.from(errors, (error, label) => (
          <tr key={names[label] ?? label} data-best={label === best ? '' : undefined}>
            <th scope="row">{names[label] ?? label}</th>
            <td>{percent(posterior[label], 1)}</td>
            {exact && <td>{percent(exact[label], 1)}</td>}
            <td>{figure(error)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many points the model classified rightly, beside what the density of the data reaches. */
function AccuracySentence({ of }: { of: NonNullable<Editor['results']['accuracy']['value']> }) {
  const [from, to] = wilsonInterval(of.right, of.of).map((share) => percent(share, 1));
  const share = percent(of.right / of.of, 1);
  return (
    <p class="gloss" role="status">
      {words.accuracyOfPoints({ right: of.right, of: of.of, share, from, to, noises: PAIRS_OF_MANY })}
      {of.bayes && ` ${words.bayes(of.bayes.right, percent(of.bayes.share, 1))}`}
    </p>
  );
}

export function ClassifyPoints({ model, editor, data }: PointUseProps) {
  const { evaluator } = useLab();
  const { classifiedPoint, accuracy } = editor.results;
  const pad = useMemo(
    () =>
      computed((): PlaneData => {
        const place = chosen.content.value;
        return {
          data: data.points.value,
          made: null,
          world: model.stage.value.world,
          axes: data.axes.value,
          marks(surface, { centreX, centreY, perUnit }) {
            if (!place) return;
            const [x, y] = [centreX + perUnit * place[0], centreY - perUnit * place[1]];
            dot(surface, x, y, 5, surface.theme.colours.ink);
            dot(surface, x, y, 3, surface.theme.colours.stage);
          },
          key: { data: words.data, made: '' },
        };
      }),
    [model, data],
  );
  const opened = model.session.model.value;
  if (!opened) return null;
  const { config, source } = opened;
  if (!concerns('guidance', config))
    return <p class="gloss">{words.noClassesOfPoints(FIELDS.classes.label)}</p>;
  const names = classNames(config, source);
  const question = { config, source };
  const posteriorOf = (errors: Float32Array, classes: number) =>
    diffusionClassifierPosterior(errors, classes, createProcess(config));
  const begin = () => {
    const point = chosen.content.peek();
    if (!point) return;
    let exact: Float32Array | null = null;
    const values = async () => {
      const place = Float32Array.from(point);
      exact = await evaluator.exactClassPosterior(question, place);
      return place;
    };
    void editor.classify(values, PAIRS, (errors) => {
      classifiedPoint.value = { point, errors, posterior: posteriorOf(errors, errors.length), exact };
    });
  };
  const measure = () => {
    let test: Awaited<ReturnType<typeof evaluator.testPoints>>;
    const values = async () => {
      test = await evaluator.testPoints(question, TEST_POINTS, 1);
      return test.points;
    };
    void editor.classify(values, PAIRS_OF_MANY, (errors) => {
      const { labels, bayes } = test;
      const guesses = leastErrors(errors, errors.length / labels.length);
      const right = guesses.reduce((sum, guess, i) => sum + Number(guess === labels[i]), 0);
      accuracy.value = { right, of: labels.length, bayes };
    });
  };
  const place = chosen.content.value;
  const shown = classifiedPoint.value?.point === place ? classifiedPoint.value : null;
  const hasFresh = config.dataset !== 'csv'; // of a table every row is learned
  return (
    <div class="use-panel">
      <div>
        <PlanePad
          label={words.pointToClassify}
          data={pad}
          stroke={(to, _, begins) => (begins ? chosen.replace : chosen.amend)(to)}
          undo={chosen.undo}
        />
        <div class="pad-tools">
          <UndoButton strokes={chosen} />
        </div>
      </div>
      <div>
        <p class="gloss">{words.classifyPointsHelp(PAIRS, PAIRS * names.length)}</p>
        <Work
          model={model}
          editor={editor}
          acts={[
            { label: classify, begin, disabled: !place },
            ...(hasFresh ? [{ label: words.accuracyOn(TEST_POINTS), begin: measure }] : []),
          ]}
        />
        {accuracy.value && <AccuracySentence of={accuracy.value} />}
        {shown && <Probabilities of={shown} names={names} />}
      </div>
    </div>
  );
}
