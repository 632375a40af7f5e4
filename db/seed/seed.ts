import { inTenant } from '@/db/client';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { HOSPITAL, HOSPITAL_STAFF } from './cast';
import { type Chance, chanceOf } from './chance';
import { live } from './life';
import { joinStaff, openTenant } from './staff';
import { deliver } from './stage';
import { stockUp } from './stock';
import { openTelecom } from './telecom';

const LIFE_DAYS = 92;
/** Kigali is two hours ahead of UTC all year. */
const AHEAD_MS = 2 * HOUR_MS;

type Wishes = {
  /** Nothing of the demo's life is later than this. */
  now: Date;
  /** How many customers; 200 unless a test wants fewer. */
  customers?: number;
  progress?: (text: string) => void;
};

/**
 * Fills an empty database with the demo: two tenants and three months of life, made by the commands themselves with
 * clocks in the past. The hospital comes last, so that whoever finds it knows that all is there.
 */
export async function seed({ now, customers = 200, progress = () => {} }: Wishes): Promise<void> {
  const chance = chanceOf(20_26);
  const midnight = new Date((Math.floor(now.getTime() / DAY_MS) - LIFE_DAYS) * DAY_MS - AHEAD_MS);
  progress('The telecom opens.');
  const { stage, admin, agents } = await openTelecom(chance, after(midnight, 7 * HOUR_MS));
  await stockUp(stage, admin, { from: 1, count: customers + 100, when: after(midnight, 12 * HOUR_MS) });
  await live({ stage, agents, customers, midnight, now, progress });
  progress('The hospital opens.');
  await openHospital(chance, after(now, -30 * DAY_MS));
  await deliver(now);
  await forgetHabits(stage.tenant.id);
}

/** Whoever tries the demo does it from anywhere, as somebody of its cast: so nobody in it has habits yet. */
async function forgetHabits(tenantId: string): Promise<void> {
  await inTenant(tenantId, async (tx) => {
    await tx.$client.query('delete from risk_lessons where tenant_id = $1', [tenantId]);
    await tx.$client.query('delete from risk_profiles where tenant_id = $1', [tenantId]);
  });
}

async function openHospital(chance: Chance, morning: Date): Promise<void> {
  const { stage, owner } = await openTenant(HOSPITAL, HOSPITAL_STAFF[0], chance, morning);
  for (const [index, role] of HOSPITAL_STAFF.slice(1).entries()) {
    await joinStaff(stage, { owner, role, when: after(morning, HOUR_MS + index * 20 * MINUTE_MS) });
  }
}
