/** The pages about money, each with the permission without which it would be a locked door. */
export const MONEY_PAGES = [
  ['/admin/money', 'overview', 'money.overview'],
  ['/admin/money/proposals', 'proposals', 'money.proposal.list'],
  ['/admin/money/reversals', 'reversals', 'reversal.list'],
  ['/admin/money/disputes', 'disputes', 'dispute.list'],
  ['/admin/money/fraud', 'fraud', 'fraud.list'],
  ['/admin/floats', 'floats', 'float.list'],
  ['/admin/money/prices', 'prices', 'price.show'],
  ['/admin/money/limits', 'limits', 'limit.list'],
  ['/admin/money/accounts', 'accounts', 'account.find'],
  ['/admin/money/reconciliation', 'reconciliation', 'reconciliation.list'],
  ['/admin/money/exports', 'exports', 'money.export.ask-ledger'],
] as const;
