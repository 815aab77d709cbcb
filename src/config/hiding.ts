/**
 * Hiding takes parts of the page away by its address, `hide=recipe,files`: a teacher shows what the hour is about. What is hidden cannot
 * be reached by keyboard or screen reader either; nothing else changes.
 */

/** The parts that can be hidden. */
export const HIDEABLE = [
  'recipe', // the settings on the left
  'files', // opening and saving files and pictures
  'evidence', // the charts on the right
  'layers', // the layers of the stage
  'teach', // the explanations beside the stage
  'race', // the sampler race
  'lessons', // the list of lessons
  'tabs', // the other views
  'link', // the button that copies the link
  'theme', // the light and dark button
] as const;

export type HideablePart = (typeof HIDEABLE)[number];

export const namesOfParts = (value: string): readonly string[] => value.split(',').map((name) => name.trim());

/** @param value of `hide` in the address; a name of no part hides nothing */
export function hiddenParts(value = ''): readonly HideablePart[] {
  const names = namesOfParts(value);
  return HIDEABLE.filter((part) => names.includes(part));
}
