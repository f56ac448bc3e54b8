import type { LocalDate } from '../kernel/instant.ts';
import type { Language } from '../kernel/language.ts';
import { footerTexts, type FooterTexts } from './footer-texts.ts';

/** What a recipient reads about unsubscribing, in one language (D7). Plain text: escape it before putting it in HTML. */
export type UnsubscribeTexts = {
  /** Under a mail, before the link, and the words of the link. */
  footer: FooterTexts;
  /** The page behind the link. */
  page: {
    title: string;
    question: (address: string) => string;
    button: string;
    done: { title: string; text: (address: string) => string };
    /** `date` as `unsubscribedOn` writes it. */
    already: { title: string; text: (address: string, date: string) => string };
    invalid: { title: string; text: string };
    expired: { title: string; text: string };
    /** Shown where something broke: it may not have been done. */
    failed: { title: string; text: string };
  };
  /** Month names, and how the language orders a day. */
  months: readonly string[];
  day: (day: number, month: string, year: number) => string;
};

/** The texts in each language that a sequence may choose. */
export const unsubscribeTexts = {
  en: {
    footer: footerTexts.en,
    page: {
      title: 'Unsubscribe',
      question: (address) => `Stop sending messages to ${address}?`,
      button: 'Unsubscribe',
      done: {
        title: 'You are unsubscribed',
        text: (address) => `${address} will receive no further messages from us.`,
      },
      already: {
        title: 'You are already unsubscribed',
        text: (address, date) => `${address} was unsubscribed on ${date}. There is nothing left to do.`,
      },
      invalid: {
        title: 'This link does not work',
        text: 'It may have been cut in two. Open it again from the message, or reply to the message to be removed.',
      },
      expired: {
        title: 'This link has expired',
        text: 'Use the link of a more recent message, or reply to the message to be removed.',
      },
      failed: {
        title: 'Something went wrong',
        text: 'Your request may not have been saved. Please try again in a moment, or reply to the message to be removed.',
      },
    },
    months: [
      ...['January', 'February', 'March', 'April', 'May', 'June'],
      ...['July', 'August', 'September', 'October', 'November', 'December'],
    ],
    day: (day, month, year) => `${day} ${month} ${year}`,
  },
  fr: {
    footer: footerTexts.fr,
    page: {
      title: 'Se désabonner',
      question: (address) => `Ne plus envoyer de messages à ${address}\u202f?`,
      button: 'Me désabonner',
      done: {
        title: 'Votre désabonnement est enregistré',
        text: (address) => `L’adresse ${address} ne recevra plus de messages de notre part.`,
      },
      already: {
        title: 'Votre désabonnement était déjà enregistré',
        text: (address, date) =>
          `L’adresse ${address} a été désabonnée le ${date}. Vous n’avez rien d’autre à faire.`,
      },
      invalid: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il a peut-être été coupé. Ouvrez-le de nouveau depuis le message, ou répondez au message en demandant à ne plus rien recevoir.',
      },
      expired: {
        title: 'Ce lien a expiré',
        text: 'Utilisez le lien d’un message plus récent, ou répondez au message en demandant à ne plus rien recevoir.',
      },
      failed: {
        title: 'Une erreur s’est produite',
        text: 'Votre demande n’a peut-être pas été enregistrée. Réessayez dans un instant, ou répondez au message en demandant à ne plus rien recevoir.',
      },
    },
    months: [
      ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
      ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
    ],
    day: (day, month, year) => `${day === 1 ? '1er' : day} ${month} ${year}`,
  },
  ro: {
    footer: footerTexts.ro,
    page: {
      title: 'Dezabonare',
      question: (address) => `Doriți să nu mai trimitem mesaje la adresa ${address}?`,
      button: 'Mă dezabonez',
      done: {
        title: 'V-ați dezabonat',
        text: (address) => `Adresa ${address} nu va mai primi mesaje de la noi.`,
      },
      already: {
        title: 'Dezabonarea era deja înregistrată',
        text: (address, date) =>
          `Adresa ${address} a fost dezabonată pe ${date}. Nu mai aveți nimic de făcut.`,
      },
      invalid: {
        title: 'Acest link nu funcționează',
        text: 'Poate că a fost trunchiat. Deschideți-l din nou din mesaj sau răspundeți la mesaj cerând să nu mai primiți nimic.',
      },
      expired: {
        title: 'Acest link a expirat',
        text: 'Folosiți linkul dintr-un mesaj mai recent sau răspundeți la mesaj cerând să nu mai primiți nimic.',
      },
      failed: {
        title: 'A apărut o eroare',
        text: 'Este posibil ca cererea să nu fi fost înregistrată. Încercați din nou peste câteva momente sau răspundeți la mesaj cerând să nu mai primiți nimic.',
      },
    },
    months: [
      ...['ianuarie', 'februarie', 'martie', 'aprilie', 'mai', 'iunie'],
      ...['iulie', 'august', 'septembrie', 'octombrie', 'noiembrie', 'decembrie'],
    ],
    day: (day, month, year) => `${day} ${month} ${year}`,
  },
  de: {
    footer: footerTexts.de,
    page: {
      title: 'Abmelden',
      question: (address) => `Keine Nachrichten mehr an ${address} senden?`,
      button: 'Abmelden',
      done: {
        title: 'Sie sind abgemeldet',
        text: (address) => `${address} erhält keine weiteren Nachrichten von uns.`,
      },
      already: {
        title: 'Sie sind bereits abgemeldet',
        text: (address, date) => `${address} wurde am ${date} abgemeldet. Sie müssen nichts weiter tun.`,
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Vielleicht wurde er abgeschnitten. Öffnen Sie ihn erneut aus der Nachricht oder antworten Sie auf die Nachricht, um sich abzumelden.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Nutzen Sie den Link einer neueren Nachricht oder antworten Sie auf die Nachricht, um sich abzumelden.',
      },
      failed: {
        title: 'Etwas ist schiefgegangen',
        text: 'Ihre Anfrage wurde möglicherweise nicht gespeichert. Versuchen Sie es gleich noch einmal oder antworten Sie auf die Nachricht, um sich abzumelden.',
      },
    },
    months: [
      ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
      ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
    ],
    day: (day, month, year) => `${day}. ${month} ${year}`,
  },
  es: {
    footer: footerTexts.es,
    page: {
      title: 'Darse de baja',
      question: (address) => `¿Dejar de enviar mensajes a ${address}?`,
      button: 'Darme de baja',
      done: {
        title: 'Se ha dado de baja',
        text: (address) => `La dirección ${address} no recibirá más mensajes nuestros.`,
      },
      already: {
        title: 'Ya se había dado de baja',
        text: (address, date) =>
          `La dirección ${address} se dio de baja el ${date}. No tiene que hacer nada más.`,
      },
      invalid: {
        title: 'Este enlace no funciona',
        text: 'Quizá se cortó. Ábralo de nuevo desde el mensaje, o responda al mensaje para que dejemos de escribirle.',
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: 'Use el enlace de un mensaje más reciente, o responda al mensaje para que dejemos de escribirle.',
      },
      failed: {
        title: 'Se ha producido un error',
        text: 'Es posible que su solicitud no se haya guardado. Vuelva a intentarlo en un momento, o responda al mensaje para que dejemos de escribirle.',
      },
    },
    months: [
      ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
      ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
    ],
    day: (day, month, year) => `${day} de ${month} de ${year}`,
  },
} as const satisfies Record<Language, UnsubscribeTexts>;

/** A calendar day as the language writes it, such as `1er mars 2027`. @param date `YYYY-MM-DD` */
export function unsubscribedOn(date: LocalDate, language: Language): string {
  const texts: UnsubscribeTexts = unsubscribeTexts[language];
  const [year, month, day] = date.split('-').map(Number);
  return texts.day(day ?? 0, texts.months[(month ?? 0) - 1] ?? '', year ?? 0);
}
