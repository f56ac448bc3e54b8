import type { Lead } from '#shared/domain/people/people.ts';
import { SENDER } from '#test/support/world.ts';

const firstNames = ['Zoé', 'Ana', 'Bruno', 'Chloé', 'Dragoș', 'Émile', 'Fatou', 'Greta'];

/** Leads as an import makes them: ids of sixteen characters, names and addresses of usual length. */
export function manyLeads(count: number, ownerId = SENDER): (Partial<Lead> & { id: string })[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${ownerId.slice(0, 4)}${String(index).padStart(12, '0')}`.padEnd(16, 'x');
    const firstName = firstNames[index % firstNames.length] ?? 'Zoé';
    return {
      id,
      ownerId,
      firstName,
      lastName: `Lambert-${index}`,
      email: `prenom.nom.${index}@societe-${index % 97}.example`,
      fields: { company: `Société ${index % 97}`, city: 'Lyon' },
    };
  });
}
