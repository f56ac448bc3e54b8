import type { Sender } from '../../domain/core/planning.ts';
import type { Addresses } from './step-ports.ts';

/** A user sends from the own address when its domain is verified, the stage's or the own one (A8), else from the default. */
export function fromAddress({ user, settings }: Sender, { from }: Pick<Addresses, 'from'>): string {
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const verified = [domainOf(from), settings.sending.value?.domain];
  return verified.includes(domainOf(user.email)) ? user.email : from;
}
