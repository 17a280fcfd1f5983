import {
  change,
  expectState,
  openStage,
  remove,
  runCycle,
  stateOf,
  StoryError,
  type Stage,
  type StoryOptions,
} from './stage.ts';

/**
 * Five people and what Entra makes of them in a month: one is deleted, one unassigned and never deleted, one restored on day 29, one deleted and
 * created again on day 10, one stays. Throws StoryError where the endpoint does not do its part.
 */
export async function playStory(options: StoryOptions): Promise<void> {
  const stage = openStage(options);
  const { forward, tell, ids, objectIds } = stage;

  tell('Day 0: Ada, Ben, Cem, Dora and Eva are assigned in Entra.');
  await runCycle(stage, 'initial');
  tell(
    'Day 0: Ada and Cem are deleted (recycle bin), Ben is unassigned, Dora is taken out of a scope whose people are deleted at once.',
  );
  change(stage, 'Ada', { inRecycleBin: true });
  change(stage, 'Cem', { inRecycleBin: true });
  change(stage, 'Ben', { assigned: false });
  const dora = remove(stage, 'Dora');
  await runCycle(stage, 'deletes');
  for (const name of ['Ada', 'Ben', 'Cem'] as const) await expectState(stage, name, 'inactive');
  await expectState(stage, 'Dora', 'gone');

  await forward(10);
  tell(
    'Day 10: Dora is in scope again: Entra creates her anew, with the objectId that she always had. Ben is deleted in Entra: no request follows.',
  );
  const before = ids.get(objectIds.Dora);
  if (dora) stage.company = { ...stage.company, people: [...stage.company.people, dora] };
  remove(stage, 'Ben');
  await runCycle(stage, 're-created');
  await expectState(stage, 'Dora', 'active');
  if (ids.get(objectIds.Dora) !== before) throw new StoryError('Dora has another id than before');
  tell('    Dora has the id that she had before.');

  await forward(19);
  tell('Day 29: Cem is restored from the recycle bin.');
  change(stage, 'Cem', { inRecycleBin: false });
  await runCycle(stage, 'restored');
  await expectState(stage, 'Cem', 'active');

  await forward(0.9);
  tell('Day 29.9: Entra empties the recycle bin: Ada is deleted for good.');
  remove(stage, 'Ada');
  await runCycle(stage, 'hard delete');
  await expectState(stage, 'Ada', 'gone');

  await forward(7);
  tell(
    'Day 36.9: the purge has run: it found Ben, about whom Entra never said another word, and, a week after the DELETE, Ada.',
  );
  await expectEnd(stage);
}

/** Ada and Ben are erased, the others are there. */
async function expectEnd(stage: Stage): Promise<void> {
  for (const name of ['Ada', 'Ben'] as const) {
    await expectState(stage, name, 'gone');
    const { detail = '' } = await stateOf(stage, name);
    if (!detail.includes('was erased on')) throw new StoryError(`nothing was erased: ${detail}`);
  }
  for (const name of ['Cem', 'Dora', 'Eva'] as const) await expectState(stage, name, 'active');
}
