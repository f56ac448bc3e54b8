export const feedbackRoutes = [] as const;
