/** The studies by name: each is a file of src/ui/lessons/measured. */
import { ema } from './ema';
import { oneShot } from './oneShot';
import { pair } from './pair';
import { prediction } from './prediction';
import type { Study } from './study';
import { time } from './time';
import { variance } from './variance';

export const STUDIES: Readonly<Record<string, Study>> = {
  time,
  'one-shot': oneShot,
  ema,
  prediction,
  variance,
  pair,
};
