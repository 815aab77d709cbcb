/**
 * The cost of the form's runs here, beside the button that starts them; for long runs of images, with a cheaper network. It is
 * measured once the visitor turns to the settings or the button.
 */
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import type { TrainerApi } from '../../../workers/protocol';
import { type Costs, createCosts, isLong, type PlannedRun, smallerNetworks } from '../../state/train/costs';
import * as measuringWords from '../../words/measuring';
import { roughRange } from '../format';
import { type Lab, useLab } from '../shell/lab';

const ALL_COSTS = new WeakMap<Lab, Costs>();

/** The costs of a lab: what is known of earlier runs stays for the visit. */
export function costsOf(lab: Lab): Costs {
  const present = ALL_COSTS.get(lab);
  if (present) return present;
  const costs = createCosts({ run: lab.store.run('train') });
  ALL_COSTS.set(lab, costs);
  return costs;
}

/** Calls back when the pointer or the focus is in the settings or beside the button. */
function useIntent(onIntent: () => void) {
  useEffect(() => {
    const note = ({ target }: { readonly target: EventTarget | null }) => {
      if (target instanceof Element && target.closest('.rail, .transport, .settings')) onIntent();
    };
    // the pointer may be there already: this code loads with the first move
    const places = ':is(.rail, .transport, .settings):is(:hover, :focus-within)';
    for (const target of document.querySelectorAll(places)) note({ target });
    const events = ['pointerover', 'focusin', 'change', 'keyup'] as const;
    for (const event of events) addEventListener(event, note, { passive: true });
    return () => {
      for (const event of events) removeEventListener(event, note);
    };
  }, [onIntent]);
}

interface Props {
  /** The runs that a press would start. Reads signals; must not change between renders. */
  readonly plan: () => readonly PlannedRun[];
  /** The trainer that would train them. */
  readonly meter: Pick<TrainerApi, 'estimate'>;
  /** Chooses the smallest network; absent where the form cannot. */
  readonly chooseSmallest?: (() => void) | undefined;
  /** Other choices that take less time. */
  readonly children?: ComponentChildren;
}

export function Cost({ plan, meter, chooseSmallest, children }: Props) {
  const costs = costsOf(useLab());
  const ask = useCallback(() => costs.ask(plan(), meter), [costs, plan, meter]);
  useIntent(ask);
  const runs = plan();
  const cost = costs.of(runs);
  if (cost === null) return <p class="cost">{costs.measuring.value && measuringWords.measuringCost}</p>;
  const smaller = chooseSmallest && isLong(cost) ? smallerNetworks(runs) : null;
  const ofSmaller = smaller && costs.of(smaller);
  return (
    <p class="cost">
      {measuringWords.onThisDevice(roughRange(cost))}{' '}
      {ofSmaller && (
        <button type="button" class="link" onClick={chooseSmallest}>
          {measuringWords.useTiny(ofSmaller.likely)}
        </button>
      )}
      {isLong(cost) && children}
    </p>
  );
}
