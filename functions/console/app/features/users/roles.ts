import { msg, type Message } from '../../i18n/i18n.ts';
import type { User } from './use-users.ts';

export type Role = User['role'];

/** The roles, the mightiest last, and what each may do. */
export const roles: Record<Role, { label: Message; about: Message }> = {
  user: { label: msg('User'), about: msg('Sees and changes what is the user’s own.') },
  manager: { label: msg('Manager'), about: msg('Also what belongs to the users of the same groups.') },
  admin: { label: msg('Admin'), about: msg('Everything, with all settings and users.') },
  super_admin: {
    label: msg('Super admin'),
    about: msg('Everything, and alone makes and changes super admins.'),
  },
};

export const roleNames = Object.keys(roles) as Role[];
