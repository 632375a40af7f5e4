import { proveDevice } from '../auth/device/prove';
import { ask } from '../command/ask';
import { quietActor } from './current-actor';
import { refusalResponse } from './to-route';

/** Where an open page shows its browser's key now and then. It keeps no session alive that its person has left. */
export async function proveDeviceQuietly(): Promise<Response> {
  try {
    return Response.json(await ask(proveDevice, await quietActor(), {}));
  } catch (error) {
    return refusalResponse(error);
  }
}
