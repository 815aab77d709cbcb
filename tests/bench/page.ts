/** The benchmark's page: the script that opens it calls `runPart`. */
import { PARTS, type PartId, partsOf, type Size } from './parts';

Object.assign(globalThis, {
  partsOf,
  runPart: (id: PartId, size: Size) => PARTS[id].run(size),
});
