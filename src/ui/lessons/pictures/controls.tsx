/** What the pictures of lessons share: sliders, choices, and the sentence that is computed. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { withMinus } from '../../../lib/numbers';
import { decimal as written } from '../../format';

interface RangeProps {
  readonly label: string;
  readonly value: Signal<number>;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as the page writes it. */
  readonly say: (value: number) => string;
}

/** A slider with its value beside its label. No `output`: it would be the element that the label names, and not the slider. */
export function Range({ label, value, min, max, step, say }: RangeProps) {
  return (
    <label class="range">
      <span>
        {label} <b>{say(value.value)}</b>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value.value}
        aria-valuetext={say(value.value)}
        onInput={(event) => {
          value.value = event.currentTarget.valueAsNumber;
        }}
      />
    </label>
  );
}

interface ChoicesProps<V> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** True for the option that is shown. */
  readonly isOn: (value: V) => boolean;
  readonly choose: (value: V) => void;
}

export function Choices<V>({ label, options, isOn, choose }: ChoicesProps<V>) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          type="button"
          key={option.label}
          aria-pressed={isOn(option.value)}
          onClick={() => choose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

interface ChoiceProps<V> {
  readonly label: string;
  readonly value: Signal<V>;
  readonly values: readonly V[];
  readonly nameOf?: (value: V) => string;
}

/** A choice of one of some values. */
export const Choice = <V,>({ label, value, values, nameOf = String }: ChoiceProps<V>) => (
  <Choices
    label={label}
    options={values.map((each) => ({ value: each, label: nameOf(each) }))}
    isOn={(each) => each === value.value}
    choose={(chosen) => {
      value.value = chosen;
    }}
  />
);

/** The controls of a picture, above it. */
export const Controls = ({ children }: { children: ComponentChildren }) => (
  <div class="controls">{children}</div>
);

/** The sentence below a picture, computed from what it shows. */
export const Finding = ({ children }: { children: ComponentChildren }) => (
  <p class="finding" role="status">
    {children}
  </p>
);

/** "0.50", with a minus sign. */
export const decimal = (value: number, digits = 2): string =>
  Number.isFinite(value) ? withMinus(written(value.toFixed(digits))) : '∞';
