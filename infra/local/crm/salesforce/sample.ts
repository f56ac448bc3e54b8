import { plusMinutes } from '../../../../shared/domain/time/instants.ts';
import type { SalesforceDriver } from './driver.ts';

/** People of the sample, by what they do there; their addresses are those of users of Relance. */
export type SampleUsers = readonly { email: string; name: string }[];

const companies = [
  ['Brasserie Lefort', 'brasserie-lefort.example', 'France', 'In progress'],
  ['Nordwind Logistik', 'nordwind-logistik.example', 'Germany', 'New'],
  ['Hartley & Moss', 'hartleymoss.example', 'United Kingdom', 'Interested'],
  ['Clinique des Tilleuls', 'clinique-tilleuls.example', 'France', 'In progress'],
  ['Talleres Ibarra', 'talleres-ibarra.example', 'Spain', 'New'],
  ['Kestrel Software', 'kestrelsoftware.example', 'Ireland', 'Converted'],
  ['Fonderie du Rhône', 'fonderie-rhone.example', 'France', 'Not interested'],
  ['Weber Medizintechnik', 'weber-medizin.example', 'Germany', 'Interested'],
  ['Transilvania Foods', 'transilvania-foods.example', 'Romania', 'New'],
  ['Bluepeak Insurance', 'bluepeak.example', 'United Kingdom', 'In progress'],
  ['Atelier Marchetti', 'atelier-marchetti.example', 'Italy', 'New'],
  ['Vandamme Verpakking', 'vandamme.example', 'Belgium', 'In progress'],
  ['Librería Alba', 'libreria-alba.example', 'Spain', 'Not interested'],
  ['Sörensen Marine', 'sorensen-marine.example', 'Denmark', 'Interested'],
  ['Studio Kowalska', 'studio-kowalska.example', 'Poland', 'New'],
] as const;

const people = [
  'Camille Lefort',
  'Jonas Brandt',
  'Olivia Hartley',
  'Hugo Perrin',
  'Lucía Ibarra',
  'Aoife Byrne',
  'Nadia Benali',
  'Klaus Weber',
  'Ioana Munteanu',
  'George Whitfield',
  'Paolo Marchetti',
  'Lotte Vandamme',
  'Marta Alba',
  'Freja Sörensen',
  'Anna Kowalska',
  'Julien Caron',
  'Sabine Vogt',
  'Thomas Moss',
  'Élodie Garnier',
  'Diego Romero',
  'Ciarán Walsh',
  'Sophie Blanchard',
  'Markus Lang',
  'Andrei Popa',
  'Emily Carter',
  'Giulia Conti',
  'Bram De Smet',
  'Carlos Vidal',
  'Mikkel Holm',
  'Piotr Zieliński',
  'Inès Roussel',
  'Petra Schulz',
  'Rhys Morgan',
  'Mathieu Fabre',
  'Elena Navarro',
  'Niamh O’Connor',
  'Yann Le Goff',
  'Heike Krüger',
  'Raluca Ionescu',
  'Harriet Shaw',
] as const;
const titles = [
  'Head of Sales',
  'Managing Director',
  'Operations Manager',
  'Purchasing Manager',
  'Marketing Lead',
  'Office Manager',
];
const statuses = [
  'Open - Not Contacted',
  'Open - Not Contacted',
  'Working - Contacted',
  'Open - Not Contacted',
  'Closed - Not Converted',
];
const sources = ['Web', 'Phone Inquiry', 'Partner Referral'];

/**
 * Fills an organisation with what a small firm has: 40 leads, 15 accounts, 10 contacts, changed over the last weeks, and
 * the users given, who own them in turn (three look best).
 */
export function fillSample(driver: SalesforceDriver, users: SampleUsers): void {
  const owners = users.map(({ email, name }) => driver.addUser({ email, name, active: true }));
  const owned = (n: number): Record<string, string> => {
    const owner = owners[n % Math.max(1, owners.length)];
    return owner === undefined ? {} : { OwnerId: owner };
  };
  const now = driver.store.now();
  const minutesAgo = (minutes: number): typeof now => plusMinutes(now, -minutes);
  const accounts = companies.map(([name, domain, country, status], n) =>
    driver.seed(
      'Account',
      {
        Name: name,
        Website: `https://www.${domain}`,
        BillingCountry: country,
        Status__c: status,
        ...owned(n),
      },
      minutesAgo(40_000 - n * 900),
    ),
  );
  for (const [n, name] of people.entries()) {
    const [first = '', ...rest] = name.split(' ');
    const [company, domain, country] = companies[n % companies.length] ?? companies[0];
    const last = rest.join(' ');
    const person = {
      FirstName: first,
      LastName: last,
      Email: `${plain(first)}.${plain(last)}@${domain}`,
      Phone: `+33 1 99 00 ${String(10 + n)} ${String(99 - n)}`,
      Title: titles[n % titles.length] ?? '',
      ...owned(n),
    };
    driver.seed(
      'Lead',
      {
        ...person,
        Company: company,
        Country: country,
        Status: statuses[n % statuses.length] ?? '',
        LeadSource: sources[n % sources.length] ?? '',
        ...(statuses[n % statuses.length] === 'Closed - Not Converted' && { Lost_Reason__c: 'No budget' }),
        NumberOfEmployees: 20 + n * 7,
      },
      minutesAgo(30_000 - n * 700),
    );
    const accountId = accounts[n];
    if (n < 10 && accountId !== undefined)
      driver.seed(
        'Contact',
        { ...person, Email: `office@${domain}`, AccountId: accountId },
        minutesAgo(35_000 - n * 800),
      );
  }
}

/** A name as it stands in an address. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
