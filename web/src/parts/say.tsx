import { Fragment, type ReactNode } from 'react';

const MARKED = /\*\*(.+?)\*\*|`(.+?)`/g;

/** A text of ours in which **words of the portal** stand out and `values` are set as code. */
export function Say({ text }: { readonly text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, strong, code] = match;
    parts.push(text.slice(at, match.index));
    parts.push(strong === undefined ? <code className="value">{code}</code> : <strong>{strong}</strong>);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
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
