/** The views, a line each: a tab exists where a view does, and its code is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import type { ViewId } from '../../config/address';

export interface ViewEntry {
  readonly label: string;
  load(): Promise<{ default: ComponentType }>;
}

export const VIEW_ENTRIES: Partial<Record<ViewId, ViewEntry>> = {
  train: { label: 'Train', load: () => import('../views/train/View') },
  compare: { label: 'Compare', load: () => import('../views/compare/View') },
  sample: { label: 'Sample', load: () => import('../views/sample/View') },
  process: { label: 'Process', load: () => import('../views/process/View') },
};

export const VIEW_IDS = Object.keys(VIEW_ENTRIES) as ViewId[];
