import FormField from '@cloudscape-design/components/form-field';
import Tiles from '@cloudscape-design/components/tiles';
import type { ReactNode } from 'react';
import type { WayToSignIn } from '../../api/types.ts';
import { WAYS } from './texts.ts';

interface WayChoiceProps {
  readonly way: WayToSignIn;
  readonly setWay: (way: WayToSignIn) => void;
  readonly ways: readonly WayToSignIn[];
}

/** How Entra is to sign in here. */
export function WayChoice({ way, setWay, ways }: WayChoiceProps): ReactNode {
  return (
    <FormField label="How Entra signs in" stretch>
      <Tiles
        value={way}
        onChange={({ detail }) => {
          const chosen = ways.find((each) => each === detail.value);
          if (chosen !== undefined) setWay(chosen);
        }}
        items={ways.map((each) => ({ value: each, label: WAYS[each].title, description: WAYS[each].text }))}
      />
    </FormField>
  );
}
