/** One key for all pages of this origin: of one host, and so of one tenant. */
const [DATABASE, STORE, NAME] = ['ngao-device', 'keys', 'device'];
/** A browser whose store does not answer goes on without a key rather than not at all. */
const LONGEST_WAIT_MS = 3_000;

export type DeviceKey = { privateKey: CryptoKey; publicKey: JsonWebKey };

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

const ended = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

async function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return ended(opening);
}

/** The private half is made so that no script can read it: it signs, and never leaves the browser. */
async function newPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ['sign']) as Promise<CryptoKeyPair>;
}

async function findOrMake(): Promise<DeviceKey> {
  const database = await open();
  const kept = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
  let pair: CryptoKeyPair | undefined = await ended(kept('readonly').get(NAME));
  if (!pair) {
    const made = await newPair();
    const store = kept('readwrite');
    // Another tab may have made one meanwhile: the first one stays, and its transaction ends before this one begins.
    const before: CryptoKeyPair | undefined = await ended(store.get(NAME));
    if (!before) await ended(store.put(made, NAME));
    pair = before ?? made;
  }
  database.close();
  return { privateKey: pair.privateKey, publicKey: await crypto.subtle.exportKey('jwk', pair.publicKey) };
}

let found: Promise<DeviceKey | undefined> | undefined;

/** The key of this browser, made at the first call; undefined where the browser keeps none. */
export function deviceKey(): Promise<DeviceKey | undefined> {
  const late = new Promise<undefined>((give) => setTimeout(give, LONGEST_WAIT_MS));
  // Without a secure context, a store or a key that can be kept, the cookie alone says which browser this is.
  found ??= findOrMake().catch(() => undefined);
  return Promise.race([found, late]);
}
