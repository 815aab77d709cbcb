/** The command of docs/linear-vs-cosine.md: its cells on the disk, and the document from those that are complete. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseBackend } from '../../src/runtime/backend';
import type { BackendReport } from '../../src/types/backend';
import {
  type Cell,
  type ImageCell,
  linearVsCosineDocument,
  type Measurements,
} from './linearVsCosineDocument';
import { IMAGE_CELLS, IMAGES, measureMnist } from './linearVsCosineImages';
import { linearVsCosinePictures } from './linearVsCosinePicture';
import {
  CHANGES,
  measurePoints,
  POINT_BUDGETS,
  POINT_CELLS,
  POINTS,
  REFERENCES,
} from './linearVsCosinePoints';

const CACHE = 'node_modules/.cache/linear-vs-cosine';

/** One cell that is to be measured. */
interface Task<C> {
  readonly name: string;
  readonly path: string;
  /** Cells with the same text stand in the document together, or not at all. */
  readonly together: string;
  measure(report: BackendReport): Promise<C>;
}

const taskOf = <C>(name: string, together: string, measure: Task<C>['measure']): Task<C> => ({
  name,
  path: join(CACHE, `${name}.json`),
  together,
  measure,
});

const POINT_TASKS = POINT_CELLS.map((key) =>
  taskOf(`${key.dataset}-${key.schedule}-${key.seed}`, key.dataset, () => measurePoints(key)),
);

const IMAGE_TASKS = IMAGE_CELLS.map((key) => {
  const row = `${key.dataset}-${key.sampler}-${key.steps}`;
  // a seed stands in the document with both schedules
  const name = `${row}-${key.schedule}-${key.seed}`;
  return taskOf(name, `${row}-${key.seed}`, (report) =>
    measureMnist(key, report, join(CACHE, `${name}.bin`)),
  );
});

const TASKS = { points: POINT_TASKS, images: IMAGE_TASKS };

const isMissing = ({ path }: Task<unknown>) => !existsSync(path);

async function measureTask({ path, name, measure }: Task<unknown>, report: BackendReport): Promise<void> {
  const began = performance.now();
  const text = JSON.stringify(await measure(report));
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path); // never half a cell
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s, ${text}`);
}

/** @param minutes after which none is begun */
async function measureTasks(tasks: readonly Task<unknown>[], minutes: number): Promise<void> {
  if (tasks.length === 0 || minutes === 0) return;
  const end = performance.now() + 60_000 * minutes;
  const report = await chooseBackend('wasm');
  if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  for (const task of tasks) if (performance.now() < end && isMissing(task)) await measureTask(task, report);
}

/** @returns the cells that are measured together with all that belong to them, and how many others there are */
function completeCells<C>(tasks: readonly Task<C>[]): { readonly cells: C[]; readonly missing: number } {
  const incomplete = new Set(tasks.filter(isMissing).map(({ together }) => together));
  const complete = tasks.filter(({ together }) => !incomplete.has(together));
  const cells = complete.map(({ path }): C => JSON.parse(readFileSync(path, 'utf8')));
  return { cells, missing: tasks.length - cells.length };
}

/** @param args `--only points|images`, `--minutes N` after which no cell is begun, 0 for none; all that are missing without them */
export async function linearVsCosine(args: readonly string[]): Promise<void> {
  const options = { minutes: { type: 'string', default: 'Infinity' }, only: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  mkdirSync(CACHE, { recursive: true });
  const chosen = Object.entries(TASKS).flatMap(([part, tasks]): readonly Task<unknown>[] =>
    part === (values.only ?? part) ? tasks : [],
  );
  await measureTasks(chosen.filter(isMissing), Number(values.minutes));
  const points = completeCells<Cell>(POINT_TASKS);
  const images = completeCells<ImageCell>(IMAGE_TASKS);
  const measurements: Measurements = {
    points: {
      setup: { budgets: POINT_BUDGETS, samples: POINTS, references: REFERENCES, ...CHANGES },
      ...points,
    },
    images: { setup: { samples: IMAGES }, ...images },
  };
  console.log(`cells that are complete: ${points.cells.length} of points, ${images.cells.length} of images`);
  if (points.cells.length === 0) return;
  writeFileSync('docs/linear-vs-cosine.json', `${JSON.stringify(measurements)}\n`);
  writeFileSync('docs/linear-vs-cosine.md', linearVsCosineDocument(measurements));
  for (const [name, picture] of Object.entries(linearVsCosinePictures(measurements)))
    writeFileSync(`docs/${name}`, picture);
}
