/** Somebody of the demo whom a newcomer can be. Their passwords are known, which production refuses. */
export type Role = { key: 'owner' | 'admin' | 'agent' | 'user' | 'viewer'; name: string; email: string };

type Shop = { name: string; float: string };

/** Limits and prices of a wallet in another currency: those of francs, at about what it is worth, in its minor units. */
function purse(worth: number) {
  const minor = (francs: number) => Math.round(francs * worth);
  const limits = (
    perTransfer: number,
    outPerDay: number,
    outPerMonth: number,
    balance: number,
    cash: number,
  ) => ({
    ...{ perTransfer: minor(perTransfer), outPerDay: minor(outPerDay), outPerMonth: minor(outPerMonth) },
    ...{ balance: minor(balance), cashOutsPerDay: cash },
  });
  return {
    tiers: [
      limits(20_000, 50_000, 200_000, 100_000, 1),
      limits(200_000, 500_000, 2_000_000, 1_000_000, 5),
      limits(1_000_000, 2_000_000, 10_000_000, 5_000_000, 10),
    ],
    transferFee: [
      { upTo: minor(10_000), price: minor(100) },
      { upTo: null, price: minor(1_000) },
    ],
  };
}

export const TELECOM = {
  slug: 'mtn-rw',
  name: 'MTN Rwanda (demo)',
  kind: 'telecom',
  country: 'RW',
  currency: 'RWF',
  timeZone: 'Africa/Kigali',
  locale: 'en',
  settings: {
    networks: ['63510'],
    money: { currencies: { KES: purse(20), UGX: purse(1), USD: purse(0.1) } },
  },
} as const;

export const HOSPITAL = {
  slug: 'kigali-hospital',
  name: 'Kigali Hospital (demo)',
  kind: 'organisation',
  country: 'RW',
  currency: 'RWF',
  timeZone: 'Africa/Kigali',
  locale: 'fr',
  settings: {},
} as const;

export const TELECOM_STAFF: readonly [Role, ...Role[]] = [
  { key: 'owner', name: 'Olive Uwase', email: 'owner@mtn.example' },
  { key: 'admin', name: 'Alexis Nkurunziza', email: 'admin@mtn.example' },
  { key: 'agent', name: 'Grace Mukamana', email: 'agent@mtn.example' },
  { key: 'agent', name: 'Jean Bosco Habimana', email: 'agent2@mtn.example' },
];

/** Where the agents stand, in their order. */
export const SHOPS: readonly [Shop, ...Shop[]] = [
  { name: 'Nyabugogo', float: '12 000 000' },
  { name: 'Kimironko', float: '8 000 000' },
];

export const HOSPITAL_STAFF: readonly [Role, ...Role[]] = [
  { key: 'owner', name: 'Dr Immaculée Uwineza', email: 'owner@hospital.example' },
  { key: 'admin', name: 'Patrick Mugisha', email: 'admin@hospital.example' },
  { key: 'viewer', name: 'Solange Umutoni', email: 'viewer@hospital.example' },
  { key: 'user', name: 'Théogène Gasana', email: 'user@hospital.example' },
];

/** The numbers of the customers begin here and rise by one; the first of them is the one that a newcomer is. */
export const FIRST_NUMBER = 250_788_100_001;
