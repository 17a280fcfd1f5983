import { powerShellScript } from './powershell.ts';
import { terraformScript } from './terraform.ts';
import type { ScriptValues } from './values.ts';

/** A language to have the script in: how it is run, and what it does not do. */
interface Language {
  readonly id: 'powershell' | 'terraform';
  readonly title: string;
  readonly file: string;
  readonly script: (values: ScriptValues) => string;
  readonly run: readonly string[];
  readonly tested: string;
}

export const INTRODUCTION =
  'A script that does the tasks of **Connect** for you: it makes the application, its provisioning job, the address and the secret, the attribute mapping, and starts it. Assigning people stays with you.';

export const BEFORE_SCRIPT = [
  'It works with a secret token, which it asks for. Make one under **Connect**; the script itself holds nothing secret. An OAuth client or workload identity federation can be set in the portal only.',
  'Run it as often as you like: what is there already is found by its name, and is not made a second time.',
];

export const LANGUAGES: readonly Language[] = [
  {
    id: 'powershell',
    title: 'PowerShell',
    file: 'connect-entra.ps1',
    script: powerShellScript,
    run: [
      'Once: `Install-Module Microsoft.Graph.Authentication -Scope CurrentUser`',
      'Windows holds back what was downloaded: `Unblock-File ./connect-entra.ps1`',
      'Run it: `./connect-entra.ps1`, and sign in as **Application Administrator** or **Cloud Application Administrator**. It stops at the first step that fails, and says which, and what to do.',
    ],
    tested:
      'Its requests have the form that Microsoft documents, and were played against an imitation of Microsoft Graph. The script as a whole was not run: not by PowerShell, and not against Microsoft. Read it before you run it.',
  },
  {
    id: 'terraform',
    title: 'Terraform',
    file: 'connect-entra.tf',
    script: terraformScript,
    run: [
      '`terraform init`, then `terraform apply`. It asks for the secret token, which stays in the state of Terraform: keep that as you keep secrets.',
      'The provider azuread cannot set the attribute mapping: run the PowerShell script with `-DoNotStart` (it finds the application by its name), or enter what `terraform output mapping` shows in the portal.',
      '`terraform apply -var start=true` starts it. Leave it at true from then on.',
    ],
    tested:
      'Its syntax and the names of its resources are those of the documentation of azuread 3.7. It was not applied against Microsoft itself. Read it before you apply it.',
  },
];
