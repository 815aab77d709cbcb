/** A pair: a value of A and one of B. */
export type Pair<T> = Readonly<Record<'a' | 'b', T>>;
