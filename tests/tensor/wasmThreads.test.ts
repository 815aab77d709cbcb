/** Threads share a list of operations: what one of them computes alone, bit for bit, at odd sizes; and nobody waits busily for long. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWasmModule, type WasmModule } from '../../src/wasm/module/load';
import { ADD, BIAS, NORM_SILU, OPERATIONS, PACK, T_A, T_B } from '../../src/wasm/module/operations.generated';
import { fasterWay, startThreads, type Threads, threadsFor, type Ways } from '../../src/wasm/threads';
import { type NodeThread, startNodeThread } from './nodeThreads';
import { numbers } from './wasmMemory';

const MEGABYTES = 48;
const PAGES = MEGABYTES * 16;

let module: WasmModule;
let heap: Float32Array;
let top = 0;
const workers: NodeThread[] = [];
const teams: Threads[] = [];

const room = (length: number): number => {
  const at = top;
  top += (4 * length + 63) & ~63;
  if (top > MEGABYTES * 2 ** 20) throw new Error('the memory of the test is too small');
  return at;
};

function teamOf(threads: number, choose?: () => Ways): Threads {
  const start = () => {
    const worker = startNodeThread();
    workers.push(worker);
    return worker;
  };
  return startThreads(module, { allocate: (bytes) => room(bytes / 4) }, threads - 1, start, choose);
}

const SIZES = [2, 3, 8];

beforeAll(async () => {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: 65536, shared: true });
  module = (await loadWasmModule(memory, ['simd']))!;
  heap = new Float32Array(memory.buffer);
  module.allowThreads(Math.max(...SIZES));
  room(16);
  for (const threads of SIZES) teams.push(teamOf(threads));
  while (teams.some(({ count }, i) => count !== SIZES[i]))
    await new Promise((resolve) => setTimeout(resolve, 10));
});
afterAll(() => Promise.all(workers.map((worker) => worker.end())));

type Operation = keyof typeof OPERATIONS;
type Call = readonly [Operation, ...number[]];

/** Writes calls as a recording lists them. @returns the address */
function listOf(calls: readonly Call[]): number {
  const at = room(calls.reduce((sum, call) => sum + call.length, 0));
  const view = new DataView(module.memory.buffer);
  let to = at;
  for (const [operation, ...values] of calls) {
    const { number, kinds } = OPERATIONS[operation];
    expect(values.length).toBe(kinds.length);
    view.setInt32(to, number, true);
    for (const [i, value] of values.entries()) {
      to += 4;
      if (kinds[i] === 'f') view.setFloat32(to, value, true);
      else view.setInt32(to, value, true);
    }
    to += 4;
  }
  return at;
}

let seed = 1;
const input = (length: number): number => {
  const at = room(length);
  heap.set(numbers(length, seed++), at / 4);
  return at;
};

