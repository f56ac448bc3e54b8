/**
 * Refuses an Instant where a text is made, since its digits would be written: in template literals, `+` with a text,
 * `String(at)`, `at.toString()`, `[at, …].join()`; and where numbers are taken for something else: sorted without a
 * comparison (as texts), or asked whether they are there (0 is 1970). `JSON.stringify` is not seen through.
 */
export const noInstantInText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      text: 'An instant in a text: write it with textOf.',
      sorted: 'Instants sorted as texts: give a comparison.',
      truth: 'An instant may be 0: compare it with undefined.',
    },
  },
  create(context) {
    const { parserServices } = context.sourceCode;
    const checker = parserServices.program.getTypeChecker();
    const typeOf = (node) => parserServices.getTypeAtLocation(node);

    const isInstant = (type) =>
      type.isUnion()
        ? type.types.some(isInstant)
        : type.isIntersection() && type.getProperties().some((property) => isBrand(property));
    const isBrand = (property) => {
      if (!property.escapedName.startsWith('__@brand')) return false;
      const name = checker.getTypeOfSymbol(property);
      return name.isStringLiteral() && name.value === 'Instant';
    };
    const check = (node, messageId) => {
      if (node !== null && isInstant(typeOf(node))) context.report({ node, messageId });
    };
    const checkElements = (node, messageId) => {
      const element = checker.getIndexTypeOfType(typeOf(node), 1);
      if (element !== undefined && isInstant(element)) context.report({ node, messageId });
    };

    return {
      TemplateLiteral: ({ expressions }) => expressions.forEach((node) => check(node, 'text')),
      BinaryExpression({ operator, left, right }) {
        if (operator !== '+') return;
        const isText = (side) => checker.typeToString(typeOf(side)) === 'string';
        if (isText(left)) check(right, 'text');
        if (isText(right)) check(left, 'text');
      },
      CallExpression({ callee, arguments: given }) {
        if (callee.type === 'Identifier' && callee.name === 'String')
          given.forEach((node) => check(node, 'text'));
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
        const { name } = callee.property;
        if (name === 'toString') check(callee.object, 'text');
        if (name === 'join') checkElements(callee.object, 'text');
        if ((name === 'sort' || name === 'toSorted') && given.length === 0)
          checkElements(callee.object, 'sorted');
      },
      IfStatement: ({ test }) => check(test, 'truth'),
      ConditionalExpression: ({ test }) => check(test, 'truth'),
      LogicalExpression: ({ operator, left }) => operator !== '??' && check(left, 'truth'),
      UnaryExpression: ({ operator, argument }) => operator === '!' && check(argument, 'truth'),
    };
  },
};
