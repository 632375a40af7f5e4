'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { ScanLine } from '@/components/ui/icons';

/** What browsers with a BarcodeDetector have, which TypeScript does not know yet. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = new (options?: { formats: string[] }) => Detector;

const detectorClass = () => (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** How cards are marked: as a bar or as a square. */
const FORMATS = ['code_128', 'code_39', 'itf', 'ean_13', 'data_matrix', 'qr_code'];
const LOOK_EVERY_MS = 250;
/** An ICCID within whatever else the mark says. */
const ICCID = /89\d{16,18}/;

export interface ScanWords {
  scan: string;
  hold: string;
  stop: string;
  noCamera: string;
}

/**
 * Reads the number of a card with the camera into the field of that name. It is there only where the browser reads bar
 * codes by itself: typing works everywhere.
 */
export function ScanButton({ field, words }: { field: string; words: ScanWords }) {
  const [state, setState] = useState<'off' | 'on' | 'no-camera'>('off');
  const button = useRef<HTMLSpanElement>(null);
  const canScan = useSyncExternalStore(
    () => () => undefined,
    () => detectorClass() !== undefined && 'mediaDevices' in navigator,
    () => false,
  );
  if (!canScan) return null;
  const found = (text: string) => {
    const input = button.current?.closest('form')?.elements.namedItem(field);
    if (input instanceof HTMLInputElement) fill(input, text);
    setState('off');
  };
  return (
    <span ref={button}>
      <Button
        variant="ghost"
        size="sm"
        iconOnly
        aria-label={words.scan}
        aria-pressed={state === 'on'}
        icon={<ScanLine />}
        onClick={() => setState(state === 'on' ? 'off' : 'on')}
      />
      {state === 'on' ? (
        <Camera
          words={words}
          found={found}
          failed={() => setState('no-camera')}
          stop={() => setState('off')}
        />
      ) : null}
      <span role="status" className="sr-only">
        {state === 'no-camera' ? words.noCamera : ''}
      </span>
      {state === 'no-camera' ? (
        <span aria-hidden="true" className="absolute top-full right-0 mt-1 text-ink-soft text-small">
          {words.noCamera}
        </span>
      ) : null}
    </span>
  );
}

/** As if it was typed: React and the spelling of the field hear of it. */
function fill(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
}

type CameraProps = { words: ScanWords; found(text: string): void; failed(): void; stop(): void };

function Camera({ words, found, failed, stop }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ found, failed });
  told.current = { found, failed };
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const begin = async () => {
      const Known = detectorClass();
      const element = video.current;
      if (!Known || !element) return;
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver) return end();
      element.srcObject = stream;
      await element.play();
      const detector = new Known({ formats: FORMATS });
      timer = setInterval(async () => {
        // A frame that cannot be read is followed by another.
        const marks = await detector.detect(element).catch(() => []);
        const text = marks.map(({ rawValue }) => ICCID.exec(rawValue.replace(/\D/g, ''))?.[0]).find(Boolean);
        if (text && !isOver) told.current.found(text);
      }, LOOK_EVERY_MS);
    };
    const end = () => {
      isOver = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    begin().catch(() => told.current.failed());
    return end;
  }, []);
  return (
    <div className="fixed inset-x-0 bottom-0 z-40 border-line border-t bg-surface p-4 shadow-low">
      <div className="mx-auto max-w-md space-y-3">
        <p className="font-medium">{words.hold}</p>
        <video
          ref={video}
          muted
          playsInline
          className="aspect-video w-full rounded-md bg-sunken object-cover"
        />
        <Button wide onClick={stop}>
          {words.stop}
        </Button>
      </div>
    </div>
  );
}
