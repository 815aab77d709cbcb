import { expect, test } from 'vitest';
import { transportStateOf, transportStateOfBoth } from '../../../src/ui/widgets/transportState';

test('a run that prepares or compiles is about to begin; without a run, or after a stop, it is ready to begin', () => {
  expect((['preparing', 'compiling'] as const).map(transportStateOf)).toEqual(['compiling', 'compiling']);
  expect([undefined, 'stopped' as const].map(transportStateOf)).toEqual(['ready', 'ready']);
  expect((['training', 'paused', 'done', 'failed'] as const).map(transportStateOf)).toEqual([
    'training',
    'paused',
    'done',
    'failed',
  ]);
});

test('two runs train while either trains, in either order', () => {
  for (const other of ['done', 'paused', 'failed', 'compiling', undefined] as const) {
    expect(transportStateOfBoth('training', other)).toBe('training');
    expect(transportStateOfBoth(other, 'training')).toBe('training');
  }
  expect(transportStateOfBoth('failed', 'done')).toBe('failed');
  expect(transportStateOfBoth('done', 'stopped')).toBe('done');
});

test('beside a pretrained model that is done, the other run is still to begin', () => {
  expect(transportStateOfBoth('done', undefined)).toBe('ready');
});
