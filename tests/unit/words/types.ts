/** The compiler holds each German dictionary to the type of the English one: entries, parameters, kinds of what they return. */
import type { VNode } from 'preact';

type Words<T> = T extends string
  ? string
  : T extends VNode
    ? VNode
    : T extends (...values: infer Values) => infer Sentence
      ? (...values: Values) => Words<Sentence>
      : { readonly [Name in keyof T]: Words<T[Name]> };

type Translates<English, German extends Words<English>> = German;

// biome-ignore format: one line for each dictionary
export type Translations = [
  Translates<typeof import('../../../src/words/citations'), typeof import('../../../src/words/de/citations')>,
  Translates<typeof import('../../../src/words/compare/pretrained'), typeof import('../../../src/words/de/compare/pretrained')>,
  Translates<typeof import('../../../src/words/compare/report'), typeof import('../../../src/words/de/compare/report')>,
  Translates<typeof import('../../../src/words/compare/study'), typeof import('../../../src/words/de/compare/study')>,
  Translates<typeof import('../../../src/words/compare/view'), typeof import('../../../src/words/de/compare/view')>,
  Translates<typeof import('../../../src/words/config'), typeof import('../../../src/words/de/config')>,
  Translates<typeof import('../../../src/words/durations'), typeof import('../../../src/words/de/durations')>,
  Translates<typeof import('../../../src/words/errors/dit'), typeof import('../../../src/words/de/errors/dit')>,
  Translates<typeof import('../../../src/words/errors/data'), typeof import('../../../src/words/de/errors/data')>,
  Translates<typeof import('../../../src/words/errors/refusals'), typeof import('../../../src/words/de/errors/refusals')>,
  Translates<typeof import('../../../src/words/errors/run'), typeof import('../../../src/words/de/errors/run')>,
  Translates<typeof import('../../../src/words/errors/storage'), typeof import('../../../src/words/de/errors/storage')>,
  Translates<typeof import('../../../src/words/fieldHelp'), typeof import('../../../src/words/de/fieldHelp')>,
  Translates<typeof import('../../../src/words/files/file'), typeof import('../../../src/words/de/files/file')>,
  Translates<typeof import('../../../src/words/files/foreign'), typeof import('../../../src/words/de/files/foreign')>,
  Translates<typeof import('../../../src/words/files/table'), typeof import('../../../src/words/de/files/table')>,
  Translates<typeof import('../../../src/words/language'), typeof import('../../../src/words/de/language')>,
  Translates<typeof import('../../../src/words/lessons/backInTime'), typeof import('../../../src/words/de/lessons/backInTime')>,
  Translates<typeof import('../../../src/words/lessons/bound'), typeof import('../../../src/words/de/lessons/bound')>,
  Translates<typeof import('../../../src/words/lessons/coinToss'), typeof import('../../../src/words/de/lessons/coinToss')>,
  Translates<typeof import('../../../src/words/lessons/densityMoves'), typeof import('../../../src/words/de/lessons/densityMoves')>,
  Translates<typeof import('../../../src/words/lessons/ema'), typeof import('../../../src/words/de/lessons/ema')>,
  Translates<typeof import('../../../src/words/lessons/emaTooEarly'), typeof import('../../../src/words/de/lessons/emaTooEarly')>,
  Translates<typeof import('../../../src/words/lessons/emptyPlaces'), typeof import('../../../src/words/de/lessons/emptyPlaces')>,
  Translates<typeof import('../../../src/words/lessons/firstVisit/guess'), typeof import('../../../src/words/de/lessons/firstVisit/guess')>,
  Translates<typeof import('../../../src/words/lessons/firstVisit/noise'), typeof import('../../../src/words/de/lessons/firstVisit/noise')>,
  Translates<typeof import('../../../src/words/lessons/firstVisit/schedules'), typeof import('../../../src/words/de/lessons/firstVisit/schedules')>,
  Translates<typeof import('../../../src/words/lessons/firstVisit/steps'), typeof import('../../../src/words/de/lessons/firstVisit/steps')>,
  Translates<typeof import('../../../src/words/lessons/firstVisit/training'), typeof import('../../../src/words/de/lessons/firstVisit/training')>,
  Translates<typeof import('../../../src/words/lessons/guidedDensity'), typeof import('../../../src/words/de/lessons/guidedDensity')>,
  Translates<typeof import('../../../src/words/lessons/joint'), typeof import('../../../src/words/de/lessons/joint')>,
  Translates<typeof import('../../../src/words/lessons/learnedVariance'), typeof import('../../../src/words/de/lessons/learnedVariance')>,
  Translates<typeof import('../../../src/words/lessons/neverNoise'), typeof import('../../../src/words/de/lessons/neverNoise')>,
  Translates<typeof import('../../../src/words/lessons/noTime'), typeof import('../../../src/words/de/lessons/noTime')>,
  Translates<typeof import('../../../src/words/lessons/oneShot'), typeof import('../../../src/words/de/lessons/oneShot')>,
  Translates<typeof import('../../../src/words/lessons/pair'), typeof import('../../../src/words/de/lessons/pair')>,
  Translates<typeof import('../../../src/words/lessons/predictionTarget'), typeof import('../../../src/words/de/lessons/predictionTarget')>,
  Translates<typeof import('../../../src/words/lessons/rateTooHigh'), typeof import('../../../src/words/de/lessons/rateTooHigh')>,
  Translates<typeof import('../../../src/words/lessons/smallSteps'), typeof import('../../../src/words/de/lessons/smallSteps')>,
  Translates<typeof import('../../../src/words/lessons/snrWeight'), typeof import('../../../src/words/de/lessons/snrWeight')>,
  Translates<typeof import('../../../src/words/lessons/timeConditioning'), typeof import('../../../src/words/de/lessons/timeConditioning')>,
  Translates<typeof import('../../../src/words/lessons/tooFewSteps'), typeof import('../../../src/words/de/lessons/tooFewSteps')>,
  Translates<typeof import('../../../src/words/lessons/unclippedCosine'), typeof import('../../../src/words/de/lessons/unclippedCosine')>,
  Translates<typeof import('../../../src/words/lessons/whyCosine'), typeof import('../../../src/words/de/lessons/whyCosine')>,
  Translates<typeof import('../../../src/words/page'), typeof import('../../../src/words/de/page')>,
  Translates<typeof import('../../../src/words/process'), typeof import('../../../src/words/de/process')>,
  Translates<typeof import('../../../src/words/shell'), typeof import('../../../src/words/de/shell')>,
  Translates<typeof import('../../../src/words/train/bound'), typeof import('../../../src/words/de/train/bound')>,
  Translates<typeof import('../../../src/words/train/classes'), typeof import('../../../src/words/de/train/classes')>,
  Translates<typeof import('../../../src/words/train/cost'), typeof import('../../../src/words/de/train/cost')>,
  Translates<typeof import('../../../src/words/train/files'), typeof import('../../../src/words/de/train/files')>,
  Translates<typeof import('../../../src/words/train/guidance'), typeof import('../../../src/words/de/train/guidance')>,
  Translates<typeof import('../../../src/words/train/memory'), typeof import('../../../src/words/de/train/memory')>,
  Translates<typeof import('../../../src/words/train/next'), typeof import('../../../src/words/de/train/next')>,
  Translates<typeof import('../../../src/words/train/numbers'), typeof import('../../../src/words/de/train/numbers')>,
  Translates<typeof import('../../../src/words/train/placeError'), typeof import('../../../src/words/de/train/placeError')>,
  Translates<typeof import('../../../src/words/train/race'), typeof import('../../../src/words/de/train/race')>,
  Translates<typeof import('../../../src/words/train/straighten'), typeof import('../../../src/words/de/train/straighten')>,
  Translates<typeof import('../../../src/words/train/view'), typeof import('../../../src/words/de/train/view')>,
];