/** A layer of each kind, forward and backward, whose results are [address, numbers]. */
function network(): { readonly calls: Call[]; readonly results: (readonly [number, number])[] } {
  const calls: Call[] = [];
  const results: (readonly [number, number])[] = [];
  const output = (length: number): number => {
    const at = room(length);
    results.push([at, length]);
    return at;
  };
  const scratchOf = (bytes: number) => room(Math.ceil(bytes / 4));

  const convolve = (batch: number, side: number, channels: [number, number], k: number, more: number[]) => {
    const [stride, pad, upsample] = more;
    const [I, O] = channels;
    const size = Math.floor((side + 2 * pad - k) / stride) + 1;
    const sizes = [batch, side, side, I, O, k, k, stride, pad, pad, size, size, upsample];
    const [nx, ny, nw] = [
      (batch * side * side * I) / (upsample ? 4 : 1),
      batch * size * size * O,
      k * k * I * O,
    ];
    const [x, w, bias, dy] = [nx, nw, O, ny].map(input);
    const scratch = scratchOf(module.convolutionScratch(batch, side, side, I, O, k, k));
    calls.push(['convolution', x, w, bias, 0, output(ny), ...sizes, BIAS, scratch]);
    calls.push(['convolutionInputGradient', dy, w, 0, output(nx), ...sizes, 0, scratch]);
    calls.push(['convolutionFilterGradient', x, dy, output(nw), ...sizes, 0, scratch]);
    calls.push(['sumChannels', dy, output(O), batch * size * size, O, 0]);
  };
  convolve(5, 9, [8, 20], 3, [1, 1, 0]);
  convolve(3, 14, [12, 8], 3, [1, 1, 0]);
  convolve(5, 8, [8, 8], 3, [2, 1, 0]);
  convolve(3, 8, [8, 12], 3, [1, 1, 1]);
  convolve(3, 9, [5, 7], 1, [1, 0, 0]);
  convolve(1, 6, [3, 5], 3, [1, 1, 0]);
  convolve(5, 9, [8, 3], 3, [1, 1, 0]);

  for (const [M, K, N, flags] of [
    [37, 19, 24, BIAS],
    [37, 20, 12, BIAS | ADD],
    [37, 19, 5, PACK],
    [300, 33, 40, T_B | ADD],
    [19, 300, 40, T_A],
    [1, 8, 8, 0],
  ]) {
    const [a, b, bias] = [M * K, K * N, N].map(input);
    calls.push(['gemm', a, b, output(M * N), bias, M, K, N, flags, scratchOf(module.gemmScratch(K, N))]);
  }

  const [batch, pixels, C, groups] = [5, 49, 12, 3];
  const [x, offset, gain, shift, dy] = [batch * pixels * C, batch * C, C, C, batch * pixels * C].map(input);
  const [saved, normScratch] = [output(4 * batch * C), scratchOf(module.groupNormScratch(C, batch))];
  const ofNorm = [batch, pixels, C, groups, 0] as const;
  calls.push([
    'groupNorm',
    x,
    offset,
    gain,
    shift,
    output(batch * pixels * C),
    saved,
    ...ofNorm,
    1e-5,
    NORM_SILU,
    normScratch,
  ]);
  const dNorm = [output(batch * pixels * C), output(batch * C), output(C), output(C)] as const;
  calls.push(['groupNormGradient', dy, x, gain, saved, 0, ...dNorm, ...ofNorm, NORM_SILU, normScratch]);

  const [B, N, heads, D] = [3, 13, 2, 5];
  const length = B * N * heads * D;
  const [q, k, v, dHead] = [length, length, length, length].map(input);
  const [sums, headScratch] = [output(B * heads * N * 2), scratchOf(module.attentionScratch(N, D))];
  calls.push(['attend', q, k, v, output(length), sums, B, N, heads, D, headScratch]);
  const dHeads = [output(length), output(length), output(length)] as const;
  calls.push(['attendGradient', dHead, q, k, v, sums, ...dHeads, B, N, heads, D, headScratch]);

  const [rows, K] = [23, 18];
  for (const step of [K, 0]) {
    const [z, scale, bias, dz] = [rows * K, rows * K, rows * K, rows * K].map(input);
    const [slope, xhat, rstd] = [output(rows * K), output(rows * K), output(rows)];
    calls.push([
      'normModulate',
      z,
      scale,
      bias,
      output(rows * K),
      slope,
      xhat,
      rstd,
      rows,
      K,
      step,
      step,
      1e-5,
      1,
    ]);
    const d = [output(rows * K), output(step ? rows * K : K), output(step ? rows * K : K)] as const;
    calls.push(['normModulateGradient', dz, slope, xhat, rstd, scale, 0, ...d, rows, K, step, step, 0]);
  }

  const [lines, across, side, colours] = [15, 4, 2, 3];
  const pixelsOfPatches = lines * across * side ** 2 * colours;
  const ofPatches = [lines, across, side, colours] as const;
  calls.push(['patches', input(pixelsOfPatches), output(pixelsOfPatches), ...ofPatches, 0]);
  calls.push(['patches', output(pixelsOfPatches), input(pixelsOfPatches), ...ofPatches, 1]);

  const [images, tokens, hidden] = [5, 7, 12];
  for (const gated of [1, 0]) {
    const size = images * tokens * hidden;
    const ofModulation = images * (gated ? 3 : 2) * hidden;
    const [x, add, modulation, dSum, dNormal] = [size, size, ofModulation, size, size].map(input);
    const [sum, normal, stats] = [output(size), output(size), output(2 * images * tokens)];
    const sizes = [images, tokens, hidden, gated] as const;
    calls.push(['residualNorm', x, add, modulation, sum, normal, stats, ...sizes, 1e-6]);
    const d = [output(size), output(size), output(ofModulation)] as const;
    calls.push(['residualNormGradient', dSum, dNormal, sum, add, modulation, stats, ...d, ...sizes]);
  }

  const n = 1003;
  const [a, b, factor] = [n, n, 1].map(input);
  for (const operation of ['sum', 'product', 'difference'] as const)
    calls.push([operation, a, b, output(n), n]);
  calls.push(['scaled', a, factor, output(n), n]);
  calls.push(['activate', a, output(n), output(n), n, 1]);
  calls.push(['copy', a, output(n), n]);
  calls.push(['copyColumns', a, 17, output(59 * 21), 21, 59, 13]);

  const [samples, channels, width] = [41, 3, 6];
  const ofSamples = samples * channels;
  const [predicted, box, draws] = [2 * samples * width, 2 * channels, 3 * ofSamples].map(input);
  const stepNumbers = output(11); // 0.25 each: the first draw, the first frame
  const sampled = [output(ofSamples), output(ofSamples), output(ofSamples), output(4 * ofSamples)] as const;
  calls.push([
    'samplerStep',
    ...([predicted, stepNumbers, box, draws] as const),
    ...sampled,
    ...([ofSamples, channels, width, 2, 1] as const),
  ]);

  const state = [1, 2, 3, 4].map(() => output(1000)) as [number, number, number, number];
  const step = input(4);
  calls.push(['adamStep', ...state, a, step, 512, 1000, 0.9, 0.1, 0.99, 0.01, 1]);
  const [momentum, polynomial] = [output(480), output(21 * 21)];
  const [p, m, squares, ema] = state;
  calls.push(['muonMomentum', m, squares, a, momentum, 512, 992, 0.95, 0.05, 0.99, 0.01, 1]);
  calls.push(['toUnitNorm', momentum, 444, 1e-7]);
  calls.push(['polynomial', momentum, polynomial, 21, 3.4445, -4.775, 2.0315]);
  calls.push(['stepAgainst', p, ema, polynomial, step, 441, 0.7]);
  return { calls, results };
}

