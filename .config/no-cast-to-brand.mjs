/**
 * Refuses `as Instant`, `as LocalDate`, `as EnrollmentId` and the like: a branded value is made by the functions of its
 * own room, which check or know what it is, and is passed on from there. The rooms are listed in `eslint.config.js`.
 */
export const noCastToBrand = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cast: 'A cast to {{name}}: make it by a function of its own room.' },
  },
  create(context) {
    const { parserServices } = context.sourceCode;
    const isBranded = (type) =>
      type.isUnion()
        ? type.types.some(isBranded)
        : type.isIntersection() &&
          type.getProperties().some(({ escapedName }) => escapedName.startsWith('__@brand'));
    const check = ({ typeAnnotation }) => {
      if (isBranded(parserServices.getTypeAtLocation(typeAnnotation)))
        context.report({
          node: typeAnnotation,
          messageId: 'cast',
          data: { name: context.sourceCode.getText(typeAnnotation) },
        });
    };
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};
