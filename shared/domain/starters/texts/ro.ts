import type { LanguageTexts } from '../starter-texts.ts';

const hello = 'Bună ziua{% if lead.firstName %}, {{ lead.firstName }}{% endif %},';
const bye = 'Cu stimă,<br>{{ sender.name }}<br>{{ organisation.name }}';

/** The starters in Romanian. */
export const ro: LanguageTexts = {
  fallbacks: { 'account.name': 'compania dumneavoastră', 'organisation.name': 'compania noastră' },
  starters: {
    inbound: {
      name: 'Cerere nouă',
      about:
        'Pentru cei care tocmai au scris sau au completat un formular: un răspuns imediat, un apel, două reveniri.',
      steps: {
        hello: {
          name: 'Mulțumire',
          subject: 'Cererea dumneavoastră',
          paragraphs: [
            hello,
            'Vă mulțumesc că ne-ați contactat. Mă ocup personal de cererea dumneavoastră.',
            'Ca să vă pot răspunde cu folos: ce doriți să rezolvați și până când? Două rânduri sunt de ajuns. Dacă preferați să vorbim, spuneți-mi când vă pot suna.',
            bye,
          ],
        },
        call: {
          name: 'Apel',
          instructions:
            'Sunați-l pe {{ lead.firstName | default: "contact" }} ({{ account.name }}) în legătură cu cererea. Întrebați: ce este de rezolvat, până când, cine mai decide. Stabiliți pasul următor înainte de a închide.',
        },
        nudge: {
          name: 'Revenire',
          paragraphs: [
            hello,
            'Aș vrea să mă asigur că primul meu mesaj nu s-a pierdut. Cererea dumneavoastră mai este de actualitate?',
            'Dacă da, vă propun un apel de cincisprezece minute săptămâna aceasta. Ce zi vi se potrivește?',
            bye,
          ],
        },
        last: {
          name: 'Ultimul mesaj',
          paragraphs: [
            hello,
            'Nu am primit vești de la dumneavoastră, așa că presupun că acum au prioritate alte lucruri. Este cât se poate de firesc.',
            'Nu vă voi mai scrie despre acest subiect. Dacă redevine actual, este de ajuns un răspuns scurt la acest mesaj și preiau eu mai departe.',
            bye,
          ],
        },
      },
    },
    outreach: {
      name: 'Primul contact',
      about:
        'Pentru cei care nu vă cunosc încă: un mesaj scurt, o revenire cu o întrebare, un apel, o încheiere prietenoasă.',
      steps: {
        hello: {
          name: 'Primul mesaj',
          subject: 'O întrebare pentru {{ account.name }}',
          paragraphs: [
            hello,
            'Sunt {{ sender.name }}, de la {{ organisation.name }}. Ajutăm companii precum {{ account.name }} să piardă mai puține cereri pe drumul spre comandă.',
            'Vă pot întreba cum reveniți astăzi la ofertele trimise: manual, cu un calendar sau deloc?',
            'Dacă nu este domeniul dumneavoastră, v-aș fi recunoscător pentru numele persoanei potrivite.',
            bye,
          ],
        },
        nudge: {
          name: 'Revenire',
          paragraphs: [
            hello,
            'Un gând în plus la ultimul meu mesaj: cele mai multe oferte nu se pierd din cauza prețului, ci pentru că nimeni nu mai întreabă a doua oară.',
            'Ar merita zece minute ca să vedem dacă este așa și la {{ account.name }}?',
            bye,
          ],
        },
        call: {
          name: 'Apel',
          instructions:
            'Sunați-l pe {{ lead.firstName | default: "contact" }} ({{ account.name }}). Amintiți cele două mesaje într-o frază, întrebați cum se revine astăzi la oferte și ascultați. Dacă nu este persoana potrivită, întrebați cine este.',
        },
        last: {
          name: 'Ultimul mesaj',
          paragraphs: [
            hello,
            'Nu vreau să vă încarc căsuța poștală, așa că acesta este ultimul meu mesaj pe această temă.',
            'Dacă va deveni interesant mai târziu, răspundeți pur și simplu la acest mesaj: ajunge direct la mine. Vă doresc mult succes, dumneavoastră și celor de la {{ account.name }}.',
            bye,
          ],
        },
      },
    },
    quote: {
      name: 'După o ofertă',
      about:
        'Pentru cei care au oferta dumneavoastră: a ajuns cu bine, un apel, ce lipsește pentru o decizie, o încheiere clară.',
      steps: {
        check: {
          name: 'A ajuns?',
          subject: 'Oferta noastră',
          paragraphs: [
            hello,
            'V-am trimis oferta noastră acum câteva zile. A ajuns cu bine și este totul clar?',
            'Dacă lipsește ceva sau un punct ar trebui să fie altfel, spuneți-mi. O adaptez cu plăcere.',
            bye,
          ],
        },
        call: {
          name: 'Apel',
          instructions:
            'Sunați-l pe {{ lead.firstName | default: "contact" }} ({{ account.name }}) în legătură cu oferta. Întrebați: ce îi place, ce lipsește, cine decide, când. Notați data deciziei.',
        },
        nudge: {
          name: 'Ce lipsește?',
          paragraphs: [
            hello,
            'Cum vedeți astăzi oferta noastră? Adesea un singur punct amână decizia: prețul, termenul sau întrebarea unui coleg.',
            'Care este acesta în cazul dumneavoastră? Sunt sigur că găsim o soluție.',
            bye,
          ],
        },
        last: {
          name: 'Ultimul mesaj',
          paragraphs: [
            hello,
            'Ca să pot planifica: păstrez oferta deschisă pentru {{ account.name }} sau o închid?',
            'Un „da” sau un „nu” este de ajuns. Și un nu este în regulă, iar un cuvânt despre motiv ne-ar ajuta.',
            bye,
          ],
        },
      },
    },
  },
};
