import { Refusal } from '../base/refusal';

/**
 * Takes the Origin header of a request that changes something. Refuses any origin but the one that was asked, `null`
 * of a sandboxed page, and absence: every browser sends it with a form and a script alike, and what is no browser has
 * the REST API, which does not work with cookies.
 */
export function checkOrigin(origin: string | undefined, asked: { scheme: string; host: string }): void {
  if (origin?.toLowerCase() === `${asked.scheme}://${asked.host}`) return;
  throw new Refusal(
    'foreign_origin',
    'This form was sent from another site. Open the page here and send it again.',
    { status: 403 },
  );
}
