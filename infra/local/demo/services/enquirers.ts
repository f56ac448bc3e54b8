import type { Chance } from '../chance.ts';

/** Somebody who asks for an offer on the site, and so becomes a lead in the CRM. */
export type Enquirer = {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  company: string;
  country: string;
};

const firstNames = ['Agathe', 'Baptiste', 'Capucine', 'Damien', 'Ève', 'Florian', 'Gaëlle', 'Henri'];
const lastNames = ['Aubry', 'Barbier', 'Charpentier', 'Delmas', 'Ferrand', 'Gaillard', 'Huet', 'Jourdan'];
const trades = ['Menuiserie', 'Pharmacie', 'Cave', 'Imprimerie', 'Serrurerie', 'Galerie'];
const places = ['du Port', 'des Halles', 'du Marché', 'de la Gare', 'du Canal'];
/** As Salesforce has them; the rule of the demo takes those of France. */
const countries = ['France', 'France', 'France', 'France', 'Belgium'];

/** The nth who asks: another name each time, and the rest by chance. */
export function enquirer(chance: Chance, n: number): Enquirer {
  const pick = (of: string, list: readonly string[]): string =>
    list[Math.floor(chance.of(`enquirer/${n}/${of}`) * list.length)] ?? '';
  const firstName = firstNames[n % firstNames.length] ?? '';
  const lastName = lastNames[(n + Math.floor(n / firstNames.length)) % lastNames.length] ?? '';
  const company = `${pick('trade', trades)} ${pick('place', places)}`;
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .replaceAll(' ', '-')
      .toLowerCase();
  return {
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}@${plain(company)}-${n}.example`,
    phone: `+3369800${String(1_000 + n)}`,
    company,
    country: pick('country', countries),
  };
}
