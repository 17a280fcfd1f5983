import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import { useTyped } from '../../parts/typed.ts';

interface LookProps {
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  /** What stands in the address. */
  readonly asked: string;
  /** Whether it is enough to look for; everything is where this is not given. */
  readonly isEnough?: (text: string) => boolean;
  readonly onLook: (text: string) => void;
}

/** A field to look for something, which is done when the button says so. */
export function Look({ label, hint, action, asked, isEnough, onLook }: LookProps): ReactNode {
  const [text, setText] = useTyped(asked);
  const go = (): void => onLook(text.trim());
  return (
    <FormField label={label} description={hint} stretch>
      <div className="beside-button">
        <Input
          type="search"
          ariaLabel={label}
          clearAriaLabel="Clear"
          value={text}
          onChange={({ detail }) => setText(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') go();
          }}
        />
        <Button onClick={go} disabled={isEnough?.(text.trim()) === false}>
          {action}
        </Button>
      </div>
    </FormField>
  );
}
