import { ask } from '../command/ask';
import { showPicture } from '../person/kyc/show-picture';
import { currentActor } from './current-actor';
import { refusalResponse } from './to-route';

type Context = { params: Promise<{ id: string; picture: string }> };

/**
 * One picture for one look. No cache keeps it, nothing takes it for anything but a picture, and opened by itself it can
 * neither run nor load anything.
 */
export async function sendPicture(_request: Request, { params }: Context): Promise<Response> {
  const { id: documentId, picture: pictureId } = await params;
  try {
    const { image } = await ask(showPicture, await currentActor(), { documentId, pictureId });
    return new Response(new Uint8Array(image), {
      headers: {
        'content-type': 'image/jpeg',
        'content-length': String(image.byteLength),
        'content-disposition': 'inline; filename="picture.jpg"',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    return refusalResponse(error);
  }
}
