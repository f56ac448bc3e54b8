import type { Language } from '../kernel/language.ts';

/** What stands under an answer that is forwarded. Plain text; `{…}` is filled in. */
export type ForwardTexts = {
  /** Who wrote it, and where the user's own answer goes: `{who}`, `{address}`. */
  note: string;
  /** The answer is longer than what stands above. */
  cut: string;
  /** Which files came with it and are not forwarded: `{files}`. */
  files: string;
};

/** In the language of the organisation: its users read it. */
export const forwardTexts = {
  en: {
    note: '{who} answered a mail that went out in your name. If you answer this mail, your answer goes to {address}.',
    cut: 'The answer goes on; only its beginning stands here.',
    files: 'Files that came with it are not forwarded: {files}.',
  },
  fr: {
    note: '{who} a répondu à un mail parti en votre nom. Si vous répondez à ce mail, votre réponse ira à {address}.',
    cut: 'La réponse continue ; seul son début figure ici.',
    files: 'Les fichiers joints ne sont pas transmis : {files}.',
  },
  ro: {
    note: '{who} a răspuns la un mesaj trimis în numele dumneavoastră. Dacă răspundeți la acest mesaj, răspunsul ajunge la {address}.',
    cut: 'Răspunsul continuă; aici este doar începutul lui.',
    files: 'Fișierele atașate nu sunt transmise: {files}.',
  },
  de: {
    note: '{who} hat auf eine Mail geantwortet, die in Ihrem Namen verschickt wurde. Wenn Sie auf diese Mail antworten, geht Ihre Antwort an {address}.',
    cut: 'Die Antwort geht weiter; hier steht nur ihr Anfang.',
    files: 'Angehängte Dateien werden nicht weitergeleitet: {files}.',
  },
  es: {
    note: '{who} ha respondido a un correo enviado en su nombre. Si responde a este correo, su respuesta llegará a {address}.',
    cut: 'La respuesta continúa; aquí figura solo su comienzo.',
    files: 'Los archivos adjuntos no se reenvían: {files}.',
  },
} as const satisfies Record<Language, ForwardTexts>;
