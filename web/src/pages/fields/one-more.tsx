import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { Copyable } from '../../parts/copyable.tsx';
import { Say } from '../../parts/say.tsx';
import { ONE_MORE, vendorLine } from './texts.ts';

/** As the tenant file wants the name of a field. */
const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
/** Names to begin with. */
const EXAMPLES = ['bioUrl', 'team', 'building'];

interface OneMoreProps {
  /** Target attributes. */
  readonly free: readonly string[];
  /** Names of the fields that there are. */
  readonly taken: readonly string[];
}

/** Helps to add a field: what to enter in the portal, and the line that the vendor enters. */
export function OneMore({ free, taken }: OneMoreProps): ReactNode {
  const [name, setName] = useState(() => EXAMPLES.find((each) => !isTaken(each, taken)) ?? '');
  const [source, setSource] = useState('extensionAttribute1');
  const [chosen, setChosen] = useState('');
  const [first] = free;
  if (first === undefined) return null;
  // What was chosen may have been taken since: the vendor has deployed meanwhile.
  const target = free.includes(chosen) ? chosen : first;
  const wrong = problemOf(name, taken);
  return (
    <Container
      header={
        <Header variant="h2" description={ONE_MORE}>
          One more field
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={3}>
          <FormField label="Name of the field" errorText={wrong}>
            <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
          </FormField>
          <FormField label="Its source in Entra">
            <Input value={source} onChange={({ detail }) => setSource(detail.value.trim())} />
          </FormField>
          <FormField label="Free target attribute">
            <Select
              selectedOption={{ value: target, label: target }}
              options={free.map((each) => ({ value: each, label: each }))}
              onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
              filteringType={free.length > 8 ? 'auto' : 'none'}
            />
          </FormField>
        </ColumnLayout>
        {wrong === undefined && source !== '' && <Lines {...{ name, source, target }} />}
      </SpaceBetween>
    </Container>
  );
}

function problemOf(name: string, taken: readonly string[]): string | undefined {
  if (!NAME.test(name)) return 'Letters and digits, the first a small letter, as in bioUrl';
  return isTaken(name, taken) ? `${name} is there already: map it as the table above says` : undefined;
}

const isTaken = (name: string, taken: readonly string[]): boolean =>
  taken.some((each) => each.toLowerCase() === name.toLowerCase());

function Lines({
  name,
  source,
  target,
}: {
  readonly name: string;
  readonly source: string;
  readonly target: string;
}): ReactNode {
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="h3">1. Send this line to whoever sent you the link</Box>
        <Copyable value={vendorLine(name, target, source)} name="the line for the vendor" />
      </div>
      <div>
        <Box variant="h3">2. Add a mapping in the portal</Box>
        <Say text="**Attribute mapping > Add new mapping**, mapping type **Direct**." />
        <dl className="entries">
          <div>
            <dt>Source attribute</dt>
            <dd>
              <Copyable value={source} name="source attribute" />
            </dd>
          </div>
          <div>
            <dt>Target attribute</dt>
            <dd>
              <Copyable value={target} name="target attribute" />
            </dd>
          </div>
        </dl>
      </div>
    </SpaceBetween>
  );
}
