/** The evaluation worker: the evaluators of points and of images behind Comlink. */
import { expose } from 'comlink';
import { createEvaluator } from '../src/evaluation/evaluator';
import { createImageEvaluator } from '../src/evaluation/imageEvaluator';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';

keepToOwnOrigin(self);

expose({ ...createEvaluator(), ...createImageEvaluator() });
