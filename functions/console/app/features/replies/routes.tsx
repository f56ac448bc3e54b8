export const replyRoutes = [] as const;
