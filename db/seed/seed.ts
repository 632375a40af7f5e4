import { after, DAY_MS } from '@/lib/base/clock';
import { HOSPITAL, HOSPITAL_STAFF, TELECOM, TELECOM_STAFF } from './cast';
import { chanceOf } from './chance';
import { openTenant } from './staff';

const LIFE_MS = 90 * DAY_MS;

type Wishes = {
  /** Nothing of the demo's life is later than this. */
  now: Date;
  /** How many customers; 200 unless a test wants fewer. */
  customers?: number;
  progress?: (text: string) => void;
};

/** Fills an empty database with the demo: two tenants and three months of life, made by the commands themselves. */
export async function seed({ now, progress = () => {} }: Wishes): Promise<void> {
  const begun = after(now, -LIFE_MS);
  const chance = chanceOf(20_26);
  progress('Making the tenants.');
  await openTenant(TELECOM, TELECOM_STAFF[0], chance, begun);
  await openTenant(HOSPITAL, HOSPITAL_STAFF[0], chance, begun);
}
