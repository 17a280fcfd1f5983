import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { Problem } from '../../../parts/problem.tsx';
import { useRun } from '../../api/queries.ts';
import type { Secret } from './secret.tsx';
import { CREDENTIALS, MAKE_KINDS, MAY, SCOPE_NAMES, type MakeKind } from './texts.ts';

interface MakeProps {
  readonly tenant: string;
  readonly onMade: (secret: Secret) => void;
}

/** The form for a new token, client or link. */
export function Make({ tenant, onMade }: MakeProps): ReactNode {
  const [kind, setKind] = useState<MakeKind>('token');
  const [label, setLabel] = useState('');
  const [scope, setScope] = useState(SCOPE_NAMES[0]?.value ?? 'scim');
  const [may, setMay] = useState<string>(MAY[0].value);
  const { make, isPending, error } = useMake(tenant, onMade);
  return (
    <ExpandableSection headerText={CREDENTIALS.make} variant="container">
      <SpaceBetween size="m">
        <Choice label={CREDENTIALS.kind} options={MAKE_KINDS} value={kind} choose={setKind} />
        <FormField label={CREDENTIALS.label} stretch>
          <Input value={label} onChange={({ detail }) => setLabel(detail.value)} />
        </FormField>
        {kind === 'link' ? (
          <Choice label={CREDENTIALS.may} options={MAY} value={may} choose={setMay} />
        ) : (
          <Choice label={CREDENTIALS.scope} options={SCOPE_NAMES} value={scope} choose={setScope} />
        )}
        {error !== null && <Problem failure={error} />}
        <Button
          variant="primary"
          loading={isPending}
          disabled={label.trim() === ''}
          onClick={() => make({ kind, label: label.trim(), scope, may })}
        >
          Make it
        </Button>
      </SpaceBetween>
    </ExpandableSection>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
}

const Choice = <Value extends string>({ label, options, value, choose }: ChoiceProps<Value>): ReactNode => (
  <FormField label={label} stretch>
    <Select
      selectedOption={options.find((option) => option.value === value) ?? null}
      options={options}
      onChange={({ detail }) => {
        const chosen = options.find((option) => option.value === detail.selectedOption.value);
        if (chosen) choose(chosen.value);
      }}
    />
  </FormField>
);

interface Wish {
  readonly kind: MakeKind;
  readonly label: string;
  readonly scope: (typeof SCOPE_NAMES)[number]['value'];
  readonly may: string;
}

function useMake(tenant: string, onMade: MakeProps['onMade']) {
  const token = useRun(tenant, 'token create');
  const client = useRun(tenant, 'client create');
  const link = useRun(tenant, 'setup-link create');
  const make = ({ kind, label, scope, may }: Wish): void => {
    if (kind === 'token')
      token.mutate(
        { label, scopes: [scope], expiresInDays: 365 },
        { onSuccess: (made) => onMade({ what: `Token ${made.keyId}`, values: [['Secret token', made.token]] }) },
      );
    if (kind === 'client')
      client.mutate(
        { label, scopes: [scope], years: 1 },
        {
          onSuccess: ({ clientId, secret }) =>
            onMade({
              what: 'The client',
              values: [
                ['Client id', clientId],
                ['Client secret', secret],
              ],
            }),
        },
      );
    if (kind === 'link')
      link.mutate(
        { label, days: 14, may },
        { onSuccess: (made) => onMade({ what: `Link ${made.keyId}`, values: [['Link', made.url]] }) },
      );
  };
  const all = [token, client, link];
  return {
    make,
    isPending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error !== null)?.error ?? null,
  };
}
