import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useIsNarrow } from './screen.ts';

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (item: T) => ReactNode;
  readonly width?: number;
}

export interface RowsProps<T> {
  /** For those who hear the page. */
  readonly label: string;
  readonly header: ReactNode;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly empty: string;
  readonly footer?: ReactNode;
}

/** A table; on a phone, where it would cut its last columns, a list in which each row stands by itself. */
export function Rows<T>(props: RowsProps<T>): ReactNode {
  const { label, header, columns, items, keyOf, empty, footer } = props;
  const isNarrow = useIsNarrow();
  const nothing = (
    <Box textAlign="center" color="text-body-secondary" padding={{ vertical: 's' }}>
      {empty}
    </Box>
  );
  if (isNarrow) {
    return (
      <Container header={header} footer={footer}>
        {items.length === 0 ? nothing : <List {...{ label, columns, items, keyOf }} />}
      </Container>
    );
  }
  return (
    <Table
      header={header}
      footer={footer}
      items={items}
      trackBy={keyOf}
      wrapLines
      empty={nothing}
      ariaLabels={{ tableLabel: label }}
      columnDefinitions={columns.map(({ id, header: title, cell, width }, index) => ({
        id,
        header: title,
        cell,
        isRowHeader: index === 0,
        ...(width !== undefined && { width }),
      }))}
    />
  );
}

function List<T>({ label, columns, items, keyOf }: Pick<RowsProps<T>, 'label' | 'columns' | 'items' | 'keyOf'>) {
  return (
    <ul className="rows" aria-label={label}>
      {items.map((item) => (
        <li key={keyOf(item)}>
          <dl>
            {columns.map(({ id, header, cell }) => (
              <div key={id}>
                <dt>{header}</dt>
                <dd>{cell(item)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
