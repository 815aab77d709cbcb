/**
 * Writes docs/faults.md: what the app promises for each fault, the test that holds it, and what was measured. Run it after a change of the
 * table: `node scripts/docs/faults.mjs`. tests/unit/docs/faults.test.ts fails where a test that is named here is gone.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `test` is the file and a part of the test's name; `measured` is null for a promise that has no figure. */
export const FAULTS = [
  {
    subject: 'The GPU and the worker',
    rows: [
      {
        fault: 'A WebGPU device is lost ten times in one run, destroyed or for an unknown reason',
        promise: 'The run goes on by itself from the newest copy, at most 10 s of training lost',
        test: [
          'tests/e2e/faults.test.ts',
          'random moments, destroyed or for an unknown reason, costs seconds',
        ],
        measured:
          'with priority on a machine with twenty jobs, trains again after 7.9 s, at most 12.3 s (the start: 11.2 s), at most 0.7 s of training lost (n = 10); 100 with FAULTS=full',
      },
      {
        fault: 'All GPU devices are lost at once, with Train, Compare and Sample at work',
        promise: 'Every view works afterwards, without an alert',
        test: ['tests/e2e/faults.test.ts', 'the loss of all GPU devices at once leaves every view at work'],
        measured: null,
      },
      {
        fault: 'A WebGL context is lost five times while a run trains',
        promise: 'The run goes on by itself from the newest copy, at most 10 s of training lost',
        test: [
          'tests/e2e/faults.test.ts',
          'random moments costs seconds; a second loss within two minutes leads to WASM',
        ],
        measured:
          'with priority on the same machine, trains again after 2.6 s, at most 2.8 s (the start: 7.2 s), at most 0.5 s of training lost (n = 5); 50 with FAULTS=full',
      },
      {
        fault: 'A second loss within two minutes, and a third',
        promise:
          'The run goes on with the next slower backend, and the better one is tried again after 125 s',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'uses WebGPU again after the first loss, WebGL after the second',
        ],
        measured: null,
      },
      {
        fault: "The browser's GPU process is killed, three times",
        promise: 'The run ends on WASM by itself',
        test: ['tests/e2e/faults.test.ts', 'three kills of the GPU process end on WASM by themselves'],
        measured: '22 s for the three',
      },
      {
        fault: 'The worker closes itself, hangs, allocates without end, or ends by an exception',
        promise: 'Noticed within 15 s; another worker goes on from the newest copy',
        test: ['tests/e2e/faults.test.ts', 'closes itself'],
        measured: 'noticed after 10.4 s, 10.8 s, 1.6 s and 0.2 s (n = 1 each)',
      },
      {
        fault: 'The worker hangs before its first step, while its backend starts',
        promise: 'Noticed within 15 s; another worker begins the run',
        test: ['tests/e2e/faults.test.ts', 'also before its first step'],
        measured: 'noticed after 9.8 s (n = 1)',
      },
      {
        fault: 'The memory does not suffice for a step, in Train or in Compare',
        promise:
          'The runs end with their weights, and the page asks to go on with the largest batch that fits in what was granted: one for both sides',
        test: [
          'tests/e2e/faults.test.ts',
          'a run that finds no room any more is asked to go on with the batch that fits',
        ],
        measured: 'goes on with that batch in a heap of 48 MB',
      },
      {
        fault: 'The worker dies at ten random moments of one run on WASM',
        promise: 'Every loss that is reported is that of the unbroken run, bit for bit',
        test: ['tests/tensor/recovery.test.ts', 'deaths'],
        measured: '0 losses differ (10 deaths)',
      },
      {
        fault: 'Faults and commands at any moment, together',
        promise: 'No run is lost, and never do two workers hold runs',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'interleavings of faults and commands no run is lost',
        ],
        measured: '1 000 interleavings; 20 000 with FAULTS=full',
      },
      {
        fault: 'A run takes very many steps',
        promise:
          'Tensors, their bytes, the WASM heap and the heap of JavaScript are as they were at a fifth of the steps',
        test: [
          'tests/tensor/steady.test.ts',
          'steps leave tensors, their bytes and the heap as they are at a fifth of them',
        ],
        measured:
          '2 000 steps: 14 tensors, 15 876 bytes and a WASM heap of 16 MiB at both; 20 000 with FAULTS=full',
      },
      {
        fault: 'A run takes very many steps, in the page',
        promise: 'The nodes and listeners of the page are as they were, and its heap has the losses',
        test: ['tests/e2e/steady.test.ts', 'steps on %s leave GPU buffers, nodes, listeners'],
        measured:
          'on WASM 1 641 nodes at steps 5 415 and 6 826; GPU buffers, and 20 000 steps, with FAULTS=full',
      },
      {
        fault: 'A run that crashes again and again at one step',
        promise: 'It fails with the way on, and not for ever',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'a run that crashes again and again at the same step fails',
        ],
        measured: null,
      },
    ],
  },
  {
    subject: 'The browser and its storage',
    rows: [
      {
        fault: 'A visit ends after two seconds of training',
        promise: 'The run advances by what the visit trained, up to the newest copy',
        test: ['tests/e2e/library.test.ts', 'visits that are cut off after two seconds of training'],
        measured:
          '10 visits of 2.0 to 2.9 s of training: 1 050 steps saved of 1 062 shown; 50 with CUT_OFF_VISITS=50',
      },
      {
        fault: 'The browser is killed while it trains',
        promise: 'Every checkpoint is whole by its SHA-256, and no acknowledged one is lost',
        test: ['tests/e2e/library.test.ts', 'times while it trains leaves every checkpoint whole'],
        measured: '5 kills: every checkpoint whole, 0 lost; 200 with BROWSER_KILLS=200',
      },
      {
        fault:
          'The k-th operation of storage fails, aborts or finds no room, for all k of save, delete and import',
        promise: 'Nothing that was acknowledged is lost',
        test: ['tests/unit/storage/faults.test.ts', 'the k-th operation of storage'],
        measured: '0 losses over all k',
      },
      {
        fault: 'Storage has 3 MB',
        promise:
          'Training goes on; the oldest checkpoints go first, never the last of a run; saves succeed when there is room',
        test: [
          'tests/unit/storage/faults.test.ts',
          'the oldest checkpoints go first and never the last of a run',
        ],
        measured: null,
      },
      {
        fault: 'The browser leaves the page 3 MB while a run trains',
        promise: 'Training goes on; the newest whole checkpoint stays; the next save with room succeeds',
        test: ['tests/e2e/storage.test.ts', 'with 3 MB of storage training goes on'],
        measured: null,
      },
      {
        fault: 'The browser allows no storage',
        promise: 'The page works, and says once that nothing is saved',
        test: ['tests/e2e/storage.test.ts', 'where the browser allows no storage the page works'],
        measured: null,
      },
      {
        fault: 'A page is hidden, frozen, thrown away while it is frozen, or crashes',
        promise: 'It goes on where it was, or from its newest copy',
        test: ['tests/e2e/lifecycle.test.ts', 'a frozen page loses nothing'],
        measured: 'thrown away: 1.6 s of training lost',
      },
      {
        fault: 'A page is left, and the browser’s Back returns to it',
        promise: 'The run is there, paused or training as it was, or is offered from its newest copy',
        test: ['tests/e2e/lifecycle.test.ts', 'Back loses nothing'],
        measured: null,
      },
      {
        fault: 'A page is closed while both runs of Compare train',
        promise: 'The next visit offers both, and they go on from their steps in lockstep',
        test: ['tests/e2e/lifecycle.test.ts', 'both runs of Compare go on after a reload'],
        measured: null,
      },
      {
        fault: 'A byte of a checkpoint is changed',
        promise: 'The checkpoint before it is used, and the page says so',
        test: ['tests/unit/storage/runs.test.ts', 'is passed over for the one before, and says so'],
        measured: null,
      },
      {
        fault: 'A link with autostart=1 is opened',
        promise: 'It starts a run of its own and touches no other',
        test: [
          'tests/e2e/library.test.ts',
          'a link that begins by itself starts a new run and touches no other',
        ],
        measured: null,
      },
      {
        fault: 'A second tab opens a run that trains elsewhere',
        promise:
          'It watches the run, takes it over, or trains a run of its own; never two writers of one run',
        test: [
          'tests/unit/state/library/twoTabs.test.ts',
          'none loses a step that was acknowledged, and no run has two writers',
        ],
        measured: '200 random histories with Web Locks, 200 without; 20 000 each with HISTORIES=20000',
      },
      {
        fault: 'Two visits in a row end while a run is starting',
        promise: 'The next visit of such a link begins nothing by itself, and offers it',
        test: [
          'tests/unit/state/visits.test.ts',
          'after two visits in a row that ended while a run was starting',
        ],
        measured: null,
      },
    ],
  },
  {
    subject: 'Files and the network',
    rows: [
      {
        fault: 'A file with random changes, in every reader',
        promise:
          'It is read, or refused by name, within a second; memory stays below twice the file and 1 MiB',
        test: [
          'tests/unit/interop/hostile.test.ts',
          'mutations each is read or refused by name, within a second',
        ],
        measured: '10 000 mutations of 23 readers; 1 000 000 with MUTATIONS=1000000',
      },
      {
        fault: 'Any byte of a model file is changed',
        promise: 'It is refused by the SHA-256 in its header',
        test: ['tests/unit/interop/hostile.test.ts', 'every single changed byte is refused'],
        measured: null,
      },
      {
        fault: 'A header of 60 000 tensors',
        promise: 'Refused within 50 ms, from the header alone',
        test: ['tests/unit/interop/hostile.test.ts', '60 000 tensors are refused within 50 ms'],
        measured: null,
      },
      {
        fault: 'Code of the page or of a worker that calls another site, or makes code of a string',
        promise: 'The Content-Security-Policy stops it',
        test: ['tests/e2e/policy.test.ts', 'stops a worker, and a test hears of it'],
        measured: null,
      },
    ],
  },
];

const table = (rows) =>
  [
    '| fault | promise | test | measured |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ fault, promise, test: [file], measured }) =>
        `| ${fault} | ${promise} | [${file.split('/').at(-1)}](../${file}) | ${measured ?? 'holds or fails'} |`,
    ),
  ].join('\n');

export const faultsDocument = () => `# Faults

What the app promises when something fails, the test that holds it in \`npm test\`, and what was measured: in Chromium on two
busy processor cores without a GPU. \`scripts/docs/faults.mjs\` writes this page. [CONTRIBUTING.md](../CONTRIBUTING.md) says how the
larger numbers are run.

${FAULTS.map(({ subject, rows }) => `## ${subject}\n\n${table(rows)}\n`).join('\n')}`;

const path = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, faultsDocument());
