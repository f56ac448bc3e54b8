import type { Language } from '../kernel/language.ts';

/** What the page of a survey says of its own, in one language (C1). Plain text: escape it before putting it in HTML. */
export type PageTexts = {
  compulsory: string;
  optional: string;
  /** A button after each question, and the one that ends the survey. */
  save: string;
  send: string;
  sendHint: string;
  saved: string;
  /** A rating was chosen in the mail and is not kept yet. */
  chosen: string;
  yes: string;
  no: string;
  errors: { title: string; missing: string; notOffered: string; tooLong: string; allTooLong: string };
  done: { title: string; text: string; answers: string; none: string };
  invalid: { title: string; text: string };
  expired: { title: string; text: string };
  failed: { title: string; text: string };
  tooLarge: { title: string; text: string };
};

/** The texts in each language of recipients. */
export const pageTexts = {
  en: {
    compulsory: 'needed',
    optional: 'optional',
    save: 'Save this answer',
    send: 'Send my answers',
    sendHint: 'Once sent, answers can no longer be changed.',
    saved: 'Your answers are saved. You can go on now or later.',
    chosen: 'Your rating from the message is chosen below. Save or send it for it to count.',
    yes: 'Yes',
    no: 'No',
    errors: {
      title: 'Something is missing',
      missing: 'Please answer this question.',
      notOffered: 'Please choose one of the answers offered.',
      tooLong: 'Please shorten your text to 5,000 characters.',
      allTooLong: 'All your texts together are too long: please shorten some.',
    },
    done: {
      title: 'Thank you',
      text: 'Your answers have been sent.',
      answers: 'Your answers',
      none: 'No answer',
    },
    invalid: {
      title: 'This link does not work',
      text: 'It may have been cut in two. Open it again from the message.',
    },
    expired: { title: 'This link has expired', text: 'Use the link of a more recent message.' },
    failed: {
      title: 'Something went wrong',
      text: 'Your answers may not have been saved. Please try again in a moment.',
    },
    tooLarge: { title: 'That is too much', text: 'Please go back and shorten your texts.' },
  },
  fr: {
    compulsory: 'nécessaire',
    optional: 'facultatif',
    save: 'Enregistrer cette réponse',
    send: 'Envoyer mes réponses',
    sendHint: 'Une fois envoyées, les réponses ne peuvent plus être modifiées.',
    saved: 'Vos réponses sont enregistrées. Vous pouvez continuer maintenant ou plus tard.',
    chosen:
      'La note choisie dans le message est cochée ci-dessous. Enregistrez-la ou envoyez-la pour qu’elle compte.',
    yes: 'Oui',
    no: 'Non',
    errors: {
      title: 'Il manque quelque chose',
      missing: 'Merci de répondre à cette question.',
      notOffered: 'Merci de choisir l’une des réponses proposées.',
      tooLong: 'Merci de raccourcir votre texte à 5 000 caractères.',
      allTooLong: 'L’ensemble de vos textes est trop long : merci d’en raccourcir.',
    },
    done: {
      title: 'Merci',
      text: 'Vos réponses ont été envoyées.',
      answers: 'Vos réponses',
      none: 'Sans réponse',
    },
    invalid: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a peut-être été coupé. Ouvrez-le de nouveau depuis le message.',
    },
    expired: { title: 'Ce lien a expiré', text: 'Utilisez le lien d’un message plus récent.' },
    failed: {
      title: 'Une erreur est survenue',
      text: 'Vos réponses n’ont peut-être pas été enregistrées. Réessayez dans un instant.',
    },
    tooLarge: { title: 'C’est trop long', text: 'Merci de revenir en arrière et de raccourcir vos textes.' },
  },
  ro: {
    compulsory: 'necesar',
    optional: 'opțional',
    save: 'Salvează acest răspuns',
    send: 'Trimite răspunsurile',
    sendHint: 'După trimitere, răspunsurile nu mai pot fi schimbate.',
    saved: 'Răspunsurile sunt salvate. Puteți continua acum sau mai târziu.',
    chosen:
      'Nota aleasă în mesaj este selectată mai jos. Salvați-o sau trimiteți-o pentru a fi luată în calcul.',
    yes: 'Da',
    no: 'Nu',
    errors: {
      title: 'Lipsește ceva',
      missing: 'Vă rugăm să răspundeți la această întrebare.',
      notOffered: 'Vă rugăm să alegeți unul dintre răspunsurile oferite.',
      tooLong: 'Vă rugăm să scurtați textul la 5.000 de caractere.',
      allTooLong: 'Textele împreună sunt prea lungi: vă rugăm să scurtați din ele.',
    },
    done: {
      title: 'Vă mulțumim',
      text: 'Răspunsurile au fost trimise.',
      answers: 'Răspunsurile dumneavoastră',
      none: 'Fără răspuns',
    },
    invalid: {
      title: 'Acest link nu funcționează',
      text: 'Poate că a fost tăiat. Deschideți-l din nou din mesaj.',
    },
    expired: { title: 'Acest link a expirat', text: 'Folosiți linkul dintr-un mesaj mai recent.' },
    failed: {
      title: 'A apărut o eroare',
      text: 'Poate că răspunsurile nu au fost salvate. Încercați din nou peste puțin timp.',
    },
    tooLarge: { title: 'Este prea mult', text: 'Vă rugăm să reveniți și să scurtați textele.' },
  },
  de: {
    compulsory: 'erforderlich',
    optional: 'freiwillig',
    save: 'Diese Antwort speichern',
    send: 'Antworten absenden',
    sendHint: 'Nach dem Absenden können die Antworten nicht mehr geändert werden.',
    saved: 'Ihre Antworten sind gespeichert. Sie können jetzt oder später weitermachen.',
    chosen:
      'Ihre Bewertung aus der Nachricht ist unten ausgewählt. Sie zählt, sobald Sie sie speichern oder absenden.',
    yes: 'Ja',
    no: 'Nein',
    errors: {
      title: 'Es fehlt noch etwas',
      missing: 'Bitte beantworten Sie diese Frage.',
      notOffered: 'Bitte wählen Sie eine der angebotenen Antworten.',
      tooLong: 'Bitte kürzen Sie Ihren Text auf 5.000 Zeichen.',
      allTooLong: 'Alle Texte zusammen sind zu lang: Bitte kürzen Sie einige.',
    },
    done: {
      title: 'Vielen Dank',
      text: 'Ihre Antworten wurden abgesendet.',
      answers: 'Ihre Antworten',
      none: 'Keine Antwort',
    },
    invalid: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Vielleicht wurde er abgeschnitten. Öffnen Sie ihn noch einmal aus der Nachricht.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Verwenden Sie den Link einer neueren Nachricht.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen',
      text: 'Ihre Antworten wurden vielleicht nicht gespeichert. Bitte versuchen Sie es gleich noch einmal.',
    },
    tooLarge: { title: 'Das ist zu viel', text: 'Bitte gehen Sie zurück und kürzen Sie Ihre Texte.' },
  },
  es: {
    compulsory: 'necesario',
    optional: 'opcional',
    save: 'Guardar esta respuesta',
    send: 'Enviar mis respuestas',
    sendHint: 'Una vez enviadas, las respuestas ya no se pueden cambiar.',
    saved: 'Sus respuestas están guardadas. Puede seguir ahora o más tarde.',
    chosen: 'La nota elegida en el mensaje está marcada abajo. Guárdela o envíela para que cuente.',
    yes: 'Sí',
    no: 'No',
    errors: {
      title: 'Falta algo',
      missing: 'Responda a esta pregunta, por favor.',
      notOffered: 'Elija una de las respuestas ofrecidas, por favor.',
      tooLong: 'Acorte su texto a 5.000 caracteres, por favor.',
      allTooLong: 'Todos sus textos juntos son demasiado largos: acorte alguno, por favor.',
    },
    done: {
      title: 'Gracias',
      text: 'Sus respuestas se han enviado.',
      answers: 'Sus respuestas',
      none: 'Sin respuesta',
    },
    invalid: {
      title: 'Este enlace no funciona',
      text: 'Puede que se haya cortado. Ábralo de nuevo desde el mensaje.',
    },
    expired: { title: 'Este enlace ha caducado', text: 'Use el enlace de un mensaje más reciente.' },
    failed: {
      title: 'Algo ha salido mal',
      text: 'Puede que sus respuestas no se hayan guardado. Inténtelo de nuevo en un momento.',
    },
    tooLarge: { title: 'Es demasiado', text: 'Vuelva atrás y acorte sus textos, por favor.' },
  },
} as const satisfies Record<Language, PageTexts>;
