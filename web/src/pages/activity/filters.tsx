import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useEffect, type ReactNode } from 'react';
import { useTyped } from '../../parts/typed.ts';
import { CHOICES, LABELS, PERSON_HINT } from './texts.ts';

/** What is wanted, by the parameters of the API; without those that want everything. */
export type Wanted = Readonly<Partial<Record<'type' | 'kind' | 'result' | 'person', string>>>;

interface FiltersProps {
  readonly wanted: Wanted;
  readonly mayPeople: boolean;
  readonly onChange: (wanted: Wanted) => void;
}

const CHOSEN = ['type', 'kind', 'result'] as const;
/** Milliseconds of quiet after which one has stopped typing. */
const PAUSE = 400;

/** What is shown of all that happened. */
export function Filters({ wanted, mayPeople, onChange }: FiltersProps): ReactNode {
  return (
    <div className="filters">
      {CHOSEN.map((name) => {
        const options = CHOICES[name].map(({ value, text }) => ({ value, label: text }));
        return (
          <FormField key={name} label={LABELS[name]}>
            <Select
              ariaLabel={LABELS[name]}
              options={options}
              selectedOption={options.find(({ value }) => value === (wanted[name] ?? '')) ?? null}
              onChange={({ detail }) => onChange({ ...wanted, [name]: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        );
      })}
      {mayPeople && <Person text={wanted.person ?? ''} onChange={(person) => onChange({ ...wanted, person })} />}
    </div>
  );
}

function Person({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }): ReactNode {
  const [typed, setTyped] = useTyped(text);
  useEffect(() => {
    if (typed.trim() === text) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <FormField label="Person" description={PERSON_HINT}>
      <Input
        type="search"
        ariaLabel="Person"
        clearAriaLabel="Clear"
        value={typed}
        onChange={({ detail }) => setTyped(detail.value)}
      />
    </FormField>
  );
}
