import { type Double, type Reply, startDouble } from './message-services';

export const REGISTRY_KEY = 'a-key-of-the-registry';

/** What the registry says of the next question. */
export const says = (verdict: string, reference = 'NIDA-2026-000417'): Reply => ({
  status: 200,
  body: JSON.stringify({ verdict, reference }),
});

/** The registry of IDs on this machine. It holds each question to its format, and says yes unless it is told otherwise. */
export const startRegistry = (): Promise<Double> =>
  startDouble({
    complaintOf({ headers, body }) {
      if (headers.authorization !== `Bearer ${REGISTRY_KEY}`) return 'The key is missing.';
      const given: Record<string, unknown> = JSON.parse(body);
      const names = Object.keys(given).sort().join();
      if (names !== 'birthDate,familyName,givenNames,kind,number') return `It asks by ${names}.`;
      return Object.values(given).every((value) => typeof value === 'string' && value !== '')
        ? undefined
        : 'Something is empty.';
    },
    yes: () => says('verified'),
  });
