/** Wires an evaluator to Comlink; nothing else. */
import { expose } from 'comlink';
import { createEvaluator } from '../src/evaluation/evaluator';

expose(createEvaluator());
