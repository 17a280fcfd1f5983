import { OperatorError } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { restoreGroup } from '../../lambdas/service/lifecycle/operator/groups.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { awsError, injectFaults } from '../support/faults.ts';
import { patchOf } from '../support/groups.ts';
import type { TestLife } from '../support/life.ts';
import type { ScimAnswer } from '../support/scim.ts';
import { groupOf, idOf, picked, pickedGroup, visible, type Model, type Step } from './model.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

export interface Played {
  readonly outcome: string;
  /** The id that a creation was answered. */
  readonly id: string;
  readonly killed: boolean;
}

const played = ({ status, body }: ScimAnswer): Omit<Played, 'killed'> => ({
  outcome: String(status),
  id: status === 201 ? body.id : '',
});

/** Plays one step against the real handlers; with `killAfter`, no request to DynamoDB is answered after so many. */
export async function playStep(life: TestLife, model: Model, step: Step): Promise<Played> {
  let left = step.killAfter ?? Infinity;
  const stop = injectFaults(life.scim.table.documentClient, () => {
    left -= 1;
    return left >= 0 ? undefined : { error: awsError('Killed') };
  });
  try {
    return { ...(await perform(life, model, step)), killed: left < 0 };
  } catch (error) {
    if (left >= 0) throw error;
    return { outcome: 'killed', id: '', killed: true };
  } finally {
    stop();
  }
}

async function perform(life: TestLife, model: Model, step: Step): Promise<{ outcome: string; id: string }> {
  const { request } = life.scim;
  const done = { outcome: 'done', id: '' };
  switch (step.kind) {
    case 'wait':
      life.forward(step.minutes / (24 * 60));
      return done;
    case 'jobs':
      await life.runJobs();
      return done;
    case 'create': {
      const name = `person-${step.person}`;
      const externalId = `00000000-0000-4000-8000-00000000000${step.person}`;
      const body = { schemas: [USER], userName: name, externalId, active: step.active };
      return played(await request('POST', '/Users', body));
    }
    case 'createGroup': {
      return played(await request('POST', '/Groups', { schemas: [GROUP], displayName: `group-${step.group}` }));
    }
    case 'deleteGroup':
      return played(await request('DELETE', `/Groups/${groupOf(model, step.group) ?? 'none'}`));
    case 'restoreGroup': {
      const id = pickedGroup(model, step.pick);
      return id === undefined ? { outcome: 'nobody', id: '' } : operated(() => restoreGroup(life.operating, id));
    }
    case 'restore':
    case 'erase':
    case 'hold':
    case 'lift': {
      const id = picked(model, step.pick);
      if (id === undefined) return { outcome: 'nobody', id: '' };
      return operated(() => commandUser(life.operating, step.kind, id, 'a case'));
    }
    case 'title':
    case 'activate':
    case 'deactivate':
    case 'delete':
    case 'join':
    case 'leave': {
      const id = idOf(model, step.person);
      if (id === undefined) return { outcome: 'nobody', id: '' };
      if (step.kind === 'delete') return played(await request('DELETE', `/Users/${id}`));
      if (step.kind === 'join' || step.kind === 'leave') {
        const op = { op: step.kind === 'join' ? 'add' : 'remove', path: 'members', value: [{ value: id }] };
        return played(await request('PATCH', `/Groups/${groupOf(model, step.group) ?? 'none'}`, patchOf(op)));
      }
      const value = step.kind === 'title' ? step.title : step.kind === 'activate';
      const path = step.kind === 'title' ? 'title' : 'active';
      return played(await request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path, value })));
    }
  }
}

async function operated(work: () => Promise<unknown>): Promise<{ outcome: string; id: string }> {
  try {
    await work();
    return { outcome: 'done', id: '' };
  } catch (error) {
    if (error instanceof OperatorError) return { outcome: 'refused', id: '' };
    throw error;
  }
}

/** The directory as clients and operators see it, in the words of the model. */
export async function observe(life: TestLife, model: Model, ids: readonly string[]): Promise<Record<string, unknown>> {
  const members = new Map<string, Set<string>>();
  for (const id of model.groups.keys()) {
    const { status, body } = await life.scim.request('GET', `/Groups/${id}`);
    if (status === 200)
      members.set(id, new Set(((body['members'] ?? []) as { value: string }[]).map(({ value }) => value)));
  }
  const listedGroups = await life.scim.request('GET', '/Groups?excludedAttributes=members');
  const seen: Record<string, unknown> = {
    groups: [...members.keys()].toSorted(),
    listedGroups: listedGroups.body.Resources.map(({ id }) => id).toSorted(),
    totalGroups: listedGroups.body.totalResults,
  };
  for (const id of ids) {
    const stored = await life.scim.store.get('User', id);
    const { status, body } = await life.scim.request('GET', `/Users/${id}`);
    const isVisible = status === 200;
    seen[id] = {
      visible: isVisible,
      erased: stored?.erasedAt !== undefined,
      held: stored?.hold !== undefined,
      ...(isVisible && { active: body['active'], title: body['title'] ?? '' }),
      groups: [...members]
        .filter(([, of]) => of.has(id))
        .map(([group]) => group)
        .toSorted(),
    };
  }
  const listed = await life.scim.request('GET', '/Users?count=1000');
  seen['listed'] = listed.body.Resources.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b));
  seen['total'] = listed.body.totalResults;
  return seen;
}

/** What `observe` should see. */
export function view(model: Model, ids: readonly string[]): Record<string, unknown> {
  const listed = [...model.users].filter(([, user]) => visible(user)).map(([id]) => id);
  const isShown = (id: string): boolean => model.groups.get(id)?.deletedAt === undefined;
  const groups = [...model.groups.keys()].filter(isShown).toSorted();
  return {
    groups,
    listedGroups: groups,
    totalGroups: groups.length,
    ...Object.fromEntries(
      ids.map((id) => {
        const user = model.users.get(id);
        const isVisible = user !== undefined && visible(user);
        return [
          id,
          {
            visible: isVisible,
            erased: user?.erased === true,
            held: user?.held === true,
            ...(isVisible && { active: user.active, title: user.title }),
            groups: [...(isVisible ? user.groups : [])].filter(isShown).toSorted(),
          },
        ];
      }),
    ),
    listed: listed.toSorted((a, b) => a.localeCompare(b)),
    total: listed.length,
  };
}
