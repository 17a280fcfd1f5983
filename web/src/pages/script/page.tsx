import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState, type ReactNode } from 'react';
import { useFields, useOverview } from '../../api/queries.ts';
import type { Fields, Overview } from '../../api/types.ts';
import { Answer } from '../../parts/answer.tsx';
import { Say } from '../../parts/say.tsx';
import { fieldName } from '../fields/texts.ts';
import { Code } from './code.tsx';
import { BEFORE_SCRIPT, INTRODUCTION, LANGUAGES } from './texts.ts';
import { applicationNameFor, scriptValues } from './values.ts';

/** A script that connects Entra, with the values of this tenant. */
export function ScriptPage(): ReactNode {
  const fields = useFields();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<Say text={INTRODUCTION} />}>
          Do it for me
        </Header>
      }
    >
      <Answer asked={useOverview()}>
        {(overview) => <Answer asked={fields}>{(known) => <Scripts {...{ overview, fields: known }} />}</Answer>}
      </Answer>
    </ContentLayout>
  );
}

function Scripts({ overview, fields }: { readonly overview: Overview; readonly fields: Fields }): ReactNode {
  const [name, setName] = useState(applicationNameFor(overview));
  const values = scriptValues(name.trim(), overview, fields);
  const unknown = values.mapping.filter(({ source }) => source === '').map(({ field }) => fieldName(field));
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Before you run it</Header>}>
        <SpaceBetween size="m">
          <ul className="plain">
            {BEFORE_SCRIPT.map((text) => (
              <li key={text}>
                <Say text={text} />
              </li>
            ))}
          </ul>
          <FormField label="Name of the application" description="As your colleagues will see it in Entra.">
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          {unknown.length > 0 && (
            <Alert type="info" header="Something to fill in">
              Only you know which attribute of Entra ID holds this: {unknown.join(', ')}. Fill in its source in the
              script; left empty, it is not mapped.
            </Alert>
          )}
        </SpaceBetween>
      </Container>
      <Tabs
        variant="container"
        ariaLabel="Language of the script"
        tabs={LANGUAGES.map((language) => ({
          id: language.id,
          label: language.title,
          content: <Code {...{ language, text: language.script(values) }} />,
        }))}
      />
    </SpaceBetween>
  );
}
