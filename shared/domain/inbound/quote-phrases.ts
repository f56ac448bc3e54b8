/**
 * How mail programs announce the mail that an answer quotes, in lower case without accents. Beside our own languages
 * those that leads of the same countries write in: a mail program speaks its owner's language, not ours.
 */

/** The line `On Monday … Claire wrote:` begins with one of these. */
export const announcementBeginnings: readonly string[] = [
  'on ',
  'le ',
  'am ',
  'pe ',
  'in data de ',
  'la data de ',
  'el ',
  'il ',
  'em ',
  'op ',
];

/** And has one of these in it, before the colon that ends it. */
export const announcementVerbs: readonly string[] = [
  ' wrote',
  ' a ecrit',
  ' schrieb',
  ' a scris',
  ' escribio',
  ' ha scritto',
  ' escreveu',
  ' schreef',
];

/** What the lines of a block of headers begin with, as Outlook puts it before the mail that it quotes. */
export const headerLabels = {
  from: ['from', 'de', 'von', 'de la', 'da', 'van'],
  others: [
    ...['sent', 'date', 'to', 'cc', 'subject'],
    ...['envoye', 'date', 'a', 'objet'],
    ...['gesendet', 'datum', 'an', 'betreff'],
    ...['trimis', 'data', 'catre', 'subiect'],
    ...['enviado', 'fecha', 'para', 'asunto', 'assunto'],
    ...['inviato', 'oggetto'],
    ...['verzonden', 'aan', 'onderwerp'],
  ],
} as const satisfies Record<string, readonly string[]>;

/** What stands between dashes before the mail that is quoted: `-----Original Message-----`. */
export const dividers: readonly string[] = [
  'original message',
  "message d'origine",
  'message original',
  'ursprungliche nachricht',
  'mesaj original',
  'mesajul original',
  'mensaje original',
  'messaggio originale',
  'mensagem original',
  'oorspronkelijk bericht',
];
