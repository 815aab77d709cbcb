/** The pad holds what is drawn on it, and the editor what the model makes of it: one act at a time, until the model is another one. */
import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import type { SessionSamples } from '../../../../src/state/sample/drawing';
import type { DrawnPart } from '../../../../src/state/sample/editing/acts';
import { classesDrawn, classOverrides } from '../../../../src/state/sample/editing/drawnClass';
import { createEditor, type EditedSession } from '../../../../src/state/sample/editing/editor';
import { blank, hidden, knownValues, painted } from '../../../../src/state/sample/editing/pad';
import { MOST_POINTS, withStroke } from '../../../../src/state/sample/editing/strokes';
import type { LoadedModel } from '../../../../src/state/sample/session';
import { createForm } from '../../../../src/state/settings';

const SHAPE = [6, 6, 1] as const;
const ink = { kind: 'ink', colour: [1], radius: 0.5 } as const;
const hide = { ...ink, kind: 'hide' } as const;

describe('a pad', () => {
  test('gets ink along the line and nowhere else, and leaves what was there before', () => {
    const empty = blank(SHAPE);
    const { image } = painted(empty, SHAPE, ink, { x: 1.5, y: 2.5 }, { x: 4.5, y: 2.5 });
    const lit = [...image.keys()].filter((pixel) => image[pixel] === 1);
    expect(lit).toEqual([13, 14, 15, 16]); // the third row, columns 1 to 4
    expect(image.filter((value) => value === -1)).toHaveLength(32);
    expect(empty.image.every((value) => value === -1)).toBe(true);
  });

  test('forgets a pixel that is hidden, not its value, and knows what is drawn over it', () => {
    const drawn = painted(blank(SHAPE), SHAPE, ink, { x: 2.5, y: 2.5 });
    const masked = painted(drawn, SHAPE, hide, { x: 2.5, y: 2.5 });
    expect([...masked.known.keys()].filter((pixel) => masked.known[pixel] === 0)).toEqual([14]);
    expect(painted(masked, SHAPE, { ...hide, kind: 'show' }, { x: 2.5, y: 2.5 })).toEqual(drawn);
    expect(painted(masked, SHAPE, ink, { x: 2.5, y: 2.5 }).known[14]).toBe(1);
  });

  test('hides a part by shares of its size, in all channels', () => {
    const { known } = hidden(blank(SHAPE), SHAPE, { left: 0.5 });
    expect([...known.slice(0, 6)]).toEqual([1, 1, 1, 0, 0, 0]);
    const colours = hidden(blank([2, 2, 3]), [2, 2, 3], { top: 0.5 });
    expect([...knownValues(colours)]).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  });
});

describe('points along a stroke', () => {
  const none = new Float32Array();

  test('are one where it begins, then one at every spacing, from the last point on', () => {
    const begun = withStroke(none, null, [1, 2], 0.1);
    expect([...begun]).toEqual([1, 2]);
    expect(withStroke(begun, begun, [1.06, 2.07], 0.1)).toBe(begun); // 0.092 away
    const line = withStroke(begun, begun, [1.3, 2.4], 0.1); // 0.5 away
    expect(line).toHaveLength(12);
    for (let i = 2; i < 12; i += 2)
      expect(Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1])).toBeCloseTo(0.1, 5);
  });

  test('are at most as many as can be told apart', () => {
    const full = withStroke(none, [0, 0], [100, 0], 0.1);
    expect(full).toHaveLength(2 * MOST_POINTS);
    expect(withStroke(full, null, [0, 1], 0.1)).toBe(full);
  });
});

describe('the class of what is drawn', () => {
  const config = { classes: true, label: -1, guidance: 2 };
  const names = ['cat', 'dog', 'cow'];
  const drawn = (chosen: Parameters<typeof classOverrides>[0], changes: Partial<typeof config> = {}) => {
    const overrides = classOverrides(chosen, { ...config, ...changes });
    return { overrides, classes: classesDrawn([{ overrides, count: 4 }], names) };
  };

  test('is that of the settings, each in turn where they say so', () => {
    expect(drawn('settings')).toEqual({
      overrides: { label: -1, guidance: 2 },
      classes: ['cat', 'dog', 'cow', 'cat'],
    });
    expect(drawn('settings', { label: 1 }).classes).toEqual(['dog', 'dog', 'dog', 'dog']);
  });

  test('is none where none is chosen, or the guidance ignores it', () => {
    expect(drawn('none')).toEqual({ overrides: { label: -1, guidance: 0 }, classes: [] });
    expect(drawn('settings', { guidance: 0 }).classes).toEqual([]);
  });

  test('is the one that is chosen, which has an effect whatever the settings say', () => {
    expect(drawn(2)).toEqual({ overrides: { label: 2, guidance: 2 }, classes: ['cow', 'cow', 'cow', 'cow'] });
    expect(drawn(2, { guidance: 0 }).overrides).toEqual({ label: 2, guidance: 1 });
  });

  test('is no matter of a network without classes', () => {
    expect(drawn('settings', { classes: false })).toEqual({ overrides: {}, classes: [] });
    expect(drawn(2, { classes: false })).toEqual({ overrides: {}, classes: [] });
  });
});

