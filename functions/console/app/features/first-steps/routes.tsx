export const firstStepsRoutes = [] as const;