test('two, three and eight threads compute what one does, bit for bit, once and three times over, and so again and again', () => {
  const { calls, results } = network();
  const list = listOf(calls);
  const shares = teams.map((team) => team.share(calls.length));
  const read = (run: () => void) => {
    for (const [at, length] of results) heap.fill(0.25, at / 4, at / 4 + length); // Adam reads what it writes
    run();
    return results.map(([at, length]) => new Uint32Array(module.memory.buffer, at, length).slice());
  };
  const alone = read(() => module.run(list, calls.length, 1));
  expect(alone.flatMap((values) => [...values]).every((bits) => (bits & 0x7f800000) !== 0x7f800000)).toBe(
    true,
  ); // no NaN
  for (const share of shares)
    for (let i = 0; i < 2; i++) expect(read(() => share.run(list, calls.length, 1))).toEqual(alone);
  const thrice = read(() => module.run(list, calls.length, 3));
  expect(thrice).not.toEqual(alone);
  const oneByOne = () => {
    for (let i = 0; i < 3; i++) module.run(list, calls.length, 1);
  };
  expect(read(oneByOne)).toEqual(thrice);
  for (const share of shares)
    for (let i = 0; i < 2; i++) expect(read(() => share.run(list, calls.length, 3))).toEqual(thrice);
});

const copies = (count: number) =>
  Array.from({ length: count }, (): Call => ['copy', input(1000), room(1000), 1000]);

test('all lists of a table are carried out, by whoever is free', () => {
  const lists = [3, 40, 1, 7].map((count) => ({ calls: copies(count), count }));
  const parts = lists.map(({ calls, count }) => ({ address: listOf(calls), count }));
  const moves = lists.flatMap(({ calls }) => calls.map(([, from, to]) => [from / 4, to / 4] as const));
  for (const team of teams)
    for (let i = 0; i < 20; i++) {
      for (const [, to] of moves) heap.fill(0, to, to + 1000);
      expect(team.runTable(parts)).toBe(true);
      expect(
        moves.every(([from, to]) => heap[from] === heap[to] && heap[from + 999] === heap[to + 999]),
      ).toBe(true);
    }
});

test('a table of one list ends, as where the step of one side has fewer parts', () => {
  const [call] = copies(1);
  const [, from, to] = call;
  const part = { address: listOf([call]), count: 1 };
  for (const team of teams) {
    heap.fill(0, to / 4, to / 4 + 1000);
    expect(team.runTable([part])).toBe(true);
    expect(heap[to / 4 + 999]).toBe(heap[from / 4 + 999]);
  }
});

