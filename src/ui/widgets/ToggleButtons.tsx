/** A few toggles in a row, of which one or several are pressed. */
import type { ComponentChildren } from 'preact';

interface Props<T extends string | number> {
  /** Names the group. */
  readonly label: string;
  readonly choices: readonly T[];
  readonly isOn: (choice: T) => boolean;
  readonly nameOf: (choice: T) => ComponentChildren;
  readonly titleOf?: (choice: T) => string;
  readonly onPress: (choice: T) => void;
  /** Stands before the buttons. */
  readonly children?: ComponentChildren;
}

export function ToggleButtons<T extends string | number>(props: Props<T>) {
  const { label, choices, isOn, nameOf, titleOf, onPress, children } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look, and these are toggles
    <div class="layers" role="group" aria-label={label}>
      {children}
      {choices.map((choice) => (
        <button
          type="button"
          key={choice}
          title={titleOf?.(choice)}
          aria-pressed={isOn(choice)}
          onClick={() => onPress(choice)}
        >
          {nameOf(choice)}
        </button>
      ))}
    </div>
  );
}
