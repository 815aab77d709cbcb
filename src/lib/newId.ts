/**
 * An id that no other tab or visit makes. It names things; nothing that is learned or drawn depends on it. A page served over plain HTTP
 * has no `randomUUID`: there it is the time, to the microsecond.
 */
export const newId = (): string =>
  globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${performance.timeOrigin}-${performance.now()}`;
