import type { LanguageTexts } from '../starter-texts.ts';

const hello = 'Guten Tag{% if lead.firstName %} {{ lead.firstName }}{% endif %},';
const bye = 'Mit freundlichen Grüßen<br>{{ sender.name }}<br>{{ organisation.name }}';

/** The starters in German. */
export const de: LanguageTexts = {
  fallbacks: { 'account.name': 'Ihr Unternehmen', 'organisation.name': 'unser Unternehmen' },
  starters: {
    inbound: {
      name: 'Neue Anfrage',
      about:
        'Für alle, die gerade geschrieben oder ein Formular ausgefüllt haben: sofort eine Antwort, ein Anruf, zwei Erinnerungen.',
      steps: {
        hello: {
          name: 'Dank',
          subject: 'Ihre Anfrage',
          paragraphs: [
            hello,
            'vielen Dank für Ihre Nachricht. Ich kümmere mich selbst um Ihre Anfrage.',
            'Damit meine Antwort Ihnen nützt: Was möchten Sie lösen, und bis wann? Zwei Zeilen genügen. Wenn Sie lieber sprechen, sagen Sie mir gern, wann ich Sie erreiche.',
            bye,
          ],
        },
        call: {
          name: 'Anruf',
          instructions:
            '{{ lead.firstName | default: "Kontakt" }} ({{ account.name }}) wegen der Anfrage anrufen. Fragen: Was ist zu lösen, bis wann, wer entscheidet mit? Den nächsten Schritt vereinbaren, bevor Sie auflegen.',
        },
        nudge: {
          name: 'Erinnerung',
          paragraphs: [
            hello,
            'ich möchte sichergehen, dass meine erste Mail nicht untergegangen ist. Ist Ihre Anfrage noch offen?',
            'Wenn ja, schlage ich ein Gespräch von fünfzehn Minuten in dieser Woche vor. Welcher Tag passt Ihnen?',
            bye,
          ],
        },
        last: {
          name: 'Letzte Mail',
          paragraphs: [
            hello,
            'ich habe nichts von Ihnen gehört und nehme an, dass gerade anderes wichtiger ist. Das ist völlig in Ordnung.',
            'Ich schreibe Ihnen dazu nicht noch einmal. Wird das Thema wieder aktuell, genügt eine kurze Antwort auf diese Mail, und ich übernehme.',
            bye,
          ],
        },
      },
    },
    outreach: {
      name: 'Erster Kontakt',
      about:
        'Für alle, die Sie noch nicht kennen: eine kurze Mail, eine Erinnerung mit einer Frage, ein Anruf, ein freundlicher Abschluss.',
      steps: {
        hello: {
          name: 'Erste Mail',
          subject: 'Eine Frage zu {{ account.name }}',
          paragraphs: [
            hello,
            'mein Name ist {{ sender.name }}, {{ organisation.name }}. Wir helfen Unternehmen, auf dem Weg von der Anfrage zum Auftrag weniger Kunden zu verlieren.',
            'Darf ich fragen, wie Sie heute bei Ihren Angeboten nachfassen: von Hand, mit dem Kalender oder gar nicht?',
            'Falls das nicht Ihr Thema ist, bin ich für den richtigen Namen dankbar.',
            bye,
          ],
        },
        nudge: {
          name: 'Erinnerung',
          paragraphs: [
            hello,
            'noch ein Gedanke zu meiner letzten Mail: Die meisten Angebote scheitern nicht am Preis, sondern daran, dass niemand ein zweites Mal fragt.',
            'Wären zehn Minuten es wert, um zu sehen, ob das auch bei Ihnen so ist?',
            bye,
          ],
        },
        call: {
          name: 'Anruf',
          instructions:
            '{{ lead.firstName | default: "Kontakt" }} ({{ account.name }}) anrufen. In einem Satz auf die beiden Mails verweisen, fragen, wie heute nachgefasst wird, und zuhören. Ist es die falsche Person, nach der richtigen fragen.',
        },
        last: {
          name: 'Letzte Mail',
          paragraphs: [
            hello,
            'ich möchte Ihr Postfach nicht füllen, deshalb ist dies meine letzte Mail zu diesem Thema.',
            'Sollte es später interessant werden, antworten Sie einfach auf diese Mail: Sie erreicht mich direkt. Ich wünsche Ihnen weiterhin viel Erfolg.',
            bye,
          ],
        },
      },
    },
    quote: {
      name: 'Nach einem Angebot',
      about:
        'Für alle, die Ihr Angebot haben: Ist es angekommen, ein Anruf, was fehlt zur Entscheidung, ein klarer Abschluss.',
      steps: {
        check: {
          name: 'Angekommen?',
          subject: 'Unser Angebot',
          paragraphs: [
            hello,
            'vor einigen Tagen habe ich Ihnen unser Angebot geschickt. Ist es gut angekommen, und ist alles klar?',
            'Wenn etwas fehlt oder anders sein sollte, sagen Sie es mir. Ich passe es gern an.',
            bye,
          ],
        },
        call: {
          name: 'Anruf',
          instructions:
            '{{ lead.firstName | default: "Kontakt" }} ({{ account.name }}) wegen des Angebots anrufen. Fragen: Was gefällt, was fehlt, wer entscheidet, wann? Den Tag der Entscheidung notieren.',
        },
        nudge: {
          name: 'Was fehlt?',
          paragraphs: [
            hello,
            'wie sehen Sie unser Angebot heute? Oft hält ein einziger Punkt die Entscheidung auf: der Preis, der Termin oder die Frage eines Kollegen.',
            'Welcher ist es bei Ihnen? Ich bin sicher, dass wir eine Lösung finden.',
            bye,
          ],
        },
        last: {
          name: 'Letzte Mail',
          paragraphs: [
            hello,
            'damit ich planen kann: Soll ich unser Angebot für Sie offen halten oder schließen?',
            'Ein „Ja“ oder ein „Nein“ genügt. Auch ein Nein ist in Ordnung, und ein Wort zum Grund würde uns helfen.',
            bye,
          ],
        },
      },
    },
  },
};
