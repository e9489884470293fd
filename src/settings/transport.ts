import { z } from 'zod';

/** TLS of the hub's own port; both, or neither. */
export const tlsSettings = z
  .strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) })
  .nullable()
  .default(null);

/** Origins of pages, besides the hub's own, that may call it from a browser. */
export const corsOrigins = z
  .array(
    z
      .string()
      .refine(
        (text) => URL.canParse(text) && new URL(text).origin === text,
        'not an origin, for example https://console.example.com',
      ),
  )
  .default([]);
