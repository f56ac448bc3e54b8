import type { LanguageTexts } from '../starter-texts.ts';

const hello = 'Hola{% if lead.firstName %}, {{ lead.firstName }}{% endif %}:';
const bye = 'Un saludo,<br>{{ sender.name }}<br>{{ organisation.name }}';

/** The starters in Spanish. */
export const es: LanguageTexts = {
  fallbacks: { 'account.name': 'su empresa', 'organisation.name': 'nuestra empresa' },
  starters: {
    inbound: {
      name: 'Nueva consulta',
      about:
        'Para quienes acaban de escribir o de rellenar un formulario: una respuesta inmediata, una llamada, dos recordatorios.',
      steps: {
        hello: {
          name: 'Gracias',
          subject: 'Su consulta',
          paragraphs: [
            hello,
            'Gracias por ponerse en contacto con nosotros. Me ocupo personalmente de su consulta.',
            'Para darle una respuesta útil: ¿qué le gustaría resolver y para cuándo? Dos líneas bastan. Si prefiere hablarlo, dígame cuándo puedo llamarle.',
            bye,
          ],
        },
        call: {
          name: 'Llamada',
          instructions:
            'Llamar a {{ lead.firstName | default: "la persona de contacto" }} ({{ account.name }}) por la consulta. Preguntar: qué hay que resolver, para cuándo, quién más decide. Acordar el siguiente paso antes de colgar.',
        },
        nudge: {
          name: 'Recordatorio',
          paragraphs: [
            hello,
            'Quisiera asegurarme de que mi primer correo no se ha perdido. ¿Sigue abierta su consulta?',
            'Si es así, le propongo una llamada de quince minutos esta semana. ¿Qué día le viene bien?',
            bye,
          ],
        },
        last: {
          name: 'Último correo',
          paragraphs: [
            hello,
            'No he tenido noticias suyas, así que supongo que ahora hay otras prioridades. Es completamente normal.',
            'No volveré a escribirle sobre esto. Si el tema vuelve, basta con una breve respuesta a este correo y me encargo del resto.',
            bye,
          ],
        },
      },
    },
    outreach: {
      name: 'Primer contacto',
      about:
        'Para quienes aún no le conocen: un correo breve, un recordatorio con una pregunta, una llamada, un cierre amable.',
      steps: {
        hello: {
          name: 'Primer correo',
          subject: 'Una pregunta para {{ account.name }}',
          paragraphs: [
            hello,
            'Soy {{ sender.name }}, de {{ organisation.name }}. Ayudamos a empresas como {{ account.name }} a perder menos consultas en el camino hacia el pedido.',
            '¿Puedo preguntarle cómo hacen hoy el seguimiento de sus ofertas: a mano, con un calendario o de ninguna manera?',
            'Si no es su área, le agradecería el nombre de la persona adecuada.',
            bye,
          ],
        },
        nudge: {
          name: 'Recordatorio',
          paragraphs: [
            hello,
            'Una idea más sobre mi último correo: la mayoría de las ofertas no se pierden por el precio, sino porque nadie pregunta una segunda vez.',
            '¿Valdrían la pena diez minutos para ver si también ocurre en {{ account.name }}?',
            bye,
          ],
        },
        call: {
          name: 'Llamada',
          instructions:
            'Llamar a {{ lead.firstName | default: "la persona de contacto" }} ({{ account.name }}). Mencionar los dos correos en una frase, preguntar cómo se hace hoy el seguimiento de las ofertas y escuchar. Si no es la persona adecuada, preguntar quién lo es.',
        },
        last: {
          name: 'Último correo',
          paragraphs: [
            hello,
            'No quiero llenarle el buzón, así que este es mi último correo sobre el tema.',
            'Si más adelante le interesa, responda simplemente a este correo: me llega directamente. Le deseo mucho éxito a usted y a {{ account.name }}.',
            bye,
          ],
        },
      },
    },
    quote: {
      name: 'Después de un presupuesto',
      about:
        'Para quienes tienen su presupuesto: ha llegado bien, una llamada, qué falta para decidir, un cierre claro.',
      steps: {
        check: {
          name: '¿Ha llegado?',
          subject: 'Nuestro presupuesto',
          paragraphs: [
            hello,
            'Hace unos días le envié nuestro presupuesto. ¿Le ha llegado bien y está todo claro?',
            'Si falta algo o algún punto debería ser distinto, dígamelo. Lo adaptaré con mucho gusto.',
            bye,
          ],
        },
        call: {
          name: 'Llamada',
          instructions:
            'Llamar a {{ lead.firstName | default: "la persona de contacto" }} ({{ account.name }}) por el presupuesto. Preguntar: qué le gusta, qué falta, quién decide, cuándo. Anotar la fecha de la decisión.',
        },
        nudge: {
          name: '¿Qué falta?',
          paragraphs: [
            hello,
            '¿Cómo ve hoy nuestro presupuesto? A menudo un solo punto retrasa la decisión: el precio, el plazo o la pregunta de un compañero.',
            '¿Cuál es en su caso? Seguro que encontramos una solución.',
            bye,
          ],
        },
        last: {
          name: 'Último correo',
          paragraphs: [
            hello,
            'Para poder planificar: ¿mantengo abierto nuestro presupuesto para {{ account.name }} o lo cierro?',
            'Un «sí» o un «no» es suficiente. Un no también está bien, y unas palabras sobre el motivo nos ayudarían.',
            bye,
          ],
        },
      },
    },
  },
};
