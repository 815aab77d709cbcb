/** Wires the evaluators of points and of images to Comlink; nothing else. */
import { expose } from 'comlink';
import { createEvaluator } from '../src/evaluation/evaluator';
import { createImageJudge } from '../src/evaluation/imageJudge';

expose({ ...createEvaluator(), ...createImageJudge() });
