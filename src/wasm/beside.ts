/**
 * Captures that are replayed at the same time, each by one thread, where that is faster than one after the other. None may write an array of
 * another. The numbers are the same bit for bit: a list has the same operations whichever thread carries it out.
 */
import { beat, type WasmCapture } from './capture';
import { chooseWays, runBeside } from './engine';
import type { Series } from './series';

/** What is needed of a capture. */
type PartedReplay = Pick<WasmCapture<never>, 'replay' | 'sections'>;

/** @param parts at most as for one replay; all meet between two of them */
function replayAtOnce(captures: readonly PartedReplay[], parts: number): void {
  const sections = captures.map((each) => each.sections(parts));
  const longest = Math.max(...sections.map(({ length }) => length));
  for (let i = 0; i < longest; i++) {
    if (i > 0) beat();
    runBeside(sections.flatMap((each) => each[i] ?? []));
  }
}

/** Milliseconds of a part, where a replay has several. */
const MILLISECONDS_PER_PART = 50;

/** Threads meet once in so many milliseconds, so that a command need not wait longer. */
const MILLISECONDS = 4;

/** To be used where `canRunBeside`. Both throw an Error where a thread fails: the arrays of the captures are then not what they should be. */
export interface BesideReplay {
  /** How many replays of each fit between two commands; 1 before the first. */
  readonly most: number;
  /** Replays each once. */
  replay(captures: readonly PartedReplay[], parts?: number): void;
  /** Does so many replays of each series; all meet at their end. */
  replaySeries(series: readonly Series[], replays: number): void;
}

export function createBesideReplay(): BesideReplay {
  const ways = chooseWays();
  /** Milliseconds of the last replay. */
  let milliseconds = Number.POSITIVE_INFINITY;

  function timed(replays: number, together: () => void, inTurn: () => void): void {
    const way = ways.next();
    const began = performance.now();
    if (way === 'together') together();
    else inTurn();
    milliseconds = (performance.now() - began) / replays;
    ways.add(way, milliseconds);
  }

  return {
    get most() {
      return Math.max(Math.floor(MILLISECONDS / milliseconds), 1);
    },
    replay(captures, parts = 1) {
      // Many parts are requested of the first steps of a run, and the threads meet after each.
      const needed = Math.min(parts, Math.max(Math.ceil(milliseconds / MILLISECONDS_PER_PART), 1));
      timed(
        1,
        () => replayAtOnce(captures, needed),
        () => {
          for (const each of captures) each.replay(parts);
        },
      );
    },
    replaySeries(series, replays) {
      timed(
        replays,
        () => runBeside(series.map((each) => each.part(replays))),
        () => {
          for (const each of series) for (let row = 0; row < replays; row++) each.replay(row);
        },
      );
    },
  };
}
