import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { hrefOf, replaceRoute, useRoute } from '../../../frame/route.ts';
import { useAnswer } from '../../api/queries.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Moment } from '../../parts/moment.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Found } from './found.tsx';
import { UNDO } from './texts.ts';

/** What one credential did since a time, and taking it back. Which, and since when, stands in the address. */
export function UndoPage({ tenant }: TenantPageProps): ReactNode {
  const { parameters } = useRoute();
  const [by, since] = [parameters.get('by'), parameters.get('since')];
  const go = (next: Readonly<Record<string, string | null>>): void =>
    replaceRoute(
      hrefOf(
        tenant,
        'undo',
        Object.fromEntries(
          Object.entries({ by, since, ...next }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
        ),
      ),
    );
  return (
    <PageFrame title={UNDO.title} description={UNDO.description}>
      <Container>
        <SpaceBetween size="m">
          <Credential tenant={tenant} by={by} choose={(chosen) => go({ by: chosen })} />
          <Moment
            label={UNDO.since}
            description={UNDO.sinceHint}
            time={since}
            action={UNDO.look}
            onAsk={(time) => go({ since: time })}
          />
        </SpaceBetween>
      </Container>
      {by !== null && since !== null && <Found key={`${by} ${since}`} tenant={tenant} whose={{ by, since }} />}
    </PageFrame>
  );
}

interface CredentialProps {
  readonly tenant: string;
  readonly by: string | null;
  readonly choose: (by: string) => void;
}

/** One of those that are here; one that is not, by the address. */
function Credential({ tenant, by, choose }: CredentialProps): ReactNode {
  const { data = [] } = useAnswer(tenant, 'credential list', {});
  const known = new Map(data.map(({ keyId, label }) => [keyId, label ? `${label} (${keyId})` : keyId]));
  if (by !== null && !known.has(by)) known.set(by, by);
  const options = [...known].map(([value, label]) => ({ value, label }));
  return (
    <FormField label={UNDO.credential} stretch>
      <Select
        selectedOption={options.find(({ value }) => value === by) ?? null}
        options={options}
        placeholder="Choose one"
        filteringType={options.length > 8 ? 'auto' : 'none'}
        filteringAriaLabel="Find a credential"
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
