import { Fragment, type ReactNode } from 'react';
import { partsOf, type Part } from './marked.ts';

/** A text of ours in which **words of the portal** stand out and `values` are set as code. */
export const Say = ({ text }: { readonly text: string }): ReactNode =>
  partsOf(text).map((part, index) => <Fragment key={index}>{shown(part)}</Fragment>);

function shown({ kind, text }: Part): ReactNode {
  if (kind === 'strong') return <strong>{text}</strong>;
  return kind === 'code' ? <code className="value">{text}</code> : text;
}

/** A value that came from elsewhere: shown as it is, in the direction it is written in. */
export function Given({ value }: { readonly value: string | null | undefined }): ReactNode {
  return value === null || value === undefined || value === '' ? (
    <span className="none">–</span>
  ) : (
    <bdi dir="auto" className="given">
      {value}
    </bdi>
  );
}
