import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import BarChart, { type BarChartProps } from '@cloudscape-design/components/bar-chart';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { ReactNode } from 'react';
import type { Flow } from '../../api/types.ts';
import { count, formatNumber } from '../../parts/when.tsx';
import { bucketsOf, SPANS, type Bucket, type Span } from './buckets.ts';

const SERIES: readonly { readonly title: string; readonly of: (bucket: Bucket) => number; readonly color: string }[] = [
  { title: 'Refused', of: ({ refused }) => refused, color: 'var(--refused)' },
  { title: 'Created', of: ({ created }) => created, color: 'var(--created)' },
  { title: 'Changed', of: ({ changed }) => changed, color: 'var(--changed)' },
  { title: 'Only looked', of: ({ looked }) => looked, color: 'var(--looked)' },
];

interface CyclesProps {
  readonly flow: Flow;
  readonly span: Span;
  readonly setSpan: (span: Span) => void;
}

/** The cycles of a day, a week or a month; where none came, there is a gap. */
export function Cycles({ flow, span, setSpan }: CyclesProps): ReactNode {
  const buckets = bucketsOf(flow.cycles, span, Date.parse(flow.upTo));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={flow.cycles.length === 0 ? undefined : said(flow, span)}
          actions={
            <SegmentedControl
              label="How far back"
              selectedId={String(span.days)}
              options={SPANS.map(({ days, text }) => ({ id: String(days), text }))}
              onChange={({ detail }) =>
                setSpan(SPANS.find(({ days }) => String(days) === detail.selectedId) ?? SPANS[0])
              }
            />
          }
        >
          Cycles
        </Header>
      }
    >
      {flow.cycles.length === 0 ? (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          No cycle came in this time.
        </Box>
      ) : (
        <BarChart
          stackedBars
          // Times at even distances: as a scale of time, columns would touch and gaps would close.
          xScaleType="categorical"
          height={240}
          hideFilter
          ariaLabel="Requests by cycle"
          xTitle=""
          yTitle="Requests"
          xDomain={buckets.map(({ label }) => label)}
          series={SERIES.map(({ title, of, color }): BarChartProps<string>['series'][number] => ({
            type: 'bar',
            title,
            color,
            data: buckets.map((bucket) => ({ x: bucket.label, y: of(bucket) })),
            valueFormatter: formatNumber,
          }))}
          i18nStrings={{ yTickFormatter: formatNumber }}
          detailPopoverFooter={(label) => {
            const cycles = buckets.find((bucket) => bucket.label === label)?.cycles ?? 0;
            return <Box color="text-body-secondary">{count(cycles, 'cycle', 'cycles')}</Box>;
          }}
        />
      )}
    </Container>
  );
}

const said = ({ cycles }: Flow, span: Span): string =>
  `${count(cycles.length, 'cycle', 'cycles')} in ${span.text}. A column is ${columnText(span)}; a gap is a time in which Entra did not come.`;

const columnText = ({ column }: Span): string =>
  column === 3_600_000 ? 'an hour' : column < 86_400_000 ? 'six hours' : 'a day';
