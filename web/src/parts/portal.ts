/** Where the Entra admin center has what the steps are about. */
export const PORTAL = {
  gallery: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AppGalleryBladeV2',
  applications: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview',
} as const;
