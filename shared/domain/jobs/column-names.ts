import { foldedText } from '../kernel/folded-text.ts';

/**
 * What the columns of a file of leads are called, in English, French, German, Spanish and Italian: by what they give,
 * whose own name is understood too. A word that names something else in another of these languages is left out, and so
 * is what mostly holds other values than we take, such as the name of a seller for the owner.
 */
const names = {
  email: [
    ...['mail', 'email address', 'mail address', 'work email', 'business email'],
    ...['adresse e-mail', 'adresse mail', 'mail professionnel', 'e-mail professionnel'],
    ...['courriel', 'adresse électronique', 'mél'],
    ...['E-Mail-Adresse', 'Mailadresse'],
    ...['correo', 'correo electrónico', 'dirección de correo', 'dirección de correo electrónico'],
    ...['indirizzo e-mail', 'indirizzo mail', 'posta elettronica'],
  ],
  phone: [
    ...['phone number', 'telephone', 'telephone number', 'tel', 'mobile', 'mobile phone', 'mobile number'],
    ...['cell', 'cell phone', 'work phone'],
    ...['téléphone', 'numéro de téléphone', 'tél', 'portable', 'téléphone portable', 'téléphone mobile'],
    ...[
      'Telefon',
      'Telefonnummer',
      'Rufnummer',
      'Mobil',
      'Mobilnummer',
      'Mobiltelefon',
      'Handy',
      'Handynummer',
    ],
    ...['teléfono', 'número de teléfono', 'móvil', 'teléfono móvil', 'celular'],
    ...['telefono', 'numero di telefono', 'cellulare', 'telefono cellulare'],
  ],
  firstName: ['given name', 'forename', 'prénom', 'Vorname', 'nombre', 'nombre de pila', 'nome'],
  lastName: [
    ...['surname', 'family name', 'nom', 'nom de famille', 'Nachname', 'Familienname'],
    ...['apellido', 'apellidos', 'cognome'],
  ],
  title: ['job title', 'fonction', 'intitulé du poste', 'Funktion', 'cargo', 'puesto', 'ruolo', 'qualifica'],
  zone: ['time zone', 'fuseau horaire', 'Zeitzone', 'zona horaria', 'fuso orario'],
  language: ['language code', 'code langue'],
  country: [
    ...['country code', 'pays', 'code pays', 'Land', 'Ländercode'],
    ...['país', 'código de país', 'paese', 'nazione', 'codice paese'],
  ],
  owner: [],
  account: [
    ...['account name', 'company', 'company name', 'organisation', 'organization'],
    ...['société', 'nom de la société', 'entreprise', "nom de l'entreprise", 'raison sociale'],
    ...['Firma', 'Firmenname', 'Unternehmen'],
    ...['empresa', 'nombre de la empresa', 'compañía', 'razón social'],
    ...['azienda', 'nome azienda', 'società', 'ditta', 'ragione sociale'],
  ],
  lead: [],
} as const satisfies Record<string, readonly string[]>;

/** What columns of a file give, by their folded names. */
export type ColumnNames = Readonly<Record<string, string>>;

/** Columns of leads with a meaning of their own. */
export const leadColumns = columnNames(Object.keys(names));

/** The names of the columns that give some values of a lead. */
export function columnNames(meanings: readonly string[]): ColumnNames {
  const known: Record<string, string> = {};
  for (const meaning of meanings) {
    for (const name of namesFor(meaning)) known[foldedText(name)] = meaning;
  }
  return known;
}

/** The names under which a column is understood, as one writes them; its own first, and each of those alike once. */
export function namesFor(meaning: string): readonly string[] {
  const others = Object.entries(names).find(([name]) => name === meaning)?.[1] ?? [];
  return [...new Map([meaning, ...others].map((name) => [foldedText(name), name])).values()];
}
