/** The role that the app connects as: it owns nothing and cannot step around row-level security. */
export const APP_ROLE = 'ngao_app';

export type DatabaseUrls = { ownerUrl: string; appUrl: string };
