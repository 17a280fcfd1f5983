import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { ReactNode } from 'react';

/** A value to take along, with a button that copies it. */
export function Copyable({ value, name }: { readonly value: string; readonly name: string }): ReactNode {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={value}
      textToDisplay={
        <code className="value" dir="ltr">
          {value}
        </code>
      }
      copyButtonAriaLabel={`Copy ${name}`}
      copySuccessText="Copied"
      copyErrorText="Your browser did not allow it: select the text and copy it"
      popoverRenderWithPortal
      wrapText
    />
  );
}
