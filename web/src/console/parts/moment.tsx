import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { useId, type ReactNode } from 'react';
import { useTyped } from '../../parts/typed.ts';

/** A time as the field has it: in the zone of the reader, to the millisecond where it has some. */
function toLocal(time: string | null): string {
  const date = new Date(time ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().replace(/(?:\.000)?Z$/, '');
}

/** ISO 8601; null for what is no time yet. */
function fromLocal(text: string): string | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

interface MomentProps {
  readonly label: string;
  readonly description?: string;
  /** What stands in the address, ISO 8601. */
  readonly time: string | null;
  readonly action: string;
  readonly onAsk: (time: string) => void;
}

/** Asks for a moment, and for what is known of it when the button says so. */
export function Moment({ label, description, time, action, onAsk }: MomentProps): ReactNode {
  const id = useId();
  const known = toLocal(time);
  const [text, setText] = useTyped(known);
  // What nobody has typed over is exact.
  const chosen = text === known ? time : fromLocal(text);
  const go = (): void => {
    if (chosen !== null) onAsk(chosen);
  };
  return (
    <FormField label={label} description={description} controlId={id} stretch>
      <div className="beside-button">
        <input
          id={id}
          className="moment"
          type="datetime-local"
          step="1"
          max="9999-12-31T23:59:59"
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => {
            if (key === 'Enter') go();
          }}
        />
        <Button onClick={go} disabled={chosen === null}>
          {action}
        </Button>
      </div>
    </FormField>
  );
}
