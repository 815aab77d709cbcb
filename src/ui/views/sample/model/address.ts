/** The part of the address that is the Sample view's own: the model, the number of samples, and settings that differ from the model's. Pure. */
import { type FieldName, type RunConfig, urlName } from '../../../../config/fields';
import type { LoadedModel } from '../../../../state/sample/session';
import { SESSION_FIELDS } from '../../../../state/sample/settings';

type Extra = Readonly<Record<string, string>>;

const FIELD_ENTRIES = new Set<string>(SESSION_FIELDS.map(urlName));

/** The entries of the address beside this view's own. */
export function withoutSampleAddress(extra: Extra): Extra {
  const { pretrained: _, run: __, file: ___, samples: ____, use: _____, ...others } = extra;
  return Object.fromEntries(Object.entries(others).filter(([name]) => !FIELD_ENTRIES.has(name)));
}

interface AddressParts {
  /** The open model; null before one is open. */
  readonly model: Pick<LoadedModel, 'id' | 'recordId' | 'label' | 'config'> | null;
  readonly form: RunConfig;
  /** The configuration that the address states in full. */
  readonly shared: RunConfig;
  readonly count: number;
  /** What is done with the model; '' for nothing. */
  readonly use: string;
}

/**
 * The entry that names the model: of the gallery, a run by its id in the library of this browser, or a file, which nothing keeps and
 * whose name says what is missing.
 */
const entryOf = ({ id, recordId, label }: NonNullable<AddressParts['model']>): Extra =>
  id ? { pretrained: id } : recordId ? { run: recordId } : { file: label };

/**
 * Puts the view's state into the address's extra entries; a setting that the model and the address agree on is left out. Until a model is
 * open the address stays as it is: a reload then opens the model that it names.
 */
export function withSampleAddress(extra: Extra, { model, form, shared, count, use }: AddressParts): Extra {
  if (!model) return extra;
  const differs = (name: FieldName) => form[name] !== model.config[name] || form[name] !== shared[name];
  const fields = SESSION_FIELDS.filter(differs);
  return {
    ...withoutSampleAddress(extra),
    ...Object.fromEntries(fields.map((name) => [urlName(name), String(form[name])])),
    ...entryOf(model),
    samples: String(count),
    ...(use && { use }),
  };
}
