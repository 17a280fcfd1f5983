import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, type ReactNode } from 'react';
import { usePeople } from '../../api/queries.ts';
import { hrefOf, replaceRoute, useRoute } from '../../frame/route.ts';
import { Nobody } from './nobody.tsx';
import { PeopleList } from './people-list.tsx';
import { ENOUGH, WAYS_TO_FIND, type WayToFind } from './texts.ts';

/** Milliseconds of quiet after which one has stopped typing. */
const PAUSE = 250;

/** Looks for people. What is looked for stands in the address, so that going back finds it again. */
export function Find(): ReactNode {
  const { parameters } = useRoute();
  const known = WAYS_TO_FIND.find(({ parameter }) => parameters.has(parameter)) ?? WAYS_TO_FIND[0];
  const [by, setBy] = useState<WayToFind>(known.parameter);
  const [text, setText] = useState(parameters.get(known.parameter) ?? '');
  const asked = useSettled(text.trim(), by);
  const way = WAYS_TO_FIND.find(({ parameter }) => parameter === by) ?? WAYS_TO_FIND[0];
  return (
    <SpaceBetween size="l">
      <Container>
        <FormField label="Look for" description={way.hint} stretch>
          <div className="find">
            <Select
              ariaLabel="How to look"
              selectedOption={{ value: way.parameter, label: way.text }}
              options={WAYS_TO_FIND.map(({ parameter, text: label }) => ({ value: parameter, label }))}
              onChange={({ detail }) =>
                setBy(
                  WAYS_TO_FIND.find(({ parameter }) => parameter === detail.selectedOption.value)?.parameter ??
                    'search',
                )
              }
            />
            <Input
              type="search"
              ariaLabel="Look for"
              placeholder={by === 'search' ? 'anna' : ''}
              clearAriaLabel="Clear"
              value={text}
              onChange={({ detail }) => setText(detail.value)}
            />
          </div>
        </FormField>
      </Container>
      {asked !== null && <Found asked={asked} />}
    </SpaceBetween>
  );
}

function Found({ asked }: { readonly asked: Readonly<Record<string, string>> }): ReactNode {
  return <PeopleList title="Found" found={usePeople(asked)} empty={<Nobody who={Object.values(asked)[0] ?? ''} />} />;
}

/** What to ask for once the typing has stopped; null while it is too short. */
function useSettled(text: string, by: WayToFind): Readonly<Record<string, string>> | null {
  const [asked, setAsked] = useState<Readonly<Record<string, string>> | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = ENOUGH.test(text) ? { [by]: text } : null;
      setAsked(next);
      replaceRoute(hrefOf('people', undefined, next ?? {}));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, by]);
  return asked;
}
