/** The class of what an edit draws. Pure. */
import { drawnLabel } from '../../../config/classNames';
import type { RunConfig } from '../../../config/fields';
import type { DrawnPart } from './acts';

/** As the settings of the session say; of no class in particular; or the number of one. */
export type DrawnClass = 'settings' | 'none' | number;

/** The setting that the samples of an edit are drawn with, in place of the form's: nothing for a network that sees no classes. */
export function classOverrides(
  chosen: DrawnClass,
  { classes, label, guidance }: Pick<RunConfig, 'classes' | 'label' | 'guidance'>,
): Partial<RunConfig> {
  if (!classes) return {};
  if (chosen === 'settings') return { label, guidance };
  if (chosen === 'none') return { label, guidance: 0 };
  return { label: chosen, guidance: guidance || 1 }; // without guidance the class would have no effect
}

/**
 * @param parts with the overrides of `classOverrides`
 * @param names of the classes
 * @returns the class of each sample, as `guidanceOf` of src/sampling gives it; none where none is drawn in particular
 */
export const classesDrawn = (
  parts: readonly Pick<DrawnPart, 'overrides' | 'count'>[],
  names: readonly string[],
): string[] =>
  parts.flatMap(({ overrides: { label = -1, guidance = 0 }, count }) => {
    const drawn = drawnLabel({ classes: names.length > 0, label, guidance });
    if (drawn === null) return [];
    return Array.from({ length: count }, (_, i) => names[drawn < 0 ? i % names.length : drawn]);
  });
