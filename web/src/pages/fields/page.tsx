import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useFields } from '../../api/queries.ts';
import type { FieldRow, Fields } from '../../api/types.ts';
import { Answer } from '../../parts/answer.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Outside } from '../../parts/outside.tsx';
import { PORTAL } from '../../parts/portal.ts';
import { Rows, type Column } from '../../parts/rows.tsx';
import { Given, Say } from '../../parts/say.tsx';
import { count, formatNumber } from '../../parts/when.tsx';
import { OneMore } from './one-more.tsx';
import { fieldName, fieldsOf, HOW } from './texts.ts';

/** What is read of each person, how it is mapped in the portal, and how many have brought it. */
export function FieldsPage(): ReactNode {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="What the product reads of each person, and how it gets there.">
          Fields
        </Header>
      }
    >
      <Answer asked={useFields()}>{(fields) => <Shown fields={fields} />}</Answer>
    </ContentLayout>
  );
}

function Shown({ fields }: { readonly fields: Fields }): ReactNode {
  const { rows, sampled, notStored, free } = fields;
  return (
    <SpaceBetween size="l">
      <Rows
        label="Fields and their mapping"
        header={
          <Header
            variant="h2"
            actions={<Outside href={PORTAL.applications}>Open Enterprise apps</Outside>}
            description={
              <ol className="plain">
                {HOW.map((text) => (
                  <li key={text}>
                    <Say text={text} />
                  </li>
                ))}
              </ol>
            }
          >
            Attribute mapping
          </Header>
        }
        columns={columnsFor(sampled)}
        items={rows}
        keyOf={({ target }) => target}
        empty="No field is known."
      />
      {sampled < fields.users && (
        <p className="quiet last">
          Looked at {count(sampled, 'person', 'people')} of {formatNumber(fields.users)}, by chance.
        </p>
      )}
      <Rows
        label="What arrives and is not used"
        header={
          <Header
            variant="h2"
            description="These target attributes are mapped in Entra, and nothing reads them. They do no harm."
          >
            Arrives and is not used
          </Header>
        }
        columns={NOT_STORED}
        items={notStored}
        keyOf={({ attribute }) => attribute}
        empty="Nothing arrives that is not used."
      />
      <OneMore free={free} taken={rows.flatMap(({ field }) => fieldsOf(field))} />
    </SpaceBetween>
  );
}

const NOT_STORED: readonly Column<Fields['notStored'][number]>[] = [
  { id: 'attribute', header: 'Target attribute', cell: ({ attribute }) => <Given value={attribute} /> },
  { id: 'requests', header: 'Seen in', cell: ({ requests }) => count(requests, 'request', 'requests') },
];

const columnsFor = (sampled: number): readonly Column<FieldRow>[] => [
  { id: 'field', header: 'Field', cell: ({ field }) => <Given value={fieldName(field)} />, width: 160 },
  { id: 'type', header: 'Mapping type', cell: ({ mappingType }) => mappingType, width: 130 },
  {
    id: 'source',
    header: 'Source in Entra',
    cell: ({ source, field }) =>
      source === null ? (
        <span className="quiet">an attribute of your choice</span>
      ) : (
        <Copyable value={source} name={`source of ${fieldName(field)}`} />
      ),
    width: 270,
  },
  {
    id: 'target',
    header: 'Target attribute',
    cell: ({ target, field }) => <Copyable value={target} name={`target of ${fieldName(field)}`} />,
  },
  {
    id: 'arrived',
    header: 'Arrived',
    cell: ({ arrived, field }) => <Arrived {...{ arrived, sampled, field }} />,
    width: 150,
  },
];

function Arrived({ arrived, sampled, field }: { arrived: number; sampled: number; field: string }): ReactNode {
  if (sampled === 0) return <span className="quiet">nobody is here yet</span>;
  return (
    <>
      {formatNumber(arrived)} of {formatNumber(sampled)}
      <meter
        className={arrived === 0 ? 'share empty' : 'share'}
        aria-label={`${fieldName(field)}: people who have a value`}
        min={0}
        max={sampled}
        value={Math.min(arrived, sampled)}
      />
    </>
  );
}
