import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';

/**
 * Shows that a page could not be shown, instead of nothing at all. React knows such a boundary as a
 * class only.
 */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Alert
        type="warning"
        header="This page could not be loaded"
        action={<Button onClick={() => location.reload()}>Load it again</Button>}
      >
        There is a new version of it, or the connection was lost on the way.
      </Alert>
    );
  }
}
