/** The views, a line each: a tab exists where a view does, and its code is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import type { ViewId } from '../../config/address';
import * as words from '../../words/shell';

export interface ViewEntry {
  readonly label: string;
  load(): Promise<{ default: ComponentType }>;
}

export const VIEW_ENTRIES: Partial<Record<ViewId, ViewEntry>> = {
  train: { label: words.views.train, load: () => import('../views/train/View') },
  compare: { label: words.views.compare, load: () => import('../views/compare/View') },
  sample: { label: words.views.sample, load: () => import('../views/sample/View') },
  process: { label: words.views.process, load: () => import('../views/process/View') },
};

export const VIEW_IDS = Object.keys(VIEW_ENTRIES) as ViewId[];
