import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { replaceRoute } from '../../frame/route.ts';
import { Attributes } from '../../parts/refused.tsx';
import { Given } from '../../parts/say.tsx';
import { When } from '../../parts/when.tsx';
import { Moment } from './moment.tsx';

const TEXTS = {
  header: 'As it was at a time',
  description: 'Nothing is changed by looking. It shows what differs, by names; then you decide.',
  time: 'Time',
  look: 'Look',
  earlier: 'That is before the time you gave: of one hour only the state before its first change is kept.',
  nothing: 'Nothing differs: it is as it was.',
};

interface AsItWasProps {
  /** ISO 8601, as it stands in the address; null where nobody has asked. */
  readonly to: string | null;
  /** The address with another time. */
  readonly hrefTo: (to: string) => string;
  /** What differs from then, and what may be done about it. */
  readonly children: ReactNode;
}

/** Asks for a time, and shows how something was then. */
export const AsItWas = ({ to, hrefTo, children }: AsItWasProps): ReactNode => (
  <Container
    header={
      <Header variant="h2" description={TEXTS.description}>
        {TEXTS.header}
      </Header>
    }
  >
    <SpaceBetween size="m">
      <Moment label={TEXTS.time} time={to} action={TEXTS.look} onAsk={(time) => replaceRoute(hrefTo(time))} />
      {to !== null && children}
    </SpaceBetween>
  </Container>
);

interface DiffersProps {
  /** Which change it is the state before; undefined where none is kept. */
  readonly moment: string | undefined;
  readonly by?: string | undefined;
  readonly isEarlier: boolean;
  readonly changed: readonly string[];
  /** What else differs, in words. */
  readonly others?: readonly string[];
  /** The button that makes it so. */
  readonly action: ReactNode;
}

/** What would be put back. */
export function Differs({ moment, by, isEarlier, changed, others, action }: DiffersProps): ReactNode {
  const isSame = changed.length + (others?.length ?? 0) === 0;
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={2}
        items={[
          ...(moment === undefined
            ? []
            : [
                {
                  label: 'As it was before the change of',
                  value: (
                    <>
                      <When time={moment} />
                      {by !== undefined && (
                        <>
                          {' '}
                          by <Given value={by} />
                        </>
                      )}
                    </>
                  ),
                },
              ]),
          {
            label: 'What differs',
            value: isSame ? (
              TEXTS.nothing
            ) : (
              <>
                <Attributes names={changed} />
                {others?.map((text) => (
                  <div key={text}>{text}</div>
                ))}
              </>
            ),
          },
        ]}
      />
      {isEarlier && <div className="quiet">{TEXTS.earlier}</div>}
      {!isSame && action}
    </SpaceBetween>
  );
}
