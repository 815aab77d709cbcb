/** A stand-in for vitest where there is no page: as much as the kernel tests need. */
import assert from 'node:assert/strict';

type Run = (...args: never[]) => unknown;

interface Test {
  readonly name: string;
  readonly run: () => unknown;
}

const tests: Test[] = [];
let before: (() => unknown)[] = [];

/** Runs before the next test that is declared. */
export const beforeAll = (run: () => unknown): void => void before.push(run);

export function describe(_name: string, declare: () => void): void {
  declare();
}

const titleOf = (name: string, each: unknown): string =>
  name.replace(/\$(\w+)/g, (_, key: string) => String((each as Record<string, unknown>)[key]));

export function test(name: string, run: () => unknown): void {
  const first = before;
  before = [];
  tests.push({
    name,
    async run() {
      for (const each of first) await each();
      await run();
    },
  });
}
test.each =
  (cases: readonly unknown[]) =>
  (name: string, run: Run): void => {
    for (const each of cases) test(titleOf(name, each), () => run(each as never));
  };

export function expect(value: unknown) {
  return {
    toBe: (other: unknown) => assert.equal(value, other),
    toEqual: (other: unknown) => assert.deepEqual(value, other),
    toBeGreaterThan: (other: number) =>
      assert.ok((value as number) > other, `${value} is not above ${other}`),
    toBeGreaterThanOrEqual: (other: number) =>
      assert.ok((value as number) >= other, `${value} is below ${other}`),
  };
}
expect.soft = expect;

/** Runs all tests that were declared. @returns how many failed */
export async function runTests(report: (line: string) => void): Promise<number> {
  let failed = 0;
  for (const { name, run } of tests) {
    try {
      await run();
      report(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      report(`FAIL ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  report(`${tests.length - failed} passed, ${failed} failed`);
  return failed;
}
