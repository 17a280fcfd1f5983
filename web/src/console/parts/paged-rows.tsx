import Button from '@cloudscape-design/components/button';
import { useState, type ReactNode } from 'react';
import { Rows, type RowsProps } from '../../parts/rows.tsx';

const PAGE = 50;

/** Rows of which there may be thousands: the first of them, and more as they are asked for. */
export function PagedRows<T>(props: Omit<RowsProps<T>, 'footer'>): ReactNode {
  const [most, setMost] = useState(PAGE);
  const { items } = props;
  return (
    <Rows
      {...props}
      items={items.slice(0, most)}
      footer={
        items.length > most && (
          <div className="more">
            <Button onClick={() => setMost(most + PAGE)}>Show more</Button>
          </div>
        )
      }
    />
  );
}
