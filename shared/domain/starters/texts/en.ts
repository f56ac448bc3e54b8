import type { LanguageTexts } from '../starter-texts.ts';

const hello = 'Hello{% if lead.firstName %} {{ lead.firstName }}{% endif %},';
const bye = 'Best regards,<br>{{ sender.name }}<br>{{ organisation.name }}';

/** The starters in English. */
export const en: LanguageTexts = {
  fallbacks: { 'account.name': 'your company', 'organisation.name': 'our company' },
  starters: {
    inbound: {
      name: 'New enquiry',
      about:
        'For people who have just written or filled in a form: an answer at once, a call, two reminders.',
      steps: {
        hello: {
          name: 'Thank you',
          subject: 'Your enquiry',
          paragraphs: [
            hello,
            'Thank you for getting in touch. I will look after your enquiry myself.',
            'So that I can give you a useful answer: what would you like to have solved, and by when? Two lines are enough. If you would rather talk, tell me when I can reach you.',
            bye,
          ],
        },
        call: {
          name: 'Call',
          instructions:
            'Call {{ lead.firstName | default: "the lead" }} of {{ account.name }} about the enquiry. Ask: what is to be solved, by when, who else decides. Agree on the next step before you hang up.',
        },
        nudge: {
          name: 'Reminder',
          paragraphs: [
            hello,
            'I would like to make sure that my first mail did not get lost. Is your enquiry still open?',
            'If it is, I suggest a call of fifteen minutes this week. Which day suits you?',
            bye,
          ],
        },
        last: {
          name: 'Last mail',
          paragraphs: [
            hello,
            'I have not heard from you, so I suppose that other things come first at the moment. That is quite all right.',
            'I will not write again about this. If the matter comes back, a short answer to this mail is enough and I will take it from there.',
            bye,
          ],
        },
      },
    },
    outreach: {
      name: 'First contact',
      about:
        'For people who do not know you yet: a short mail, a reminder with one question, a call, a friendly end.',
      steps: {
        hello: {
          name: 'First mail',
          subject: 'A question for {{ account.name }}',
          paragraphs: [
            hello,
            'I am {{ sender.name }} of {{ organisation.name }}. We help companies like {{ account.name }} to lose fewer enquiries on the way to an order.',
            'May I ask how you follow up your offers today: by hand, by calendar, or not at all?',
            'If it is not your subject, I would be grateful for the name of the right person.',
            bye,
          ],
        },
        nudge: {
          name: 'Reminder',
          paragraphs: [
            hello,
            'One thought to add to my last mail: most offers are not lost on price, but because nobody asks a second time.',
            'Would it be worth ten minutes to see whether that is so at {{ account.name }}?',
            bye,
          ],
        },
        call: {
          name: 'Call',
          instructions:
            'Call {{ lead.firstName | default: "the lead" }} of {{ account.name }}. Refer to your two mails in one sentence, ask how offers are followed up today, and listen. If it is the wrong person, ask for the right one.',
        },
        last: {
          name: 'Last mail',
          paragraphs: [
            hello,
            'I do not want to crowd your mailbox, so this is my last mail on the subject.',
            'Should it become interesting later, just answer this mail: it reaches me directly. I wish you and {{ account.name }} every success.',
            bye,
          ],
        },
      },
    },
    quote: {
      name: 'After a quote',
      about:
        'For people who have your quote: did it arrive, a call, what is missing for a decision, a clear end.',
      steps: {
        check: {
          name: 'Did it arrive?',
          subject: 'Our quote',
          paragraphs: [
            hello,
            'I sent you our quote a few days ago. Did it arrive safely, and is everything in it clear?',
            'If something is missing or should be different, tell me. I will gladly adapt it.',
            bye,
          ],
        },
        call: {
          name: 'Call',
          instructions:
            'Call {{ lead.firstName | default: "the lead" }} of {{ account.name }} about the quote. Ask: what do you like, what is missing, who decides, when. Note the date of the decision.',
        },
        nudge: {
          name: 'What is missing?',
          paragraphs: [
            hello,
            'How do you see our quote today? Often it is one point that keeps a decision waiting: the price, the date, or a question of a colleague.',
            'Which one is it with you? I am sure that we find a way.',
            bye,
          ],
        },
        last: {
          name: 'Last mail',
          paragraphs: [
            hello,
            'So that I can plan: may I keep our quote open for {{ account.name }}, or shall I close it?',
            'A “yes” or a “no” is quite enough. A no is fine too, and a word on why would help us.',
            bye,
          ],
        },
      },
    },
  },
};
