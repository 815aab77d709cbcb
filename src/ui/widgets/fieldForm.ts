/** The form whose fields a part of the page shows, where it is not the lab's own. */
import { createContext } from 'preact';
import type { Form } from '../../state/settings';
import type { DataSource } from '../../types/dataSource';

/** The form that fields belong to, when it is not the lab's own. */
export interface FieldForm {
  readonly form: Form;
  /** Begins the ids of its elements. */
  readonly id: string;
  /** Begins the ids of the explanations, where several forms share them; else that of its elements. */
  readonly help?: string;
  /** The data of the model that the form is of; without it they are those of the page. */
  readonly source?: () => DataSource | undefined;
  /** A field that says how to sample was set. */
  sampling(): void;
}

export const FieldFormContext = createContext<FieldForm | null>(null);