function createScene() {
  const model = signal<LoadedModel | null>({ id: 'one' } as LoadedModel);
  const editing = signal(0.9); // of an edit before
  const requests: { seed: number; resolve: (samples: Float32Array | null) => void; signal: AbortSignal }[] =
    [];
  const classified: Parameters<EditedSession['classify']>[0][] = [];
  const answer: { errors: Float32Array | null } = { errors: Float32Array.of(1, 2) };
  const session: EditedSession = {
    model,
    form: createForm(signal({ ...DEFAULT_CONFIG, seed: 7 }), () => {}),
    samples: signal({ trajectory: { shape: [...SHAPE] } } as unknown as SessionSamples),
    editing,
    classify: async (request) => {
      classified.push(request);
      return answer.errors;
    },
    draw: (_, { seed }, signal) =>
      new Promise((resolve) => requests.push({ seed: seed!, resolve, signal: signal! })),
  };
  return { editor: createEditor(session), model, editing, requests, classified, answer };
}

const part = (strength: number): DrawnPart => ({
  edit: { kind: 'sdedit', sample: new Float32Array(36), strength },
  count: 1,
  overrides: {},
});
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the editor', () => {
  test('draws the parts one after the other with the seed of the form, and shows how far they are', async () => {
    const { editor, requests, editing } = createScene();
    const done = editor.run('edit', [part(0.2), part(0.8)]);
    expect(editor.progress.value).toBe(0); // not that of the edit before
    editing.value = 0.5;
    expect(editor.progress.value).toBe(0.25);
    requests[0].resolve(Float32Array.of(1));
    await turn();
    expect(editor.progress.value).toBe(0.5);
    editing.value = 0.4;
    expect(editor.progress.value).toBe(0.7);
    requests[1].resolve(Float32Array.of(2));
    await done;
    expect(editor.progress.value).toBeNull();
    expect(editor.results.edited.value).toMatchObject({ use: 'edit', seed: 7 });
    expect(editor.results.edited.value?.samples.map(([first]) => first)).toEqual([1, 2]);
    expect(requests.map(({ seed }) => seed)).toEqual([7, 7]);
  });

  test('ends an act that is cancelled, or whose model is replaced, and shows nothing of it', async () => {
    const { editor, requests, model } = createScene();
    const first = editor.run('edit', [part(0.2)]);
    editor.cancel();
    expect(requests[0].signal.aborted).toBe(true);
    requests[0].resolve(Float32Array.of(1));
    await first;
    expect(editor.results.edited.value).toBeNull();
    const second = editor.run('edit', [part(0.2)]);
    model.value = { id: 'two' } as LoadedModel;
    expect(requests[1].signal.aborted).toBe(true);
    expect(editor.progress.value).toBeNull();
    requests[1].resolve(Float32Array.of(1));
    await second;
    expect(editor.results.edited.value).toBeNull();
  });

  test('goes on with an act that came after another one, whatever becomes of that', async () => {
    const { editor, requests, editing } = createScene();
    const first = editor.run('edit', [part(0.2)]);
    const second = editor.run('edit', [part(0.8)]);
    requests[0].resolve(null);
    await first;
    expect(editor.progress.value).toBe(0);
    editing.value = 0.5;
    expect(editor.progress.value).toBe(0.5);
    requests[1].resolve(Float32Array.of(1));
    await second;
    expect(editor.results.edited.value?.parts).toEqual([part(0.8)]);
  });

  test('says nothing of what goes wrong with an act that was cancelled', async () => {
    const { editor } = createScene();
    const late = editor.classify(() => Promise.reject(new Error('the test images are not here')), 8, vi.fn());
    editor.cancel();
    await late;
    expect(editor.problem.value).toBeNull();
  });

  test('draws of another model the class of its settings', () => {
    const { editor, model } = createScene();
    editor.settings.drawn.value = 3;
    model.value = { id: 'two' } as LoadedModel;
    expect(editor.settings.drawn.value).toBe('settings');
  });

  test('places no errors of a classification that was cancelled', async () => {
    const { editor, answer } = createScene();
    const place = vi.fn();
    answer.errors = null;
    await editor.classify(() => new Float32Array(36), 8, place);
    expect(place).not.toHaveBeenCalled();
    expect(editor.problem.value).toBeNull();
  });

  test('classifies no images that cannot be had, and says why; nor those that come after it was cancelled', async () => {
    const { editor, classified } = createScene();
    const place = vi.fn();
    await editor.classify(() => Promise.reject(new Error('the test images are not here')), 8, place);
    expect(editor.problem.value).toBe('the test images are not here');
    expect(editor.progress.value).toBeNull();
    const late = editor.classify(async () => new Float32Array(36), 8, place);
    editor.cancel();
    await late;
    expect(classified).toEqual([]);
    await editor.classify(() => new Float32Array(36), 8, place);
    expect(classified).toEqual([{ samples: new Float32Array(36), pairs: 8, seed: 7 }]);
    expect(editor.problem.value).toBeNull();
    expect(place.mock.calls).toEqual([[Float32Array.of(1, 2)]]);
  });

  test('takes back a stroke as a whole', () => {
    const { editor } = createScene();
    const before = editor.content.value!;
    expect(editor.canUndo.value).toBe(false);
    const begun = painted(before, SHAPE, ink, { x: 1, y: 1 });
    editor.replace(begun);
    editor.amend(painted(begun, SHAPE, ink, { x: 1, y: 1 }, { x: 4, y: 4 }));
    editor.undo();
    expect(editor.content.value).toBe(before);
    expect(editor.canUndo.value).toBe(false);
  });

  test('takes back strokes of points apart from those on the pad, the last one first', () => {
    const { editor } = createScene();
    const { points } = editor;
    points.replace(Float32Array.of(1, 1));
    points.amend(Float32Array.of(1, 1, 2, 2));
    points.replace(new Float32Array());
    points.undo();
    expect([...points.content.value]).toEqual([1, 1, 2, 2]);
    points.undo();
    expect(points.content.value).toHaveLength(0);
    expect(points.canUndo.value).toBe(false);
    expect(editor.canUndo.value).toBe(false);
  });
});
