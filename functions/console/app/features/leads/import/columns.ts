import { msg, type Message } from '../../../i18n/i18n.ts';

/** What a column of a file can give a lead, and what it is called. */
export const meanings = {
  email: msg('Email address'),
  phone: msg('Telephone'),
  firstName: msg('First name'),
  lastName: msg('Last name'),
  title: msg('Position'),
  account: msg('Company'),
  owner: msg('Owner (id or address of a user)'),
  zone: msg('Time zone'),
  language: msg('Language'),
  country: msg('Country'),
} as const satisfies Record<string, Message>;
export type Meaning = keyof typeof meanings;

/** What becomes of a column: a value of the lead, a field of one's own, or nothing. */
export type Choice = { kind: 'value'; of: Meaning } | { kind: 'own'; name: string } | { kind: 'left-out' };

/** What columns are usually called, without case, accents and signs. */
const usual: Record<Meaning, string> = {
  email:
    'email mail emailaddress mailaddress workemail businessemail adressemail adresseemail courriel adresseelectronique mel emailadresse mailadresse correo correoelectronico emailprofessionnel adresaemail postaelettronica',
  phone:
    'phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone workphone numerodetelephone portable telefon telefonnummer rufnummer mobil handy mobilnummer handynummer telefono movil celular numardetelefon nrtelefon',
  firstName: 'firstname givenname forename prenom vorname nombre nombredepila nome prenume',
  lastName:
    'lastname surname familyname nom nomdefamille nachname familienname apellido apellidos cognome numedefamilie',
  title: 'title jobtitle position fonction intituleduposte poste funktion cargo puesto ruolo functie',
  account:
    'account accountname company companyname organisation organization societe nomdelasociete entreprise raisonsociale firma firmenname unternehmen empresa nombredelaempresa compania azienda companie',
  owner: 'owner ownerid',
  zone: 'zone timezone fuseauhoraire zeitzone zonahoraria fusorar',
  language: 'language languagecode langue codelangue sprache idioma limba',
  country: 'country countrycode pays codepays land landercode pais tara',
};
const meaningOf = new Map(
  Object.entries(usual).flatMap(([meaning, names]) =>
    names.split(' ').map((name) => [name, meaning as Meaning] as const),
  ),
);

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The name of an own field that a column is called like, in letters that templates can write. */
export const fieldNameOf = (column: string): string =>
  column
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[^A-Za-z]+/, '')
    .replace(/_$/, '')
    .slice(0, 40);

/** What a file's columns seem to give; each value once, what is not known becomes an own field. */
export function guessed(header: readonly string[]): Choice[] {
  const names = header.map(folded);
  const found = names.map((name) => meaningOf.get(name));
  // “Vorname, Name”: beside a column of first names it is the last name.
  const last = found.includes('firstName') && !found.includes('lastName') ? names.findIndex(isName) : -1;
  if (last >= 0) found[last] = 'lastName';
  const taken = new Set<Meaning>();
  return header.map((column, index) => {
    const of = found[index];
    if (of !== undefined && !taken.has(of)) {
      taken.add(of);
      return { kind: 'value', of };
    }
    const name = fieldNameOf(column);
    return name === '' ? { kind: 'left-out' } : { kind: 'own', name };
  });
}
const isName = (name: string): boolean => name === 'name' || name === 'nume';

/** What a column is called in the file that is sent; undefined: it is left out. */
export const nameOfColumn = (choice: Choice): string | undefined =>
  choice.kind === 'value' ? choice.of : choice.kind === 'own' ? `fields.${choice.name}` : undefined;

export type ColumnProblem = 'no-address' | 'twice' | 'bad-name';
export type Problem = { index?: number; problem: ColumnProblem };

/** What keeps a file from being sent with these columns: of the whole, or of the column at `index`. */
export function problemsOf(choices: readonly Choice[]): Problem[] {
  const given = choices.map(nameOfColumn);
  const problems = choices.flatMap((choice, index): Problem[] => {
    if (choice.kind === 'own' && !/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(choice.name))
      return [{ index, problem: 'bad-name' }];
    const name = given[index];
    return name !== undefined && given.indexOf(name) !== index ? [{ index, problem: 'twice' }] : [];
  });
  if (!given.includes('email') && !given.includes('phone')) problems.unshift({ problem: 'no-address' });
  return problems;
}
