import type { CrmWorld } from './crm-world.ts';

/** So many new people, a second apart; their ids. */
export async function people(world: CrmWorld, names: readonly string[]): Promise<string[]> {
  const { lastName, email } = world.names.person;
  const ids: string[] = [];
  for (const name of names) {
    ids.push(
      await world.seed({
        object: world.person,
        fields: { [lastName]: name, [email]: `${name}@changes.example` },
      }),
    );
    await world.passes(1);
  }
  return ids;
}
