import { fileName } from './file-name.ts';

/** Gives the person a file with this text. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(name);
  link.click();
  // The download has begun by then; the text need not be kept for longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
