import type { User } from '#shared/domain/people/people.ts';
import { zoneNamed } from './at.ts';

/** Who sends in most tests. */
export const anne: User = {
  organisation: 'acme',
  id: 'anne',
  revision: 1,
  name: 'Anne',
  email: 'anne@acme.example',
  role: 'user',
  zone: zoneNamed('Europe/Paris'),
  groupIds: [],
  active: true,
};
