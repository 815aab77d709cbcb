/** What a path goes between: two noises, two samples or two classes. */
import { signal } from '@preact/signals';
import { classNames } from '../../../../config/classNames';
import * as words from '../../../../words/sampleUse';
import { ToggleButtons } from '../../../widgets/ToggleButtons';
import type { SampleModel } from '../model/sampleModel';
import { classEnds } from './interpolation';

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
  const [from, to] = classEnds([chosen.classes[0].value, chosen.classes[1].value], names.length);
  return { kind, classes: { kind: 'classes', from, to, names } as const };
}

function ClassEnds({ from, to, names }: ReturnType<typeof chosenPath>['classes']) {
  const ends = [from, to];
  return (
    <div class="pad-tools">
      {words.ends.map((name, end) => (
        <label key={name}>
          {name}{' '}
          <select
            aria-label={words.endClass(name)}
            value={ends[end]}
            onChange={({ currentTarget }) => {
              ends[end] = Number(currentTarget.value);
              for (const [i, label] of ends.entries()) chosen.classes[i].value = label;
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
  const { kind, classes } = chosenPath(model);
  return (
    <>
      <ToggleButtons
        label={words.between}
        choices={offeredKinds(classes.names)}
        isOn={(id) => id === kind}
        nameOf={(id) => names[id]}
        onPress={(id) => {
          chosen.kind.value = id;
        }}
      />
      {kind === 'classes' && <ClassEnds {...classes} />}
    </>
  );
}
