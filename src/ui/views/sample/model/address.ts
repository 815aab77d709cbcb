/** The part of the address that is the Sample view's own: the model, the number of samples, and settings that differ from the model's. Pure. */
import { type FieldName, type RunConfig, urlName } from '../../../../config/fields';
import { SESSION_FIELDS } from '../../../../state/sample/settings';

type Extra = Readonly<Record<string, string>>;

const FIELD_ENTRIES = new Set<string>(SESSION_FIELDS.map(urlName));

/** The entries of the address beside this view's own. */
export function withoutSampleAddress(extra: Extra): Extra {
  const { pretrained: _, samples: __, use: ___, ...others } = extra;
  return Object.fromEntries(Object.entries(others).filter(([name]) => !FIELD_ENTRIES.has(name)));
}

interface AddressParts {
  /** The open model; null before one is open. Its id is '' for a file, which has no address. */
  readonly model: { readonly id: string; readonly config: RunConfig } | null;
  readonly form: RunConfig;
  /** The configuration that the address states in full. */
  readonly shared: RunConfig;
  readonly count: number;
  /** What is done with the model; '' for nothing. */
  readonly use: string;
}

/** Puts the view's state into the address's extra entries; a setting that the model and the address agree on is left out. */
export function withSampleAddress(extra: Extra, { model, form, shared, count, use }: AddressParts): Extra {
  const differs = (name: FieldName) => form[name] !== model?.config[name] || form[name] !== shared[name];
  const fields = model ? SESSION_FIELDS.filter(differs) : [];
  return {
    ...withoutSampleAddress(extra),
    ...Object.fromEntries(fields.map((name) => [urlName(name), String(form[name])])),
    ...(model?.id && { pretrained: model.id }),
    samples: String(count),
    ...(use && { use }),
  };
}
