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

export type Translations = [
  Translates<typeof import('../../../src/words/language'), typeof import('../../../src/words/de/language')>,
  Translates<typeof import('../../../src/words/page'), typeof import('../../../src/words/de/page')>,
  Translates<typeof import('../../../src/words/shell'), typeof import('../../../src/words/de/shell')>,
];