describe('a list that fails', () => {
  const always = (): Ways => ({ next: () => 'together', add() {} });

  async function readyTeam(threads: number): Promise<Threads> {
    const team = teamOf(threads, always);
    while (team.count !== threads) await new Promise((resolve) => setTimeout(resolve, 10));
    return team;
  }

  /** A list of one operation, which there is not. */
  function unknownList() {
    const address = room(16);
    new Int32Array(module.memory.buffer)[address / 4] = 1000;
    return { address, count: 1 };
  }

  test('in a table, on another thread, ends the wait for it, and no list is shared from then on', async () => {
    const [call] = copies(1);
    const count = 100_000; // so long that the other thread wakes before this one has ended it
    const valid = { address: listOf(Array.from({ length: count }, () => call)), count };
    let isDone: boolean | null = null;
    for (let i = 0; i < 5 && isDone === null; i++) {
      const team = await readyTeam(2);
      try {
        isDone = team.runTable([valid, unknownList()]);
      } catch {
        // This thread took it itself.
      }
      expect(team.count).toBe(1);
    }
    expect(isDone).toBe(false);
  });

  test.each(SIZES)('in a table, on the thread of the caller, ends on all of %i threads', async (threads) => {
    const team = await readyTeam(threads);
    const [call] = copies(1);
    const [, from, to] = call.map(Number);
    const calls = Array.from({ length: 4000 }, () => call);
    const others = Array.from({ length: threads - 1 }, () => ({ address: listOf(calls), count: 4000 }));
    expect(() => team.runTable([unknownList(), ...others])).toThrow(WebAssembly.RuntimeError);
    expect(team.count).toBe(1);
    heap.fill(-7, to / 4, to / 4 + 1000);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(heap[to / 4]).toBe(-7); // nobody works on it any more
    module.run(others[0].address, 4000, 1);
    expect(heap[to / 4]).toBe(heap[from / 4]);
  });

  /** Memory ends within the numbers. */
  const beyond = (length: number): number => module.memory.buffer.byteLength - 4 * (length - 16);

  test.each(
    SIZES.flatMap((threads) => [
      [threads, 'the first', 'toUnitNorm'] as const,
      [threads, 'the last', 'copy'] as const,
    ]),
  )(
    'on %i threads, that all share, on %s alone, fails on all, and the caller goes on alone',
    async (threads, _, operation) => {
      const team = await readyTeam(threads);
      const failing: Call =
        operation === 'copy'
          ? ['copy', beyond(1600), room(1600), 1600]
          : ['toUnitNorm', beyond(1600), 1600, 1e-7];
      const calls = [...copies(10), failing, ...copies(10)];
      const share = team.share(calls.length);
      expect(() => share.run(listOf(calls), calls.length, 1)).toThrow(WebAssembly.RuntimeError);
      expect(team.count).toBe(1);
      const valid = copies(10);
      share.run(listOf(valid), 10, 1);
      for (const [, from, to] of valid) expect(heap[to / 4 + 999]).toBe(heap[from / 4 + 999]);
    },
  );
});

test('every operation of a training step that takes long is shared', () => {
  const { calls } = network();
  const shared = new Set(calls.map(([operation]) => operation));
  const serial = [
    'nextRow',
    'drawBatch',
    'lookUp',
    'lookUpGradient',
    'squaredError',
    'hybridError',
    'fourierFeatures',
    'toUnitNorm',
  ];
  for (const operation of Object.keys(OPERATIONS))
    if (!serial.includes(operation)) expect(shared).toContain(operation);
});

test('threads sleep while there is no list', async () => {
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = used();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  // eleven threads that spin would use this process's share of all cores; asleep they use nothing, and the test's own runner little
  expect((used() - before) / 1000).toBeLessThan(700);
});

test('a processor of one core gets one thread, others one of two cores, and at most eight', () => {
  expect([1, 2, 3, 4, 8, 12, 16, 64].map(threadsFor)).toEqual([1, 2, 2, 2, 4, 6, 8, 8]);
});

describe('of two ways', () => {
  /** Runs a list so many times. @returns how often each way was taken */
  function runFor(
    ways: ReturnType<typeof fasterWay>,
    runs: number,
    cost: { alone: number; together: number },
  ) {
    const taken = { alone: 0, together: 0 };
    for (let i = 0; i < runs; i++) {
      const way = ways.next();
      taken[way]++;
      ways.add(way, cost[way]);
    }
    return taken;
  }

  test('the faster one is taken, and the other now and then', () => {
    const ways = fasterWay();
    expect(runFor(ways, 1000, { alone: 10, together: 6 }).together).toBeGreaterThan(980);
    // another program takes the other core, and ends
    expect(runFor(ways, 1000, { alone: 10, together: 25 }).alone).toBeGreaterThan(900);
    expect(runFor(ways, 3000, { alone: 10, together: 6 }).together).toBeGreaterThan(1500);
  });

  test('one that takes a hundred times as long costs a tenth of the time at most', () => {
    const ways = fasterWay();
    const { together } = runFor(ways, 10_000, { alone: 1, together: 100 });
    expect(together).toBeLessThan(10);
    expect(together).toBeGreaterThan(3);
  });
});
