import type { Command } from 'commander';

/**
 * The families of commands by the word that they begin with, in the order of the help. Each is loaded when it is
 * needed: all of them are 900 modules, and take a second.
 */
export const FAMILIES: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  tenant: async () => (await import('./commands/tenant/tenant.ts')).addTenantCommands,
  token: async () => (await import('./commands/token/token.ts')).addTokenCommands,
  client: async () => (await import('./commands/client/client.ts')).addClientCommands,
  credential: async () => (await import('./commands/credential.ts')).addCredentialCommands,
  'setup-link': async () => (await import('./commands/setup-link/setup-link.ts')).addSetupLinkCommands,
  'setup-sheet': async () => (await import('./commands/setup-sheet.ts')).addSetupSheetCommand,
  console: async () => (await import('./commands/console.ts')).addConsoleCommand,
  purge: async () => (await import('./commands/purge.ts')).addPurgeCommand,
  user: async () => (await import('./commands/user.ts')).addUserCommands,
  group: async () => (await import('./commands/group.ts')).addGroupCommands,
  hold: async () => (await import('./commands/hold.ts')).addHoldCommands,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  'erased-ids': async () => (await import('./commands/erased-ids.ts')).addErasedIdsCommand,
  restore: async () => (await import('./commands/restore.ts')).addRestoreCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
  smoke: async () => (await import('./commands/smoke.ts')).addSmokeCommand,
  'stack-map': async () => (await import('./commands/stack-map.ts')).addStackMapCommand,
  logs: async () => (await import('./commands/logs.ts')).addLogsCommand,
  mapping: async () => (await import('./commands/mapping.ts')).addMappingCommand,
  quality: async () => (await import('./commands/quality.ts')).addQualityCommand,
  export: async () => (await import('./commands/export.ts')).addExportCommand,
  conformance: async () => (await import('./commands/conformance/conformance.ts')).addConformanceCommand,
  cost: async () => (await import('./commands/cost.ts')).addCostCommand,
  clock: async () => (await import('./commands/clock.ts')).addClockCommand,
  events: async () => (await import('./commands/events.ts')).addEventsCommands,
  webhook: async () => (await import('./commands/webhook.ts')).addWebhookCommands,
};
