import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { saveFile } from '../../parts/save-file.ts';
import { Say } from '../../parts/say.tsx';
import type { LANGUAGES } from './texts.ts';

interface CodeProps {
  readonly language: (typeof LANGUAGES)[number];
  readonly text: string;
}

/** How to run a script, and the script to take along. */
export const Code = ({ language: { title, file, run, tested }, text }: CodeProps): ReactNode => (
  <SpaceBetween size="m">
    <ol className="plain">
      {run.map((step) => (
        <li key={step}>
          <Say text={step} />
        </li>
      ))}
    </ol>
    <Alert type="warning" header="Not tried out at Microsoft">
      {tested}
    </Alert>
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="primary" iconName="download" onClick={() => saveFile(file, text, 'text/plain;charset=utf-8')}>
        Download {file}
      </Button>
      <CopyToClipboard
        textToCopy={text}
        copyButtonText="Copy"
        copySuccessText="Copied"
        copyErrorText="Your browser did not allow it: select the text and copy it"
        popoverRenderWithPortal
      />
    </SpaceBetween>
    <textarea
      className="script"
      readOnly
      wrap="off"
      rows={24}
      spellCheck={false}
      aria-label={`The script for ${title}`}
      dir="ltr"
      value={text}
    />
  </SpaceBetween>
);
