export const surveyRoutes = [] as const;
