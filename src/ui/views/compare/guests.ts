/** How a model comes to a side, from the dialog or from a link. */
import { SIDES, type Side } from '../../../state/comparison';
import type { LoadedModel } from '../../../state/sampleSession';
import type { Lab } from '../../lab';
import { loadModel } from '../../models';
import { compareOf } from './lab';

export async function bringModel(lab: Lab, side: Side, model: LoadedModel, trains: boolean): Promise<void> {
  const { id, label, config, weights, source } = model;
  await compareOf(lab).commands.seat(side, { id, label, config, weights, source, trains });
}

/** What a link says of a side: the model of the gallery that stands there, and whether it goes on training. */
export interface NamedGuest {
  readonly id: string;
  readonly trains: boolean;
}

type Extra = Readonly<Record<string, string>>;

export function namedGuest(extra: Extra, side: Side): NamedGuest | null {
  const id = extra[`${side}.pretrained`];
  return id ? { id, trains: extra[`${side}.goesOn`] === '1' } : null;
}

/** @returns what the address holds with these guests in place of any others */
export function withGuests(extra: Extra, guests: Readonly<Record<Side, NamedGuest | null>>): Extra {
  const kept = Object.entries(extra).filter(([name]) => !/^[ab]\.(pretrained|goesOn)$/.test(name));
  const named = SIDES.flatMap((side): [string, string][] => {
    const guest = guests[side];
    if (!guest?.id) return []; // a file of the user's has no address
    return [
      [`${side}.pretrained`, guest.id],
      ...(guest.trains ? ([[`${side}.goesOn`, '1']] as [string, string][]) : []),
    ];
  });
  return Object.fromEntries([...kept, ...named]);
}

/** Brings the models that a link names. */
export async function bringNamed(lab: Lab): Promise<void> {
  const extra = lab.extra.peek();
  for (const side of SIDES) {
    const named = namedGuest(extra, side);
    if (!named || compareOf(lab).guests.peek()[side]) continue;
    try {
      await bringModel(lab, side, await loadModel(named.id), named.trains);
    } catch (error) {
      lab.notices.problem(
        `The link names the model "${named.id}" as ${side.toUpperCase()}.`,
        error instanceof Error ? error.message : String(error),
      );
    }
  }
}
