import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';

/** Where the Entra admin center has what the steps are about. */
export const PORTAL = {
  gallery: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AppGalleryBladeV2',
  applications: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview',
} as const;

/** A link into the portal, in a window of its own. */
export const Outside = ({ href, children }: { readonly href: string; readonly children: string }): ReactNode => (
  <Link href={href} external externalIconAriaLabel="Opens in a new tab" rel="noopener noreferrer">
    {children}
  </Link>
);
