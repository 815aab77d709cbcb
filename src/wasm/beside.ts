/**
 * Captures that are replayed at the same time, each by one thread, where that is faster than one after the other. None may write an array of
 * another. The numbers are the same bit for bit: a list has the same operations whichever thread carries it out.
 */
import { beat, type WasmCapture } from './capture';
import { chooseWays, runBeside } from './engine';

/** What is needed of a capture. */
export type PartedReplay = Pick<WasmCapture<never>, 'replay' | 'sections'>;

/** @param parts as for one replay; all meet between two of them */
function replayAtOnce(captures: readonly PartedReplay[], parts: number): void {
  const sections = captures.map((each) => each.sections(parts));
  const longest = Math.max(...sections.map(({ length }) => length));
  for (let i = 0; i < longest; i++) {
    if (i > 0) beat();
    runBeside(sections.flatMap((each) => each[i] ?? []));
  }
}

/** To be called where `canRunBeside`. @throws Error where a thread fails: the arrays of the captures are then not what they should be */
export function createBesideReplay(): (captures: readonly PartedReplay[], parts?: number) => void {
  const ways = chooseWays();
  return (captures, parts = 1) => {
    const way = ways.next();
    const began = performance.now();
    if (way === 'together') replayAtOnce(captures, parts);
    else for (const each of captures) each.replay(parts);
    ways.add(way, performance.now() - began);
  };
}
