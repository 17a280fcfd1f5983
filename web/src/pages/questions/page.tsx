import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useFields, useOverview } from '../../api/queries.ts';
import { Answer } from '../../parts/answer.tsx';
import { Say } from '../../parts/say.tsx';
import { fieldName, productFields } from '../fields/texts.ts';
import { questionsFor } from './texts.ts';

/** The questions that everybody asks, on one page that can be printed. */
export function QuestionsPage(): ReactNode {
  const { data: fields } = useFields();
  const names = fields ? productFields(fields.rows).map(fieldName) : null;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="With the numbers of your own connection."
          actions={<Button onClick={() => print()}>Print</Button>}
        >
          Questions
        </Header>
      }
    >
      <Answer asked={useOverview()}>
        {(overview) => (
          <SpaceBetween size="l">
            {questionsFor(overview, names).map(({ title, answer }) => (
              <Container key={title} header={<Header variant="h2">{title}</Header>}>
                <div className="prose">
                  {answer.map((text) => (
                    <p key={text}>
                      <Say text={text} />
                    </p>
                  ))}
                </div>
              </Container>
            ))}
          </SpaceBetween>
        )}
      </Answer>
    </ContentLayout>
  );
}
