import { answerTo, bytesOf, pointingNowhere, type Spec, sampleOn, whoMay } from './deeds';
import { aTenant, type Ground, NOON } from './ground';
import { idsOf, rowsOf } from './tenant-rows';

const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What is drawn by lot and so says nothing: tickets, secrets, recovery codes, numbers of cases and the drawings of QR codes. */
const DRAWN_BY_LOT =
  /whsec_[A-Za-z0-9+/]{43}=|[RNS]-[2-9A-Z]{4}-[2-9A-Z]{4}|M[\dMhvz ,.-]{100,}|(?:[a-z2-7]{4}-){3}[a-z2-7]{4}|[A-Za-z0-9_%-]{20,}/g;

/** What the two foreigners were answered, made comparable, and what must not have happened. */
type Abroad = { exists: string; nowhere: string; leaked: string[]; touched: string[] };

/**
 * Makes two foreign tenants that are told the same things in the same order, but for what they name: one is given true
 * ids, numbers and addresses of a third tenant, the other such as exist nowhere. Gives the function that tells them.
 */
export async function twoForeigners(): Promise<(spec: Spec) => Promise<Abroad>> {
  const told = await foreigner();
  const untold = await foreigner();

  return async (spec) => {
    const ours = await aTenant();
    const input = await sampleOn(ours, spec, await whoMay(ours, spec));
    const ghost = pointingNowhere(input, NOON);
    const before = await rowsOf(ours.tenant.id);
    const by = spec.proof === 'none' ? 'stranger' : 'owner';
    const exists = bytesOf(await answerTo(spec, told[by], input));
    const nowhere = bytesOf(await answerTo(spec, untold[by], ghost.input));

    const after = await rowsOf(ours.tenant.id);
    const ids = await idsOf(ours.tenant.id);
    const named = new Set(ghost.pairs.map(([there]) => there));
    return {
      exists: plain(exists, told.ground, [...named]),
      nowhere: plain(
        nowhere,
        untold.ground,
        ghost.pairs.map(([, elsewhere]) => elsewhere),
      ),
      leaked: (exists.match(ANY_ID) ?? []).filter((id) => ids.has(id) && !named.has(id)),
      touched: Object.keys(after).filter((table) => after[table] !== before[table]),
    };
  };
}

async function foreigner() {
  const ground = await aTenant();
  const owner = await ground.person(['owner'], { name: 'Foreign Owner', email: 'foreign@example.com' });
  return { ground, owner, stranger: ground.stranger() };
}

function plain(bytes: string, ground: Ground, named: string[]): string {
  return named
    .reduce((text, value, at) => text.replaceAll(value, `<named ${at}>`), bytes)
    .replaceAll(ground.tenant.slug, '<slug>')
    .replace(ANY_ID, '<id>')
    .replace(DRAWN_BY_LOT, '<lot>');
}
