import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';

/** A link into the portal, in a window of its own. */
export const Outside = ({ href, children }: { readonly href: string; readonly children: string }): ReactNode => (
  <Link href={href} external externalIconAriaLabel="Opens in a new tab" rel="noopener noreferrer">
    {children}
  </Link>
);
