import type { Language } from '../kernel/language.ts';

type LinkTexts = { title: string; text: string };

/** What a recipient reads when a link of a message leads nowhere. Plain text: escape it before putting it in HTML. */
export const linkTexts = {
  en: {
    invalid: {
      title: 'This link does not work',
      text: 'It may have been cut in two. Open it again from the message, or reply to whoever sent it.',
    },
    expired: {
      title: 'This link has expired',
      text: 'The message is too old. Reply to whoever sent it for a new link.',
    },
  },
  fr: {
    invalid: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a peut-être été coupé. Ouvrez-le de nouveau depuis le message, ou répondez à son expéditeur.',
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Le message est trop ancien. Répondez à son expéditeur pour recevoir un nouveau lien.',
    },
  },
  ro: {
    invalid: {
      title: 'Acest link nu funcționează',
      text: 'Poate că a fost trunchiat. Deschideți-l din nou din mesaj sau răspundeți expeditorului.',
    },
    expired: {
      title: 'Acest link a expirat',
      text: 'Mesajul este prea vechi. Răspundeți expeditorului pentru a primi un link nou.',
    },
  },
  de: {
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Vielleicht wurde er abgeschnitten. Öffnen Sie ihn erneut aus der Nachricht oder antworten Sie dem Absender.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Die Nachricht ist zu alt. Antworten Sie dem Absender, um einen neuen Link zu erhalten.',
    },
  },
  es: {
    invalid: {
      title: 'Este enlace no funciona',
      text: 'Quizá se cortó. Ábralo de nuevo desde el mensaje, o responda a quien lo envió.',
    },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'El mensaje es demasiado antiguo. Responda a quien lo envió para recibir un enlace nuevo.',
    },
  },
} as const satisfies Record<Language, { invalid: LinkTexts; expired: LinkTexts }>;
