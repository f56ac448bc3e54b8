export const automationRoutes = [] as const;
