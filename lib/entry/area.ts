/** The parts of the site that are for somebody in particular, and how well they must have proved who they are. */
const AREAS = [
  { path: '/admin', assurance: 2 },
  { path: '/agent', assurance: 1 },
  { path: '/user', assurance: 1 },
] as const;

type Claimed = { tenant: string; assurance: number } | undefined;

/**
 * Takes a path, what the cookie claims and the tenant that was asked, and gives the page to go to first, if any.
 * It spares the obvious strangers a page that would turn them away; it grants nothing, and a claim can only lead to a
 * proof. So a path that is missing here is no hole, and nobody is ever led away from the sign-in page.
 */
export function detourOf(path: string, claims: Claimed, tenant: string): '/sign-in' | '/step-up' | undefined {
  const area = AREAS.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  if (!area) return undefined;
  if (claims?.tenant !== tenant) return '/sign-in';
  return claims.assurance < area.assurance ? '/step-up' : undefined;
}

const WITH_CAMERA = ['/agent/register', '/agent/swaps/new'];

/** Whether a page reads documents or cards with the camera. */
export const usesCamera = (path: string): boolean =>
  WITH_CAMERA.some((page) => path === page || path.startsWith(`${page}/`));
