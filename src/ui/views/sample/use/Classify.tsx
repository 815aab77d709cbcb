/** Classify: of all classes, that of an image lets the model guess its noise best; and how often that is right. */
import { useMemo } from 'preact/hooks';
import { isImageDatasetId } from '../../../../../datasets/images';
import { classNames } from '../../../../config/classNames';
import { leastErrors } from '../../../../diffusion/editing/classify';
import type { Editor } from '../../../../state/sample/editing/editor';
import { fromBytes } from '../../../canvas/pixels';
import { counted, figure, percent } from '../../../format';
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
      <caption class="vh">Mean squared error of the guessed noise, by class</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Error of ε̂</th>
        </tr>
      </thead>
      <tbody>
        {Array.from(errors, (error, label) => (
          <tr key={names[label] ?? label} data-best={label === best ? '' : undefined}>
            <th scope="row">{names[label] ?? label}</th>
            <td>
              {figure(error)}
              {label === best && ', the least'}
            </td>
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
  if (!config.classes)
    return (
      <p class="gloss">
        This model has learned no classes, and guesses the noise of all images in one way. A model with
        classes, such as “MNIST, class-conditional”, can classify.
      </p>
    );
  const names = classNames(config, opened.value?.source);
  const { classified, accuracy } = editor.results;
  const { dataset } = config;
  const classifyPad = () =>
    void editor.classify(content.image, PAIRS, (errors) => {
      classified.value = { errors, image: content.image };
    });
  const measure = async () => {
    const question = { dataset, count: TEST_IMAGES, seed: 1 };
    const { images, labels } = await lab.evaluator.testImages(question);
    await editor.classify(fromBytes(images), PAIRS_OF_MANY, (errors) => {
      const guesses = leastErrors(errors, errors.length / labels.length);
      const right = guesses.reduce((sum, guess, i) => sum + Number(guess === labels[i]), 0);
      accuracy.value = { right, of: labels.length };
    });
  };
  const shown = classified.value?.image === content.image ? classified.value : null;
  const of = accuracy.value;
  return (
    <div class="use-panel">
      <div>
        <Pad editor={editor} brush={brushOf(brush, shape[2])} label="The image to classify" masked={false} />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
      </div>
      <div>
        <p class="gloss">
          Noise is added to the image, {PAIRS} times between much and little, and the model guesses it under
          each class, from the same noise. The class with the least error is its answer, no more than a guess
          where another error is near.
        </p>
        <Work
          model={model}
          editor={editor}
          acts={[
            { label: 'Classify', begin: classifyPad },
            ...(isImageDatasetId(dataset)
              ? [{ label: `Accuracy on ${TEST_IMAGES} test images`, begin: () => void measure() }]
              : []),
          ]}
        />
        {of && (
          <p class="gloss" role="status">
            {of.right} of {counted(of.of, 'test image')} classified rightly: {percent(of.right / of.of, 1)}, ±{' '}
            {percent(Math.sqrt(((of.right / of.of) * (1 - of.right / of.of)) / of.of), 1)} (one standard
            error), with {PAIRS_OF_MANY} noises each.
          </p>
        )}
        {shown && <Errors errors={shown.errors} names={names} />}
      </div>
    </div>
  );
}
