import type { LanguageTexts } from '../starter-texts.ts';

const hello = 'Bonjour{% if lead.firstName %} {{ lead.firstName }}{% endif %},';
const bye = 'Bien cordialement,<br>{{ sender.name }}<br>{{ organisation.name }}';

/** The starters in French. */
export const fr: LanguageTexts = {
  fallbacks: { 'account.name': 'votre entreprise', 'organisation.name': 'notre entreprise' },
  starters: {
    inbound: {
      name: 'Nouvelle demande',
      about:
        'Pour ceux qui viennent d’écrire ou de remplir un formulaire : une réponse immédiate, un appel, deux relances.',
      steps: {
        hello: {
          name: 'Merci',
          subject: 'Votre demande',
          paragraphs: [
            hello,
            'Merci de nous avoir contactés. Je m’occupe personnellement de votre demande.',
            'Pour vous répondre utilement : que souhaitez-vous résoudre, et pour quand ? Deux lignes suffisent. Si vous préférez en parler de vive voix, dites-moi quand je peux vous joindre.',
            bye,
          ],
        },
        call: {
          name: 'Appel',
          instructions:
            'Appeler {{ lead.firstName | default: "le contact" }} ({{ account.name }}) au sujet de la demande. Demander : que faut-il résoudre, pour quand, qui d’autre décide. Convenir de la prochaine étape avant de raccrocher.',
        },
        nudge: {
          name: 'Relance',
          paragraphs: [
            hello,
            'Je voudrais m’assurer que mon premier message ne s’est pas perdu. Votre demande est-elle toujours d’actualité ?',
            'Si oui, je vous propose un appel de quinze minutes cette semaine. Quel jour vous conviendrait ?',
            bye,
          ],
        },
        last: {
          name: 'Dernier message',
          paragraphs: [
            hello,
            'Sans nouvelles de votre part, je suppose que d’autres sujets passent avant en ce moment. C’est tout à fait normal.',
            'Je ne vous écrirai plus à ce propos. Si le sujet revient, une courte réponse à ce message suffit et je prends le relais.',
            bye,
          ],
        },
      },
    },
    outreach: {
      name: 'Premier contact',
      about:
        'Pour ceux qui ne vous connaissent pas encore : un court message, une relance avec une question, un appel, une fin aimable.',
      steps: {
        hello: {
          name: 'Premier message',
          subject: 'Une question pour {{ account.name }}',
          paragraphs: [
            hello,
            'Je suis {{ sender.name }}, de {{ organisation.name }}. Nous aidons des entreprises comme {{ account.name }} à perdre moins de demandes entre le premier échange et la commande.',
            'Puis-je vous demander comment vous relancez vos offres aujourd’hui : à la main, avec un agenda, ou pas du tout ?',
            'Si ce n’est pas votre sujet, je vous serais reconnaissant de m’indiquer la bonne personne.',
            bye,
          ],
        },
        nudge: {
          name: 'Relance',
          paragraphs: [
            hello,
            'Une idée pour compléter mon dernier message : la plupart des offres ne se perdent pas sur le prix, mais parce que personne ne redemande.',
            'Dix minutes pour voir si c’est le cas chez {{ account.name }}, cela en vaudrait-il la peine ?',
            bye,
          ],
        },
        call: {
          name: 'Appel',
          instructions:
            'Appeler {{ lead.firstName | default: "le contact" }} ({{ account.name }}). Rappeler les deux messages en une phrase, demander comment les offres sont relancées aujourd’hui, et écouter. Si ce n’est pas la bonne personne, demander qui l’est.',
        },
        last: {
          name: 'Dernier message',
          paragraphs: [
            hello,
            'Je ne veux pas encombrer votre boîte : ce message est le dernier à ce sujet.',
            'Si cela devenait intéressant plus tard, répondez simplement à ce message : il m’arrive directement. Je vous souhaite une belle réussite, à vous et à {{ account.name }}.',
            bye,
          ],
        },
      },
    },
    quote: {
      name: 'Après un devis',
      about:
        'Pour ceux qui ont reçu votre devis : est-il bien arrivé, un appel, ce qui manque pour décider, une fin claire.',
      steps: {
        check: {
          name: 'Bien reçu ?',
          subject: 'Notre devis',
          paragraphs: [
            hello,
            'Je vous ai envoyé notre devis il y a quelques jours. L’avez-vous bien reçu, et tout y est-il clair ?',
            'S’il manque quelque chose ou si un point devait être différent, dites-le-moi : je l’adapterai volontiers.',
            bye,
          ],
        },
        call: {
          name: 'Appel',
          instructions:
            'Appeler {{ lead.firstName | default: "le contact" }} ({{ account.name }}) au sujet du devis. Demander : qu’est-ce qui plaît, que manque-t-il, qui décide, quand. Noter la date de la décision.',
        },
        nudge: {
          name: 'Que manque-t-il ?',
          paragraphs: [
            hello,
            'Que pensez-vous de notre devis aujourd’hui ? Souvent, un seul point retarde la décision : le prix, le délai, ou la question d’un collègue.',
            'Lequel est-ce chez vous ? Je suis sûr que nous trouverons une solution.',
            bye,
          ],
        },
        last: {
          name: 'Dernier message',
          paragraphs: [
            hello,
            'Pour mon organisation : puis-je garder notre devis ouvert pour {{ account.name }}, ou dois-je le classer ?',
            'Un « oui » ou un « non » suffit. Un non me va aussi, et un mot sur la raison nous aiderait.',
            bye,
          ],
        },
      },
    },
  },
};
