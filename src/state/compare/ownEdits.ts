/** Edits of the values that A and B have of their own, for the same fields on both sides. Each returns new values. */
import type { FieldName, RunConfig } from '../../config/fields';
import { contrastOf, contrastToShared } from './contrasts';
import type { Pair } from './pair';

export type Own = Pair<Partial<RunConfig>>;

const NONE: Own = { a: {}, b: {} };

const withPair = ({ a, b }: Own, name: FieldName, [first, second]: readonly [unknown, unknown]): Own => ({
  a: { ...a, [name]: first },
  b: { ...b, [name]: second },
});

/** One more field, with its usual pair. */
export const add = (own: Own, name: FieldName, shared: RunConfig): Own =>
  withPair(own, name, contrastOf(name, shared));

/** This field alone, with its usual pair. */
export const vary = (name: FieldName, shared: RunConfig): Own => add(NONE, name, shared);

/** This field alone: A has the shared value, B one that is worth a comparison with it. */
export const varyFromShared = (name: FieldName, shared: RunConfig): Own =>
  withPair(NONE, name, contrastToShared(name, shared));

/** Changes a side alone: the other one has the value that it had, of its own or shared. */
export function setOn(own: Own, side: keyof Own, changes: Partial<RunConfig>, shared: RunConfig): Own {
  const before: Own = { a: { ...shared, ...own.a }, b: { ...shared, ...own.b } };
  const after: Own = { ...before, [side]: changes };
  const names = Object.keys(changes) as FieldName[];
  return names.reduce((next, name) => withPair(next, name, [after.a[name], after.b[name]]), own);
}

/** Without a field, which is shared again. */
export function share(own: Own, name: FieldName): Own {
  const { [name]: _a, ...a } = own.a;
  const { [name]: _b, ...b } = own.b;
  return { a, b };
}

export const swap = <T>({ a, b }: Pair<T>): Pair<T> => ({ a: b, b: a });

export const copyToB = <T>({ a }: Pair<T>): Pair<T> => ({ a, b: a });
