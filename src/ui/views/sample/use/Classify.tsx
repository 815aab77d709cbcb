/** Classify: of all classes, that of an image lets the model guess its noise best; and how often that is right. */
import { isImageDatasetId } from '../../../../../datasets/images';
import { classNames } from '../../../../config/classNames';
import { countRight } from '../../../../diffusion/editing/classify';
import type { Editor } from '../../../../state/sample/editing/editor';
import type { LoadedModel } from '../../../../state/sample/session';
import { models } from '../../../../words/sample';
import * as words from '../../../../words/sampleUse';
import { fromBytes } from '../../../canvas/pixels';
import { type Lab, useLab } from '../../../shell/lab';
import type { SampleModel } from '../model/sampleModel';
import { AccuracySentence } from './AccuracySentence';
import { ClassErrors } from './ClassErrors';
import { Pad } from './Pad';
import { Work } from './Work';

/** Pairs of a time and noise for the image on the pad, and for each of many test images. */
const PAIRS = 16;
const PAIRS_OF_MANY = 8;
const TEST_IMAGES = 200;

/** The acts: the image on the pad, and test images where the data set has some. */
function classifying(editor: Editor, { config: { dataset } }: LoadedModel, { evaluator }: Lab) {
  const { classified, accuracy } = editor.results;
  const classifyImage = (image: Float32Array) =>
    editor.classify(
      () => image,
      PAIRS,
      (errors) => {
        classified.value = { errors, image };
      },
    );
  const measure = () => {
    let labels: ArrayLike<number> = [];
    const testImages = async () => {
      const test = await evaluator.testImages({ dataset, count: TEST_IMAGES, seed: 1 });
      ({ labels } = test);
      return fromBytes(test.images);
    };
    return editor.classify(testImages, PAIRS_OF_MANY, (errors) => {
      accuracy.value = { right: countRight(errors, labels), of: labels.length };
    });
  };
  return { classifyImage, measure: isImageDatasetId(dataset) ? measure : null };
}

export function Classify({ model, editor }: { model: SampleModel; editor: Editor }) {
  const lab = useLab();
  const opened = model.session.model.value;
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape || !opened) return null;
  const { config, source } = opened;
  if (!config.classes) return <p class="gloss">{words.noClasses.images(models['mnist-classes'])}</p>;
  const names = classNames(config, source);
  const { classifyImage, measure } = classifying(editor, opened, lab);
  const { classified, accuracy } = editor.results;
  const shown = classified.value?.image === content.image ? classified.value : null;
  const acts = [{ label: words.classify, begin: () => void classifyImage(content.image) }];
  if (measure) acts.push({ label: words.accuracyOn(TEST_IMAGES), begin: () => void measure() });
  return (
    <div class="use-panel">
      <div>
        <Pad model={model} editor={editor} label={words.imageToClassify} />
      </div>
      <div>
        <p class="gloss">{words.classifyHelp(PAIRS, PAIRS * names.length)}</p>
        <Work model={model} editor={editor} acts={acts} />
        {accuracy.value && <AccuracySentence {...accuracy.value} kind="images" noises={PAIRS_OF_MANY} />}
        {shown && (
          <ClassErrors errors={shown.errors} names={names} least={words.leastError}>
            <caption class="vh">{words.errorsByClass}</caption>
          </ClassErrors>
        )}
      </div>
    </div>
  );
}
