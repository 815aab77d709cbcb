/** What a path goes between: two noises, two samples or two classes. */
import { signal } from '@preact/signals';
import { classNames } from '../../../../config/classNames';
import * as words from '../../../../words/sampleUse';
import { ToggleButtons } from '../../../widgets/ToggleButtons';
import type { SampleModel } from '../model/sampleModel';

type Kind = 'noises' | 'samples' | 'classes';
const KINDS: readonly Kind[] = ['noises', 'samples', 'classes'];

/** The choices, as long as the page is open. */
const chosen = { kind: signal<Kind>('noises'), classes: [signal(0), signal(1)] as const };

/** The names of the classes that a path can go between; none where the model has learned none. */
function pathClasses({ session: { form, model } }: SampleModel): readonly string[] {
  const config = form.config.value;
  return config.classes ? classNames(config, model.value?.source) : [];
}

const offeredKinds = (names: readonly string[]) => KINDS.filter((id) => id !== 'classes' || names.length > 1);

/** What is chosen: the kind, and the two classes with all names. */
export function chosenPath(model: SampleModel) {
  const names = pathClasses(model);
  const { value } = chosen.kind;
  const kind: Kind = offeredKinds(names).includes(value) ? value : 'noises';
  const [from, to] = chosen.classes.map((end) => end.value);
  return { kind, classes: { kind: 'classes', from, to, names } as const };
}

function ClassEnds({ names }: { names: readonly string[] }) {
  return (
    <div class="pad-tools">
      {words.ends.map((name, end) => (
        <label key={name}>
          {name}{' '}
          <select
            aria-label={words.endClass(name)}
            value={chosen.classes[end].value}
            onChange={({ currentTarget }) => {
              chosen.classes[end].value = Number(currentTarget.value);
            }}
          >
            {names.map((each, label) => (
              <option key={each} value={label}>
                {each}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

interface Props {
  readonly model: SampleModel;
  /** How the two samples are named: "Two images". */
  readonly names: Readonly<Record<Kind, string>>;
}

export function PathChoice({ model, names }: Props) {
  const classes = pathClasses(model);
  const { kind } = chosenPath(model);
  return (
    <>
      <ToggleButtons
        label={words.between}
        choices={offeredKinds(classes)}
        isOn={(id) => id === kind}
        nameOf={(id) => names[id]}
        onPress={(id) => {
          chosen.kind.value = id;
        }}
      />
      {kind === 'classes' && <ClassEnds names={classes} />}
    </>
  );
}
