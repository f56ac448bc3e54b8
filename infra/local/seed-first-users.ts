import { roles, type Role } from '#shared/domain/people/people.ts';
import { organisation } from './names.ts';
import type { System } from './system.ts';

/** A person to sign in as on one machine; the id is the role's, written as ids are. */
const userIdOf = (role: Role): string => role.replaceAll('_', '-');

/** The users that there are from the start on, the mightiest first. */
export const firstUserIds: readonly string[] = roles.map(userIdOf);

/**
 * Makes one user of each role through the HTTP API, so that there is somebody to sign in as.
 * Users that exist are left as they are.
 */
export async function seedFirstUsers(system: System): Promise<void> {
  const headers = {
    authorization: `Bearer ${await system.token({ organisation, userId: userIdOf('super_admin'), role: 'super_admin' })}`,
    'content-type': 'application/json',
  };
  for (const role of roles) {
    const address = `${system.url}/v1/users/${userIdOf(role)}`;
    if ((await fetch(address, { headers })).ok) continue;
    const response = await fetch(address, {
      method: 'PUT',
      headers,
      body: JSON.stringify({
        name: `First ${role.replaceAll('_', ' ')}`,
        email: `${userIdOf(role)}@relance.example`,
        role,
        zone: 'Europe/Paris',
      }),
    });
    if (!response.ok) throw new Error(`PUT ${address} answered ${response.status}: ${await response.text()}`);
  }
}
