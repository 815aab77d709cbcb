/** The benchmark's page: the script that opens it calls `runPart`. */
import { PARTS, type PartId, partsOf, type Size } from './parts';
import { rooflines } from './roofline';

Object.assign(globalThis, {
  partsOf,
  rooflines,
  runPart: (id: PartId, size: Size) => PARTS[id].run(size),
});
