/** The class that variations are drawn of, where the model has learned classes. */
import { classNames, drawnLabel } from '../../../../config/classNames';
import type { DrawnPart } from '../../../../state/sample/editing/acts';
import { classesDrawn, classOverrides, type DrawnClass } from '../../../../state/sample/editing/drawnClass';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import type { SampleModel } from '../model/sampleModel';

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
  /** True where all samples are of one class: a path does not go through the classes in turn. */
  readonly one?: boolean;
}

/** Whether the settings draw all classes in turn. */
export const isInTurn = ({ session }: SampleModel): boolean => drawnLabel(session.form.config.value) === -1;

const chosenOf = ({ model, editor, one = false }: Props): DrawnClass => {
  const chosen = editor.settings.drawn.value;
  return one && chosen === 'settings' && isInTurn(model) ? 'none' : chosen;
};

export const drawnNames = ({ session }: SampleModel): readonly string[] =>
  session.form.config.value.classes ? classNames(session.form.config.value, session.model.value?.source) : [];

/** The classes of what was drawn, each once. */
export const distinctClasses = (parts: readonly DrawnPart[], model: SampleModel): string[] => [
  ...new Set(classesDrawn(parts, drawnNames(model))),
];

/** The overrides of an edit with the class that is chosen. */
export const drawnOverrides = (props: Props) =>
  classOverrides(chosenOf(props), props.model.session.form.config.peek());

export function ClassChoice(props: Props) {
  const { model, editor, one = false } = props;
  const config = model.session.form.config.value;
  if (!config.classes) return null;
  const names = drawnNames(model);
  const { drawn } = editor.settings;
  const [ofSettings] = classesDrawn([{ overrides: config, count: 1 }], names);
  return (
    <div class="pad-tools">
      <label>
        {words.drawnClass}{' '}
        <select
          value={String(chosenOf(props))}
          onChange={({ currentTarget: { value } }) => {
            drawn.value = value === 'settings' || value === 'none' ? value : Number(value);
          }}
        >
          {!(one && isInTurn(model)) && (
            <option value="settings">
              {isInTurn(model) ? words.settingsInTurn : words.settingsClass(ofSettings ?? words.noClass)}
            </option>
          )}
          <option value="none">{words.noClassChosen}</option>
          {names.map((name, label) => (
            <option key={name} value={label}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
