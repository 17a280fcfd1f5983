import { generateCompany } from '../../simulator/company/generate.ts';
import type { Company, Person } from '../../simulator/company/person.ts';
import { createProvisioner } from '../../simulator/cycles/provisioner.ts';
import { DIALECTS } from '../../simulator/dialect/dialect.ts';
import { customizeMappings, isSource, type AttributeMapping } from '../../simulator/dialect/mapping.ts';

/** The Entra admin center of a company, played by the simulator: what an admin enters and chooses there. */
export interface Portal {
  /** Admin Credentials; Entra signs in with what was entered last. */
  readonly enter: (entered: { url: string; secret: string }) => void;
  /** Attribute mapping: this source goes to this target, and to the target that it had before no more. */
  readonly map: (source: string, target: string) => void;
  /** Attribute mapping: people are matched by this mapping alone. */
  readonly matchBy: (source: string, target: string) => void;
  readonly people: () => readonly Person[];
  /** Changes, hires or deletes people. */
  readonly change: (make: (people: readonly Person[]) => readonly Person[]) => void;
  /** Test Connection, and the sign of life of a job. */
  readonly probe: () => Promise<boolean>;
  /** A sign of life, and whatever has changed. */
  readonly cycle: () => Promise<void>;
}

/** What is not entered is as the portal has it from the beginning. */
const USER_NAME = ['userPrincipalName', 'userName'] as const;

/** A company whose people are all in good standing, and assigned to nothing yet. */
function newCompany(users: number): Company {
  const company = generateCompany({ users, seed: 'portal', domain: 'portal.example' });
  const people = company.people.map(({ manager: _, ...person }) => ({ ...person, accountEnabled: true }));
  return { ...company, people: people.map((person) => ({ ...person, assigned: false })) };
}

export function openPortal(users: number): Portal {
  let company = newCompany(users);
  let credentials = { url: '', secret: '' };
  let matching: readonly [source: string, target: string] = USER_NAME;
  const added = new Map<string, string>();
  const mappings: AttributeMapping[] = [];
  const apply = (): void => {
    const changes = [...added, ...(matching === USER_NAME ? [] : [matching])].map(([source, target]) => {
      if (!isSource(source)) throw new Error(`the portal offers no source "${source}"`);
      return { source, target };
    });
    const edited = customizeMappings([{ source: 'objectId', target: 'externalId' }, ...changes]);
    const matched = edited.map(({ matching: _, ...mapping }) =>
      mapping.target === matching[1] ? { ...mapping, matching: 1 } : mapping,
    );
    mappings.splice(0, mappings.length, ...matched);
  };
  apply();
  let provisioner: ReturnType<typeof createProvisioner> | undefined;
  const probe = async (): Promise<boolean> => (await provisioner?.probe())?.refused.length === 0;
  return {
    enter: (entered) => {
      credentials = entered;
      provisioner ??= createProvisioner({
        url: entered.url,
        token: () => Promise.resolve(credentials.secret),
        dialect: DIALECTS.classic,
        mappings,
        // One after the other, so that all of them are counted in one place, and seen a minute later.
        concurrency: 1,
        managerCheck: true,
      });
    },
    map: (source, target) => {
      added.set(source, target);
      apply();
    },
    matchBy: (source, target) => {
      matching = target === USER_NAME[1] ? USER_NAME : [source, target];
      apply();
    },
    people: () => company.people,
    change: (make) => {
      company = { ...company, people: make(company.people) };
    },
    probe,
    cycle: async () => {
      // As Entra does: without an answer to this, nothing follows.
      if (await probe()) await provisioner?.runCycle('cycle', company, 'changed');
    },
  };
}
