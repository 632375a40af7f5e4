/** What a policy's page says once something was done there. */
export const SAID = ['created', 'edited', 'tried', 'on', 'off'] as const;

/** The page of the policy that something was done to, which says what that was. */
export const pageOf =
  (said: (typeof SAID)[number]) =>
  ({ policyId }: { policyId: string }) =>
    `/admin/policies/${policyId}?said=${said}`;
