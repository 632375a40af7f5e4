/** What may be said of a movement that was not right. */
export const ABOUTS = ['not_me', 'wrong_number', 'wrong_amount', 'no_cash', 'other'] as const;

/** The states of a dispute, as lists are narrowed by them. */
export const DISPUTE_STATES = ['open', 'upheld', 'dismissed', 'expired', 'withdrawn'] as const;
