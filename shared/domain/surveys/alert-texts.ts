import type { Language } from '../kernel/language.ts';
import type { AlertKind } from './response.ts';

/** What a user reads of what a client answered, in one language (C5, C6). Plain text: escape it before putting it in HTML. */
export type AlertTexts = {
  /** Subject of the mail and name of the task of each kind of alert; `who`: the client. */
  alert: Record<AlertKind, (who: string) => string>;
  shared: (who: string) => string;
  /** Above the answers. */
  answers: string;
  /** Before the address of the client in Relance. */
  lead: string;
};

/** The texts in each language of users. */
export const alertTexts = {
  en: {
    alert: {
      warning: (who) => `Warning: ${who} gave an answer that needs you`,
      'unhappy-client': (who) => `Unhappy client: ${who}`,
      'service-request': (who) => `Request for service: ${who}`,
    },
    shared: (who) => `Well done: ${who} is happy`,
    answers: 'What was answered',
    lead: 'The client in Relance',
  },
  fr: {
    alert: {
      warning: (who) => `Avertissement : une réponse de ${who} demande votre attention`,
      'unhappy-client': (who) => `Client mécontent : ${who}`,
      'service-request': (who) => `Demande de service : ${who}`,
    },
    shared: (who) => `Bravo : ${who} est satisfait`,
    answers: 'Les réponses',
    lead: 'Le client dans Relance',
  },
  ro: {
    alert: {
      warning: (who) => `Avertizare: un răspuns de la ${who} are nevoie de dumneavoastră`,
      'unhappy-client': (who) => `Client nemulțumit: ${who}`,
      'service-request': (who) => `Cerere de serviciu: ${who}`,
    },
    shared: (who) => `Felicitări: ${who} este mulțumit`,
    answers: 'Răspunsurile',
    lead: 'Clientul în Relance',
  },
  de: {
    alert: {
      warning: (who) => `Warnung: eine Antwort von ${who} braucht Sie`,
      'unhappy-client': (who) => `Unzufriedener Kunde: ${who}`,
      'service-request': (who) => `Wunsch nach einer Leistung: ${who}`,
    },
    shared: (who) => `Gut gemacht: ${who} ist zufrieden`,
    answers: 'Die Antworten',
    lead: 'Der Kunde in Relance',
  },
  es: {
    alert: {
      warning: (who) => `Aviso: una respuesta de ${who} necesita su atención`,
      'unhappy-client': (who) => `Cliente descontento: ${who}`,
      'service-request': (who) => `Solicitud de servicio: ${who}`,
    },
    shared: (who) => `Enhorabuena: ${who} está contento`,
    answers: 'Las respuestas',
    lead: 'El cliente en Relance',
  },
} as const satisfies Record<Language, AlertTexts>;
