export const workflowRoutes = [] as const;
