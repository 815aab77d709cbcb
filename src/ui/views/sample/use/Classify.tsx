/** Classify: of all classes, that of an image lets the model guess its noise best; and how often that is right. */
import { useMemo } from 'preact/hooks';
import { isImageDatasetId } from '../../../../../datasets/images';
import { classNames } from '../../../../config/classNames';
import { leastErrors } from '../../../../diffusion/editing/classify';
import { wilsonInterval } from '../../../../lib/wilson';
import type { Editor } from '../../../../state/sample/editing/editor';
import { models } from '../../../../words/sample';
import * as words from '../../../../words/sampleUse';
import { fromBytes } from '../../../canvas/pixels';
import { figure, percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import type { SampleModel } from '../model/sampleModel';
import { Pad, PadImage } from './Pad';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { Work } from './Work';

/** Pairs of a time and noise for the image on the pad, and for each of many test images. */
const PAIRS = 16;
const PAIRS_OF_MANY = 8;
const TEST_IMAGES = 200;

/** The errors of each class, the least one marked. */
function Errors({ errors, names }: { errors: Float32Array; names: readonly string[] }) {
  const [best] = leastErrors(errors, errors.length);
  return (
    <table class="errors">
      <caption class="vh">{words.errorsByClass}</caption>
      <thead>
        <tr>
          <th scope="col">{words.classColumn}</th>
          <th scope="col">{words.errorColumn}</th>
        </tr>
      </thead>
      <tbody>
        {Array.from(errors, (error, label) => (
          <tr key={names[label] ?? label} data-best={label === best ? '' : undefined}>
            <th scope="row">{names[label] ?? label}</th>
            <td>{label === best ? words.leastError(figure(error)) : figure(error)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Classify({ model, editor }: { model: SampleModel; editor: Editor }) {
  const lab = useLab();
  const brush = useMemo(() => createBrush(['ink']), []);
  const { model: opened } = model.session;
  const config = opened.value?.config;
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape || !config) return null;
  if (!config.classes) return <p class="gloss">{words.noClasses(models['mnist-classes'])}</p>;
  const names = classNames(config, opened.value?.source);
  const { classified, accuracy } = editor.results;
  const { dataset } = config;
  const classifyPad = () =>
    void editor.classify(
      () => content.image,
      PAIRS,
      (errors) => {
        classified.value = { errors, image: content.image };
      },
    );
  const measure = () => {
    let labels: ArrayLike<number> = [];
    const testImages = async () => {
      const test = await lab.evaluator.testImages({ dataset, count: TEST_IMAGES, seed: 1 });
      ({ labels } = test);
      return fromBytes(test.images);
    };
    void editor.classify(testImages, PAIRS_OF_MANY, (errors) => {
      const guesses = leastErrors(errors, errors.length / labels.length);
      const right = guesses.reduce((sum, guess, i) => sum + Number(guess === labels[i]), 0);
      accuracy.value = { right, of: labels.length };
    });
  };
  const shown = classified.value?.image === content.image ? classified.value : null;
  const of = accuracy.value;
  const interval = of && wilsonInterval(of.right, of.of).map((share) => percent(share, 1));
  return (
    <div class="use-panel">
      <div>
        <Pad editor={editor} brush={brushOf(brush, shape[2])} label={words.imageToClassify} masked={false} />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
      </div>
      <div>
        <p class="gloss">{words.classifyHelp(PAIRS, PAIRS * names.length)}</p>
        <Work
          model={model}
          editor={editor}
          acts={[
            { label: words.classify, begin: classifyPad },
            ...(isImageDatasetId(dataset) ? [{ label: words.accuracyOn(TEST_IMAGES), begin: measure }] : []),
          ]}
        />
        {of && interval && (
          <p class="gloss" role="status">
            {words.accuracy({
              ...of,
              share: percent(of.right / of.of, 1),
              from: interval[0],
              to: interval[1],
              noises: PAIRS_OF_MANY,
            })}
          </p>
        )}
        {shown && <Errors errors={shown.errors} names={names} />}
      </div>
    </div>
  );
}
