import type { Language } from '../kernel/language.ts';

/** What stands under a mail: a sentence, and the words of the link that end it. Plain text. */
export type FooterTexts = { sentence: string; link: string; colon: string };

/** Apart from the texts of the page, which the engine never shows. */
export const footerTexts = {
  en: {
    sentence: 'If you no longer wish to receive these messages,',
    link: 'unsubscribe here',
    colon: ':',
  },
  fr: {
    sentence: 'Si vous ne souhaitez plus recevoir ces messages,',
    link: 'désabonnez-vous ici',
    colon: '\u00a0:',
  },
  ro: {
    sentence: 'Dacă nu mai doriți să primiți aceste mesaje,',
    link: 'vă puteți dezabona aici',
    colon: ':',
  },
  de: {
    sentence: 'Wenn Sie diese Nachrichten nicht mehr erhalten möchten,',
    link: 'können Sie sich hier abmelden',
    colon: ':',
  },
  es: {
    sentence: 'Si ya no desea recibir estos mensajes,',
    link: 'puede darse de baja aquí',
    colon: ':',
  },
} as const satisfies Record<Language, FooterTexts>;
