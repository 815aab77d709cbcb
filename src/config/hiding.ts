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

/** @param value of `hide` in the address */
export function hiddenParts(value: string | undefined): {
  readonly parts: readonly HideablePart[];
  readonly unknown: readonly string[];
} {
  const names = (value ?? '').split(',').map((name) => name.trim());
  const named = [...new Set(names.filter((name) => name !== ''))];
  const known = (name: string): name is HideablePart => HIDEABLE.some((part) => part === name);
  return { parts: named.filter(known), unknown: named.filter((name) => !known(name)) };
}
