import { powerShellText } from './quote.ts';
import { NON_GALLERY, SCIM_TEMPLATE, STEP_LIST } from './steps.ts';
import type { ScriptValues } from './values.ts';

/**
 * The script for Microsoft Graph PowerShell. It is ASCII, values stand in it as texts only, and it
 * asks for the secret.
 */
export const powerShellScript = ({ applicationName, tenantUrl, mapping, expressions }: ScriptValues): string =>
  [
    HEAD,
    PARAMETERS(powerShellText(applicationName)),
    `$TenantUrl = ${powerShellText(tenantUrl)}`,
    '',
    '# The attribute of Entra ID, and where its value goes. Fill in a Source that is empty; without it the',
    '# row is left out.',
    '$Mapping = @(',
    ...mapping.map(
      ({ field, source, target }) =>
        `  @{ Field = ${powerShellText(field)}; Source = ${powerShellText(source)}; Target = ${powerShellText(target)} }`,
    ),
    ')',
    '# Mapped by Entra itself.',
    `$MappedAlready = @(${expressions.map(powerShellText).join(', ')})`,
    '',
    '# Every request that this script sends to Microsoft Graph.',
    '$Steps = @{',
    ...STEP_LIST.map(([name, step]) => {
      const body = step.body === undefined ? '' : JSON.stringify(step.body);
      return [
        `  ${name} = @{`,
        `    Title  = ${powerShellText(step.title)}`,
        `    Method = ${powerShellText(step.method)}`,
        `    Path   = ${powerShellText(step.path)}`,
        `    Body   = ${powerShellText(body)}`,
        `    IsLate = $${step.mayBeLate === true ? 'true' : 'false'}`,
        `    Fix    = ${powerShellText(step.fix)}`,
        '  }',
      ].join('\n');
    }),
    '}',
    SEND,
    APPLICATION,
    CONNECTION,
    MAPPING,
    START,
  ].join('\n');

const HEAD = `#Requires -Version 5.1
<#
Connects Microsoft Entra ID: makes the application, its provisioning job, address, secret and attribute
mapping, and starts it. Run it as often as you like: it goes on with what is there already.

What you need
  - The module, version 2 or later:  Install-Module Microsoft.Graph.Authentication -Scope CurrentUser
  - The role Application Administrator or Cloud Application Administrator. At the first time Microsoft asks
    whether its command line tools may use Application.ReadWrite.All and Synchronization.ReadWrite.All.
  - Any edition of Entra ID to assign people one by one; to assign groups, Entra ID P1.
  - A secret token, from the page where you got this script. You are asked for it; it is written nowhere.

How far this is tested: its requests have the form that Microsoft documents, and were played against an
imitation of Microsoft Graph. The script as a whole was not run: not by PowerShell, and not against
Microsoft. Read it before you run it.
#>`;

const PARAMETERS = (name: string): string => `param(
  [string]$ApplicationName = ${name},
  # Everybody in Entra ID, not only who is assigned to the application.
  [switch]$Everybody,
  # Makes everything ready, and leaves the start to you.
  [switch]$DoNotStart
)
$ErrorActionPreference = 'Stop'
`;

const SEND = `
# Sends one of the requests above, with values in place of the words in braces.
function Send-Step([string]$Name, [hashtable]$Values = @{}, [string]$Json = '') {
  $Step = $Steps[$Name]
  $Path = $Step.Path
  $Body = $Step.Body
  foreach ($Key in $Values.Keys) {
    $Path = $Path.Replace('{' + $Key + '}', [uri]::EscapeDataString($Values[$Key]))
    $Body = $Body.Replace('"{' + $Key + '}"', (ConvertTo-Json $Values[$Key]))
  }
  if ($Json) { $Body = $Json }
  $Request = @{ Method = $Step.Method; Uri = 'https://graph.microsoft.com/v1.0' + $Path; OutputType = 'Json' }
  if ($Step.Method -ne 'GET') {
    # An empty one too: Invoke-MgGraphRequest sends no POST without a body.
    $Request.Body = $Body
    $Request.ContentType = 'application/json; charset=utf-8'
  }
  Write-Host $Step.Title
  for ($Attempt = 1; $true; $Attempt++) {
    try {
      $Answer = Invoke-MgGraphRequest @Request
      break
    } catch {
      $Said = $_.Exception.Message + ' ' + $_.ErrorDetails.Message
      $IsMissing = [int]$_.Exception.Response.StatusCode -eq 404 -or $Said -match 'Not ?Found|404'
      if ($IsMissing -and $Step.IsLate -and $Attempt -lt 24) {
        Start-Sleep -Seconds 5
        continue
      }
      throw ('Failed: ' + $Step.Title + '. ' + $Step.Fix + ' Microsoft said: ' + $Said)
    }
  }
  if ($Answer) { ConvertFrom-Json $Answer }
}

if (-not (Get-Command Invoke-MgGraphRequest -ErrorAction SilentlyContinue)) {
  throw 'A module is missing. Run this first: Install-Module Microsoft.Graph.Authentication -Scope CurrentUser'
}
Connect-MgGraph -Scopes 'Application.ReadWrite.All', 'Synchronization.ReadWrite.All' -NoWelcome
$Entered = Read-Host 'Secret token (only Enter: keep the one that Entra has)' -AsSecureString
$Secret = [System.Net.NetworkCredential]::new('', $Entered).Password.Trim()`;

