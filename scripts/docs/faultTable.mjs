/** The table of docs/faults.md: each fault, what the app promises, the test that holds it, and the figures that the test writes. */

/**
 * `test` is the file and a part of the test's name, `figures` the entries of docs/faults.json that it writes, `many` the command of the larger
 * number.
 */
export const FAULTS = [
  {
    subject: 'The GPU and the worker',
    rows: [
      {
        fault: 'A WebGPU device is lost at random moments of one run, destroyed or for an unknown reason',
        promise:
          'The run goes on by itself from the newest copy within 5 s on a machine at rest, at most 10 s of training lost',
        test: [
          'tests/e2e/faults.test.ts',
          'random moments, destroyed or for an unknown reason, costs seconds',
        ],
        figures: ['WebGPU device lost'],
        many: "FAULTS=full npx vitest run --project e2e tests/e2e/faults.test.ts -t 'WebGPU device'",
      },
      {
        fault: 'A run goes on with a copy on a new WebGPU device',
        promise: 'Its losses and weights are those of the unbroken run, bit for bit',
        test: ['tests/browser/device.test.ts', 'with the losses and weights of an unbroken run, bit for bit'],
        figures: [],
      },
      {
        fault: 'A WebGPU device is lost amid a step of both sides of a comparison',
        promise:
          'Both sides go on from their copies, together again, with the weights of unbroken runs, bit for bit',
        test: [
          'tests/browser/duel.test.ts',
          'both sides go on from their copies, joint again, and end bit for bit as unbroken',
        ],
        figures: [],
      },
      {
        fault:
          'The loss of one side of a comparison leaves the finite numbers while both do their steps together',
        promise:
          'That side ends with its last good weights, and the other one trains on as alone, bit for bit',
        test: ['tests/browser/duel.test.ts', 'ends by itself: the other one trains on, bit for bit as alone'],
        figures: [],
      },
      {
        fault: 'Weights are read while a WebGL context is lost, or after it',
        promise: 'The read is refused: a lost context gives zeros',
        test: ['tests/browser/device.test.ts', 'while a WebGL context is lost, and after it, are refused'],
        figures: [],
      },
      {
        fault: 'All GPU devices are lost at once, with Train, Compare and Sample at work',
        promise: 'Every view works afterwards, without an alert',
        test: ['tests/e2e/faults.test.ts', 'the loss of all GPU devices at once leaves every view at work'],
        figures: [],
      },
      {
        fault: 'A WebGL context is lost at random moments of one run',
        promise:
          'The run goes on by itself from the newest copy within 5 s on a machine at rest, at most 10 s of training lost',
        test: [
          'tests/e2e/faults.test.ts',
          'random moments costs seconds; a second loss within two minutes leads to WASM',
        ],
        figures: ['WebGL context lost'],
        many: "FAULTS=full npx vitest run --project e2e tests/e2e/faults.test.ts -t 'WebGL context'",
      },
      {
        fault: 'A second loss within two minutes, and a third',
        promise:
          'The run goes on with the next slower backend, and the better one is tried again after 125 s',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'uses WebGPU again after the first loss, WebGL after the second',
        ],
        figures: [],
      },
      {
        fault: "The browser's GPU process is killed, three times",
        promise: 'The run ends on WASM by itself',
        test: ['tests/e2e/faults.test.ts', 'three kills of the GPU process end on WASM by themselves'],
        figures: ['GPU process killed'],
      },
      {
        fault: 'The worker closes itself, hangs, allocates without end, or ends by an exception',
        promise: 'Noticed within 15 s; another worker goes on from the newest copy',
        test: ['tests/e2e/faults.test.ts', 'closes itself'],
        figures: ['worker at its end'],
      },
      {
        fault: 'The worker hangs before its first step, while its backend starts',
        promise: 'Noticed within 15 s; another worker begins the run',
        test: ['tests/e2e/faults.test.ts', 'also before its first step'],
        figures: [],
      },
      {
        fault: 'The memory does not suffice for a step, in Train or in Compare',
        promise:
          'The runs end with their weights, and the page asks to go on with the largest batch that fits in what was granted: one for both sides',
        test: [
          'tests/e2e/faults.test.ts',
          'a run that finds no room any more is asked to go on with the batch that fits',
        ],
        figures: [],
      },
      {
        fault: 'The worker dies at ten random moments of one run on WASM',
        promise: 'Every loss that is reported is that of the unbroken run, bit for bit',
        test: ['tests/tensor/recovery.test.ts', 'deaths'],
        figures: ['worker dies'],
        many: 'FAULTS=full npx vitest run --project tensor tests/tensor/recovery.test.ts',
      },
      {
        fault: 'Faults and commands at any moment, together',
        promise: 'No run is lost, and never do two workers hold runs',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'interleavings of faults and commands no run is lost',
        ],
        figures: ['faults and commands together'],
        many: 'FAULTS=full npx vitest run --project unit tests/unit/state/run/recovery.test.ts',
      },
      {
        fault: 'A run takes very many steps',
        promise:
          'Tensors, their bytes, the WASM heap and the heap of JavaScript are as they were at a fifth of the steps',
        test: [
          'tests/tensor/steady.test.ts',
          'steps leave tensors, their bytes and the heap as they are at a fifth of them',
        ],
        figures: ['long run'],
        many: 'FAULTS=full npx vitest run --project tensor tests/tensor/steady.test.ts',
      },
      {
        fault: 'A run takes very many steps, in the page',
        promise: 'The nodes and listeners of the page are as they were, and its heap has the losses',
        test: ['tests/e2e/steady.test.ts', 'steps on %s leave GPU buffers, nodes, listeners'],
        figures: ['long run in the page on wasm', 'long run in the page on webgpu'],
        many: 'FAULTS=full npx vitest run --project e2e tests/e2e/steady.test.ts',
      },
      {
        fault: 'A run that crashes again and again at one step',
        promise: 'It fails with the way on, and not for ever',
        test: [
          'tests/unit/state/run/recovery.test.ts',
          'a run that crashes again and again at the same step fails',
        ],
        figures: [],
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
        figures: ['visit cut off'],
        many: "CUT_OFF_VISITS=50 npx vitest run --project e2e tests/e2e/library.test.ts -t 'cut off'",
      },
      {
        fault: 'The browser is killed while it trains',
        promise: 'Every checkpoint is whole by its SHA-256, and no acknowledged one is lost',
        test: ['tests/e2e/library.test.ts', 'times while it trains leaves every checkpoint whole'],
        figures: ['browser killed'],
        many: 'BROWSER_KILLS=200 npx vitest run --project e2e tests/e2e/library.test.ts -t killed',
      },
      {
        fault:
          'The k-th operation of storage fails, aborts or finds no room, for all k of save, delete and import',
        promise: 'Nothing that was acknowledged is lost',
        test: ['tests/unit/storage/faults.test.ts', 'the k-th operation of storage'],
        figures: ['k-th operation of storage'],
      },
      {
        fault: 'Storage has 3 MB',
        promise:
          'Training goes on; the oldest checkpoints go first, never the last of a run; saves succeed when there is room',
        test: [
          'tests/unit/storage/faults.test.ts',
          'the oldest checkpoints go first and never the last of a run',
        ],
        figures: [],
      },
      {
        fault: 'The browser leaves the page 3 MB while a run trains',
        promise: 'Training goes on; the newest whole checkpoint stays; the next save with room succeeds',
        test: ['tests/e2e/storage.test.ts', 'with 3 MB of storage training goes on'],
        figures: [],
      },
      {
        fault: 'The browser allows no storage',
        promise: 'The page works, and says once that nothing is saved',
        test: ['tests/e2e/storage.test.ts', 'where the browser allows no storage the page works'],
        figures: [],
      },
      {
        fault: 'A page is hidden, frozen, thrown away while it is frozen, or crashes',
        promise: 'It goes on where it was, or from its newest copy',
        test: ['tests/e2e/lifecycle.test.ts', 'a frozen page loses nothing'],
        figures: ['page thrown away'],
      },
      {
        fault: 'A page is left, and the browser’s Back returns to it',
        promise: 'The run is there, paused or training as it was, or is offered from its newest copy',
        test: ['tests/e2e/lifecycle.test.ts', 'Back loses nothing'],
        figures: [],
      },
      {
        fault: 'A page is closed while both runs of Compare train',
        promise: 'The next visit offers both, and they go on from their steps in lockstep',
        test: ['tests/e2e/lifecycle.test.ts', 'both runs of Compare go on after a reload'],
        figures: [],
      },
      {
        fault: 'A byte of a checkpoint is changed',
        promise: 'The checkpoint before it is used, and the page says so',
        test: ['tests/unit/storage/runs.test.ts', 'is passed over for the one before, and says so'],
        figures: [],
      },
      {
        fault: 'A link with autostart=1 is opened',
        promise: 'It starts a run of its own and touches no other',
        test: [
          'tests/e2e/library.test.ts',
          'a link that begins by itself starts a new run and touches no other',
        ],
        figures: [],
      },
      {
        fault: 'A second tab opens a run that trains elsewhere',
        promise:
          'It watches the run, takes it over, or trains a run of its own; never two writers of one run',
        test: [
          'tests/unit/state/library/twoTabs.test.ts',
          'none loses a step that was acknowledged, and no run has two writers',
        ],
        figures: ['two tabs with locks', 'two tabs without locks'],
        many: 'HISTORIES=20000 npx vitest run --project unit tests/unit/state/library/twoTabs.test.ts',
      },
      {
        fault: 'Two visits in a row end while a run is starting',
        promise: 'The next visit of such a link begins nothing by itself, and offers it',
        test: [
          'tests/unit/state/visits.test.ts',
          'after two visits in a row that ended while a run was starting',
        ],
        figures: [],
      },
    ],
  },
  {
    subject: 'Files and the network',
    rows: [
      {
        fault:
          'A file with random changes, in every reader (the figures are of those that there were when they were measured)',
        promise:
          'It is read, or refused by name, within a second; memory stays below twice the file and 1 MiB',
        test: [
          'tests/unit/interop/hostile.test.ts',
          'mutations each is read or refused by name, within a second',
        ],
        figures: ['damaged files'],
        many: 'MUTATIONS=1000000 npx vitest run --project unit tests/unit/interop/hostile.test.ts',
      },
      {
        fault: 'Any byte of a model file is changed',
        promise: 'It is refused by the SHA-256 in its header',
        test: ['tests/unit/interop/hostile.test.ts', 'every single changed byte is refused'],
        figures: ['byte of a model file changed'],
      },
      {
        fault: 'A header of 60 000 tensors',
        promise: 'Refused within 50 ms, from the header alone',
        test: ['tests/unit/interop/hostile.test.ts', '60 000 tensors are refused within 50 ms'],
        figures: ['header of 60 000 tensors'],
      },
      {
        fault: 'Code of the page or of a worker that calls another site, or makes code of a string',
        promise: 'The Content-Security-Policy stops it',
        test: ['tests/e2e/policy.test.ts', 'stops a worker, and a test hears of it'],
        figures: [],
      },
    ],
  },
];
