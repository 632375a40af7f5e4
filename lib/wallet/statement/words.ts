import type { StatedLine } from './read-lines';

// A file is made where the interface's words are not at hand: by the process itself, for somebody who comes back later.

const EN = {
  title: 'Statement of account',
  holder: 'Account of',
  period: 'Period',
  currency: 'Currency',
  made: 'Made',
  zone: 'Times are those of {zone}.',
  opening: 'Opening balance',
  in: 'Total in',
  out: 'Total out',
  fees: 'of which fees',
  closing: 'Closing balance',
  sum: 'Opening balance + total in − total out = closing balance',
  date: 'Date',
  what: 'What',
  receipt: 'Receipt',
  credit: 'In',
  debit: 'Out',
  balance: 'Balance',
  none: 'Nothing moved in this period.',
  check: 'The number of each receipt can be checked by anybody at the page /receipt.',
  wallet: 'Wallet',
  float: 'Float',
  transfer_in: 'From {name}',
  transfer_out: 'To {name}',
  deposit_in: 'Cash deposited with {name}',
  deposit_out: 'Deposit for {name}',
  withdrawal_in: 'Cash paid out to {name}',
  withdrawal_out: 'Cash taken out with {name}',
  float_opening: 'Float opened',
  float_funding: 'Float funded',
  float_return: 'Float returned',
  commission_payout: 'Commission paid out',
  reversal_in: 'Came back from {name}',
  reversal_out: 'Given back to {name}',
  fee: 'Fee',
  commission: 'Commission',
  fee_reversal: 'Fee given back',
  commission_reversal: 'Commission taken back',
  provider: 'the provider',
};
export type StatementWords = typeof EN;

const FR: StatementWords = {
  title: 'Relevé de compte',
  holder: 'Compte de',
  period: 'Période',
  currency: 'Monnaie',
  made: 'Établi',
  zone: 'Les heures sont celles de {zone}.',
  opening: 'Solde initial',
  in: 'Total des entrées',
  out: 'Total des sorties',
  fees: 'dont frais',
  closing: 'Solde final',
  sum: 'Solde initial + total des entrées − total des sorties = solde final',
  date: 'Date',
  what: 'Quoi',
  receipt: 'Reçu',
  credit: 'Entrée',
  debit: 'Sortie',
  balance: 'Solde',
  none: 'Rien n’a bougé pendant cette période.',
  check: 'Chacun peut vérifier le numéro d’un reçu à la page /receipt.',
  wallet: 'Portefeuille',
  float: 'Caisse',
  transfer_in: 'De {name}',
  transfer_out: 'À {name}',
  deposit_in: 'Espèces déposées chez {name}',
  deposit_out: 'Dépôt pour {name}',
  withdrawal_in: 'Espèces remises à {name}',
  withdrawal_out: 'Espèces retirées chez {name}',
  float_opening: 'Caisse ouverte',
  float_funding: 'Caisse alimentée',
  float_return: 'Reprise sur la caisse',
  commission_payout: 'Commission versée',
  reversal_in: 'Rendu par {name}',
  reversal_out: 'Rendu à {name}',
  fee: 'Frais',
  commission: 'Commission',
  fee_reversal: 'Frais rendus',
  commission_reversal: 'Commission reprise',
  provider: 'l’opérateur',
};

/** The words of a statement in its reader's language; English where there is no other. */
export const wordsOf = (locale: string): StatementWords => (locale.startsWith('fr') ? FR : EN);

/** What a line was, from the side of whoever's account it is. */
export function nameLine(words: StatementWords, { operation, direction, with: other }: StatedLine): string {
  const sided = `${operation}_${direction}`;
  const key = (sided in words ? sided : operation) as keyof StatementWords;
  return words[key].replace('{name}', other?.name ?? words.provider);
}