const APPLICATION = `
# The application.
$Found = @((Send-Step FindApplication @{ name = $ApplicationName.Replace("'", "''") }).value | Where-Object { $_.id })
if ($Found.Count -gt 1) {
  throw ('There are ' + $Found.Count + ' applications called ' + $ApplicationName + '. Rename one, or choose another name with -ApplicationName.')
}
if ($Found.Count -eq 1) {
  if ($Found[0].applicationTemplateId -ne '${NON_GALLERY}') {
    throw ('There is an application called ' + $ApplicationName + ', and it cannot provision. Choose another name with -ApplicationName.')
  }
  $Id = $Found[0].id
} else {
  $Made = Send-Step MakeApplication @{ name = $ApplicationName }
  $Id = $Made.servicePrincipal.id
}
Send-Step AwaitApplication @{ id = $Id } | Out-Null

# Its provisioning job.
$Jobs = @((Send-Step FindJob @{ id = $Id }).value | Where-Object { '${SCIM_TEMPLATE}', 'customappsso' -contains $_.templateId })
if ($Jobs.Count -gt 0) { $Job = $Jobs[0].id } else { $Job = (Send-Step MakeJob @{ id = $Id }).id }`;

const CONNECTION = `
# Address and secret. They are tested before they are saved.
$Scope = if ($Everybody) { 'true' } else { 'false' }
$Values = @{ id = $Id; job = $Job; address = $TenantUrl; secret = $Secret; everybody = $Scope }
if ($Secret) {
  Send-Step TestConnection $Values
  Send-Step SaveSecret $Values
} else {
  Send-Step TestSaved $Values
}`;

const MAPPING = `
# The attribute mapping of users. Rows with other targets stay as they are.
$Schema = Send-Step ReadSchema $Values
$Rule = @($Schema.synchronizationRules | Where-Object { $_.objectMappings.sourceObjectName -contains 'User' })[0]
$Users = @($Rule.objectMappings | Where-Object { $_.sourceObjectName -eq 'User' })[0]
if (-not $Users) {
  throw 'The job maps no users. Choose Restore default mappings in the Entra admin center (Attribute mapping), then run the script again.'
}
$Directory = @($Schema.directories | Where-Object { $_.name -eq $Rule.targetDirectoryName })[0]
$Object = @($Directory.objects | Where-Object { $_.name -eq $Users.targetObjectName })[0]
$Changes = 0
foreach ($Row in $Mapping) {
  if (-not $Row.Source) {
    Write-Host ('Left out: ' + $Row.Field + ', since its Source is empty in this script')
    continue
  }
  $Source = [pscustomobject]@{ expression = '[' + $Row.Source + ']'; name = $Row.Source; parameters = @(); type = 'Attribute' }
  $Present = @($Users.attributeMappings | Where-Object { $_.targetAttributeName -eq $Row.Target })[0]
  if ($Present) {
    if ($Present.source.expression -eq $Source.expression) { continue }
    $Present.source = $Source
  } else {
    if ($Object -and $Object.attributes.name -notcontains $Row.Target) {
      $Object.attributes = @($Object.attributes) + [pscustomobject]@{ name = $Row.Target; type = 'String' }
    }
    $Users.attributeMappings = @($Users.attributeMappings) + [pscustomobject]@{
      defaultValue = $null
      exportMissingReferences = $false
      flowBehavior = 'FlowWhenChanged'
      flowType = 'Always'
      matchingPriority = 0
      source = $Source
      targetAttributeName = $Row.Target
    }
  }
  $Changes++
}
foreach ($Target in $MappedAlready) {
  if ($Users.attributeMappings.targetAttributeName -notcontains $Target) {
    Write-Warning ('Nothing is mapped onto ' + $Target + '. Choose Restore default mappings in the Entra admin center, then run the script again.')
  }
}
if ($Changes -gt 0) { Send-Step SaveSchema $Values (ConvertTo-Json $Schema -Depth 100) }`;

const START = `
if (-not $DoNotStart) { Send-Step StartJob $Values }
Write-Host ''
Write-Host ('Done. Now assign people: entra.microsoft.com, Enterprise apps, ' + $ApplicationName + ', Users and groups.')
Write-Host 'The first cycle takes from 20 minutes to some hours. The page where you got this script tells what has arrived.'
`;
