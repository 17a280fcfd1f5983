import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, type ReactNode } from 'react';
import { usePeople } from '../../api/queries.ts';
import { hrefOf, replaceRoute, useRoute } from '../../frame/route.ts';
import { useTyped } from '../../parts/typed.ts';
import { Nobody } from './nobody.tsx';
import { PeopleList } from './people-list.tsx';
import { ENOUGH, WAYS_TO_FIND, type WayToFind } from './texts.ts';

/** Milliseconds of quiet after which one has stopped typing. */
const PAUSE = 250;

/** How one looks, and for what, as one text: `search anna`. */
const written = (by: WayToFind, text: string): string => `${by} ${text}`;

function wayAndText(typed: string): readonly [way: (typeof WAYS_TO_FIND)[number], text: string] {
  const way = WAYS_TO_FIND.find(({ parameter }) => typed.startsWith(`${parameter} `)) ?? WAYS_TO_FIND[0];
  return [way, typed.slice(way.parameter.length + 1)];
}

/** The same once the typing has stopped: nothing while it is too short to be looked for. */
function settled(typed: string): string {
  const [{ parameter }, text] = wayAndText(typed);
  return ENOUGH.test(text.trim()) ? written(parameter, text.trim()) : '';
}

/** Looks for people. What is looked for stands in the address, so that going back finds it again. */
export function Find(): ReactNode {
  const { parameters } = useRoute();
  const known = WAYS_TO_FIND.find(({ parameter }) => parameters.has(parameter));
  const addressed = known ? settled(written(known.parameter, parameters.get(known.parameter) ?? '')) : '';
  const [typed, type] = useTyped(addressed, settled);
  const [way, text] = wayAndText(typed);
  useSettling(settled(typed), addressed);
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
                type(
                  written(
                    WAYS_TO_FIND.find(({ parameter }) => parameter === detail.selectedOption.value)?.parameter ??
                      'search',
                    text,
                  ),
                )
              }
            />
            <Input
              type="search"
              ariaLabel="Look for"
              placeholder={way.parameter === 'search' ? 'anna' : ''}
              clearAriaLabel="Clear"
              value={text}
              onChange={({ detail }) => type(written(way.parameter, detail.value))}
            />
          </div>
        </FormField>
      </Container>
      {addressed !== '' && <Found addressed={addressed} />}
    </SpaceBetween>
  );
}

function Found({ addressed }: { readonly addressed: string }): ReactNode {
  const [{ parameter }, text] = wayAndText(addressed);
  return <PeopleList title="Found" found={usePeople({ [parameter]: text })} empty={<Nobody who={text} />} />;
}

/** Puts what is typed into the address once the typing has stopped. */
function useSettling(wanted: string, addressed: string): void {
  useEffect(() => {
    if (wanted === addressed) return undefined;
    const [{ parameter }, text] = wayAndText(wanted);
    const timer = setTimeout(
      () => replaceRoute(hrefOf('people', undefined, wanted === '' ? {} : { [parameter]: text })),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [wanted, addressed]);
}
