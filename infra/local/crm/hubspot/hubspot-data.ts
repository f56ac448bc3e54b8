import type { HubspotDriver } from './hubspot-driver.ts';

/** Somebody who works in the account. */
export type HubspotPerson = { email: string; firstName: string; lastName: string };

const companies = [
  ['Alpenglow Optics', 'Grenoble', 'In progress'],
  ['Brasserie du Port', 'Marseille', 'New'],
  ['Cobalt Freight', 'Rotterdam', 'Interested'],
  ['Delmas & Fils', 'Toulouse', 'New'],
  ['Eskimo Cold Chain', 'Lille', 'In progress'],
  ['Fjord Analytics', 'Bergen', 'Interested'],
  ['Granit Bau', 'Stuttgart', 'Not interested'],
  ['Harbour Legal', 'Dublin', 'New'],
  ['Iris Clinics', 'Lyon', 'Converted'],
  ['Jasmin Textiles', 'Tunis', 'New'],
  ['Kestrel Energy', 'Aberdeen', 'In progress'],
  ['Lumen Print', 'Nantes', 'New'],
  ['Meridian Schools', 'Brussels', 'Interested'],
  ['Norte Vinhos', 'Porto', 'Converted'],
  ['Orchard Robotics', 'Cambridge', 'In progress'],
] as const;

const people = [
  'Anna Berg',
  'Bruno Costa',
  'Claire Dupont',
  'David Evans',
  'Elena Fischer',
  'Farid Ghali',
  'Greta Holm',
  'Hugo Imbert',
  'Ines Jourdan',
  'Jonas Keller',
  'Karima Laroche',
  'Liam Murphy',
  'Marta Nowak',
  'Noah Olsen',
  'Olivia Petit',
  'Paolo Quaranta',
  'Quentin Roche',
  'Rosa Silva',
  'Samir Toumi',
  'Tina Urban',
  'Ugo Vidal',
  'Vera Weiss',
  'William Xavier',
  'Ximena Yáñez',
  'Yann Zeller',
  'Zoé Arnaud',
  'Adam Brown',
  'Béatrice Colin',
  'Carlos Diaz',
  'Dina Egger',
  'Emil Frank',
  'Fanny Girard',
  'Georg Huber',
  'Hana Ito',
  'Ivan Jansen',
  'Julie Klein',
  'Kevin Leroy',
  'Lucia Moretti',
  'Mehdi Nasri',
  'Nora Orlando',
] as const;

const titles = ['Head of sales', 'Operations manager', 'Managing director', 'Buyer', 'Marketing lead'];
const statuses = ['NEW', 'OPEN', 'IN_PROGRESS', 'ATTEMPTED_TO_CONTACT', 'CONNECTED', 'UNQUALIFIED', ''];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();

/** Fills an account as a firm would have it: three owners, fifteen companies, forty contacts. */
export function fillHubspot(
  driver: HubspotDriver,
  owners: readonly [HubspotPerson, HubspotPerson, HubspotPerson],
): void {
  const ownerIds = owners.map((owner) => driver.addOwner(owner));
  const owner = (n: number): string => ownerIds[n % ownerIds.length] ?? '';
  const companyIds = companies.map(([name, city, status], n) =>
    driver.create('companies', {
      name,
      city,
      status,
      domain: `${plain(name)}.example`,
      hubspot_owner_id: owner(n),
    }),
  );
  for (const [n, name] of people.entries()) {
    const [firstname = '', lastname = ''] = name.split(' ');
    const [company] = companies[n % companies.length] ?? [''];
    driver.create('contacts', {
      firstname,
      lastname,
      email: `${plain(firstname)}.${plain(lastname)}@${plain(company)}.example`,
      phone: `+33 1 99 00 ${String(10 + Math.floor(n / 10))} ${String(10 + n)}`,
      jobtitle: titles[n % titles.length] ?? '',
      country: 'France',
      hs_language: n % 3 === 0 ? 'fr' : 'en',
      hs_lead_status: statuses[n % statuses.length] ?? '',
      associatedcompanyid: companyIds[n % companyIds.length] ?? '',
      hubspot_owner_id: owner(n),
    });
  }
}
